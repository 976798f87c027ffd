#pragma once

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "geo/base/legacy_text.h"
#include "geo/coord/grid_transform.h"
#include "tests/geo/io/layer_file.h"
#include "tests/vietnamese_charsets.h"

namespace quyhoach::trials {

/// A zone of a plan of the demo district, in the district's plane.
struct Zone {
  std::vector<std::string> texts;                               ///< By kColumns; empty: none.
  std::vector<std::vector<std::vector<geo::GridPoint>>> parts;  ///< Polygons of rings, closed.
  geo::GridPoint inside;                                        ///< Of its first part, not in a hole.
  std::vector<geo::GridPoint> inside_parts;                     ///< Of every part.
};

/// The columns of the demo's zones that the trials take along.
inline constexpr std::array kColumns{"MA_O", "TEN_O", "CHUC_NANG", "LOAI_DAT", "TANG_CAO"};

using PointMap = std::function<geo::GridPoint(geo::GridPoint)>;

/// Old encodings have no dash; who typed in them wrote a hyphen.
inline std::string with_hyphens(std::string text) {
  const std::string dash = "–";
  for (std::size_t at = text.find(dash); at != std::string::npos; at = text.find(dash, at)) {
    text.replace(at, dash.size(), "-");
  }
  return text;
}

inline std::vector<geo::GridPoint> ring_of(OGRGeometryH ring) {
  std::vector<geo::GridPoint> points;
  for (int i = 0; i < OGR_G_GetPointCount(ring); ++i) {
    points.push_back({OGR_G_GetX(ring, i), OGR_G_GetY(ring, i)});
  }
  return points;
}

inline std::vector<Zone> read_zones(const std::string& path) {
  GDALAllRegister();
  std::vector<Zone> zones;
  const GDALDatasetH dataset = GDALOpenEx(path.c_str(), GDAL_OF_VECTOR, nullptr, nullptr, nullptr);
  EXPECT_NE(dataset, nullptr) << path;
  const OGRLayerH layer = GDALDatasetGetLayer(dataset, 0);
  for (OGRFeatureH feature = OGR_L_GetNextFeature(layer); feature != nullptr; feature = OGR_L_GetNextFeature(layer)) {
    Zone zone;
    for (const char* column : kColumns) {
      const int index = OGR_F_GetFieldIndex(feature, column);
      const bool is_there = index >= 0 && OGR_F_IsFieldSetAndNotNull(feature, index) != 0;
      zone.texts.push_back(with_hyphens(is_there ? OGR_F_GetFieldAsString(feature, index) : ""));
    }
    const OGRGeometryH all = OGR_G_ForceToMultiPolygon(OGR_F_StealGeometry(feature));
    for (int i = 0; i < OGR_G_GetGeometryCount(all); ++i) {
      const OGRGeometryH polygon = OGR_G_GetGeometryRef(all, i);
      zone.parts.emplace_back();
      for (int k = 0; k < OGR_G_GetGeometryCount(polygon); ++k) {
        zone.parts.back().push_back(ring_of(OGR_G_GetGeometryRef(polygon, k)));
      }
      const OGRGeometryH point = OGR_G_PointOnSurface(polygon);
      zone.inside_parts.push_back({OGR_G_GetX(point, 0), OGR_G_GetY(point, 0)});
      OGR_G_DestroyGeometry(point);
    }
    OGR_G_DestroyGeometry(all);
    zone.inside = zone.inside_parts.at(0);
    zones.push_back(std::move(zone));
    OGR_F_Destroy(feature);
  }
  GDALClose(dataset);
  return zones;
}

inline std::string wkt_of(const Zone& zone, const PointMap& to, int decimals) {
  std::string wkt = "MULTIPOLYGON (";
  for (std::size_t i = 0; i < zone.parts.size(); ++i) {
    wkt += i == 0 ? "(" : ",(";
    for (std::size_t k = 0; k < zone.parts[i].size(); ++k) {
      wkt += k == 0 ? "(" : ",(";
      for (std::size_t n = 0; n < zone.parts[i][k].size(); ++n) {
        const geo::GridPoint p = to(zone.parts[i][k][n]);
        std::array<char, 80> text{};
        std::snprintf(text.data(), text.size(), "%s%.*f %.*f", n == 0 ? "" : ",", decimals, p.east_m, decimals, p.north_m);
        wkt += text.data();
      }
      wkt += ")";
    }
    wkt += ")";
  }
  return wkt + ")";
}

/// How zones are written.
struct Manner {
  const char* driver;
  const char* file;
  int epsg = 0;                       ///< That the file states; 0: none.
  PointMap to = [](geo::GridPoint p) { return p; };
  std::optional<geo::TextEncoding> encoding = {};  ///< Texts as bytes of it; nothing: UTF-8.
  std::vector<const char*> options = {};
  int decimals = 6;
};

/// Writes the zones with GDAL, texts as texts, storeys too.
inline void write_zones(const std::string& path, const Manner& manner, const std::vector<Zone>& zones) {
  GDALAllRegister();
  std::vector<char*> list;
  for (const char* option : manner.options) {
    list.push_back(const_cast<char*>(option));
  }
  list.push_back(nullptr);
  const GDALDatasetH dataset = GDALCreate(GDALGetDriverByName(manner.driver), path.c_str(), 0, 0, 0, GDT_Unknown, nullptr);
  ASSERT_NE(dataset, nullptr) << path << ": " << CPLGetLastErrorMsg();
  OGRSpatialReferenceH crs = manner.epsg == 0 ? nullptr : OSRNewSpatialReference(nullptr);
  if (crs != nullptr) {
    ASSERT_EQ(OSRImportFromEPSG(crs, manner.epsg), OGRERR_NONE);
    OSRSetAxisMappingStrategy(crs, OAMS_TRADITIONAL_GIS_ORDER);
  }
  const OGRLayerH layer = GDALDatasetCreateLayer(dataset, "zones", crs, wkbMultiPolygon, list.data());
  ASSERT_NE(layer, nullptr) << path << ": " << CPLGetLastErrorMsg();
  for (const char* name : kColumns) {
    const OGRFieldDefnH field = OGR_Fld_Create(name, OFTString);
    OGR_Fld_SetWidth(field, 200);
    OGR_L_CreateField(layer, field, TRUE);
    OGR_Fld_Destroy(field);
  }
  for (const Zone& zone : zones) {
    const OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(layer));
    for (std::size_t i = 0; i < kColumns.size(); ++i) {
      const auto text = manner.encoding ? geo::test::encode(zone.texts[i], *manner.encoding) : std::optional{zone.texts[i]};
      ASSERT_TRUE(text) << zone.texts[i];
      if (!text->empty()) {
        OGR_F_SetFieldString(feature, OGR_F_GetFieldIndex(feature, kColumns.at(i)), text->c_str());
      }
    }
    std::string wkt = wkt_of(zone, manner.to, manner.decimals);
    char* text = wkt.data();
    OGRGeometryH geometry = nullptr;
    ASSERT_EQ(OGR_G_CreateFromWkt(&text, nullptr, &geometry), OGRERR_NONE);
    OGR_F_SetGeometryDirectly(feature, geometry);
    ASSERT_EQ(OGR_L_CreateFeature(layer, feature), OGRERR_NONE) << path << ": " << CPLGetLastErrorMsg();
    OGR_F_Destroy(feature);
  }
  GDALClose(dataset);
  if (crs != nullptr) {
    OSRRelease(crs);
  }
}

