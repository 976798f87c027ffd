#pragma once

#include <array>
#include <memory>
#include <string>
#include <utility>
#include <vector>

// The folder of GDAL's headers is known to geo/io alone; from here they are found where the system keeps them.
#if __has_include(<gdal.h>)
#include <cpl_error.h>
#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>
#else
#include <gdal/cpl_error.h>
#include <gdal/gdal.h>
#include <gdal/ogr_api.h>
#include <gdal/ogr_srs_api.h>
#endif

#include <gtest/gtest.h>

#include "geo/coord/points.h"

namespace quyhoach::geo::test {

/// A zone as a consultant's file holds it.
struct FileZone {
  std::string code;
  std::string name;
  double storeys = 0.0;
  std::string wkt;
};

/// Writes zones with GDAL. \param options  layer options as "KEY=VALUE"; \param epsg  0: the file names no CRS;
/// \param columns  names for code, name and storeys.
inline void write_zones(const std::string& path, const char* driver, const std::vector<FileZone>& zones, int epsg = 9210,
                        const std::vector<const char*>& options = {},
                        const std::array<const char*, 3>& columns = {"code", "name", "storeys"}) {
  GDALAllRegister();
  std::vector<char*> list;
  for (const char* option : options) {
    list.push_back(const_cast<char*>(option));
  }
  list.push_back(nullptr);
  const GDALDriverH handle = GDALGetDriverByName(driver);
  ASSERT_NE(handle, nullptr) << driver;
  const GDALDatasetH dataset = GDALCreate(handle, path.c_str(), 0, 0, 0, GDT_Unknown, nullptr);
  ASSERT_NE(dataset, nullptr) << path << ": " << CPLGetLastErrorMsg();
  OGRSpatialReferenceH crs = epsg == 0 ? nullptr : OSRNewSpatialReference(nullptr);
  if (crs != nullptr) {
    ASSERT_EQ(OSRImportFromEPSG(crs, epsg), OGRERR_NONE);
    OSRSetAxisMappingStrategy(crs, OAMS_TRADITIONAL_GIS_ORDER);
  }
  const OGRLayerH layer = GDALDatasetCreateLayer(dataset, "zones", crs, wkbPolygon, list.data());
  ASSERT_NE(layer, nullptr) << path << ": " << CPLGetLastErrorMsg();
  for (const auto& [name, type] : {std::pair{columns[0], OFTString}, {columns[1], OFTString}, {columns[2], OFTReal}}) {
    const OGRFieldDefnH field = OGR_Fld_Create(name, type);
    OGR_L_CreateField(layer, field, TRUE);
    OGR_Fld_Destroy(field);
  }
  for (const FileZone& zone : zones) {
    const OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(layer));
    OGR_F_SetFieldString(feature, 0, zone.code.c_str());
    OGR_F_SetFieldString(feature, 1, zone.name.c_str());
    OGR_F_SetFieldDouble(feature, 2, zone.storeys);
    std::string wkt = zone.wkt;
    char* text = wkt.data();
    OGRGeometryH geometry = nullptr;
    ASSERT_EQ(OGR_G_CreateFromWkt(&text, nullptr, &geometry), OGRERR_NONE);
    OGR_F_SetGeometryDirectly(feature, geometry);
    EXPECT_EQ(OGR_L_CreateFeature(layer, feature), OGRERR_NONE) << path << ": " << CPLGetLastErrorMsg();
    OGR_F_Destroy(feature);
  }
  GDALClose(dataset);
  if (crs != nullptr) {
    OSRRelease(crs);
  }
}

/// A line or, with a text, a point of a drawing.
struct DrawnPart {
  std::string layer;  ///< Of a DGN: its level.
  std::string wkt;
  std::string text;
};

/// Writes a drawing with GDAL: "DXF" or "DGN".
inline void write_drawing(const std::string& path, const std::string& driver, const std::vector<DrawnPart>& parts) {
  GDALAllRegister();
  const GDALDriverH handle = GDALGetDriverByName(driver.c_str());
  ASSERT_NE(handle, nullptr) << driver;
  std::string origin = "ORIGIN=585000,1212000";  // A DGN has whole numbers: from here they are whole centimetres.
  std::array<char*, 2> options{driver == "DGN" ? origin.data() : nullptr, nullptr};
  const GDALDatasetH dataset = GDALCreate(handle, path.c_str(), 0, 0, 0, GDT_Unknown, options.data());
  ASSERT_NE(dataset, nullptr) << path << ": " << CPLGetLastErrorMsg();
  const OGRLayerH layer = GDALDatasetCreateLayer(dataset, "entities", nullptr, wkbUnknown, nullptr);
  ASSERT_NE(layer, nullptr) << path << ": " << CPLGetLastErrorMsg();
  for (const DrawnPart& part : parts) {
    const OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(layer));
    OGR_F_SetFieldString(feature, OGR_F_GetFieldIndex(feature, driver == "DGN" ? "Level" : "Layer"), part.layer.c_str());
    if (!part.text.empty()) {
      OGR_F_SetFieldString(feature, OGR_F_GetFieldIndex(feature, "Text"), part.text.c_str());
      OGR_F_SetStyleString(feature, ("LABEL(f:\"Arial\",t:\"" + part.text + "\",s:2g)").c_str());
    }
    std::string wkt = part.wkt;
    char* text = wkt.data();
    OGRGeometryH geometry = nullptr;
    ASSERT_EQ(OGR_G_CreateFromWkt(&text, nullptr, &geometry), OGRERR_NONE);
    OGR_F_SetGeometryDirectly(feature, geometry);
    EXPECT_EQ(OGR_L_CreateFeature(layer, feature), OGRERR_NONE) << path << ": " << CPLGetLastErrorMsg();
    OGR_F_Destroy(feature);
  }
  GDALClose(dataset);
}

/// Runs SQL on a GeoPackage.
inline void run_sql(const std::string& path, const char* sql) {
  GDALAllRegister();
  const GDALDatasetH dataset = GDALOpenEx(path.c_str(), GDAL_OF_VECTOR | GDAL_OF_UPDATE, nullptr, nullptr, nullptr);
  ASSERT_NE(dataset, nullptr);
  CPLErrorReset();
  GDALDatasetReleaseResultSet(dataset, GDALDatasetExecuteSQL(dataset, sql, nullptr, nullptr));
  EXPECT_EQ(CPLGetLastErrorType(), CE_None) << CPLGetLastErrorMsg();
  GDALClose(dataset);
}

}  // namespace quyhoach::geo::test
