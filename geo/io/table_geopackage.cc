#include "geo/io/table_geopackage.h"

#include <array>
#include <cassert>
#include <charconv>
#include <cmath>
#include <filesystem>

#include "geo/base/text.h"
#include "geo/io/dataset.h"

namespace quyhoach::geo {

namespace {

OGRwkbGeometryType type_of(Drawn drawn) {
  switch (drawn) {
    case Drawn::kNot: return wkbNone;
    case Drawn::kPoints: return wkbPoint;
    case Drawn::kLines: return wkbMultiLineString;
    case Drawn::kPolygons: return wkbMultiPolygon;
  }
  return wkbNone;
}

OGRFieldType type_of(ColumnType type) {
  switch (type) {
    case ColumnType::kNumber: return OFTReal;
    case ColumnType::kCount: return OFTInteger64;
    case ColumnType::kDate: return OFTDate;
    case ColumnType::kFlag: return OFTInteger;
    case ColumnType::kText:
    case ColumnType::kPlace: break;
  }
  return OFTString;
}

/// Null where there is nothing to draw.
std::unique_ptr<OGRGeometry> geometry_of(const TablePlace& place, Drawn drawn) {
  if (drawn == Drawn::kPoints) {
    return std::make_unique<OGRPoint>(place.at.east_m, place.at.north_m);
  }
  if (drawn == Drawn::kNot || place.shape.ring_count() == 0) {
    return nullptr;
  }
  return drawn == Drawn::kPolygons ? to_ogr_polygons(place.shape) : to_ogr_lines(place.shape);
}

/// A text as a C string and UTF-8.
std::string plain(std::string_view text) {
  const bool is_good = is_utf8(text);
  std::string out;
  for (const char c : text) {
    const bool is_bad = c == '\0' || (!is_good && static_cast<unsigned char>(c) >= 0x80);
    is_bad ? out += "\uFFFD" : out += c;
  }
  return out;
}

void set_field(OGRFeature& feature, int field, const Cell& cell) {
  if (const auto* text = std::get_if<std::string_view>(&cell)) {
    feature.SetField(field, plain(*text).c_str());
  } else if (const auto* number = std::get_if<double>(&cell); number != nullptr && std::isfinite(*number)) {
    feature.SetField(field, *number);
  } else if (const auto* count = std::get_if<std::int64_t>(&cell)) {
    feature.SetField(field, static_cast<GIntBig>(*count));
  } else if (const auto* flag = std::get_if<bool>(&cell)) {
    feature.SetField(field, *flag ? 1 : 0);
  } else if (const auto* day = std::get_if<Date>(&cell)) {
    const std::chrono::year_month_day parts{*day};
    feature.SetField(field, static_cast<int>(parts.year()), static_cast<int>(static_cast<unsigned>(parts.month())),
                     static_cast<int>(static_cast<unsigned>(parts.day())));
  } else {
    feature.SetFieldNull(field);
  }
}

bool add_fields(OGRLayer& layer, const Table& table) {
  for (const Column& column : table.columns) {
    if (column.type == ColumnType::kPlace) {
      continue;
    }
    OGRFieldDefn field{column.name.c_str(), type_of(column.type)};
    field.SetSubType(column.type == ColumnType::kFlag ? OFSTBoolean : OFSTNone);
    if (layer.CreateField(&field) != OGRERR_NONE) {
      return false;
    }
  }
  return true;
}

bool add_layer(GDALDataset& into, OGRSpatialReference& crs, const Table& table) {
  std::string title = "DESCRIPTION=" + plain(table.title);
  char option_name[] = "GEOMETRY_NAME=geom";
  std::array<char*, 3> options{title.data(), option_name, nullptr};
  const bool is_drawn = table.drawn != Drawn::kNot;
  OGRLayer* layer = into.CreateLayer(table.name.c_str(), is_drawn ? &crs : nullptr, type_of(table.drawn), options.data());
  if (layer == nullptr || !add_fields(*layer, table)) {
    return false;
  }
  const Feature feature{OGRFeature::CreateFeature(layer->GetLayerDefn())};
  bool good = true;
  table.rows([&](std::span<const Cell> row) {
    assert(row.size() == table.columns.size());
    int field = 0;
    feature->SetFID(OGRNullFID);
    for (std::size_t i = 0; good && i < row.size(); ++i) {
      if (table.columns[i].type != ColumnType::kPlace) {
        set_field(*feature, field++, row[i]);
      } else if (is_drawn) {
        const auto* place = std::get_if<TablePlace>(&row[i]);
        feature->SetGeometryDirectly(place == nullptr ? nullptr : geometry_of(*place, table.drawn).release());
      }
    }
    good = good && layer->CreateFeature(feature.get()) == OGRERR_NONE;
  });
  return good;
}

/// What QGIS looks for when it opens a layer (its own layout of the table, not OGC's).
Table styles_of(std::span<const Table> tables) {
  Table styles{.name = "layer_styles", .title = "layer_styles", .columns = {}, .rows = {}};
  for (const char* name : {"f_table_catalog", "f_table_schema", "f_table_name", "f_geometry_column", "styleName", "styleQML", "styleSLD"}) {
    styles.columns.push_back({.name = name, .title = {}});
  }
  styles.columns.push_back({.name = "useAsDefault", .title = {}, .type = ColumnType::kFlag});
  for (const char* name : {"description", "owner", "ui"}) {
    styles.columns.push_back({.name = name, .title = {}});
  }
  styles.columns.push_back({.name = "update_time", .title = {}, .type = ColumnType::kDate});
  styles.rows = [tables](const RowSink& sink) {
    using std::string_view;
    constexpr Date kStyled{std::chrono::year{2000} / 1 / 1};
    for (const Table& table : tables) {
      if (table.drawn != Drawn::kNot) {
        const std::string qml = layer_style(table);
        sink(std::array<Cell, 12>{string_view{""}, string_view{""}, string_view{table.name}, string_view{"geom"}, string_view{table.name},
                                  string_view{qml}, string_view{""}, true, string_view{table.title}, string_view{""}, {}, kStyled});
      }
    }
  };
  return styles;
}

}  // namespace

Result<bool> write_geopackage(std::span<const Table> tables, const std::string& crs, const std::string& path) {
  std::error_code ignored;
  std::filesystem::remove(path, ignored);
  auto dataset = create_geopackage(path);
  if (!dataset) {
    return dataset.error();
  }
  const GdalMessages messages;
  int code = 0;
  const std::string_view digits = std::string_view{crs}.substr(crs.find(':') + 1);
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), code);
  OGRSpatialReference plane;
  if (read.ec != std::errc{} || plane.importFromEPSG(code) != OGRERR_NONE) {
    return Error{ErrorCode::kCrsNotAllowed, "GDAL does not know " + crs};
  }
  plane.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  bool good = (*dataset)->StartTransaction() == OGRERR_NONE;
  for (const Table& table : tables) {
    good = good && add_layer(**dataset, plane, table);
  }
  const Table styles = styles_of(tables);
  good = good && add_layer(**dataset, plane, styles);
  good = good && (*dataset)->CommitTransaction() == OGRERR_NONE;
  dataset->reset();  // What closing says, such as a full disk, is among the messages.
  if (!good || !messages.all().empty()) {
    return Error{ErrorCode::kUnavailable, "cannot write " + path + (messages.all().empty() ? "" : ": " + messages.all().front())};
  }
  return true;
}

}  // namespace quyhoach::geo
