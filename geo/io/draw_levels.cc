#include "geo/io/draw_levels.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "geo/base/parallel.h"
#include "geo/coord/tile_id.h"
#include "geo/coord/web_mercator.h"
#include "geo/geom/generalise.h"
#include "geo/geom/measure.h"

namespace quyhoach::geo {

namespace {

/// Tile units (4096 to a tile) that make one CSS pixel (512 to a tile).
constexpr double kPixel_units = 8.0;
constexpr double kSmallest_px2 = 4.0;
/// Half a pixel: detail below it is not seen, and gaps below it (lanes, ditches) close.
constexpr double kDetail_units = 4.0;
/// Of merged shapes: what the eye joins anyway.
constexpr double kGap_px = 2.0;

/// The shape in WorldPoint steps, which stand in for metres here.
Result<GeosGeometry> in_world(const ShapeView<GridPoint>& shape, const GridTransform& transform) {
  ShapeStore world;
  std::vector<GridPoint> ring;
  for (std::size_t i = 0; i < shape.ring_count(); ++i) {
    ring.clear();
    for (const GridPoint point : shape.ring(i)) {
      const auto at = transform.to_lonlat(point);
      if (!at) {
        return at.error();
      }
      const WorldPosition p = to_world_position(*at);
      ring.push_back({p.x, p.y});
    }
    world.add_ring(ring, shape.is_shell(i));
  }
  world.end_shape();
  return polygons_to_geos(world.view(0));
}

using Parts = std::vector<GeosGeometry>;

/// The shapes of one row, by their index.
struct Row {
  std::uint32_t row = 0;
  std::vector<std::size_t> shapes;
};

std::vector<Row> rows_of(const ShapeStore& shapes, const std::function<std::uint32_t(std::size_t)>& row_of) {
  std::map<std::uint32_t, Row> rows;
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    const std::uint32_t row = row_of(i);
    rows[row].row = row;
    rows[row].shapes.push_back(i);
  }
  std::vector<Row> sorted;
  for (auto& [row, of_row] : rows) {
    sorted.push_back(std::move(of_row));
  }
  return sorted;
}

Result<Parts> single(const ShapeStore& shapes, const Row& row, const GridTransform& transform) {
  Parts parts;
  for (const std::size_t i : row.shapes) {
    auto polygon = in_world(shapes.view(i), transform);
    if (!polygon) {
      return polygon.error();
    }
    parts.push_back(std::move(*polygon));
  }
  return parts;
}

/// Shapes of one row joined in the grid, where neighbours share their vertices exactly: after projection they no longer do,
/// and GEOS falls back to noding that is fifty times slower.
Result<Parts> merged(const ShapeStore& shapes, const Row& row, const GridTransform& transform) {
  Parts in_grid;
  std::vector<const GEOSGeometry*> pointers;
  for (const std::size_t i : row.shapes) {
    auto polygon = polygons_to_geos(shapes.view(i));
    if (!polygon) {
      return polygon.error();
    }
    pointers.push_back(polygon->get());
    in_grid.push_back(std::move(*polygon));
  }
  const auto all = union_of(pointers);
  if (!all) {
    return all.error();
  }
  Parts parts;
  if (ShapeStore joined; add_polygons(**all, joined)) {
    auto world = in_world(joined.view(0), transform);
    if (!world) {
      return world.error();
    }
    parts.push_back(std::move(*world));
  }
  return parts;
}

/// Collects the shapes of one level, cut into the level's tiles.
class TileCutter {
 public:
  explicit TileCutter(std::uint32_t zoom) : zoom_(zoom), unit_(std::exp2(20.0 - zoom)), side_(static_cast<double>(side(zoom))) {}

