#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "geo/coord/grid_transform.h"
#include "geo/plan/parcel_query.h"
#include "geo/plan/snapshot.h"

namespace quyhoach::geo {

enum class HitKind { kParcel, kCommune, kAdministrativeUnit, kRoad, kWater, kPlace, kPlan, kCoordinate };
[[nodiscard]] std::string_view name_of(HitKind kind) noexcept;

/// One thing a search found, best first.
struct Hit {
  HitKind kind = HitKind::kParcel;
  std::string label;      ///< What it is called, in the language asked.
  std::string detail;     ///< What tells it from others of the name: old or new commune, class, area.
  std::string reference;  ///< Of a parcel.
  std::string code;       ///< Of a commune or administrative unit.
  std::string plan;       ///< Id of a plan.
  LonLat at;
  std::optional<LonLatBox> box;
  double score = 0.0;     ///< 0…1; comparable within one answer only.
};

/// A name to be found, prepared when the edition is loaded.
struct NamedThing {
  HitKind kind = HitKind::kPlace;
  std::string folded;  ///< " bia dia cu chi ": folded words between spaces, so that word starts are found by substring.
  std::string label;
  std::string kind_name;  ///< Class of a road, water or place.
  std::string code;
  std::string plan;
  LonLat at;
  std::optional<LonLatBox> box;
};

/// All names of one edition. Deeply const once built: any number of threads may search.
struct NameIndex {
  std::vector<NamedThing> things;
  std::vector<NamedSheet> sheets;
};

/// Collects communes, administrative units, roads, water, places and plans. Segments of one road become one thing.
[[nodiscard]] NameIndex build_names(const Snapshot& snapshot, const GridTransform& transform);

/// Finds parcels however people write them ("27553/10/16", "275530100016", "tờ 10 thửa 16 Tân Phú Trung", "thua 16 to 10",
/// "16 10 tan phu trung"), names by the beginnings of their words, and coordinates (WGS 84 in both orders, grid metres in both
/// orders). Marks and case do not matter, đ = d. An ambiguous name gives one hit per meaning, each saying which it is.
/// \param limit  at most this many hits.
[[nodiscard]] std::vector<Hit> search(const Snapshot& snapshot, const NameIndex& names, const GridTransform& transform,
                                      std::string_view query, std::size_t limit, std::string_view language);

}  // namespace quyhoach::geo
