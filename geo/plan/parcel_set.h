#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "geo/coord/points.h"
#include "geo/geom/area_layer.h"
#include "geo/geom/packed_grid.h"
#include "geo/geom/run_tree.h"
#include "geo/geom/shape_store.h"
#include "geo/plan/draw_level.h"
#include "geo/plan/outlines.h"

namespace quyhoach::geo {

/// Distinct short texts, each stored once; index 0 is the empty text.
class TextTable {
 public:
  TextTable() { intern(""); }
  /// Only while loading: not for several threads.
  std::uint32_t intern(std::string_view text);
  [[nodiscard]] std::string_view at(std::uint32_t index) const noexcept {
    return std::string_view{bytes_}.substr(ends_[index], ends_[index + 1] - ends_[index]);
  }
  [[nodiscard]] std::size_t size() const noexcept { return ends_.size() - 1; }
  /// Ends loading: gives the look-up table back.
  void freeze();

 private:
  std::string bytes_;
  std::vector<std::uint32_t> ends_{0};
  std::unordered_map<std::string, std::uint32_t> index_;
};

/// What the cadastre says of one parcel; texts are indices into the set's table.
struct ParcelRow {
  double registered_area_m2 = 0.0;  ///< NaN where the source has none.
  std::uint32_t sheet = 0;
  std::uint32_t number = 0;
  std::uint32_t land_use = 0;
  std::uint32_t address = 0;
};

/// Shapes for drawing only, already in tile coordinates.
struct DrawLayer {
  ShapeStore shapes;
  std::vector<WorldPoint> world;  ///< Parallel to shapes.points().
  RunTree tree;
  [[nodiscard]] ShapeView<WorldPoint> view(std::size_t i) const noexcept { return shapes.view(world.data(), i); }
  [[nodiscard]] ShapeView<GridPoint> grid_view(std::size_t i) const noexcept {
    return shapes.view(shapes.points().data(), i);
  }
};

/// The parcels of one commune: one object of the register. Deeply const once built: any number of threads may read.
class ParcelSet {
 public:
  struct Parts {
    std::string object;   ///< SHA-256 of the object.
    std::string commune;  ///< Code; empty where the district's key has no commune.
    ShapeStore shapes;
    std::vector<WorldPoint> world;
    std::vector<ParcelRow> rows;
    TextTable texts;
    std::vector<DrawLevel> land_use_levels;  ///< Merged over neighbours; rows are texts.
    Outlines outlines;  ///< Of the shapes, in their order, at the zoom with the most parcels a tile; may be empty.
  };
  /// \pre one row per shape, one world point per point.
  explicit ParcelSet(Parts parts);

  [[nodiscard]] const std::string& object() const noexcept { return parts_.object; }
  [[nodiscard]] const std::string& commune() const noexcept { return parts_.commune; }
  [[nodiscard]] std::size_t size() const noexcept { return parts_.rows.size(); }
  /// Parcel `i` as a store of one shape.
  [[nodiscard]] ShapeStore shape(std::size_t i) const { return grid_.read(i); }
  /// The same in tile coordinates. \param scratch  holds the points: emptied first, to be kept while the view is used.
  [[nodiscard]] ShapeView<WorldPoint> world_view(std::size_t i, WorldStore& scratch) const { return world_.read(i, scratch); }
  [[nodiscard]] const ParcelRow& row(std::size_t i) const noexcept { return parts_.rows[i]; }
  [[nodiscard]] std::string_view text(std::uint32_t index) const noexcept { return parts_.texts.at(index); }
  [[nodiscard]] std::size_t text_count() const noexcept { return parts_.texts.size(); }
  [[nodiscard]] const RunTree& tree() const noexcept { return tree_; }
  [[nodiscard]] const GridBox& box() const noexcept { return box_; }
  [[nodiscard]] const std::vector<DrawLevel>& land_use_levels() const noexcept { return parts_.land_use_levels; }

  [[nodiscard]] const Outlines& outlines() const noexcept { return parts_.outlines; }

  /// Indices of all parcels with this sheet and number, in a fixed order. Case of letters in the number does not matter.
  [[nodiscard]] std::vector<std::uint32_t> find(std::string_view sheet, std::string_view number) const;
  /// Up to `limit` parcels of the sheet whose numbers begin with `number`, in the order of their numbers.
  [[nodiscard]] std::vector<std::uint32_t> beginning(std::string_view sheet, std::string_view number, std::size_t limit) const;
  /// Up to `limit` parcels of this number on any sheet, by their sheets. Looks at every parcel: about 1 ms for 300,000.
  [[nodiscard]] std::vector<std::uint32_t> on_any_sheet(std::string_view number, std::size_t limit) const;
  /// Up to `limit` parcels of the sheet whose numbers begin with `number` or lie near it, for "did you mean".
  [[nodiscard]] std::vector<std::uint32_t> near(std::string_view sheet, std::string_view number, std::size_t limit) const;
  /// A number for map features that stays with the key over editions: 52 bits, FNV-1a of commune, sheet, number, and of the place
  /// among the parcels that share the key.
  [[nodiscard]] std::uint64_t feature_id(std::size_t i) const;

 private:
  /// First place in by_key_ that is not before the key.
  [[nodiscard]] std::vector<std::uint32_t>::const_iterator first_of(std::string_view sheet, std::string_view number) const;

  Parts parts_;  ///< Without its shapes, which are packed below.
  PackedGrid grid_;
  PackedShapes world_;
  std::uint64_t commune_hash_ = 0;  ///< What every feature_id begins with.
  RunTree tree_;
  GridBox box_;
  std::vector<std::uint32_t> by_key_;  ///< Indices sorted by sheet, then number.
  std::vector<std::uint32_t> further_;  ///< Parcels whose key an earlier one has, ascending: few.
};

}  // namespace quyhoach::geo
