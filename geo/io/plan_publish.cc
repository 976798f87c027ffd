#include "geo/io/plan_publish.h"

#include <algorithm>
#include <tuple>

#include "geo/base/sha256.h"
#include "geo/io/change_check.h"
#include "geo/io/edition_surroundings.h"
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

/// Takes away what a change is in place of.
void remove_base(EditionManifest& manifest, const ObjectEntry& change) {
  std::erase_if(manifest.objects, [&](const ObjectEntry& object) {
    return (object.kind == change.kind && object.id == change.id) ||
           (change.kind == "plan" && object.kind == "document" && object.id.starts_with(change.id + "/"));
  });
}

/// Tells where a plan read again says less of its status than the edition: a later decision would be lost.
Result<bool> compare_status(const Register& in, const ChangeContext& context, const PlanInfo& plan, ImportReport& report) {
  const ObjectEntry* now = context.manifest.find("plan", plan.id);
  if (now == nullptr) {
    return true;
  }
  const auto path = whole_object(in, *now);
  const auto info = path ? read_plan_info(*path, *context.district) : Result<PlanInfo>{path.error()};
  if (!info) {
    return info.error();
  }
  const PlanInfo& before = *info;
  const Date day = today(context.district->utc_offset_h);
  const PlanStatus then = status_on(plan, day);
  const PlanStatus is = status_on(before, day);
  const bool has_ended = is == PlanStatus::kSuspended || is == PlanStatus::kRepealed || is == PlanStatus::kReplaced;
  if ((has_ended && then != is) || plan.suspensions.size() < before.suspensions.size()) {
    report.add({.kind = "STATUS_LOST", .file = "plan.toml", .figures = {{"now", std::string{name_of(is)}}, {"then", std::string{name_of(then)}}}});
  }
  return true;
}

/// Ends the plans that a plan replaces, as far as they have not ended before.
class Replacing {
 public:
  Replacing(const ChangeContext& context, const PlanInfo& by, const Register& into, CheckedPlan& out)
      : context_(context), by_(by), into_(into), out_(out) {}

  Result<bool> run() {
    if (by_.status == PlanStatus::kConsultation || !by_.in_force_from) {
      return true;  // Nothing is replaced by what may never be.
    }
    for (const std::string& id : by_.replaces) {
      const ObjectEntry* old = context_.manifest.find("plan", id);
      if (old != nullptr && id != by_.id) {
        if (const auto done = replace(*old); !done) {
          return done;
        }
      }
    }
    return true;
  }

 private:
  void add(const char* kind, std::vector<Figure> figures) {
    out_.report.add({.kind = kind, .file = "plan.toml", .figures = std::move(figures)});
  }

  Result<bool> replace(const ObjectEntry& old) {
    auto content = content_of(into_, context_, old);
    if (!content) {
      return content.error();
    }
    const PlanInfo info = parse_plan(content->toml, "plan.toml", *context_.district).value;
    const Date on = *by_.in_force_from;
    if (info.status == PlanStatus::kConsultation || !info.in_force_from || (info.in_force_to && *info.in_force_to <= on)) {
      return true;
    }
    if (on <= *info.in_force_from) {
      add("REPLACES_LATER", {{"plan", old.id}, {"day", format_date(on)}, {"from", format_date(*info.in_force_from)}});
      return true;
    }
    auto replaced = replaced_plan(content->toml, *context_.district, on, by_.decision);
    if (!replaced.errors.empty()) {
      add_manifest_defects(replaced.errors, out_.report);
      return true;
    }
    content->toml = std::move(replaced.value);
    auto entry = put_content(*content, old.id, context_.district->crs, into_);
    if (!entry) {
      return entry.error();
    }
    add("PLAN_REPLACED", {{"plan", old.id}, {"day", format_date(on)}});
    out_.objects.push_back(std::move(*entry));
    out_.base.push_back(old);
    const auto documents = documents_of(context_.manifest, old.id);
    out_.objects.insert(out_.objects.end(), documents.begin(), documents.end());
    return true;
  }

  const ChangeContext& context_;
  const PlanInfo& by_;
  const Register& into_;
  CheckedPlan& out_;
};

}  // namespace

Result<ChangeContext> begin_change(const Register& in) {
  auto manifest = current_manifest(in);
  if (!manifest) {
    return manifest.error();
  }
  auto district = load_district(in, *manifest);
  if (!district) {
    return district.error();
  }
  auto transform = GridTransform::create((*district)->crs, (*district)->datum_operation);
  if (!transform) {
    return transform.error();
  }
  return ChangeContext{std::move(*manifest), std::move(*district), std::move(*transform)};
}

Result<BegunCheck> begin_check(const PlanCheckOptions& options, const Register& in) {
  auto context = begin_change(in);
  if (!context) {
    return context.error();
  }
  auto findings = read_finding_catalogue(options.catalogue);
  if (!findings) {
    return findings.error();
  }
  std::string edition = context->manifest.info.id;
  return BegunCheck{std::move(*context),
                    {ImportReport{std::move(*findings), options.accept}, RepairList{options.repairs}, {}, {}, std::move(edition)}};
}

