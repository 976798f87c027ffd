#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "geo/plan/date.h"
#include "geo/plan/district.h"

namespace quyhoach::geo {

/// Legal status of a plan, as the office states it.
enum class PlanStatus { kInForce, kConsultation, kApprovedNotYetInForce, kSuspended, kReplaced, kExpired, kRepealed };

[[nodiscard]] std::string_view name_of(PlanStatus status) noexcept;
[[nodiscard]] std::optional<PlanStatus> parse_status(std::string_view name) noexcept;

struct Decision {
  std::string number;
  Date date;
  std::string authority;
};

struct Document {
  std::string kind;   ///< decision | regulation | drawing | other
  std::string title;
  std::string file;   ///< Relative to plan.toml; in the register: `<sha256>.pdf`, but of a document that was never handed in.
  int page = 0;       ///< Where in it the plan is decided, from 1; 0: not said.
};

/// A time in which a plan does not apply: from its first day up to the day it applies again.
struct Suspension {
  std::optional<Date> from;  ///< None: since before anybody knows.
  std::optional<Date> to;    ///< First day it applied again; none: not yet.
  std::optional<Decision> decision;
  std::optional<Decision> lifted_by;
};

/// What plan.toml says of one plan.
struct PlanInfo {
  std::string id;
  std::string topic;
  Text title;
  PlanStatus status = PlanStatus::kInForce;
  int scale = 0;                       ///< 2000 means 1/2000.
  std::optional<double> accuracy_m;    ///< Stated positional accuracy of its lines.
  std::string crs;
  std::vector<std::string> communes;   ///< Codes of the cadastral communes it is for; empty: not said.
  std::string amends;                  ///< Id of the plan a local adjustment amends.
  std::vector<std::string> replaces;
  Decision decision;
  std::optional<Date> in_force_from;
  std::optional<Date> in_force_to;     ///< First day it was or will be no longer in force.
  std::vector<Suspension> suspensions; ///< One after the other; only the first may lack its beginning, the last its end.
  std::optional<Decision> ended_by;    ///< The decision that repealed or replaced it.
  std::vector<Document> documents;
  std::vector<LayerSource> layers;
};

/// The status on one day. The stated status is today's; dates carry it to any other day: a plan replaced in 2022 was in
/// force in 2020, and one approved for 2027 will be in force then. A merely consulted plan, and a suspended one that does not say
/// since when, are not turned into one in force by their dates. A suspension that has dates says so of its days alone, as long as
/// the plan has not ended: it was in force before, and is after it was lifted.
[[nodiscard]] PlanStatus status_on(const PlanInfo& plan, Date day) noexcept;

/// How far its lines may be off: as stated, else by its scale.
[[nodiscard]] Accuracy accuracy_of(const PlanInfo& plan, const AccuracyTable& table) noexcept;

}  // namespace quyhoach::geo
