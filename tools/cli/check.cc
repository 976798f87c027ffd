#include <cstdio>

#include "data/desk/impact_report.h"
#include "data/desk/profiles.h"
#include "data/desk/report.h"
#include "geo/table/csv.h"
#include "tools/cli/findings.h"
#include "tools/cli/handlers.h"
#include "tools/cli/options.h"
#include "tools/cli/places.h"
#include "tools/cli/say.h"
#include "tools/cli/sign_in.h"

namespace quyhoach::cli {

namespace {

using geo::Result;

Result<geo::GridTransform> current_transform(const Arguments& arguments) {
  const auto district = current_district(arguments);
  return district ? transform_of(**district) : Result<geo::GridTransform>{district.error()};
}

Result<desk::CheckedDraft> check(const Arguments& arguments) {
  const auto desk = open_desk(arguments);
  const auto in = desk ? sign_in((*desk)->store(), arguments) : Result<bool>{desk.error()};
  if (!in) {
    return in.error();
  }
  const std::vector<std::string> accepted = arguments.texts(kAccept);
  const std::vector<std::string> repairs = arguments.texts(kRepair);
  const auto all = desk::with_repairs_of((*desk)->store(), arguments.text(kProfile), {repairs.begin(), repairs.end()});
  return all ? (*desk)->check(arguments.plain(0), {accepted.begin(), accepted.end()}, arguments.text(kAs), *all) : all.error();
}

}  // namespace

int run_check(const Arguments& arguments) {
  const auto checked = check(arguments);
  if (!checked) {
    return fail(arguments, checked.error());
  }
  const bool is_refused = !checked->plan.report.refusing().empty();
  if (arguments.has(kJson)) {
    const auto transform = current_transform(arguments);
    if (!transform) {
      return fail(arguments, transform.error());
    }
    print(desk::check_json(checked->plan, checked->seconds, *transform));
  } else {
    print_report(checked->plan.report, language_of(arguments));
    for (const geo::Repair& repair : checked->plan.repairs.listed()) {
      std::printf("%s %s  %.2f m2\n", repair.applied ? "repaired" : "repair  ", repair.id.c_str(), repair.area_m2);
    }
    std::printf("%s in %.1f s\n", is_refused ? "refused" : "nothing refuses it", checked->seconds);
  }
  return is_refused ? kRefused : kDone;
}

int run_impact(const Arguments& arguments) {
  const auto desk = open_desk(arguments);
  const auto district = desk ? current_district(arguments) : Result<std::shared_ptr<const geo::District>>{desk.error()};
  if (!district) {
    return fail(arguments, district.error());
  }
  const geo::Date day = arguments.date(kAsOf).value_or(geo::today((*district)->utc_offset_h));
  const auto impact = (*desk)->impact(arguments.plain(0), day);
  const auto transform = impact ? transform_of(**district) : Result<geo::GridTransform>{impact.error()};
  if (!transform) {
    return fail(arguments, transform.error());
  }
  if (arguments.has(kJson)) {
    print(desk::impact_json(*impact, *transform, impact->parcels.size()));
  } else if (arguments.has(kCsv)) {
    std::fputs(to_csv(desk::impact_tables(*impact, language_of(arguments), desk::ExportFormat::kCsv).front()).c_str(), stdout);
  } else {
    if (impact->cadastre) {
      std::printf("commune %s: %zu parcels added, %zu gone, %zu reshaped, %zu described otherwise\n", impact->cadastre->commune.c_str(),
                  impact->cadastre->added, impact->cadastre->gone, impact->cadastre->reshaped, impact->cadastre->attributes);
    }
    if (impact->changed() == 0) {
      std::printf("no parcel's answer changes: %zu were looked at (%.1f s)\n", impact->looked_at, impact->seconds);
    } else {
      std::printf("%s: the answer of %zu of %zu parcels changes (%.1f s); --csv lists them\n",
                  impact->topic.empty() ? "several topics" : impact->topic.c_str(), impact->changed(), impact->looked_at, impact->seconds);
    }
  }
  return kDone;
}

}  // namespace quyhoach::cli
