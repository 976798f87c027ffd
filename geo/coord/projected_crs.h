#pragma once

#include <string>
#include <vector>

namespace quyhoach::geo {

/// EPSG codes ("EPSG:5899") of all projected CRSs, not deprecated, whose base is the same geographic CRS as that of `crs`,
/// without `crs` itself. Empty if PROJ does not know it. Slow: reads the EPSG data set.
[[nodiscard]] std::vector<std::string> projected_crs_of_same_datum(const std::string& crs);

/// "EPSG:4756": the geographic CRS a projected one is made from; empty if PROJ does not know it.
[[nodiscard]] std::string geographic_crs_of(const std::string& crs);

/// What EPSG calls a CRS: "VN-2000 / TM-3 105-45"; empty if PROJ does not know it. \pre is_epsg_code(crs)
[[nodiscard]] std::string epsg_name(const std::string& crs);

}  // namespace quyhoach::geo
