// answer_proof REGISTER [--parcels N] [--threads N] [--seed N] [--rows FILE]
//
// Draws parcels and days at random (with replacement, from all parcels and from every day on which a plan begins or
// ceases to be in force), computes the planning answer of each, and computes it a second time with GEOS alone. Exit 0
// when every figure agrees, 1 when one does not, 2 when the proof could not be made.
#include <algorithm>
#include <array>
#include <atomic>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <limits>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "geo/geom/measure.h"
#include "geo/geom/overlay.h"
#include "geo/io/register.h"
#include "geo/plan/answer.h"
#include "tests/proof/geos_layers.h"

namespace quyhoach::proof {
namespace {

using namespace quyhoach::geo;

constexpr double kMaxAreaError_m2 = 0.01;     // What the service promises of an area.
constexpr double kMaxLengthError_m = 0.001;   // What the service promises of a length.
constexpr double kMaxBalanceError = 1e-9;     // Of the parcel's area: 5-pitfalls 15.
constexpr double kSmallestMissing_m2 = 1e-6;  // A common area below this is rounding: nobody owns a square millimetre.
constexpr double kSmallestMissing_m = 1e-5;

/// The largest value seen and where.
struct Worst {
  double value = 0.0;
  std::string where;
  template <typename Where>
  void see(double candidate, Where&& tell) {
    if (!(candidate <= value)) {  // A NaN is the worst of all.
      value = candidate;
      where = tell();
    }
  }
  void see(const Worst& other) {
    see(other.value, [&] { return other.where; });
  }
};

struct Tally {
  std::uint64_t answers = 0, topics = 0, areas = 0, partial = 0, lines = 0, missing = 0, extra = 0, intervals = 0, wide = 0;
  Worst area_m2, area_share, length_m, identity, mixed, uncovered_m2, uncovered_share, overlapped_m2, overlapped_share,
      parcel_share, missing_m2, extra_m2, too_narrow_m2, unseen_m2;
  void add(const Tally& o) {
    for (const auto member : {&Tally::answers, &Tally::topics, &Tally::areas, &Tally::partial, &Tally::lines,
                              &Tally::missing, &Tally::extra, &Tally::intervals, &Tally::wide}) {
      this->*member += o.*member;
    }
    for (const auto member : {&Tally::area_m2, &Tally::area_share, &Tally::length_m, &Tally::identity, &Tally::mixed,
                              &Tally::uncovered_m2, &Tally::uncovered_share, &Tally::overlapped_m2,
                              &Tally::overlapped_share, &Tally::parcel_share, &Tally::missing_m2, &Tally::extra_m2, &Tally::too_narrow_m2, &Tally::unseen_m2}) {
      (this->*member).see(o.*member);
    }
  }
};

/// In force by the plan's own dates, written down a second time from data/schema/plan.example.toml.
bool is_suspended(const PlanInfo& plan, Date day) {
  bool is_covered = plan.status == PlanStatus::kSuspended && plan.suspensions.empty();
  for (const Suspension& time : plan.suspensions) {
    is_covered = is_covered || ((!time.from || day >= *time.from) && (!time.to || day < *time.to) && (!plan.in_force_to || day < *plan.in_force_to));
  }
  return is_covered;
}

bool in_force(const PlanInfo& plan, Date day) {
  return plan.status != PlanStatus::kConsultation && !is_suspended(plan, day) && plan.in_force_from && *plan.in_force_from <= day &&
         (!plan.in_force_to || day < *plan.in_force_to);
}

bool is_change(const PlanInfo& plan, Date day) {
  return plan.status == PlanStatus::kConsultation || is_suspended(plan, day) || !plan.in_force_from || day < *plan.in_force_from;
}

/// Length of a line inside a parcel without an overlay: every segment is cut where it crosses the parcel's edges, and a
/// piece counts when its middle lies inside. The service asks GEOS for lines, so GEOS cannot be the witness.
double length_inside_m(const ShapeView<GridPoint>& line, const ShapeView<GridPoint>& parcel) {
  double sum = 0.0;
  for (std::size_t l = 0; l < line.ring_count(); ++l) {
    const auto points = line.ring(l);
    for (std::size_t k = 1; k < points.size(); ++k) {
      const GridPoint a = points[k - 1];
      const double dx = points[k].east_m - a.east_m;
      const double dy = points[k].north_m - a.north_m;
      std::vector<double> cuts{0.0, 1.0};
      for (std::size_t r = 0; r < parcel.ring_count(); ++r) {
        const auto ring = parcel.ring(r);
        for (std::size_t i = 0; i < ring.size(); ++i) {
          const GridPoint c = ring[i];
          const GridPoint d = ring[(i + 1) % ring.size()];
          const double ex = d.east_m - c.east_m;
          const double ey = d.north_m - c.north_m;
          const double cross = dx * ey - dy * ex;
          const double t = ((c.east_m - a.east_m) * ey - (c.north_m - a.north_m) * ex) / cross;
          if (t > 0.0 && t < 1.0) {  // False for parallel lines, whose t is no number or infinite.
            cuts.push_back(t);
          }
        }
      }
      std::sort(cuts.begin(), cuts.end());
      for (std::size_t i = 1; i < cuts.size(); ++i) {
        const double middle = (cuts[i - 1] + cuts[i]) / 2.0;
        if (contains(parcel, {a.east_m + middle * dx, a.north_m + middle * dy})) {
          sum += (cuts[i] - cuts[i - 1]) * std::hypot(dx, dy);
        }
      }
    }
  }
  return sum;
}

/// One thread's work.
class Prover {
 public:
  Prover(const Snapshot& snapshot, std::vector<std::string>* rows) : snapshot_(snapshot), rows_(rows) {
    for (const auto& plan : snapshot.plans) {
      plans_.emplace(plan.get(), std::make_unique<GeosPlan>(*plan));
    }
  }