/// A table with the shapes as WKT, as spreadsheets and databases give it.
inline void write_csv(const std::string& path, const std::vector<Zone>& zones, const PointMap& to) {
  std::ofstream file{path, std::ios::binary};
  file << "WKT";
  for (const char* column : kColumns) {
    file << "," << column;
  }
  file << "\r\n";
  for (const Zone& zone : zones) {
    file << "\"" << wkt_of(zone, to, 4) << "\"";
    for (const std::string& text : zone.texts) {
      file << ",\"" << text << "\"";
    }
    file << "\r\n";
  }
}

/// Cuts a polygon at its holes until no piece has any: a table of corners knows none.
inline void add_simple_pieces(OGRGeometryH geometry, std::vector<std::vector<geo::GridPoint>>& pieces) {
  if (OGR_G_GetGeometryType(geometry) != wkbPolygon) {
    for (int i = 0; i < OGR_G_GetGeometryCount(geometry); ++i) {
      add_simple_pieces(OGR_G_GetGeometryRef(geometry, i), pieces);
    }
    return;
  }
  if (OGR_G_GetGeometryCount(geometry) == 1) {
    pieces.push_back(ring_of(OGR_G_GetGeometryRef(geometry, 0)));
    return;
  }
  OGREnvelope all;
  OGREnvelope hole;
  OGR_G_GetEnvelope(geometry, &all);
  OGR_G_GetEnvelope(OGR_G_GetGeometryRef(geometry, 1), &hole);
  const double cut = (hole.MinX + hole.MaxX) / 2.0;
  for (const auto& [west, east] : {std::pair{all.MinX - 1.0, cut}, {cut, all.MaxX + 1.0}}) {
    std::array<char, 400> wkt{};
    std::snprintf(wkt.data(), wkt.size(), "POLYGON ((%.6f %.6f,%.6f %.6f,%.6f %.6f,%.6f %.6f,%.6f %.6f))", west, all.MinY - 1.0, east, all.MinY - 1.0, east,
                  all.MaxY + 1.0, west, all.MaxY + 1.0, west, all.MinY - 1.0);
    char* text = wkt.data();
    OGRGeometryH side = nullptr;
    ASSERT_EQ(OGR_G_CreateFromWkt(&text, nullptr, &side), OGRERR_NONE);
    const OGRGeometryH piece = OGR_G_Intersection(geometry, side);
    add_simple_pieces(piece, pieces);
    OGR_G_DestroyGeometry(piece);
    OGR_G_DestroyGeometry(side);
  }
}

