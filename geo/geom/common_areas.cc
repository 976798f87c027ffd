#include "geo/geom/common_areas.h"

#include <algorithm>
#include <tuple>
#include <unordered_set>

#include "geo/geom/clip_area.h"
#include "geo/geom/measure.h"
#include "geo/geom/overlay.h"

namespace quyhoach::geo {

namespace {

class PairSearch {
 public:
  PairSearch(const AreaLayer& areas, const EdgeMatch& edges, double least_m2, std::size_t most)
      : areas_(areas), edges_(edges), least_m2_(least_m2), most_(most) {
    boxes_.reserve(areas.size());
    for (std::size_t i = 0; i < areas.size(); ++i) {
      boxes_.push_back(box_of(areas.view(i)));
    }
  }

  std::vector<CommonArea> run() {
    for (const ShapeEdge& edge : edges_.loose) {
      GridBox box;
      box.extend(edge.a);
      box.extend(edge.b);
      areas_.tree().query(box, [&](std::uint32_t other) {
        if (boxes_[other].intersects(box)) {
          look_at(edge.shape, other);
        }
      });
      follow();
      if (found_.size() >= most_) {
        break;
      }
    }
    std::ranges::sort(found_, {}, [](const CommonArea& pair) { return std::tie(pair.first, pair.second); });
    return std::move(found_);
  }

 private:
  void look_at(std::uint32_t i, std::uint32_t k) {
    // What shares less by rounding alone leads no further.
    constexpr double kRounding_m2 = 1e-6;
    if (i == k || found_.size() >= most_ || !boxes_[i].intersects(boxes_[k]) ||
        !seen_.insert(std::uint64_t{std::min(i, k)} << 32U | std::max(i, k)).second) {
      return;
    }
    const double area = shared_m2(i, k);
    if (area > least_m2_) {
      found_.push_back({std::min(i, k), std::max(i, k), area});
    }
    if (area > kRounding_m2) {
      open_.emplace_back(i, k);
    }
  }

  /// From every overlap on, across shared edges.
  void follow() {
    while (!open_.empty()) {
      const auto [i, k] = open_.back();
      open_.pop_back();
      edges_.visit_neighbours(i, [&, k = k](std::uint32_t n) { look_at(n, k); });
      edges_.visit_neighbours(k, [&, i = i](std::uint32_t n) { look_at(i, n); });
    }
  }

  double shared_m2(std::uint32_t i, std::uint32_t k) {
    if (areas_.view(i).point_count() > areas_.view(k).point_count()) {
      std::swap(i, k);
    }
    const auto small = areas_.view(i);
    const auto large = areas_.outline_near(k, boxes_[i], scratch_);
    // Clipping takes a time of the product, an overlay a hundred times that of the sum.
    constexpr std::size_t kMostProduct = 200'000;
    if (small.point_count() * large.point_count() <= kMostProduct) {
      return common_area_m2(small, large);
    }
    const auto a = polygons_to_geos(small);
    const auto b = polygons_to_geos(areas_.view(k));
    const auto area = a && b ? intersection_area_m2(**a, **b) : Result<double>{0.0};
    return area ? *area : common_area_m2(small, large);
  }

  const AreaLayer& areas_;
  const EdgeMatch& edges_;
  double least_m2_;
  std::size_t most_;
  std::vector<GridBox> boxes_;
  std::unordered_set<std::uint64_t> seen_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> open_;
  std::vector<CommonArea> found_;
  ShapeStore scratch_;
};

}  // namespace

std::vector<CommonArea> common_areas(const AreaLayer& areas, const EdgeMatch& edges, double least_m2, std::size_t most) {
  return PairSearch{areas, edges, least_m2, most}.run();
}

}  // namespace quyhoach::geo