  void prove(const ParcelAt& parcel, Date day) {
    Place place;
    place.kind = Place::Kind::kParcel;
    place.parcel = parcel;
    const auto answer = compute_answer(snapshot_, place, day);
    if (!answer) {
      std::fprintf(stderr, "%s: %s\n", name(parcel, day).c_str(), answer.error().message.c_str());
      std::exit(2);
    }
    ++tally.answers;
    parcel_ = parcel;
    day_ = day;
    outline_ = sure(polygons_to_geos(parcel.shape().view(0)));
    const double area = area_of(*outline_);
    tally.parcel_share.see(std::abs(answer->area_m2 - area) / area, [&] { return here(); });
    for (const TopicAnswer& topic : answer->topics) {
      prove_topic(topic, area);
    }
    std::vector<const PlanSet*> ahead;
    for (const auto& plan : snapshot_.plans) {
      if (is_change(plan->info, day) && snapshot_.district->topic(plan->info.topic) != nullptr) {
        ahead.push_back(plan.get());
      }
    }
    compare(answer->changes, ahead, area);
    constexpr std::uint64_t kEach = 100;  // GEOS takes a hundred times as long for them.
    if (answer->accuracy && tally.answers % kEach == 0) {
      prove_intervals(*answer, area);
    }
  }

  Tally tally;

