#include "geo/geom/coverage.h"

#include <algorithm>
#include <limits>
#include <random>
#include <span>
#include <utility>

#include "geo/geom/edge_split.h"
#include "geo/geom/measure.h"
#include "geo/geom/overlay.h"
#include "geo/geom/run_tree.h"

namespace quyhoach::geo {

namespace {

/// Noding on a grid of a tenth of a millimetre cannot fail where lines nearly coincide.
constexpr double kNoding_m = 1e-4;
/// The boundary's edges, among those of areas.
constexpr std::uint32_t kLimit = std::numeric_limits<std::uint32_t>::max();

/// Runs of edges that follow one another, as positions of their first and behind their last, in an order of chance that is the same
/// each time: GEOS puts vertices into a tree that is not balanced, and mixes only those of one line; line by line along a long
/// outline the tree becomes a list (200,000 corners: minutes).
std::vector<std::pair<std::size_t, std::size_t>> mixed_runs(std::span<const ShapeEdge> edges) {
  std::vector<std::pair<std::size_t, std::size_t>> runs;
  for (std::size_t begin = 0; begin < edges.size();) {
    std::size_t end = begin + 1;
    while (end < edges.size() && edges[end].a == edges[end - 1].b) {
      ++end;
    }
    runs.emplace_back(begin, end);
    begin = end;
  }
  std::mt19937 random{1};
  for (std::size_t i = runs.size(); i > 1; --i) {
    std::swap(runs[i - 1], runs[random() % i]);
  }
  return runs;
}

Result<GeosGeometry> faces_between(const std::vector<ShapeEdge>& edges) {
  ShapeStore lines;
  for (const auto& [begin, end] : mixed_runs(edges)) {
    lines.add_point(edges[begin].a);
    for (std::size_t i = begin; i < end; ++i) {
      lines.add_point(edges[i].b);
    }
    lines.end_ring(true);
  }
  lines.end_shape();
  const auto drawn = lines_to_geos(lines.view(0));
  if (!drawn) {
    return drawn.error();
  }
  const GeosGeometry noded{GEOSUnaryUnionPrec_r(geos_context(), drawn->get(), kNoding_m)};
  if (!noded) {
    return geos_error(ErrorCode::kInternal);
  }
  const GEOSGeometry* parts = noded.get();
  GeosGeometry faces{GEOSPolygonize_r(geos_context(), &parts, 1)};
  return faces ? Result<GeosGeometry>{std::move(faces)} : geos_error(ErrorCode::kInternal);
}

/// How many polygons lie over a point, told by their edges. Closed chains of edges will do, whatever was taken out or moved: the
/// point may lie on a border between two polygons without falling in between.
class Layers {
 public:
  explicit Layers(std::span<const ShapeEdge> edges) : edges_(edges) {
    std::vector<GridBox> boxes;
    boxes.reserve(edges.size());
    for (const ShapeEdge& edge : edges) {
      boxes.emplace_back().extend(edge.a);
      boxes.back().extend(edge.b);
    }
    tree_ = RunTree{boxes};
  }

  [[nodiscard]] int over(GridPoint point) const {
    GridBox ray;  // Runs east.
    ray.extend(point);
    ray.max_east_m = std::numeric_limits<double>::infinity();
    int layers = 0;
    tree_.query(ray, [&](std::uint32_t i) {
      if (ray_crosses(edges_[i].a, edges_[i].b, point)) {
        layers += edges_[i].a.north_m < edges_[i].b.north_m ? 1 : -1;
      }
    });
    return layers;
  }

 private:
  std::span<const ShapeEdge> edges_;
  RunTree tree_;
};

}  // namespace

std::vector<ShapeEdge> unmatched_edges(const EdgeMatch& edges) {
  return without_opposites(split_at_ends(without_opposites(edges.loose), kSameBorder_m));
}

Result<Coverage> coverage_of(const std::vector<ShapeEdge>& unmatched, const ShapeStore& boundary) {
  Coverage found;
  if (unmatched.empty() && boundary.size() == 0) {
    return found;
  }
  // Both together, so that the boundary's vertices are those of the zones along it. It takes nothing out: a zone's edge on the
  // boundary may be another zone's way across it.
  std::vector<ShapeEdge> edges = edges_of(boundary);
  for (ShapeEdge& edge : edges) {
    edge.shape = kLimit;
  }
  edges.insert(edges.end(), unmatched.begin(), unmatched.end());
  edges = split_at_ends(edges, kSameBorder_m);
  const auto faces = faces_between(edges);
  if (!faces) {
    return faces.error();
  }
  const auto first_area = std::ranges::find_if(edges, [](const ShapeEdge& edge) { return edge.shape != kLimit; });
  const Layers limits{std::span{edges.begin(), first_area}};
  const Layers areas{std::span{first_area, edges.end()}};
  const int count = GEOSGetNumGeometries_r(geos_context(), faces->get());
  for (int i = 0; i < count; ++i) {
    const GEOSGeometry& face = *GEOSGetGeometryN_r(geos_context(), faces->get(), i);
    const auto at = point_inside(face);
    if (!at) {
      return at.error();
    }
    const bool covered = areas.over(*at) > 0;
    const bool meant = boundary.size() == 0 || limits.over(*at) > 0;
    if (covered != meant) {
      add_polygons(face, covered ? found.outside : found.gaps);
    }
  }
  return found;
}

}  // namespace quyhoach::geo
