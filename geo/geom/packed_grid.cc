#include "geo/geom/packed_grid.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include "geo/geom/box.h"

namespace quyhoach::geo {

namespace {

constexpr double kPerMetre = 1e3;
constexpr double kLargest_m = 1e11;  ///< Below it a whole number of millimetres is a double, and a long.

double in_metres(std::int64_t millimetres) noexcept { return static_cast<double>(millimetres) / kPerMetre; }

/// The whole number of millimetres that reads back to the same bits.
std::optional<std::int64_t> in_millimetres(double metres) noexcept {
  if (!(std::abs(metres) < kLargest_m)) {
    return std::nullopt;
  }
  const std::int64_t millimetres = std::llround(metres * kPerMetre);
  const bool same = in_metres(millimetres) == metres && !(millimetres == 0 && std::signbit(metres));
  return same ? std::optional{millimetres} : std::nullopt;
}

/// The rings of a shape in millimetres from the first ones. \return false if one is no whole number of them.
bool to_millimetres(const ShapeView<GridPoint>& shape, std::int64_t first_east, std::int64_t first_north, WorldStore& out) {
  constexpr std::int64_t kWidest = std::numeric_limits<std::uint32_t>::max();
  for (std::size_t r = 0; r < shape.ring_count(); ++r) {
    for (const GridPoint p : shape.ring(r)) {
      const auto east = in_millimetres(p.east_m);
      const auto north = in_millimetres(p.north_m);
      if (!east || !north || *east - first_east > kWidest || *north - first_north > kWidest) {
        return false;
      }
      out.add_point({static_cast<std::uint32_t>(*east - first_east), static_cast<std::uint32_t>(*north - first_north)});
    }
    out.end_ring(shape.is_shell(r));
  }
  return true;
}

}  // namespace

PackedGrid::PackedGrid(const ShapeStore& shapes) {
  GridBox box;
  for (const GridPoint p : shapes.points()) {
    if (in_millimetres(p.east_m) && in_millimetres(p.north_m)) {
      box.extend(p);
    }
  }
  first_east_ = in_millimetres(box.min_east_m).value_or(0);
  first_north_ = in_millimetres(box.min_north_m).value_or(0);
  WorldStore one;
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    const auto shape = shapes.view(i);
    one.clear();
    if (!to_millimetres(shape, first_east_, first_north_, one)) {
      one.clear();
      plain_.add(shape);
      plain_at_.push_back(static_cast<std::uint32_t>(i));
    }
    one.end_shape();
    packed_.add(one.view(0));
  }
  packed_.freeze();
  plain_.freeze();
  plain_at_.shrink_to_fit();
}

ShapeStore PackedGrid::read(std::size_t i) const {
  ShapeStore one;
  thread_local WorldStore scratch;
  const auto shape = packed_.read(i, scratch);
  if (shape.ring_count() == 0) {
    const auto at = std::ranges::lower_bound(plain_at_, i);
    if (at != plain_at_.end() && *at == i) {
      one.add(plain_.view(static_cast<std::size_t>(at - plain_at_.begin())));
      return one;
    }
  }
  one.reserve(1, shape.point_count());
  for (std::size_t r = 0; r < shape.ring_count(); ++r) {
    for (const WorldPoint p : shape.ring(r)) {
      one.add_point({in_metres(first_east_ + p.x), in_metres(first_north_ + p.y)});
    }
    one.end_ring(shape.is_shell(r));
  }
  one.end_shape();
  return one;
}

}  // namespace quyhoach::geo