 private:
  void prove_topic(const TopicAnswer& topic, double area) {
    ++tally.topics;
    std::vector<const PlanSet*> plans;
    for (const auto& plan : snapshot_.plans) {
      if (plan->info.topic == topic.topic->id && in_force(plan->info, day_)) {
        plans.push_back(plan.get());
      }
    }
    const auto [zones, parts, sum] = compare(topic.restrictions, plans, area);
    if (!topic.balance) {
      return;
    }
    std::vector<const GEOSGeometry*> raw;
    for (const Common& part : parts) {
      raw.push_back(part.part.get());
    }
    const double uncovered = left_over_m2(*outline_, zones);
    const double overlapped = sum - united_m2(raw);
    const Balance& b = *topic.balance;
    const auto where = [&] { return here() + " " + topic.topic->id; };
    tally.identity.see(std::abs(b.covered_m2 + b.uncovered_m2 - b.overlapped_m2 - b.parcel_area_m2) / area, where);
    tally.mixed.see(std::abs(b.covered_m2 + uncovered - overlapped - b.parcel_area_m2) / area, where);
    tally.uncovered_m2.see(std::abs(b.uncovered_m2 - uncovered), where);
    tally.uncovered_share.see(std::abs(b.uncovered_m2 - uncovered) / area, where);
    tally.overlapped_m2.see(std::abs(b.overlapped_m2 - overlapped), where);
    tally.overlapped_share.see(std::abs(b.overlapped_m2 - overlapped) / area, where);
  }

  /// What lies within a distance of polygons: they, and around each edge near the parcel what GEOS makes of that edge alone. Of a whole ring
  /// it leaves out corners less deep than a hundredth of the distance, on the outer side: more than there is. Arcs lie inside the true ones.
  GeosGeometry grown(const GEOSGeometry& polygons, double by_m) const {
    constexpr int kQuadrantSegments = 16;
    GEOSContextHandle_t context = geos_context();
    ShapeStore store;
    std::vector<GeosGeometry> owned;
    std::vector<const GEOSGeometry*> parts{&polygons};
    if (add_polygons(polygons, store)) {
      const GridBox near = box_of(parcel_.shape().view(0)).grown(1.01 * by_m);
      const auto shape = store.view(0);
      for (std::size_t r = 0; r < shape.ring_count(); ++r) {
        GridPoint a = shape.ring(r).back();
        for (const GridPoint b : shape.ring(r)) {
          ShapeStore edge;
          edge.add_ring(std::array{a, b}, true);
          edge.end_shape();
          if (a != b && box_of(edge.view(0)).intersects(near)) {
            owned.emplace_back(GEOSBuffer_r(context, sure(lines_to_geos(edge.view(0))).get(), by_m, kQuadrantSegments));
            parts.push_back(owned.back().get());
          }
          a = b;
        }
      }
    }
    return sure(union_of(parts));
  }

  /// Holds every area's interval against what GEOS finds within its distance, and looks for zones that may reach the parcel and are not in
  /// the answer.
  void prove_intervals(const Answer& answer, double area) {
    std::map<std::pair<const PlanSet*, std::uint32_t>, const Restriction*> reported;
    const auto take = [&](const Restriction& r) {
      if (!r.is_line) {
        reported.emplace(std::pair{r.plan, r.index}, &r);
      }
    };
    for (const TopicAnswer& topic : answer.topics) {
      std::ranges::for_each(topic.restrictions, take);
    }
    std::ranges::for_each(answer.changes, take);
    const auto buffer = [](const GEOSGeometry& of, double by_m) {
      constexpr int kQuadrantSegments = 16;
      GeosGeometry made{GEOSBuffer_r(geos_context(), &of, by_m, kQuadrantSegments)};
      return sure(made ? Result<GeosGeometry>{std::move(made)} : Result<GeosGeometry>{geos_error(ErrorCode::kInternal)});
    };
    const auto within_parcel_m2 = [&](const GEOSGeometry& shape) { return area_of(*sure(intersection(*outline_, shape))); };
    for (const auto& plan : snapshot_.plans) {
      if (snapshot_.district->topic(plan->info.topic) == nullptr || (!in_force(plan->info, day_) && !is_change(plan->info, day_))) {
        continue;
      }
      const double by_m = accuracy_of(plan->info, *snapshot_.district->accuracy).metres + answer.accuracy->metres;
      const GeosPlan& geos = *plans_.at(plan.get());
      const auto around = buffer(*outline_, 2.0 * by_m);
      for (const Common& common : geos.areas(*around)) {
        const double most = within_parcel_m2(*grown(*common.part, by_m));
        const GeosGeometry others{GEOSDifference_r(geos_context(), around.get(), &geos.area(common.index))};
        const double least = others ? area - within_parcel_m2(*grown(*others, by_m)) : std::numeric_limits<double>::quiet_NaN();
        const auto found = reported.find({plan.get(), common.index});
        const auto where = [&] { return here() + " " + name(*plan, common.index); };
        if (found == reported.end()) {
          tally.unseen_m2.see(most, where);
          continue;
        }
        const Interval& told = *found->second->area_interval_m2;
        ++tally.intervals;
        tally.too_narrow_m2.see(std::max(told.least - least, most - told.most), where);
        tally.wide += told.most - told.least > 1.1 * (most - least) + 0.01 ? 1U : 0U;
      }
    }
  }

