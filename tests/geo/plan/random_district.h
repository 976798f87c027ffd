#pragma once

#include <random>

#include "tests/geo/plan/small_district.h"

namespace quyhoach::geo {

/// Plans and parcels at random over one square of 200 m: the same seed gives the same ones.
class RandomDistrict {
 public:
  explicit RandomDistrict(unsigned seed) : random_(seed) {}

  /// A convex outline of four corners.
  std::string quad(double most_m) {
    const double w = number(-20, 180);
    const double s = number(-20, 180);
    const double width = number(2, most_m);
    const double height = number(2, most_m);
    std::ostringstream wkt;
    wkt << "POLYGON((" << w << ' ' << s << ',' << w + width << ' ' << s + number(0, height / 3) << ',' << w + width << ' ' << s + height << ','
        << w + number(0, width / 3) << ' ' << s + height << ',' << w << ' ' << s << "))";
    return wkt.str();
  }
  std::string line() {
    std::ostringstream wkt;
    wkt << "LINESTRING(" << number(-20, 200) << ' ' << number(-20, 200) << ',' << number(-20, 200) << ' ' << number(-20, 200) << ','
        << number(-20, 200) << ' ' << number(-20, 200) << ')';
    return wkt.str();
  }
  std::shared_ptr<const PlanSet> plan(const std::string& id, const std::string& topic) {
    constexpr std::array kStatuses{PlanStatus::kInForce, PlanStatus::kInForce, PlanStatus::kInForce, PlanStatus::kConsultation,
                                   PlanStatus::kApprovedNotYetInForce, PlanStatus::kReplaced};
    PlanWriter writer{id, topic, 0};
    const PlanStatus status = kStatuses.at(count(kStatuses.size()));
    writer.status(status, status == PlanStatus::kApprovedNotYetInForce ? day("2030-01-01") : day("2015-04-04"),
                  status == PlanStatus::kReplaced ? std::optional{day("2020-01-01")} : std::nullopt);
    const char* const codes[] = {"A", "B", "C"};
    for (std::size_t i = 1 + count(4); i > 0; --i) {
      writer.zone(quad(120), codes[count(3)], codes[count(3)]);
    }
    if (topic == "building_line") {
      writer.line(line(), "L").line(line(), "M");
    }
    if (count(2) == 0) {
      writer.boundary(box(-30, -30, number(50, 250), number(50, 250)));
    }
    return writer.done();
  }
  std::vector<std::shared_ptr<const ParcelSet>> parcels() {
    std::vector<std::shared_ptr<const ParcelSet>> sets;
    for (const char* commune : {"27496", "27553"}) {
      ParcelsWriter writer{commune};
      for (int i = 1; i <= 40; ++i) {
        writer.add("1", std::to_string(i).c_str(), quad(40), 0);
      }
      sets.push_back(writer.done());
    }
    return sets;
  }
  std::size_t count(std::size_t below) { return std::uniform_int_distribution<std::size_t>{0, below - 1}(random_); }
  double number(double from, double to) { return std::uniform_real_distribution<>{from, to}(random_); }

 private:
  std::mt19937 random_;
};

/// Plans in the order of a snapshot.
inline void sort_plans(Snapshot& snapshot) {
  const auto rank = [&](const auto& plan) {
    const auto& topics = snapshot.district->topics;
    const auto topic = std::ranges::find(topics, plan->info.topic, &Topic::id);
    return std::pair{topic - topics.begin(), plan->info.id};
  };
  std::ranges::sort(snapshot.plans, [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
}

inline std::shared_ptr<Snapshot> random_snapshot(RandomDistrict& random, const std::string& edition) {
  auto snapshot = std::make_shared<Snapshot>();
  snapshot->edition.id = edition;
  snapshot->district = small_district();
  snapshot->base = std::make_shared<BaseMap>();
  snapshot->parcels = random.parcels();
  int id = 0;
  for (const char* topic : {"zoning_plan", "zoning_plan", "zoning_plan", "road_boundary", "building_line", "heritage_protection"}) {
    snapshot->plans.push_back(random.plan("p" + std::to_string(id++), topic));
  }
  return snapshot;
}

}  // namespace quyhoach::geo