/// A table of corners, as decisions print them: a row a corner, X north and Y east; every other outline ends where it began.
inline void write_corners(const std::string& path, const std::vector<Zone>& zones) {
  std::ofstream file{path, std::ios::binary};
  file << "VUNG;Số hiệu điểm;X;Y";
  for (const char* column : kColumns) {
    file << ";" << column;
  }
  file << "\r\n";
  int number = 0;
  for (const Zone& zone : zones) {
    std::string wkt = wkt_of(zone, [](geo::GridPoint p) { return p; }, 6);
    char* text = wkt.data();
    OGRGeometryH geometry = nullptr;
    ASSERT_EQ(OGR_G_CreateFromWkt(&text, nullptr, &geometry), OGRERR_NONE);
    std::vector<std::vector<geo::GridPoint>> pieces;
    add_simple_pieces(geometry, pieces);
    OGR_G_DestroyGeometry(geometry);
    for (const auto& ring : pieces) {
      ++number;
      const std::size_t corners = number % 2 == 0 ? ring.size() : ring.size() - 1;
      for (std::size_t i = 0; i < corners; ++i) {
        std::array<char, 80> row{};
        std::snprintf(row.data(), row.size(), "%d;%zu;%.4f;%.4f", number, i + 1, ring[i].north_m, ring[i].east_m);
        file << row.data();
        for (const std::string& value : zone.texts) {
          file << ";\"" << value << "\"";
        }
        file << "\r\n";
      }
    }
  }
}

/// Outlines as lines and codes as texts inside, as in a drawing. \param layers  of lines and of texts: names, or levels of a DGN
inline void write_drawing(const std::string& path, const std::string& driver, const std::vector<Zone>& zones,
                          const std::pair<std::string, std::string>& layers) {
  std::vector<geo::test::DrawnPart> parts;
  const auto at = [](geo::GridPoint p) {
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%.3f %.3f", p.east_m, p.north_m);
    return std::string{text.data()};
  };
  for (const Zone& zone : zones) {
    for (std::size_t i = 0; i < zone.parts.size(); ++i) {
      for (const auto& ring : zone.parts[i]) {
        std::string wkt;
        for (const geo::GridPoint p : ring) {
          wkt += (wkt.empty() ? "LINESTRING (" : ",") + at(p);
        }
        parts.push_back({layers.first, wkt + ")", ""});
      }
      parts.push_back({layers.second, "POINT (" + at(zone.inside_parts[i]) + ")", zone.texts[0]});
    }
  }
  geo::test::write_drawing(path, driver, parts);
}

}  // namespace quyhoach::trials