  struct ByGeos {
    std::vector<const GEOSGeometry*> zones;
    std::vector<Common> parts;
    double sum_m2 = 0.0;
  };

  /// Compares restrictions with what GEOS finds in `plans`: none missing, none too many, none of another size.
  ByGeos compare(const std::vector<Restriction>& restrictions, const std::vector<const PlanSet*>& plans, double area) {
    std::map<std::tuple<const PlanSet*, bool, std::uint32_t>, const Restriction*> reported;
    for (const Restriction& r : restrictions) {
      if (!reported.emplace(std::tuple{r.plan, r.is_line, r.index}, &r).second) {
        ++tally.extra;
        tally.extra_m2.see(r.area_m2.value_or(0.0), [&] { return here() + " twice " + name(*r.plan, r.index); });
      }
    }
    ByGeos out;
    for (const PlanSet* plan : plans) {
      const GeosPlan& geos = *plans_.at(plan);
      for (Common& common : geos.areas(*outline_)) {
        const auto found = reported.find({plan, false, common.index});
        const auto where = [&] { return here() + " " + name(*plan, common.index); };
        if (found == reported.end()) {
          if (common.size > kSmallestMissing_m2) {
            ++tally.missing;
            tally.missing_m2.see(common.size, where);
          }
        } else {
          ++tally.areas;
          tally.area_m2.see(std::abs(*found->second->area_m2 - common.size), where);
          tally.area_share.see(std::abs(*found->second->area_m2 - common.size) / area, where);
          const bool whole = common.size >= area * (1.0 - 1e-10);
          tally.partial += whole ? 0U : 1U;
          write_row(*found->second, whole);
          reported.erase(found);
        }
        out.sum_m2 += common.size;
        out.zones.push_back(&geos.area(common.index));
        out.parts.push_back(std::move(common));
      }
      for (const Common& common : geos.lines(*outline_)) {
        const auto found = reported.find({plan, true, common.index});
        const auto where = [&] { return here() + " line of " + name(*plan, common.index); };
        if (found == reported.end()) {
          if (common.size > kSmallestMissing_m) {
            ++tally.missing;
            tally.missing_m2.see(common.size, where);
          }
        } else {
          ++tally.lines;
          const double length = length_inside_m(plan->lines.grid_view(common.index), parcel_.shape().view(0));
          tally.length_m.see(std::abs(*found->second->length_m - length), where);
          reported.erase(found);
        }
      }
    }
    for (const auto& [key, r] : reported) {
      const double size = r->is_line ? r->length_m.value_or(NAN) : r->area_m2.value_or(NAN);
      if (!(size <= (r->is_line ? kSmallestMissing_m : kSmallestMissing_m2))) {
        ++tally.extra;
        tally.extra_m2.see(size, [&] { return here() + " " + name(*r->plan, r->index); });
      }
    }
    return out;
  }

  /// Object and row (counted from 1, as a GeoPackage counts) of parcel and zone, and the common area as answered.
  void write_row(const Restriction& r, bool whole) {
    if (rows_ == nullptr || (whole && ++whole_rows_ % 8 != 0)) {
      return;
    }
    char area[40];
    std::snprintf(area, sizeof area, "%.17g", *r.area_m2);
    rows_->push_back(parcel_.set->object() + "\t" + std::to_string(parcel_.index + 1) + "\t" + r.plan->object + "\t" +
                     std::to_string(r.index + 1) + "\t" + area);
  }

