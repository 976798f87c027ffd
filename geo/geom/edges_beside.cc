#include "geo/geom/edges_beside.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace quyhoach::geo {

namespace {

/// Stretches of an edge that are spoken for: disjoint, ascending.
class Taken {
 public:
  void clear() noexcept { spans_.clear(); }

  /// Takes what is free of a stretch. \param each  is called with both ends of each piece
  template <typename Each>
  void take(double from, double to, Each&& each) {
    auto first = std::ranges::lower_bound(spans_, from, {}, &Span::to);
    auto last = first;
    double free_from = from;
    for (; last != spans_.end() && last->from <= to; ++last) {
      if (last->from > free_from) {
        each(free_from, last->from);
      }
      free_from = std::max(free_from, last->to);
    }
    if (to > free_from) {
      each(free_from, to);
    }
    if (first == last) {
      spans_.insert(first, {from, to});
    } else {
      *first = {std::min(from, first->from), std::max(to, std::prev(last)->to)};
      spans_.erase(std::next(first), last);
    }
  }

 private:
  struct Span {
    double from, to;
  };
  std::vector<Span> spans_;
};

class Beside {
 public:
  Beside(const EdgeIndex& others, const NearMissLimits& limits) : others_(others), limits_(limits) {}

  EdgesBeside run(std::span<const ShapeEdge> edges) {
    for (std::size_t begin = 0; begin < edges.size();) {
      const std::size_t end = group_end(edges, begin);
      take_group(edges.subspan(begin, end - begin));
      begin = end;
    }
    end_shape();
    return std::move(out_);
  }

 private:
  // One question to the tree for a few edges that lie together; a long edge asks piece by piece, or its box would hold half the layer.
  static constexpr std::size_t kMostEdges = 8;
  static constexpr double kMostSide_m = 100.0;

  /// A stretch that ends at most_m ends because the lines part: they meet or cross, and are two.
  static constexpr double kRounding_m = 1e-6;

  struct Near {
    EdgeStretch stretch;
    std::uint32_t other;
  };

  static std::size_t group_end(std::span<const ShapeEdge> edges, std::size_t begin) {
    GridBox box = box_of(edges[begin]);
    std::size_t end = begin + 1;
    for (; end < edges.size() && end - begin < kMostEdges && edges[end].shape == edges[begin].shape; ++end) {
      box.extend(box_of(edges[end]));
      if (std::max(box.max_east_m - box.min_east_m, box.max_north_m - box.min_north_m) > kMostSide_m) {
        break;
      }
    }
    return end;
  }

  void take_group(std::span<const ShapeEdge> group) {
    for (auto& near : near_) {
      near.clear();
    }
    const double length = length_m(group.front());
    if (group.size() == 1 && length > kMostSide_m) {
      const double pieces = std::ceil(length / kMostSide_m);
      for (double i = 0.0; i < pieces; i += 1.0) {
        GridBox box;
        box.extend(point_along(group.front(), length * i / pieces));
        box.extend(point_along(group.front(), length * (i + 1.0) / pieces));
        find(group, box);
      }
    } else {
      GridBox box;
      for (const ShapeEdge& edge : group) {
        box.extend(box_of(edge));
      }
      find(group, box);
    }
    for (std::size_t i = 0; i < group.size(); ++i) {
      settle(group[i], near_[i]);
    }
  }

  void find(std::span<const ShapeEdge> group, const GridBox& box) {
    others_.visit(box.grown(limits_.most_m), [&](const ShapeEdge& other) {
      const GridBox around = box_of(other).grown(limits_.most_m);
      for (std::size_t i = 0; i < group.size(); ++i) {
        if (!box_of(group[i]).intersects(around)) {
          continue;
        }
        auto stretch = stretch_against(group[i], other, limits_);
        stretch = stretch ? stretch : stretch_against(group[i], {other.b, other.a, other.shape}, limits_);
        if (stretch && stretch->most_m() < limits_.most_m - kRounding_m) {
          near_[i].push_back({*stretch, other.shape});
        }
      }
    });
  }

  void settle(const ShapeEdge& edge, std::vector<Near>& near) {
    out_.whole_m += length_m(edge);
    if (near.empty()) {
      return;
    }
    // The nearer first; among those on the edge, from its begin, so that each is put behind the others.
    const auto distance = [&](const Near& one) { return one.stretch.most_m() < limits_.least_m ? 0.0 : one.stretch.most_m(); };
    std::ranges::sort(near, {}, [&](const Near& one) { return std::pair{distance(one), one.stretch.from_m}; });
    taken_.clear();
    for (const Near& one : near) {
      const bool is_on = distance(one) == 0.0;
      taken_.take(one.stretch.from_m, one.stretch.to_m, [&](double from, double to) {
        if (is_on) {
          out_.on_m += to - from;
        } else {
          out_.beside_m += to - from;
          add(edge, one.stretch.piece(from, to), one.other);
        }
      });
    }
  }

  void add(const ShapeEdge& edge, const EdgeStretch& stretch, std::uint32_t other) {
    if (shape_.length_m > 0.0 && shape_.shape != edge.shape) {
      end_shape();
    }
    shape_.shape = edge.shape;
    shape_.length_m += stretch.to_m - stretch.from_m;
    if (stretch.most_m() > shape_.distance_m) {
      shape_.distance_m = stretch.most_m();
      shape_.place = point_along(edge, stretch.most_at_m());
      shape_.other = other;
    }
    shape_.stretches.add_point(point_along(edge, stretch.from_m));
    shape_.stretches.add_point(point_along(edge, stretch.to_m));
    shape_.stretches.end_ring(true);
  }

  void end_shape() {
    if (shape_.length_m > 0.0 && shape_.length_m >= limits_.least_length_m(shape_.distance_m)) {
      shape_.stretches.end_shape();
      out_.shapes.push_back(std::move(shape_));
    }
    shape_ = {};
  }

  const EdgeIndex& others_;
  const NearMissLimits& limits_;
  EdgesBeside out_;
  std::vector<Near> near_[kMostEdges];
  Taken taken_;
  BesideShape shape_;
};

}  // namespace

EdgesBeside edges_beside(std::span<const ShapeEdge> edges, const EdgeIndex& others, const NearMissLimits& limits) {
  return Beside{others, limits}.run(edges);
}

}  // namespace quyhoach::geo
