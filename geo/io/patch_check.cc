#include <algorithm>

#include "geo/io/change_check.h"
#include "geo/io/plan_checks.h"
#include "geo/io/plan_objects.h"
#include "geo/plan/document_files.h"
#include "geo/plan/manifest.h"

namespace quyhoach::geo {

namespace {

constexpr const char* kFile = "patch.toml";

/// The patched plan, where all is well with it. \param out  gets the defects, and the plan's objects.
Result<bool> put_patched(PatchKind kind, const std::string& patch, const PlanCheckOptions& options, const ChangeContext& context,
                         const Register& into, CheckedPlan& out) {
  const auto id = patched_plan(patch, kFile);
  add_manifest_defects(id.errors, out.report, Needed::kByTheLoad);
  const ObjectEntry* now = id.errors.empty() ? context.manifest.find("plan", id.value) : nullptr;
  if (now == nullptr) {
    if (id.errors.empty()) {
      out.report.add({.kind = "REFERENCE_UNKNOWN.patch", .file = kFile, .figures = {{"plan", id.value}}});
    }
    return true;
  }
  auto content = content_of(into, context, *now);
  if (!content) {
    return content.error();
  }
  auto patched = patch_plan(kind, patch, kFile, content->toml, *context.district);
  add_manifest_defects(patched.errors, out.report, Needed::kByTheLoad);
  if (!patched.errors.empty()) {
    return true;
  }
  out.info = parse_plan(patched.value, "plan.toml", *context.district).value;
  check_dates({out.info, patched.value, options.folder}, kFile, today(context.district->utc_offset_h), out.report);
  const auto documents = put_documents(out.info, options.folder, options.folder, documents_of(context.manifest, id.value), into,
                                       out.report, out.objects);
  if (!documents) {
    return documents.error();
  }
  content->toml = with_document_files(patched.value, *documents);
  auto entry = put_content(*content, id.value, context.district->crs, into);
  if (!entry) {
    return entry.error();
  }
  out.objects.push_back(std::move(*entry));
  out.base.push_back(*now);
  return true;
}

}  // namespace

Result<CheckedPlan> check_patch(PatchKind kind, const PlanCheckOptions& options, const Register& into) {
  auto begun = begin_check(options, into);
  if (!begun) {
    return begun.error();
  }
  CheckedPlan& out = begun->found;
  const auto patch = read_text(options.folder / kFile, kFile, out.report, Needed::kByTheLoad);
  const auto done = patch ? put_patched(kind, *patch, options, begun->context, into, out) : Result<bool>{true};
  return done ? end_check(options, std::move(out)) : done.error();
}

}  // namespace quyhoach::geo
