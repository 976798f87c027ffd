#include "geo/geom/polygonise.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <tuple>
#include <utility>

#include "geo/geom/geos_handle.h"
#include "geo/geom/line_network.h"
#include "geo/geom/measure.h"
#include "geo/geom/overlay.h"
#include "geo/geom/run_tree.h"

namespace quyhoach::geo {

namespace {

double distance_m(GridPoint a, GridPoint b) { return std::hypot(a.east_m - b.east_m, a.north_m - b.north_m); }
GridPoint middle(GridPoint a, GridPoint b) { return {(a.east_m + b.east_m) / 2.0, (a.north_m + b.north_m) / 2.0}; }

GridPoint nearest_on(GridPoint a, GridPoint b, GridPoint point) {
  const double east = b.east_m - a.east_m;
  const double north = b.north_m - a.north_m;
  const double t =
      ((point.east_m - a.east_m) * east + (point.north_m - a.north_m) * north) / (east * east + north * north);
  return t <= 0.0 ? a : t >= 1.0 ? b : GridPoint{a.east_m + t * east, a.north_m + t * north};
}

/// All lines of a store as one shape.
ShapeStore in_one_shape(const ShapeStore& lines) {
  ShapeStore out;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto shape = lines.view(i);
    for (std::size_t k = 0; k < shape.ring_count(); ++k) {
      out.add_ring(shape.ring(k), true);
    }
  }
  out.end_shape();
  return out;
}

// ---- gaps -------------------------------------------------------------------------------------------------------

/// Where a free end is to be joined: a point of the line `edge`, behind its point `segment`.
struct Target {
  GridPoint at;
  std::uint32_t edge = 0;
  std::uint32_t segment = 0;
};

/// The segments of a network, to find the nearest to a point.
class Segments {
 public:
  explicit Segments(const ShapeView<GridPoint>& lines) : lines_(lines) {
    std::vector<GridBox> boxes;
    for (std::uint32_t i = 0; i < lines.ring_count(); ++i) {
      for (std::uint32_t k = 0; k + 1 < lines.ring(i).size(); ++k) {
        GridBox box;
        box.extend(lines.ring(i)[k]);
        box.extend(lines.ring(i)[k + 1]);
        boxes.push_back(box);
        segments_.push_back({i, k});
      }
    }
    tree_ = RunTree{boxes};
  }

  /// The nearest vertex of another line, or the other end of the same, within `reach_m` of a free end; where there is
  /// none, the nearest place between two vertices.
  [[nodiscard]] std::optional<Target> nearest(const FreeEnd& end, double reach_m) const {
    GridBox box;
    box.extend(end.at);
    Best vertex{std::nullopt, reach_m};
    Best between{std::nullopt, reach_m};
    tree_.query(box.grown(reach_m), [&](std::uint32_t index) {
      const auto [edge, segment] = segments_[index];
      const auto line = lines_.ring(edge);
      const bool own = line.front() == end.at || line.back() == end.at;
      for (const std::uint32_t at : {segment, segment + 1}) {
        if (!own || at == 0 || at + 1 == line.size()) {
          vertex.take({line[at], edge, segment}, end);
        }
      }
      if (!own) {
        between.take({nearest_on(line[segment], line[segment + 1], end.at), edge, segment}, end);
      }
    });
    return vertex.target ? vertex.target : between.target;
  }

