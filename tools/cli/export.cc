#include <algorithm>
#include <cstdio>
#include <string>
#include <thread>

#include "data/desk/export.h"
#include "data/desk/findings_report.h"
#include "data/desk/impact_report.h"
#include "data/desk/plan_parcels_report.h"
#include "geo/io/register.h"
#include "tools/cli/handlers.h"
#include "tools/cli/options.h"
#include "tools/cli/places.h"
#include "tools/cli/say.h"

namespace quyhoach::cli {

namespace {

using geo::Error;
using geo::ErrorCode;
using geo::Result;

/// What an export needs to know beside what it is of.
struct Order {
  std::shared_ptr<const geo::District> district;
  geo::Date day;
  std::string format;  ///< csv | xlsx | gpkg | html
  std::string out;
  std::string language;
};

Result<bool> write(const std::vector<geo::Table>& tables, const Order& order) {
  return desk::write_export(tables, *desk::export_format(order.format), order.district->crs, order.out);
}

Result<bool> export_impact(const desk::Desk& desk, const std::string& draft, const Order& order) {
  const auto impact = desk.impact(draft, order.day);
  return impact ? write(desk::impact_tables(*impact, order.language, *desk::export_format(order.format)), order) : Result<bool>{impact.error()};
}

Result<bool> export_findings(const desk::Desk& desk, const std::string& id, const Order& order) {
  const auto draft = desk.store().draft(id);
  const auto transform = draft ? transform_of(*order.district) : Result<geo::GridTransform>{draft.error()};
  if (!transform) {
    return transform.error();
  }
  const std::string kept = desk.last_check(*draft);
  const auto check = kept.empty() ? Result<desk::KeptCheck>{Error{ErrorCode::kDraftState, "the draft has not been checked"}}
                                  : desk::read_check(kept, *transform);
  if (!check) {
    return check.error();
  }
  const desk::CheckedFor about{.draft = &*draft, .district = order.district.get()};
  return order.format == "html" ? desk::write_page(findings_html(*check, about, order.language), order.out)
                                : write(findings_tables(*check, about, order.language), order);
}

Result<bool> export_plan(const Arguments& arguments, const Order& order) {
  const unsigned threads = std::max(1U, std::thread::hardware_concurrency());
  const geo::Register from{arguments.text(kRegister)};
  const auto current = from.current();
  const auto snapshot = current ? load_snapshot(from, *current, nullptr, threads) : Result<std::shared_ptr<const geo::Snapshot>>{current.error()};
  if (!snapshot) {
    return snapshot.error();
  }
  const geo::PlanSet* plan = (*snapshot)->plan(arguments.plain(0));
  if (plan == nullptr) {
    return Error{ErrorCode::kPlanUnknown, "the current edition has no plan " + arguments.plain(0)};
  }
  geo::PlanParcelsQuestion question{.plan = plan, .zone = {}, .as_of = order.day};
  if (arguments.has(kZone)) {
    question.zone = arguments.text(kZone);
  }
  if (question.zone && !has_zone(*plan, *question.zone)) {
    return Error{ErrorCode::kParameterValue, "the plan has no zone " + *question.zone};
  }
  const auto parcels = parcels_under(**snapshot, question, threads);
  return parcels ? write(desk::plan_parcels_tables(**snapshot, question, *parcels, order.language), order) : Result<bool>{parcels.error()};
}

Result<bool> run(const Arguments& arguments) {
  const bool of_plan = !arguments.plain(0).empty();
  if ((of_plan ? 1 : 0) + (arguments.has(kImpactOf) ? 1 : 0) + (arguments.has(kFindingsOf) ? 1 : 0) != 1) {
    return Error{ErrorCode::kParameterMissing, "an export is of a plan, of --impact or of --findings"};
  }
  if (!of_plan && !arguments.has(kState)) {
    return Error{ErrorCode::kParameterMissing, "drafts are in --state"};
  }
  const auto district = current_district(arguments);
  if (!district) {
    return district.error();
  }
  const Order order{.district = *district,
                    .day = arguments.date(kAsOf).value_or(geo::today((*district)->utc_offset_h)),
                    .format = arguments.text(kFormat),
                    .out = arguments.text(kOut),
                    .language = std::string{language_of(arguments)}};
  if (!of_plan && arguments.has(kZone)) {
    return Error{ErrorCode::kParameterValue, "only a plan has zones"};
  }
  if (order.format == "html" && !arguments.has(kFindingsOf)) {
    return Error{ErrorCode::kParameterValue, "only findings are written as html"};
  }
  if (of_plan) {
    return export_plan(arguments, order);
  }
  const auto desk = open_desk(arguments);
  if (!desk) {
    return desk.error();
  }
  return arguments.has(kImpactOf) ? export_impact(**desk, arguments.text(kImpactOf), order)
                                  : export_findings(**desk, arguments.text(kFindingsOf), order);
}

}  // namespace

int run_export(const Arguments& arguments) {
  const auto written = run(arguments);
  if (!written) {
    return fail(arguments, written.error());
  }
  if (arguments.has(kJson)) {
    geo::JsonWriter json;
    json.begin_object();
    json.member("file", arguments.text(kOut));
    json.end_object();
    print(json);
  } else {
    std::printf("%s written\n", arguments.text(kOut).c_str());
  }
  return kDone;
}

}  // namespace quyhoach::cli
