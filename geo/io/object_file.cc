#include "geo/io/object_file.h"

#include <cmath>
#include <limits>

namespace quyhoach::geo {

Result<ObjectWriter> ObjectWriter::create(const std::string& path, const std::string& crs) {
  ObjectWriter writer;
  writer.messages_ = std::make_unique<GdalMessages>();
  auto dataset = create_geopackage(path);
  if (!dataset) {
    return dataset.error();
  }
  writer.dataset_ = std::move(*dataset);
  if (writer.crs_.importFromEPSG(std::stoi(crs.substr(crs.find(':') + 1))) != OGRERR_NONE) {
    return Error{ErrorCode::kCrsNotAllowed, "GDAL does not know " + crs};
  }
  writer.crs_.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  writer.dataset_->StartTransaction();
  return writer;
}

bool ObjectWriter::begin_layer(const char* name, OGRwkbGeometryType geometry, std::initializer_list<Column> columns,
                               Plane plane) {
  char option_index[] = "SPATIAL_INDEX=NO";  // Features are in Hilbert order and read whole.
  char* options[] = {option_index, nullptr};
  feature_.reset();
  layer_ = dataset_->CreateLayer(name, geometry == wkbNone || plane == Plane::kWorld ? nullptr : &crs_, geometry, options);
  if (layer_ == nullptr) {
    return false;
  }
  for (const Column& column : columns) {
    OGRFieldDefn field{column.name, column.type == Type::kText ? OFTString : OFTReal};
    if (layer_->CreateField(&field) != OGRERR_NONE) {
      return false;
    }
  }
  feature_.reset(OGRFeature::CreateFeature(layer_->GetLayerDefn()));
  return true;
}

void ObjectWriter::set(int column, std::string_view text) {
  if (text.empty()) {
    feature_->SetFieldNull(column);
  } else {
    feature_->SetField(column, std::string{text}.c_str());
  }
}

void ObjectWriter::set(int column, double number) {
  if (std::isfinite(number)) {
    feature_->SetField(column, number);
  } else {
    feature_->SetFieldNull(column);
  }
}

bool ObjectWriter::add(std::unique_ptr<OGRGeometry> geometry) {
  feature_->SetFID(OGRNullFID);
  feature_->SetGeometryDirectly(geometry.release());
  return layer_->CreateFeature(feature_.get()) == OGRERR_NONE;
}

bool ObjectWriter::write_meta(const std::map<std::string, std::string>& meta) {
  bool good = begin_layer("meta", wkbNone, {{"key", Type::kText}, {"value", Type::kText}});
  for (const auto& [key, value] : meta) {
    if (good) {
      set(0, key);
      set(1, value);
      good = add(nullptr);
    }
  }
  return good;
}

Result<bool> ObjectWriter::finish() {
  feature_.reset();
  dataset_->CommitTransaction();
  dataset_.reset();
  if (!messages_->all().empty()) {
    return Error{ErrorCode::kUnavailable, messages_->all().front()};
  }
  return true;
}

std::map<std::string, std::string> read_meta(GDALDataset& dataset) {
  std::map<std::string, std::string> meta;
  OGRLayer* layer = dataset.GetLayerByName("meta");
  if (layer == nullptr) {
    return meta;
  }
  const ColumnReader columns{*layer, {"key", "value"}};
  for (Feature feature{layer->GetNextFeature()}; feature; feature.reset(layer->GetNextFeature())) {
    meta.emplace(columns.text(*feature, 0), columns.text(*feature, 1));
  }
  return meta;
}

ColumnReader::ColumnReader(OGRLayer& layer, std::initializer_list<const char*> names) {
  for (const char* name : names) {
    columns_.push_back(layer.GetLayerDefn()->GetFieldIndex(name));
  }
}

std::string_view ColumnReader::text(OGRFeature& feature, std::size_t column) const {
  const int index = columns_[column];
  if (index < 0 || feature.IsFieldSetAndNotNull(index) == 0) {
    return {};
  }
  return feature.GetFieldAsString(index);  // A string column's own bytes: they live as long as the feature.
}

double ColumnReader::number(OGRFeature& feature, std::size_t column) const {
  const int index = columns_[column];
  return index < 0 || feature.IsFieldSetAndNotNull(index) == 0 ? std::numeric_limits<double>::quiet_NaN()
                                                               : feature.GetFieldAsDouble(index);
}

}  // namespace quyhoach::geo
