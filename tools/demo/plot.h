#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "tools/demo/network.h"

namespace quyhoach::tools::demo {

/// One corner of a plot, and what the edge from it to the next corner looks at.
struct Corner {
  Point at;
  Side side = Side::kParcel;
  int road = -1;  ///< index of the road, where the side is a road
};

/// A piece of land that is cut again and again: a simple polygon without holes, counter-clockwise, whole millimetres.
using Plot = std::vector<Corner>;
using PlotPair = std::pair<Plot, Plot>;

/// A cut through a plot from its edge `from` to its edge `to`; the path's ends lie on those edges.
struct Cut {
  std::size_t from = 0;
  std::size_t to = 0;
  Line path;
};

[[nodiscard]] Ring ring_of(const Plot& plot);
[[nodiscard]] double area_of(const Plot& plot) noexcept;
[[nodiscard]] Point centroid_of(const Plot& plot);

/// Direction in which the plot is longest (unit vector), by its second moments of area.
[[nodiscard]] Point long_axis(const Plot& plot);
/// Least and greatest of dot(p, normal) over the plot.
[[nodiscard]] std::pair<double, double> extent(const Plot& plot, Point normal) noexcept;

/// The straight cut across `normal` that leaves about `share` of the area on the side where dot(p, normal) is small.
/// Nothing when the line meets the plot in no usable place.
[[nodiscard]] std::optional<Cut> straight_cut(const Plot& plot, Point normal, double share);
/// Bends a straight cut: `bends` inner points moved aside by up to twice `amount` of the cut's length. One moved by less
/// than a decimetre is left out: nobody would survey it.
void bend(Cut& cut, int bends, double amount, Random& random);

/// Cuts the plot in two. Nothing when the cut comes nearer than `clearance_m` to any corner or edge it does not end on,
/// or crosses itself: what comes out is then always a pair of simple polygons that stay simple when rounded. The new
/// edges look at `side`. First of the pair: the part left of the path.
[[nodiscard]] std::optional<PlotPair> split(const Plot& plot, Cut cut, double clearance_m, Side side = Side::kParcel,
                                            int road = -1);

}  // namespace quyhoach::tools::demo
