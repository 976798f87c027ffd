#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "geo/base/result.h"
#include "geo/coord/grid_transform.h"
#include "geo/geom/shape_store.h"
#include "geo/plan/district.h"

namespace quyhoach::desk {

/// One finding as it was kept.
struct KeptFinding {
  std::string code;
  std::string severity;  ///< note | warning | error | fatal
  std::string file;
  std::string feature;
  geo::Text message;
  std::optional<geo::GridPoint> place;
  geo::ShapeStore shape;  ///< One shape in the grid, or none.
  bool is_lines = false;  ///< Of the shape.
};

/// Why a code matters and how to mend it.
struct KeptKind {
  geo::Text why;
  geo::Text mend;
  std::string source;
};

/// What is kept with a draft of its last check: what every report of it is made from.
struct KeptCheck {
  std::string edition;  ///< The one it was checked against.
  std::set<std::string> refusing;
  std::set<std::string> accepted;
  std::map<std::string, std::uint64_t> counts;  ///< Of all findings, also those not listed.
  std::vector<KeptFinding> findings;
  std::map<std::string, KeptKind> kinds;  ///< By code.
};

/// Reads what check_json wrote. \param transform  that of the district, for the shapes. \return kBadData for anything else
[[nodiscard]] geo::Result<KeptCheck> read_check(std::string_view json, const geo::GridTransform& transform);

}  // namespace quyhoach::desk
