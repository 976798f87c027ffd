#include "geo/io/plan_publish.h"

#include <algorithm>
#include <tuple>

#include "geo/io/objects.h"
#include "geo/io/plan_checks.h"
#include "geo/io/plan_objects.h"

namespace quyhoach::geo {

namespace {

Result<EditionManifest> current_manifest(const Register& in) {
  const auto id = in.current();
  return id ? in.manifest(*id) : Result<EditionManifest>{id.error()};
}

std::set<std::string> plan_ids(const EditionManifest& manifest) {
  std::set<std::string> ids;
  for (const ObjectEntry& object : manifest.objects) {
    if (object.kind == "plan") {
      ids.insert(object.id);
    }
  }
  return ids;
}

/// What the plans of an edition say of themselves; one that cannot be read is for verify-register to name.
std::vector<PlanInfo> plans_in(const Register& in, const EditionManifest& manifest, const District& district) {
  std::vector<PlanInfo> plans;
  for (const ObjectEntry& object : manifest.objects) {
    if (object.kind == "plan") {
      if (auto info = read_plan_info(in.object_path(object.file), district)) {
        plans.push_back(std::move(*info));
      }
    }
  }
  return plans;
}

void remove_plan(EditionManifest& manifest, const std::string& id) {
  std::erase_if(manifest.objects, [&](const ObjectEntry& object) {
    return (object.kind == "plan" && object.id == id) || (object.kind == "document" && object.id.starts_with(id + "/"));
  });
}

}  // namespace

Result<CheckedPlan> check_plan(const PlanCheckOptions& options, const Register& into) {
  const auto manifest = current_manifest(into);
  if (!manifest) {
    return manifest.error();
  }
  const auto district = load_district(into, *manifest);
  if (!district) {
    return district.error();
  }
  const auto transform = GridTransform::create((*district)->crs, (*district)->datum_operation);
  if (!transform) {
    return transform.error();
  }
  auto findings = read_finding_catalogue(options.catalogue);
  if (!findings) {
    return findings.error();
  }
  CheckedPlan out{ImportReport{std::move(*findings), options.accept}, {}, {}, manifest->info.id};
  ReaderProcess reader{options.folder, options.reader};
  const ImportContext context{**district, *transform, options.folder, read_personal_columns(options.catalogue, out.report), reader,
                              out.report};
  const auto plan = read_plan_file(options.folder, options.folder, **district, out.report);
  if (!plan) {
    return out;
  }
  out.info = plan->info;
  std::set<std::string> ids = plan_ids(*manifest);
  ids.insert(plan->info.id);
  check_references(*plan, "plan.toml", ids, out.report);
  check_dates(*plan, "plan.toml", today((*district)->utc_offset_h), out.report);
  check_known(plan->info, "plan.toml", plans_in(into, *manifest, **district), out.report);
  auto objects = put_plan(context, *plan, into);
  if (!objects) {
    return objects.error();
  }
  if (out.report.refusing().empty()) {
    out.objects = std::move(*objects);
  }
  return out;
}

Result<EditionManifest> with_plan(const Register& in, const std::vector<ObjectEntry>& objects) {
  const auto plan = std::ranges::find(objects, "plan", &ObjectEntry::kind);
  if (plan == objects.end()) {
    return Error{ErrorCode::kParameterValue, "there is no plan to publish"};
  }
  auto manifest = current_manifest(in);
  if (manifest) {
    remove_plan(*manifest, plan->id);
    manifest->objects.insert(manifest->objects.end(), objects.begin(), objects.end());
    std::ranges::sort(manifest->objects, {}, [](const ObjectEntry& object) { return std::tie(object.kind, object.id, object.file); });
  }
  return manifest;
}

}  // namespace quyhoach::geo
