#include "geo/geom/edge_match.h"

#include <algorithm>
#include <bit>
#include <tuple>

namespace quyhoach::geo {

namespace {

std::tuple<double, double> key_of(GridPoint p) noexcept { return {p.east_m, p.north_m}; }

bool is_forward(const ShapeEdge& edge) noexcept { return key_of(edge.a) < key_of(edge.b); }

/// An edge without its direction, for sorting: equal edges have equal hashes.
struct Place {
  std::uint64_t hash;
  std::uint32_t edge;
};

std::uint64_t mix(std::uint64_t hash, double value) noexcept {
  // Zero has two bit patterns; the constant is that of splitmix64.
  hash = (hash ^ std::bit_cast<std::uint64_t>(value + 0.0)) * 0xBF58'476D'1CE4'E5B9ULL;
  return hash ^ (hash >> 29U);
}

std::uint64_t hash_of(const ShapeEdge& edge) noexcept {
  const bool forward = is_forward(edge);
  const GridPoint& low = forward ? edge.a : edge.b;
  const GridPoint& high = forward ? edge.b : edge.a;
  return mix(mix(mix(mix(1, low.east_m), low.north_m), high.east_m), high.north_m);
}

auto undirected(const ShapeEdge& edge) noexcept {
  return is_forward(edge) ? std::tuple{key_of(edge.a), key_of(edge.b)} : std::tuple{key_of(edge.b), key_of(edge.a)};
}

/// Calls `each(edges)` with the indices of each set of equal edges, whatever their directions.
template <typename Each>
void each_place(std::span<const ShapeEdge> edges, Each&& each) {
  std::vector<Place> places;
  places.reserve(edges.size());
  for (std::uint32_t i = 0; i < edges.size(); ++i) {
    places.push_back({hash_of(edges[i]), i});
  }
  std::sort(places.begin(), places.end(), [](const Place& x, const Place& y) { return std::tie(x.hash, x.edge) < std::tie(y.hash, y.edge); });
  std::vector<std::uint32_t> same;
  for (std::size_t i = 0; i < places.size();) {
    std::size_t end = i;
    for (; end < places.size() && places[end].hash == places[i].hash; ++end) {
    }
    same.clear();
    for (; i < end; ++i) {
      same.push_back(places[i].edge);
    }
    // Edges that differ may share a hash: told apart by sorting, which leaves equal ones in their order.
    std::ranges::stable_sort(same, {}, [&](std::uint32_t k) { return undirected(edges[k]); });
    for (auto first = same.begin(); first != same.end();) {
      const auto last = std::find_if(first, same.end(), [&](std::uint32_t k) { return undirected(edges[k]) != undirected(edges[*first]); });
      each(std::span<const std::uint32_t>{first, last});
      first = last;
    }
  }
}

}  // namespace

void add_edges(const ShapeView<GridPoint>& shape, std::uint32_t index, std::vector<ShapeEdge>& edges) {
  for (std::size_t r = 0; r < shape.ring_count(); ++r) {
    const auto ring = shape.ring(r);
    GridPoint a = ring.back();
    for (const GridPoint b : ring) {
      if (a != b) {
        edges.push_back({a, b, index});
      }
      a = b;
    }
  }
}

std::vector<ShapeEdge> edges_of(const ShapeStore& shapes) {
  std::vector<ShapeEdge> edges;
  edges.reserve(shapes.points().size());
  for (std::uint32_t i = 0; i < shapes.size(); ++i) {
    add_edges(shapes.view(i), i, edges);
  }
  return edges;
}

EdgeMatch match_edges(std::span<const ShapeEdge> edges) {
  EdgeMatch match;
  std::vector<bool> is_loose(edges.size(), false);
  match.repeats.resize(edges.size(), false);
  each_place(edges, [&](std::span<const std::uint32_t> same) {
    if (same.size() == 2 && is_forward(edges[same[0]]) != is_forward(edges[same[1]])) {
      const auto one = edges[same[0]].shape;
      const auto other = edges[same[1]].shape;
      match.neighbours.emplace_back(one, other);
      match.neighbours.emplace_back(other, one);
      match.repeats[same[1]] = true;
      return;
    }
    for (const std::uint32_t i : same) {
      is_loose[i] = true;
    }
  });
  std::ranges::sort(match.neighbours);
  match.neighbours.erase(std::unique(match.neighbours.begin(), match.neighbours.end()), match.neighbours.end());
  for (std::size_t i = 0; i < edges.size(); ++i) {
    if (is_loose[i]) {
      match.loose.push_back(edges[i]);
    }
  }
  return match;
}

std::vector<ShapeEdge> without_opposites(std::span<const ShapeEdge> edges) {
  std::vector<bool> is_left(edges.size(), true);
  each_place(edges, [&](std::span<const std::uint32_t> same) {
    const auto forward = std::ranges::count_if(same, [&](std::uint32_t i) { return is_forward(edges[i]); });
    auto pairs_forward = std::min<std::ptrdiff_t>(forward, std::ssize(same) - forward);
    auto pairs_backward = pairs_forward;
    for (const std::uint32_t i : same) {
      auto& pairs = is_forward(edges[i]) ? pairs_forward : pairs_backward;
      is_left[i] = pairs <= 0;
      --pairs;
    }
  });
  std::vector<ShapeEdge> left;
  for (std::size_t i = 0; i < edges.size(); ++i) {
    if (is_left[i]) {
      left.push_back(edges[i]);
    }
  }
  return left;
}

}  // namespace quyhoach::geo
