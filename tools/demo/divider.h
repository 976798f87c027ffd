#pragma once

#include <vector>

#include "tools/demo/lots.h"

namespace quyhoach::tools::demo {

/// A stretch of edges of one kind without a sharp corner in it.
struct Front {
  Point from;
  Point to;
  double length_m = 0.0;
  Side side = Side::kParcel;
};
[[nodiscard]] Front longest_front(const Plot& plot, bool (*counts)(Side));

/// Divides one block: first into groups of a couple of dozen lots, then each group into a row of house lots on the road
/// and fields behind it, or into fields alone.
class Divider {
 public:
  Divider(Landscape landscape, double level, Random& random, std::vector<Lot>& out)
      : landscape_(landscape), level_(level), random_(&random), out_(&out) {}

  void block(const Plot& plot, std::size_t count);

 private:
  [[nodiscard]] LotKind open_kind() const;
  [[nodiscard]] bool is_built_up() const { return landscape_ == Landscape::kTown || landscape_ == Landscape::kVillage; }
  void emit(const Plot& plot, LotKind kind) { out_->push_back({plot, kind, {}}); }
  /// Cuts across `normal`, gives each part its number of lots and goes on with both as blocks.
  bool in_two(const Plot& plot, Point normal, std::size_t count);
  /// A lane of its own through a densely settled block, so that lots behind have a way out.
  bool with_lane(const Plot& plot, std::size_t count);
  /// Peels a row of house lots off the road, the rest goes on as a block.
  bool with_front(const Plot& plot, const Front& front, std::size_t count);
  /// House lots side by side along `along`, their borders at right angles to the road where they meet it.
  void houses(const Plot& plot, std::size_t count, Point along);
  /// The same cut turned so that it meets the road edge it starts or ends on squarely.
  [[nodiscard]] static std::optional<Cut> squared(const Plot& plot, const Cut& cut, Point normal, double share);
  /// Cuts a four-sided lot out of a corner, leaving an L.
  bool corner_lot(const Plot& plot);
  /// Along which fields lie: away from a canal where there is one, else square to the longest side of the block.
  [[nodiscard]] Point band_direction(const Plot& plot) const;
  void fields(const Plot& plot, std::size_t count, Point band);

  Landscape landscape_;
  double level_;
  Random* random_;
  std::vector<Lot>* out_;
};

}  // namespace quyhoach::tools::demo
