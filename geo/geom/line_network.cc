#include "geo/geom/line_network.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <utility>

#include "geo/geom/overlay.h"

namespace quyhoach::geo {

namespace {

double length_of(std::span<const GridPoint> line) {
  double length = 0.0;
  for (std::size_t i = 1; i < line.size(); ++i) {
    length += std::hypot(line[i].east_m - line[i - 1].east_m, line[i].north_m - line[i - 1].north_m);
  }
  return length;
}

struct WestToEast {
  bool operator()(const GridPoint& a, const GridPoint& b) const noexcept {
    return std::pair{a.east_m, a.north_m} < std::pair{b.east_m, b.north_m};
  }
};

/// A node: how many edges end there, and two of them.
struct Node {
  std::uint32_t degree = 0;
  std::array<std::uint32_t, 2> edges{};
  void add(std::uint32_t edge) {
    if (degree < edges.size()) {
      edges[degree] = edge;
    }
    ++degree;
  }
};

}  // namespace

Result<LineNetwork> LineNetwork::create(const ShapeView<GridPoint>& lines) {
  ShapeStore clean;
  std::vector<GridPoint> line;
  for (std::size_t i = 0; i < lines.ring_count(); ++i) {
    line.clear();
    for (const GridPoint point : lines.ring(i)) {
      if (!std::isfinite(point.east_m) || !std::isfinite(point.north_m)) {
        return Error{ErrorCode::kCoordNotFinite, "a line's coordinate is not a number"};
      }
      if (line.empty() || !(line.back() == point)) {
        line.push_back(point);
      }
    }
    if (line.size() >= 2) {
      clean.add_ring(line, true);
    }
  }
  clean.end_shape();
  auto raw = lines_to_geos(clean.view(0));
  if (!raw) {
    return raw.error();
  }
  const GEOSGeometry* part = raw->get();
  auto noded = union_of({&part, 1});
  if (!noded) {
    return Error{ErrorCode::kBadData, noded.error().message};
  }
  LineNetwork out;
  out.geometry_ = *std::move(noded);
  add_lines(*out.geometry_, out.edges_);
  out.find_free_ends();
  return out;
}

void LineNetwork::find_free_ends() {
  std::map<GridPoint, Node, WestToEast> nodes;
  const auto lines = edges();
  for (std::size_t i = 0; i < lines.ring_count(); ++i) {
    nodes[lines.ring(i).front()].add(static_cast<std::uint32_t>(i));
    nodes[lines.ring(i).back()].add(static_cast<std::uint32_t>(i));
  }
  for (const auto& [at, node] : nodes) {
    if (node.degree != 1) {
      continue;
    }
    FreeEnd end{at, 0.0, at, false};
    std::uint32_t edge = node.edges[0];
    for (;;) {
      const auto line = lines.ring(edge);
      end.length_m += length_of(line);
      end.base = line.front() == end.base ? line.back() : line.front();
      const Node& next = nodes.at(end.base);
      end.is_alone = next.degree == 1;
      if (next.degree != 2) {
        break;
      }
      edge = next.edges[0] == edge ? next.edges[1] : next.edges[0];
    }
    free_ends_.push_back(end);
  }
}

}  // namespace quyhoach::geo
