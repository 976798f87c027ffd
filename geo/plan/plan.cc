#include "geo/plan/plan.h"

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
  if (plan.status == PlanStatus::kConsultation || plan.status == PlanStatus::kSuspended || !plan.in_force_from) {
    return plan.status;
  }
  if (day < *plan.in_force_from) {
    return PlanStatus::kApprovedNotYetInForce;
  }
  if (!plan.in_force_to || day < *plan.in_force_to) {
    return PlanStatus::kInForce;
  }
  const bool ended = plan.status == PlanStatus::kReplaced || plan.status == PlanStatus::kRepealed;
  return ended ? plan.status : PlanStatus::kExpired;
}

}  // namespace quyhoach::geo
