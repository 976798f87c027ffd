#include "geo/plan/plan.h"

#include <algorithm>
#include <array>
#include <utility>

namespace quyhoach::geo {

namespace {

constexpr std::array<std::pair<PlanStatus, std::string_view>, 7> kNames{{
    {PlanStatus::kInForce, "in_force"},
    {PlanStatus::kConsultation, "consultation"},
    {PlanStatus::kApprovedNotYetInForce, "approved_not_yet_in_force"},
    {PlanStatus::kSuspended, "suspended"},
    {PlanStatus::kReplaced, "replaced"},
    {PlanStatus::kExpired, "expired"},
    {PlanStatus::kRepealed, "repealed"},
}};

bool is_suspended_on(const PlanInfo& plan, Date day) noexcept {
  return std::ranges::any_of(plan.suspensions, [&](const Suspension& time) {
    return (!time.from || *time.from <= day) && (!time.to || day < *time.to);
  });
}

}  // namespace

std::string_view name_of(PlanStatus status) noexcept {
  for (const auto& [value, name] : kNames) {
    if (value == status) {
      return name;
    }
  }
  return "";
}

std::optional<PlanStatus> parse_status(std::string_view name) noexcept {
  for (const auto& [value, known] : kNames) {
    if (known == name) {
      return value;
    }
  }
  return std::nullopt;
}

PlanStatus status_on(const PlanInfo& plan, Date day) noexcept {
  const bool is_undated = plan.status == PlanStatus::kSuspended && plan.suspensions.empty();
  if (plan.status == PlanStatus::kConsultation || is_undated || !plan.in_force_from) {
    return plan.status;
  }
  const bool has_ended = plan.in_force_to && *plan.in_force_to <= day;
  if (!has_ended && is_suspended_on(plan, day)) {
    return PlanStatus::kSuspended;
  }
  if (day < *plan.in_force_from) {
    return PlanStatus::kApprovedNotYetInForce;
  }
  if (!has_ended) {
    return PlanStatus::kInForce;
  }
  const bool ended = plan.status == PlanStatus::kReplaced || plan.status == PlanStatus::kRepealed;
  return ended ? plan.status : PlanStatus::kExpired;
}

Accuracy accuracy_of(const PlanInfo& plan, const AccuracyTable& table) noexcept {
  if (plan.accuracy_m) {
    return {*plan.accuracy_m, Accuracy::Source::kStated, plan.scale};
  }
  return {AccuracyTable::row_for(table.plan, plan.scale).metres, Accuracy::Source::kScale, plan.scale};
}

}  // namespace quyhoach::geo