  /// Adds each polygon of a shape that is large enough, without smaller holes.
  Result<bool> add(const ShapeView<GridPoint>& shape, std::uint32_t row) {
    const double smallest = kSmallest_px2 * kPixel_units * kPixel_units * unit_ * unit_;
    for (std::size_t i = 0; i < shape.ring_count();) {
      const std::size_t first = i;
      for (++i; i < shape.ring_count() && !shape.is_shell(i); ++i) {
      }
      if (std::abs(signed_area_m2(shape.ring(first))) < smallest) {
        continue;
      }
      ShapeStore polygon;
      for (std::size_t k = first; k < i; ++k) {
        if (k == first || std::abs(signed_area_m2(shape.ring(k))) >= smallest) {
          polygon.add_ring(shape.ring(k), shape.is_shell(k));
        }
      }
      polygon.end_shape();
      if (const auto cut = add_to_tiles(polygon.view(0), row); !cut) {
        return cut;
      }
    }
    return true;
  }

  /// Puts what another of the same zoom has behind what is here.
  void append(const TileCutter& other) {
    for (const auto& [tile, pieces] : other.tiles_) {
      Pieces& here = tiles_[tile];
      for (std::size_t i = 0; i < pieces.rows.size(); ++i) {
        here.shapes.add(pieces.shapes.view(i));
      }
      here.rows.insert(here.rows.end(), pieces.rows.begin(), pieces.rows.end());
    }
  }

  [[nodiscard]] std::uint32_t zoom() const noexcept { return zoom_; }

  [[nodiscard]] DrawLevel finish() const {
    DrawLevel level;
    level.zoom = zoom_;
    for (const auto& [tile, pieces] : tiles_) {
      const auto first = static_cast<std::uint32_t>(level.rows.size());
      for (std::size_t i = 0; i < pieces.rows.size(); ++i) {
        level.shapes.add(pieces.shapes.view(i));
      }
      level.rows.insert(level.rows.end(), pieces.rows.begin(), pieces.rows.end());
      level.slices.push_back({tile.first, tile.second, first, static_cast<std::uint32_t>(level.rows.size())});
    }
    level.shapes.freeze();
    return level;
  }

 private:
  struct Pieces {
    WorldStore shapes;
    std::vector<std::uint32_t> rows;
  };

  Result<bool> add_to_tiles(const ShapeView<GridPoint>& polygon, std::uint32_t row) {
    const double buffer = kBuffer_units * unit_;
    const GridBox box = box_of(polygon);
    const auto tile_of = [&](double at) { return static_cast<std::uint32_t>(std::max(0.0, at) / side_); };
    GeosGeometry geometry;
    for (std::uint32_t x = tile_of(box.min_east_m - buffer); x <= tile_of(box.max_east_m + buffer); ++x) {
      for (std::uint32_t y = tile_of(box.min_north_m - buffer); y <= tile_of(box.max_north_m + buffer); ++y) {
        const GridBox tile = GridBox{x * side_, y * side_, (x + 1) * side_, (y + 1) * side_}.grown(buffer);
        Pieces& pieces = tiles_[{x, y}];
        std::size_t added = 1;
        if (tile.contains({box.min_east_m, box.min_north_m}) && tile.contains({box.max_east_m, box.max_north_m})) {
          add_world_polygon(polygon, pieces.shapes);
        } else {
          if (!geometry) {
            auto made = polygons_to_geos(polygon);
            if (!made) {
              return made.error();
            }
            geometry = std::move(*made);
          }
          // What GEOS cannot cut even when repaired is missing from this one small-scale tile, and from nothing else.
          const auto cut = cut_on_grid(*geometry, tile, unit_);
          added = cut ? add_large_polygons(**cut, unit_ * unit_, pieces.shapes) : 0;
        }
        pieces.rows.insert(pieces.rows.end(), added, row);
      }
    }
    return true;
  }

