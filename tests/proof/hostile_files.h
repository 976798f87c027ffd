#pragma once

#include <string>

#include "tests/geo/io/district_folder.h"

namespace quyhoach::proof {

/// A drawing interchange file of nothing but blocks and what stands in it. AutoCAD 2000 DXF Reference
inline std::string dxf(const std::string& blocks, const std::string& entities) {
  return "0\nSECTION\n2\nBLOCKS\n" + blocks + "0\nENDSEC\n0\nSECTION\n2\nENTITIES\n" + entities + "0\nENDSEC\n0\nEOF\n";
}
inline std::string dxf_block(const std::string& name, const std::string& body) {
  return "0\nBLOCK\n8\n0\n2\n" + name + "\n70\n0\n10\n0\n20\n0\n" + body + "0\nENDBLK\n";
}
/// \param times  in rows, and as often in columns
inline std::string dxf_insert(const std::string& name, int times = 1) {
  const std::string count = std::to_string(times);
  return "0\nINSERT\n8\n0\n2\n" + name + "\n10\n585000\n20\n1212000\n70\n" + count + "\n71\n" + count + "\n44\n1\n45\n1\n";
}
inline constexpr const char* kDxfLine = "0\nLINE\n8\n0\n10\n0\n20\n0\n11\n10\n21\n10\n";

/// One block set 30,000 times 30,000 times.
inline std::string dxf_minsert_bomb() { return dxf(dxf_block("B", kDxfLine), dxf_insert("B", 30'000)); }
/// Blocks of blocks: ten of each in the next, twelve deep.
inline std::string dxf_nested_bomb() {
  std::string blocks = dxf_block("B0", kDxfLine);
  for (int i = 1; i < 12; ++i) {
    std::string ten;
    for (int k = 0; k < 10; ++k) {
      ten += dxf_insert("B" + std::to_string(i - 1));
    }
    blocks += dxf_block("B" + std::to_string(i), ten);
  }
  return dxf(blocks, dxf_insert("B11"));
}

/// A virtual file of GDAL that reads another one.
inline std::string vrt(const std::string& source) {
  return "<OGRVRTDataSource><OGRVRTLayer name=\"zones\"><SrcDataSource>" + source + "</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>";
}

/// A CRS as an ESRI .prj has it, whose datum shift is in a file.
inline std::string prj_with_grid(const std::string& grid) {
  return R"(PROJCS["x",GEOGCS["x",DATUM["x",SPHEROID["x",6378137,298.257223563],EXTENSION["PROJ4_GRIDS",")" + grid +
         R"("]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],)"
         R"(PARAMETER["central_meridian",105.75],PARAMETER["scale_factor",0.9999],PARAMETER["false_easting",500000],)"
         R"(PARAMETER["false_northing",0],UNIT["metre",1],EXTENSION["PROJ4","+proj=tmerc +lon_0=105.75 +nadgrids=)" +
         grid + R"( +units=m +no_defs"]])";
}

/// A GeoJSON collection of one good zone whose `crs` is what is given.
inline std::string geojson_with_crs(const std::string& crs) {
  return R"({"type":"FeatureCollection","crs":)" + crs + R"(,"features":[)" +
         geo::test::feature(geo::test::square(0, 0), R"("code":"A","name":"a","land_use":"ODT","storeys":1)") + "]}";
}

}  // namespace quyhoach::proof