  std::string name(const ParcelAt& parcel, Date day) const {
    return reference(*snapshot_.district, key_of(parcel)) + " " + format_date(day);
  }
  static std::string name(const PlanSet& plan, std::uint32_t index) {
    return plan.info.id + " #" + std::to_string(index);
  }
  std::string here() const { return name(parcel_, day_); }

  const Snapshot& snapshot_;
  std::map<const PlanSet*, std::unique_ptr<GeosPlan>> plans_;
  std::vector<std::string>* rows_;
  std::uint64_t whole_rows_ = 0;
  ParcelAt parcel_;
  Date day_;
  GeosGeometry outline_;
};

struct Options {
  std::string folder, rows;
  std::uint64_t parcels = 100'000, seed = 1;
  unsigned threads = std::max(1U, std::thread::hardware_concurrency());
};

bool read_options(int argc, char** argv, Options& options) {
  for (int i = 1; i < argc; ++i) {
    const std::string_view arg = argv[i];
    const std::string_view value = i + 1 < argc ? argv[i + 1] : "";
    const auto number = [&](auto& out) {
      ++i;
      return std::from_chars(value.data(), value.data() + value.size(), out).ec == std::errc{};
    };
    if (arg == "--rows" && !value.empty()) {
      options.rows = value;
      ++i;
    } else if (!(arg == "--parcels" && number(options.parcels)) && !(arg == "--threads" && number(options.threads)) &&
               !(arg == "--seed" && number(options.seed))) {
      if (arg.starts_with('-') || !options.folder.empty()) {
        return false;
      }
      options.folder = arg;
    }
  }
  return !options.folder.empty();
}

/// Every day on which something changes, the day before, and one long before and after.
std::vector<Date> days_of(const Snapshot& snapshot) {
  std::vector<Date> days{*parse_date("1990-01-01"), *parse_date("2100-01-01")};
  for (const auto& plan : snapshot.plans) {
    for (const auto& day : {plan->info.in_force_from, plan->info.in_force_to}) {
      if (day) {
        days.push_back(*day);
        days.push_back(*day - std::chrono::days{1});
      }
    }
  }
  std::sort(days.begin(), days.end());
  days.erase(std::unique(days.begin(), days.end()), days.end());
  return days;
}

bool report(const char* what, const Worst& worst, double limit, const char* unit) {
  const bool good = worst.value <= limit;
  std::printf("%-44s %10.3g %-10s (limit %g) %s%s%s\n", what, worst.value, unit, limit, good ? "ok" : "FAILED",
              worst.where.empty() ? "" : "  at ", worst.where.c_str());
  return good;
}

bool report_all(const Tally& t) {
  std::printf("answers %llu, topics %llu, areas compared %llu (%llu not the whole parcel), lines compared %llu\n",
              static_cast<unsigned long long>(t.answers), static_cast<unsigned long long>(t.topics),
              static_cast<unsigned long long>(t.areas), static_cast<unsigned long long>(t.partial),
              static_cast<unsigned long long>(t.lines));
  std::printf("missing %llu, too many %llu\n", static_cast<unsigned long long>(t.missing),
              static_cast<unsigned long long>(t.extra));
  bool good = t.missing == 0 && t.extra == 0;
  good &= report("restriction area against GEOS", t.area_m2, kMaxAreaError_m2, "m2");
  good &= report("  the same, share of the parcel", t.area_share, kMaxBalanceError, "");
  good &= report("line length against cutting by hand", t.length_m, kMaxLengthError_m, "m");
  std::printf("intervals against GEOS's buffers %llu, of which more than a tenth wider %llu\n", static_cast<unsigned long long>(t.intervals),
              static_cast<unsigned long long>(t.wide));
  good &= report("interval narrower than GEOS's buffers", t.too_narrow_m2, kSmallestMissing_m2, "m2");
  good &= report("area of a zone near the parcel, not told", t.unseen_m2, kSmallestMissing_m2, "m2");
  good &= report("parcel area against GEOS", t.parcel_share, kMaxBalanceError, "");
  good &= report("covered + uncovered - overlapped - parcel", t.identity, kMaxBalanceError, "of parcel");
  good &= report("  the same with uncovered, overlapped of GEOS", t.mixed, kMaxBalanceError, "of parcel");
  good &= report("uncovered against GEOS difference", t.uncovered_m2, kMaxAreaError_m2, "m2");
  good &= report("  the same, share of the parcel", t.uncovered_share, kMaxBalanceError, "");
  good &= report("overlapped against GEOS sum - union", t.overlapped_m2, kMaxAreaError_m2, "m2");
  good &= report("  the same, share of the parcel", t.overlapped_share, kMaxBalanceError, "");
  if (t.missing + t.extra != 0) {
    std::printf("worst missing %g at %s\nworst too many %g at %s\n", t.missing_m2.value, t.missing_m2.where.c_str(),
                t.extra_m2.value, t.extra_m2.where.c_str());
  }
  return good;
}

int run(const Options& options) {
  const Register reg{options.folder};
  const auto current = reg.current();
  const auto snapshot = current ? load_snapshot(reg, *current, nullptr, options.threads) : current.error();
  if (!snapshot) {
    std::fprintf(stderr, "%s: %s\n", options.folder.c_str(), snapshot.error().message.c_str());
    return 2;
  }
  std::vector<ParcelAt> parcels;
  for (const auto& set : (*snapshot)->parcels) {
    for (std::uint32_t i = 0; i < set->size(); ++i) {
      parcels.push_back({set.get(), i});
    }
  }
  const std::vector<Date> days = days_of(**snapshot);
  if (parcels.empty()) {
    std::fprintf(stderr, "the edition has no parcels\n");
    return 2;
  }
  std::printf("edition %s: %zu parcels, %zu plans, %zu days; seed %llu\n", current->c_str(), parcels.size(),
              (*snapshot)->plans.size(), days.size(), static_cast<unsigned long long>(options.seed));
  std::mutex mutex;
  Tally total;
  std::vector<std::string> rows;
  constexpr std::uint64_t kBlock = 500;  // Each block has its own seed: the sample does not depend on the threads.
  std::atomic<std::uint64_t> next{0};
  const auto work = [&] {
    std::vector<std::string> own;
    Prover prover{**snapshot, options.rows.empty() ? nullptr : &own};
    for (std::uint64_t block = next++; block * kBlock < options.parcels; block = next++) {
      std::mt19937_64 random{options.seed * 1'000'003 + block};
      for (std::uint64_t i = block * kBlock; i < std::min(options.parcels, (block + 1) * kBlock); ++i) {
        const ParcelAt& parcel = parcels[random() % parcels.size()];
        prover.prove(parcel, days[random() % days.size()]);
      }
    }
    const std::lock_guard lock{mutex};
    total.add(prover.tally);
    rows.insert(rows.end(), own.begin(), own.end());
  };
  std::vector<std::jthread> threads;
  for (unsigned i = 0; i < std::max(1U, options.threads); ++i) {
    threads.emplace_back(work);
  }
  threads.clear();
  if (!options.rows.empty()) {
    std::ofstream file{options.rows};
    for (const std::string& row : rows) {
      file << row << '\n';
    }
    std::printf("%zu rows written\n", rows.size());
    if (!file.flush()) {
      return 2;
    }
  }
  return report_all(total) ? 0 : 1;
}

}  // namespace
}  // namespace quyhoach::proof

int main(int argc, char** argv) {
  quyhoach::proof::Options options;
  if (!quyhoach::proof::read_options(argc, argv, options)) {
    std::fprintf(stderr, "usage: answer_proof REGISTER [--parcels N] [--threads N] [--seed N] [--rows FILE]\n");
    return 2;
  }
  return quyhoach::proof::run(options);
}
