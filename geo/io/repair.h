#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "geo/geom/shape_store.h"
#include "geo/io/defect.h"

namespace quyhoach::geo {

/// A change of geometry that would mend a finding. Nothing is changed unless its id or its code is accepted, and then it is told.
struct Repair {
  std::string id = {};       ///< repair_id: the same as long as the geometry it starts from is.
  std::string code = {};     ///< Of the finding it mends.
  std::string file = {};     ///< Relative to the folder that is read.
  std::string feature = {};  ///< "FID 17", or "FID 17 and FID 20".
  ShapeStore before = {};    ///< One shape, in the district's CRS: polygons, which may be invalid or overlap, or lines.
  ShapeStore after = {};     ///< One shape: polygons.
  double area_m2 = 0.0;      ///< What changes hands: of the area before or after but not in both.
  bool applied = false;
  bool is_from_lines = false;  ///< `before` is an outline that does not close.
};

/// "SPIKE:zones.geojson:FID 17:1f0c9a2e": code, file, feature and the first 8 hex digits of the SHA-256 of the shape's coordinates.
[[nodiscard]] std::string repair_id(const Repair& repair);

/// All proposals of one reading. The list keeps the first kMaxListed of each code, and all ids that were applied. One thread.
class RepairList {
 public:
  static constexpr std::size_t kMaxListed = 200;

  /// \param accepted  ids and codes
  explicit RepairList(std::set<std::string> accepted = {}) : accepted_(std::move(accepted)) {}

  /// Whether a repair would be applied. \pre `repair.id` is set
  [[nodiscard]] bool accepts(const Repair& repair) const { return accepted_.contains(repair.id) || accepted_.contains(repair.code); }
  [[nodiscard]] bool accepts_any() const noexcept { return !accepted_.empty(); }
  /// Keeps a proposal that is not applied.
  void add(Repair repair);
  /// Keeps one that is, and tells it: REPAIRED.
  void add_applied(Repair repair, ImportReport& report);

  [[nodiscard]] const std::vector<Repair>& listed() const noexcept { return listed_; }
  /// Ids of those applied, in order.
  [[nodiscard]] const std::vector<std::string>& applied() const noexcept { return applied_; }

 private:
  std::set<std::string> accepted_;
  std::vector<Repair> listed_;
  std::map<std::string, std::size_t> counts_;
  std::vector<std::string> applied_;
};

/// What is in one of two shapes and not in both. The first may be invalid: then only the difference of their sizes is known.
[[nodiscard]] double moved_m2(const ShapeStore& before, const ShapeStore& after);

/// Completes a proposal: its id and the area it moves. \return nothing where `after` is no valid polygon
[[nodiscard]] std::optional<Repair> checked_repair(Repair repair);

/// One proposal on one feature: applied or kept. \return the shape to go on with: the new one if it was applied, else nothing
[[nodiscard]] std::optional<ShapeStore> settle(RepairList& repairs, ImportReport& report, Repair repair);

}  // namespace quyhoach::geo