Result<CheckedPlan> end_check(const PlanCheckOptions& options, CheckedPlan found) {
  if (options.reader.progress && options.reader.progress->is_cancelled()) {
    return Error{ErrorCode::kCheckCancelled, "the check was cancelled"};
  }
  if (!found.report.refusing().empty()) {
    found.objects.clear();
  }
  return found;
}

std::vector<ObjectEntry> documents_of(const EditionManifest& manifest, const std::string& plan) {
  std::vector<ObjectEntry> documents;
  std::ranges::copy_if(manifest.objects, std::back_inserter(documents), [&](const ObjectEntry& object) {
    return object.kind == "document" && object.id.starts_with(plan + "/");
  });
  return documents;
}

Result<std::string> whole_object(const Register& in, const ObjectEntry& object) {
  std::string path = in.object_path(object.file);
  const auto hash = sha256_of_file(path);
  if (!hash || *hash != object.sha256()) {
    return hash ? Error{ErrorCode::kHashMismatch, object.file + " does not have the content its name promises"} : hash.error();
  }
  return path;
}

Result<PlanContent> content_of(const Register& in, const ChangeContext& context, const ObjectEntry& plan) {
  const auto path = whole_object(in, plan);
  return path ? read_plan_content(*path, *context.district, context.transform) : Result<PlanContent>{path.error()};
}

Result<CheckedPlan> check_plan(const PlanCheckOptions& options, const Register& into) {
  auto begun = begin_check(options, into);
  if (!begun) {
    return begun.error();
  }
  const ChangeContext& now = begun->context;
  CheckedPlan& out = begun->found;
  ReaderProcess reader{options.folder, options.reader};
  const EditionSurroundings surroundings{into, now};
  const ImportContext context{*now.district, now.transform, options.folder, read_personal_columns(options.catalogue, out.report), reader,
                              out.report, &out.repairs, &surroundings, options.threads};
  const auto plan = read_plan_file(options.folder, options.folder, *now.district, out.report);
  if (!plan) {
    return std::move(out);
  }
  out.info = plan->info;
  std::set<std::string> ids = plan_ids(now.manifest);
  ids.insert(plan->info.id);
  check_references(*plan, "plan.toml", ids, out.report);
  check_dates(*plan, "plan.toml", today(now.district->utc_offset_h), out.report);
  check_known(plan->info, "plan.toml", plans_in(into, now.manifest, *now.district), out.report);
  if (const auto done = compare_status(into, now, plan->info, out.report); !done) {
    return done.error();
  }
  if (options.reader.progress) {
    options.reader.progress->expect_files(plan->info.layers.size());
  }
  auto objects = put_plan(context, *plan, into);
  if (options.reader.progress && options.reader.progress->is_cancelled()) {
    return end_check(options, std::move(out));  // Whatever else went wrong is of no interest then.
  }
  if (!objects) {
    return objects.error();
  }
  out.objects = std::move(*objects);
  if (const ObjectEntry* before = now.manifest.find("plan", plan->info.id)) {
    out.base.push_back(*before);
  }
  if (const auto done = Replacing{now, plan->info, into, out}.run(); !done) {
    return done.error();
  }
  return end_check(options, std::move(out));
}

Result<EditionManifest> with_change(const Register& in, const std::vector<ObjectEntry>& objects,
                                    const std::optional<std::vector<ObjectEntry>>& base) {
  const auto is_document = [](const ObjectEntry& object) { return object.kind == "document"; };
  if (std::ranges::all_of(objects, is_document)) {
    return Error{ErrorCode::kParameterValue, "there is nothing to publish"};
  }
  auto manifest = current_manifest(in);
  if (!manifest) {
    return manifest;
  }
  const auto file_in = [](const std::vector<ObjectEntry>& in_list, const ObjectEntry& like) {
    const auto found = std::ranges::find_if(in_list, [&](const ObjectEntry& one) { return one.kind == like.kind && one.id == like.id; });
    return found == in_list.end() ? std::string{} : found->file;
  };
  for (const ObjectEntry& object : objects) {
    const std::string now = file_in(manifest->objects, object);
    if (base && !is_document(object) && now != file_in(*base, object) && now != object.file) {
      return Error{ErrorCode::kDraftStale, object.kind + " " + object.id + " is another one in edition " + manifest->info.id +
                                               " than the one that was checked: return the draft and check it again"};
    }
  }
  for (const ObjectEntry& object : objects) {
    if (!is_document(object)) {
      remove_base(*manifest, object);
    }
  }
  manifest->objects.insert(manifest->objects.end(), objects.begin(), objects.end());
  std::ranges::sort(manifest->objects, {}, [](const ObjectEntry& object) { return std::tie(object.kind, object.id, object.file); });
  return manifest;
}

}  // namespace quyhoach::geo
