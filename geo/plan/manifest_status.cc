#include "geo/plan/manifest_status.h"

namespace quyhoach::geo {

namespace {

using Need = TomlReader::Need;

std::optional<Decision> read_decision(TomlReader& parent, std::string_view key) {
  auto reader = parent.table(key, Need::kOptional);
  return reader ? std::optional{read_decision(*reader)} : std::nullopt;
}

/// \param before  the suspension before it; may be null.
Suspension read_suspension(TomlReader& reader, const Suspension* before) {
  Suspension time;
  time.from = reader.date("from", Need::kOptional);
  time.to = reader.date("to", Need::kOptional);
  if (time.from && time.to && *time.to <= *time.from) {
    reader.error("to", "must come after from");
  }
  if (before != nullptr && !time.from) {
    reader.error("from", "missing; only the first suspension may lack its first day");
  }
  if (before != nullptr && time.from && (!before->to || *time.from < *before->to)) {
    reader.error("from", "the suspension before it must have ended by then");
  }
  time.decision = read_decision(reader, "decision");
  time.lifted_by = read_decision(reader, "lifted_by");
  if (time.lifted_by && !time.to) {
    reader.error("lifted_by", "needs the day the plan applied again: to");
  }
  reader.finish();
  return time;
}

}  // namespace

Decision read_decision(TomlReader& reader) {
  Decision decision;
  decision.number = reader.text("number");
  decision.date = reader.date("date").value_or(Date{});
  decision.authority = reader.text("authority");
  reader.finish();
  return decision;
}

void read_status(TomlReader& root, PlanInfo& plan) {
  for (TomlReader& reader : root.tables("suspension")) {
    plan.suspensions.push_back(read_suspension(reader, plan.suspensions.empty() ? nullptr : &plan.suspensions.back()));
  }
  if (!plan.suspensions.empty() && plan.status == PlanStatus::kConsultation) {
    root.error("suspension", "a plan in consultation is not suspended: it does not apply yet");
  }
  if (!plan.suspensions.empty() && plan.status == PlanStatus::kSuspended && plan.suspensions.back().to) {
    root.error("suspension", "the last one has ended: its status is in_force");
  }
  plan.ended_by = read_decision(root, "ended_by");
  const bool has_ended = plan.status == PlanStatus::kReplaced || plan.status == PlanStatus::kExpired ||
                         plan.status == PlanStatus::kRepealed;
  if (plan.ended_by && !has_ended) {
    root.error("ended_by", "only a plan that is replaced, expired or repealed has been ended");
  }
}

}  // namespace quyhoach::geo
