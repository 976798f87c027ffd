#include "geo/plan/plan_facts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string>

#include "geo/base/text.h"

namespace quyhoach::geo {

namespace {

Figure day(const char* name, Date date) { return {name, format_date(date)}; }

struct Range {
  const char* field;
  double Indicators::*value;
  double least;
  double most;
};
// No building of the world has more than 170 storeys or 1,000 m; a floor-area ratio of 30 is the tallest city's.
constexpr std::array<Range, 5> kRanges{{{"building_coverage_percent", &Indicators::building_coverage_percent, 0.0, 100.0},
                                        {"storeys_max", &Indicators::storeys_max, 0.0, 200.0},
                                        {"height_max_m", &Indicators::height_max_m, 0.0, 1'000.0},
                                        {"floor_area_ratio", &Indicators::floor_area_ratio, 0.0, 30.0},
                                        {"population", &Indicators::population, 0.0, 10'000'000.0}}};

}  // namespace

std::vector<Phrase> odd_dates(const PlanInfo& plan, Date today) {
  std::vector<Phrase> odd;
  const auto& from = plan.in_force_from;
  const auto& to = plan.in_force_to;
  const Date decision = plan.decision.date;
  if (decision > today) {
    odd.push_back({"DATES_ORDER.future_decision", {day("decision", decision), day("today", today)}});
  }
  if (from && *from < decision) {
    odd.push_back({"DATES_ORDER.before_decision", {day("from", *from), day("decision", decision)}});
  }
  if (from && to && *to <= *from) {
    odd.push_back({"DATES_ORDER.ends_first", {day("from", *from), day("to", *to)}});
  }
  const bool is_over = plan.status == PlanStatus::kExpired || plan.status == PlanStatus::kReplaced || plan.status == PlanStatus::kRepealed;
  if (plan.status == PlanStatus::kInForce && from && *from > today) {
    odd.push_back({"STATUS_DATES.not_yet", {day("from", *from)}});
  }
  if (plan.status == PlanStatus::kInForce && to && *to <= today) {
    odd.push_back({"STATUS_DATES.no_more", {day("to", *to)}});
  }
  if (is_over && to && *to > today) {
    odd.push_back({"STATUS_DATES.ended_later", {day("to", *to)}});
  }
  if (plan.status == PlanStatus::kApprovedNotYetInForce && from && *from <= today) {
    odd.push_back({"STATUS_DATES.already", {day("from", *from)}});
  }
  return odd;
}

std::vector<Phrase> odd_indicators(const Indicators& indicators) {
  std::vector<Phrase> odd;
  for (const Range& range : kRanges) {
    if (const double value = indicators.*range.value; value < range.least || value > range.most) {
      odd.push_back({"INDICATOR_RANGE", {{"field", std::string{range.field}}, {"value", value}, {"least", range.least}, {"most", range.most}}});
    }
  }
  // Floors cannot have more area than the covered ground times the storeys; tables round to a tenth.
  constexpr double kRounding = 0.05;
  constexpr double kPercent = 100.0;
  const double most = indicators.building_coverage_percent / kPercent * indicators.storeys_max;
  if (indicators.floor_area_ratio > most * (1.0 + kRounding) + kRounding) {
    odd.push_back({"INDICATOR_CONTRADICTION.far",
                   {{"ratio", indicators.floor_area_ratio},
                    {"coverage_percent", indicators.building_coverage_percent},
                    {"storeys", indicators.storeys_max},
                    {"most", std::round(most * kPercent) / kPercent}}});
  }
  // A storey of less than 2.4 m is none (QCVN 04:2021/BXD: 2.6 m for dwellings); of more than 12 m, not of a building of several.
  constexpr double kLowest_m = 2.4;
  constexpr double kHighest_m = 12.0;
  const double each = indicators.height_max_m / indicators.storeys_max;
  if (indicators.storeys_max >= 2.0 && (each < kLowest_m || each > kHighest_m)) {
    odd.push_back({"INDICATOR_CONTRADICTION.height",
                   {{"storeys", indicators.storeys_max}, {"height_m", indicators.height_max_m}, {"each_m", each}}});
  }
  return odd;
}

std::vector<Phrase> odd_area(double stated_m2, double computed_m2) {
  constexpr double kShare = 0.01;
  constexpr double kLeast_m2 = 10.0;
  const double difference = std::abs(stated_m2 - computed_m2);
  if (difference <= std::max(kLeast_m2, kShare * computed_m2)) {
    return {};
  }
  return {{"AREA_STATED", {{"stated_m2", stated_m2}, {"computed_m2", computed_m2}, {"difference_m2", difference}}}};
}

std::vector<Phrase> outdated_codes(std::string_view land_use, const District& district, Date day_of_plan) {
  std::vector<Phrase> odd;
  for (std::string_view rest = land_use; !rest.empty();) {
    const auto plus = rest.find_first_of("+;");
    const std::string_view code = trim(rest.substr(0, plus));
    const LandUse* use = district.land_use(code);
    if (use != nullptr && ((use->valid_from && day_of_plan < *use->valid_from) || (use->valid_to && day_of_plan >= *use->valid_to))) {
      const auto said = [](const std::optional<Date>& date) { return date ? format_date(*date) : std::string{"…"}; };
      odd.push_back({"CODE_OUTDATED",
                     {{"code", std::string{code}},
                      day("decision", day_of_plan),
                      {"from", said(use->valid_from)},
                      {"to", said(use->valid_to)}}});
    }
    rest.remove_prefix(plus == std::string_view::npos ? rest.size() : plus + 1);
  }
  return odd;
}

}  // namespace quyhoach::geo