  static constexpr double kBuffer_units = 64.0;  ///< As tiles have it.
  std::uint32_t zoom_;
  double unit_;
  double side_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, Pieces> tiles_;
};

double box_area(const GEOSGeometry& geometry) {
  GridBox box;
  GEOSContextHandle_t context = geos_context();
  const bool good = GEOSGeom_getXMin_r(context, &geometry, &box.min_east_m) == 1 && GEOSGeom_getYMin_r(context, &geometry, &box.min_north_m) == 1 &&
                    GEOSGeom_getXMax_r(context, &geometry, &box.max_east_m) == 1 && GEOSGeom_getYMax_r(context, &geometry, &box.max_north_m) == 1;
  return good ? (box.max_east_m - box.min_east_m) * (box.max_north_m - box.min_north_m) : 0.0;
}

/// One cutter a level, finest first.
using Cutters = std::vector<TileCutter>;

Cutters cutters() {
  Cutters all;
  for (std::uint32_t zoom = kFinestLevel; zoom >= kCoarsestLevel; --zoom) {
    all.emplace_back(zoom);
  }
  return all;
}

/// Adds what is seen of one row on each level, made from the level before.
Result<bool> add_row(std::uint32_t row, Parts parts, bool merge, Cutters& levels) {
  for (TileCutter& level : levels) {
    const double unit = std::exp2(20.0 - level.zoom());
    const double pixel = kPixel_units * unit;
    if (!merge) {  // What is too small here is too small on every smaller map, and need not be rounded to see it.
      std::erase_if(parts, [&](const GeosGeometry& part) { return box_area(*part) < kSmallest_px2 * pixel * pixel; });
    }
    for (GeosGeometry& part : parts) {
      if (merge && level.zoom() < kFinestLevel) {
        part = close_gaps(std::move(part), kGap_px * pixel);
      }
      auto fitted = fit_to_grid(*part, kDetail_units * unit);
      if (!fitted) {  // GEOS cannot round it even when repaired: it shows from the next finer zoom on.
        continue;
      }
      part = std::move(*fitted);
      ShapeStore whole;
      if (add_polygons(*part, whole)) {
        if (const auto cut = level.add(whole.view(0), row); !cut) {
          return cut;
        }
      }
    }
    std::erase_if(parts, [](const GeosGeometry& part) { return GEOSisEmpty_r(geos_context(), part.get()) != 0; });
  }
  return true;
}

}  // namespace

Result<std::vector<DrawLevel>> build_levels(const ShapeStore& shapes, const GridTransform& transform, bool merge,
                                            const std::function<std::uint32_t(std::size_t)>& row_of, unsigned threads) {
  const std::vector<Row> rows = rows_of(shapes, row_of);
  const std::size_t rows_a_run = merge ? 1 : 256;  // Merged rows are few, and each takes long.
  std::vector<Cutters> runs((rows.size() + rows_a_run - 1) / rows_a_run);
  std::vector<GridTransform> transforms;  // One a thread.
  for (unsigned worker = 0; worker < std::max(threads, 1U); ++worker) {
    auto own = transform.clone();
    if (!own) {
      return own.error();
    }
    transforms.push_back(std::move(*own));
  }
  const auto drawn = in_parallel(runs.size(), threads, [&](std::size_t k, unsigned worker) -> Result<bool> {
    runs[k] = cutters();
    for (std::size_t i = k * rows_a_run; i < std::min((k + 1) * rows_a_run, rows.size()); ++i) {
      auto parts = merge ? merged(shapes, rows[i], transforms[worker]) : single(shapes, rows[i], transforms[worker]);
      if (!parts) {
        return parts.error();
      }
      if (auto added = add_row(rows[i].row, std::move(*parts), merge, runs[k]); !added) {
        return added;
      }
    }
    return true;
  });
  if (!drawn) {
    return drawn.error();
  }
  std::vector<DrawLevel> levels;
  Cutters whole = cutters();
  for (std::size_t level = 0; level < whole.size(); ++level) {
    for (const Cutters& run : runs) {
      whole[level].append(run[level]);
    }
    levels.push_back(whole[level].finish());
  }
  return levels;
}

}  // namespace quyhoach::geo
