#include "geo/io/edition_surroundings.h"

#include <algorithm>

#include "geo/io/object_file.h"

namespace quyhoach::geo {

namespace {

/// A layer of an object, and nothing of it but shapes and some columns: of 300,000 parcels the others take as long again.
template <typename Take>
Result<bool> read_shapes(const std::string& path, const char* name, std::initializer_list<const char*> columns, const GridBox* near, Take&& take) {
  const auto broken = [&](const char* why) { return Error{ErrorCode::kBadData, path + " is not an object of this register: " + why}; };
  const auto dataset = open_vector(path);
  if (!dataset) {
    return dataset.error();
  }
  OGRLayer* layer = (*dataset)->GetLayerByName(name);
  if (layer == nullptr) {
    return broken(name);
  }
  OGREnvelope extent;
  if (near != nullptr && layer->GetExtent(&extent, FALSE) == OGRERR_NONE &&
      !near->intersects({extent.MinX, extent.MinY, extent.MaxX, extent.MaxY})) {
    return true;
  }
  std::vector<const char*> ignored;
  const OGRFeatureDefn& schema = *layer->GetLayerDefn();
  for (int i = 0; i < schema.GetFieldCount(); ++i) {
    const char* column = schema.GetFieldDefn(i)->GetNameRef();
    if (std::ranges::none_of(columns, [&](std::string_view wanted) { return wanted == column; })) {
      ignored.push_back(column);
    }
  }
  ignored.push_back(nullptr);
  layer->SetIgnoredFields(ignored.data());
  const ColumnReader reader{*layer, columns};
  ShapeStore shape;
  for (Feature feature{layer->GetNextFeature()}; feature; feature.reset(layer->GetNextFeature())) {
    shape.clear();
    const OGRGeometry* geometry = feature->GetGeometryRef();
    if (geometry == nullptr || append_polygons(*geometry, shape) != RingDefect::kNone) {
      return broken(name);
    }
    take(shape.view(0), *feature, reader);
  }
  return true;
}

}  // namespace

Result<bool> EditionSurroundings::add_parcels(NearbyParcels& into) const {
  for (const ObjectEntry& object : context_.manifest.objects) {
    if (object.kind != "parcels") {
      continue;
    }
    const auto path = whole_object(from_, object);
    if (!path) {
      return path.error();
    }
    const auto done = read_shapes(*path, "parcels", {"sheet", "number"}, &into.near(),
                                  [&](const ShapeView<GridPoint>& shape, OGRFeature& feature, const ColumnReader& columns) {
                                    if (into.add(shape)) {
                                      into.name(object.id, columns.text(feature, 0), columns.text(feature, 1));
                                    }
                                  });
    if (!done) {
      return done;
    }
  }
  return true;
}

Result<CommuneAreas> EditionSurroundings::communes() const {
  CommuneAreas areas;
  const ObjectEntry* base = context_.manifest.find("base", "base");
  if (base == nullptr) {
    return areas;
  }
  const auto path = whole_object(from_, *base);
  if (!path) {
    return path.error();
  }
  const auto done = read_shapes(*path, "communes", {"kind", "code"}, nullptr,
                                [&](const ShapeView<GridPoint>& shape, OGRFeature& feature, const ColumnReader& columns) {
                                  if (columns.text(feature, 0) == "cadastral") {
                                    areas.shapes.add(shape);
                                    areas.codes.emplace_back(columns.text(feature, 1));
                                  }
                                });
  return done ? Result<CommuneAreas>{std::move(areas)} : done.error();
}

}  // namespace quyhoach::geo