 private:
  struct Best {
    std::optional<Target> target;
    double m;
    void take(const Target& one, const FreeEnd& end) {
      const double away_m = distance_m(one.at, end.at);
      const bool own_base = one.at == end.base && !end.is_alone;
      if (!(one.at == end.at) && !own_base && (target ? away_m < m : away_m <= m)) {
        target = one;
        m = away_m;
      }
    }
  };
  struct Segment {
    std::uint32_t edge, first;
  };
  ShapeView<GridPoint> lines_;
  std::vector<Segment> segments_;
  RunTree tree_;
};

/// Joins free ends within `snap_m` of another line to it. \return the lines with the joints, or nothing where there is
/// none to make.
std::optional<ShapeStore> close_gaps(const LineNetwork& network, double snap_m, std::vector<DrawingFinding>& findings) {
  const auto edges = network.edges();
  const Segments segments{edges};
  std::vector<std::vector<Target>> inserted(edges.ring_count());
  std::set<std::pair<std::pair<double, double>, std::pair<double, double>>> done;
  ShapeStore out;
  for (const FreeEnd& end : network.free_ends()) {
    // A line that runs over another by less than this has met it already.
    const auto target =
        end.length_m <= snap_m * (end.is_alone ? 2.0 : 1.0) ? std::nullopt : segments.nearest(end, snap_m);
    if (!target) {
      continue;
    }
    const std::pair a{end.at.east_m, end.at.north_m};
    const std::pair b{target->at.east_m, target->at.north_m};
    if (!done.insert(std::minmax(a, b)).second) {
      continue;  // The other end was joined to this one.
    }
    inserted[target->edge].push_back(*target);
    out.add_ring(std::array{end.at, target->at}, true);
    findings.push_back({DrawingDefect::kGapClosed, middle(end.at, target->at), distance_m(end.at, target->at), {}, {}});
  }
  if (done.empty()) {
    return std::nullopt;
  }
  for (std::size_t i = 0; i < edges.ring_count(); ++i) {
    const auto line = edges.ring(i);
    for (std::uint32_t k = 0; k < line.size(); ++k) {
      out.add_point(line[k]);
      std::erase_if(inserted[i], [&](const Target& one) { return one.at == line[k]; });
      std::vector<GridPoint> here;
      for (const Target& one : inserted[i]) {
        if (one.segment == k && k + 1 < line.size() && !(one.at == line[k + 1])) {
          here.push_back(one.at);
        }
      }
      std::sort(here.begin(), here.end(),
                [&](GridPoint a, GridPoint b) { return distance_m(line[k], a) < distance_m(line[k], b); });
      out.add_points(here);
    }
    out.end_ring(true);
  }
  out.end_shape();
  return out;
}

/// Free ends that are left: two near each other are one unclosed outline, others dangle. Where two lines run over one
/// corner their ends are near each other too, but then the ends themselves are as short.
void report_free_ends(const std::vector<FreeEnd>& ends, double near_m, std::vector<DrawingFinding>& findings) {
  struct Pair {
    double m;
    std::size_t a, b;
  };
  std::vector<Pair> pairs;
  for (std::size_t i = 0; i < ends.size(); ++i) {
    for (std::size_t k = i + 1; k < ends.size() && ends[k].at.east_m - ends[i].at.east_m <= near_m; ++k) {
      const double m = distance_m(ends[i].at, ends[k].at);
      const bool one_line = ends[i].is_alone && ends[i].base == ends[k].at;
      const double shorter_m = std::min(ends[i].length_m, ends[k].length_m) / (one_line ? 2.0 : 1.0);
      if (m <= near_m && shorter_m > m) {
        pairs.push_back({m, i, k});
      }
    }
  }
  std::sort(pairs.begin(), pairs.end(),
            [](const Pair& a, const Pair& b) { return std::tie(a.m, a.a, a.b) < std::tie(b.m, b.a, b.b); });
  std::vector<bool> told(ends.size(), false);
  for (const Pair& pair : pairs) {
    if (!told[pair.a] && !told[pair.b]) {
      told[pair.a] = told[pair.b] = true;
      findings.push_back({DrawingDefect::kUnclosed, middle(ends[pair.a].at, ends[pair.b].at), pair.m, {}, {}, {ends[pair.a].at, ends[pair.b].at}});
    }
  }
  for (std::size_t i = 0; i < ends.size(); ++i) {
    // A line that meets nothing is one finding, at its western end: `ends` are in that order.
    const bool told_there = ends[i].is_alone && std::tie(ends[i].base.east_m, ends[i].base.north_m) <
                                                    std::tie(ends[i].at.east_m, ends[i].at.north_m);
    if (!told[i] && !told_there) {
      findings.push_back({DrawingDefect::kDangle, ends[i].at, ends[i].length_m, {}, {}});
    }
  }
}

// ---- polygons ---------------------------------------------------------------------------------------------------

void report_lines(const GEOSGeometry& lines, DrawingDefect defect, std::vector<DrawingFinding>& findings) {
  const GeosGeometry merged{GEOSLineMerge_r(geos_context(), &lines)};
  ShapeStore store;
  if (!merged || !add_lines(*merged, store)) {
    return;
  }
  const auto all = store.view(0);
  for (std::size_t i = 0; i < all.ring_count(); ++i) {
    const auto line = all.ring(i);
    double length = 0.0;
    for (std::size_t k = 1; k < line.size(); ++k) {
      length += distance_m(line[k - 1], line[k]);
    }
    findings.push_back({defect, middle(line[(line.size() - 1) / 2], line[line.size() / 2]), length, {}, {}});
  }
}

/// The polygons of a noded network, in their order, and what of its lines belongs to none.
Result<ShapeStore> polygons_of(const LineNetwork& network, std::vector<DrawingFinding>& findings) {
  GEOSContextHandle_t context = geos_context();
  GEOSGeometry* cuts = nullptr;
  GEOSGeometry* dangles = nullptr;
  GEOSGeometry* invalid = nullptr;
  const GeosGeometry made{GEOSPolygonize_full_r(context, &network.geometry(), &cuts, &dangles, &invalid)};
  const GeosGeometry own_cuts{cuts};
  const GeosGeometry own_dangles{dangles};
  const GeosGeometry own_invalid{invalid};
  if (!made || GEOSNormalize_r(context, made.get()) != 0) {
    return geos_error(ErrorCode::kBadData);
  }
  report_lines(*own_cuts, DrawingDefect::kCutEdge, findings);
  report_lines(*own_invalid, DrawingDefect::kRingInvalid, findings);
  ShapeStore unsorted;
  const int count = GEOSGetNumGeometries_r(context, made.get());
  for (int i = 0; i < count; ++i) {
    add_polygons(*GEOSGetGeometryN_r(context, made.get(), i), unsorted);
  }
  std::vector<std::pair<GridBox, std::size_t>> order;
  for (std::size_t i = 0; i < unsorted.size(); ++i) {
    order.emplace_back(box_of(unsorted.view(i)), i);
  }
  std::sort(order.begin(), order.end(), [](const auto& a, const auto& b) {
    return std::tie(a.first.min_east_m, a.first.min_north_m, a.first.max_east_m, a.first.max_north_m, a.second) <
           std::tie(b.first.min_east_m, b.first.min_north_m, b.first.max_east_m, b.first.max_north_m, b.second);
  });
  ShapeStore out;
  out.reserve(unsorted.size(), unsorted.points().size());
  for (const auto& [box, i] : order) {
    out.add(unsorted.view(i));
  }
  return out;
}

Result<GridPoint> point_inside(const ShapeView<GridPoint>& polygon) {
  auto geometry = polygons_to_geos(polygon);
  if (!geometry) {
    return geometry.error();
  }
  const GeosGeometry point{GEOSPointOnSurface_r(geos_context(), geometry->get())};
  GridPoint out;
  if (!point || GEOSGeomGetX_r(geos_context(), point.get(), &out.east_m) != 1 ||
      GEOSGeomGetY_r(geos_context(), point.get(), &out.north_m) != 1) {
    return geos_error(ErrorCode::kBadData);
  }
  return out;
}

/// Puts each text into the polygon it lies in.
std::optional<Error> give_texts(std::span<const DrawingText> texts, Polygonised& out) {
  std::vector<GridBox> boxes;
  for (std::size_t i = 0; i < out.polygons.size(); ++i) {
    boxes.push_back(box_of(out.polygons.view(i)));
  }
  const RunTree tree{boxes};
  std::vector<std::vector<std::uint32_t>> inside(out.polygons.size());
  for (std::uint32_t i = 0; i < texts.size(); ++i) {
    GridBox box;
    box.extend(texts[i].at);
    std::optional<std::uint32_t> found;
    tree.query(box, [&](std::uint32_t polygon) {
      if (!found && contains(out.polygons.view(polygon), texts[i].at)) {
        found = polygon;
      }
    });
    if (found) {
      inside[*found].push_back(i);
    } else {
      out.findings.push_back({DrawingDefect::kTextOutside, texts[i].at, 0.0, {}, {i}});
    }
  }
  for (std::uint32_t i = 0; i < out.polygons.size(); ++i) {
    const auto& own = inside[i];
    const bool alike =
        std::all_of(own.begin(), own.end(), [&](std::uint32_t k) { return texts[k].text == texts[own.front()].text; });
    out.texts.push_back(!own.empty() && alike ? std::optional{own.front()} : std::nullopt);
    if (own.size() > 1) {
      out.findings.push_back({DrawingDefect::kSeveralTexts, texts[own.front()].at, 0.0, i, own});
    } else if (own.empty()) {
      const auto place = point_inside(out.polygons.view(i));
      if (!place) {
        return place.error();
      }
      out.findings.push_back({DrawingDefect::kNoText, *place, 0.0, i, {}});
    }
  }
  return std::nullopt;
}

}  // namespace

Result<Polygonised> polygonise(const ShapeStore& lines, std::span<const DrawingText> texts,
                               const PolygoniseOptions& options) {
  Polygonised out;
  const ShapeStore all = in_one_shape(lines);
  auto network = LineNetwork::create(all.view(0));
  if (!network) {
    return network.error();
  }
  const auto joined = options.snap_m > 0.0 ? close_gaps(*network, options.snap_m, out.findings) : std::nullopt;
  if (joined) {
    network = LineNetwork::create(joined->view(0));
    if (!network) {
      return network.error();
    }
  }
  report_free_ends(network->free_ends(), options.near_m, out.findings);
  auto polygons = polygons_of(*network, out.findings);
  if (!polygons) {
    return polygons.error();
  }
  out.polygons = *std::move(polygons);
  if (const auto error = give_texts(texts, out)) {
    return *error;
  }
  std::stable_sort(out.findings.begin(), out.findings.end(), [](const DrawingFinding& a, const DrawingFinding& b) {
    return std::tie(a.defect, a.place.east_m, a.place.north_m) < std::tie(b.defect, b.place.east_m, b.place.north_m);
  });
  return out;
}

}  // namespace quyhoach::geo
