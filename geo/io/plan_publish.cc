#include "geo/io/plan_publish.h"

#include <algorithm>
#include <tuple>

#include "geo/base/sha256.h"
#include "geo/io/change_check.h"
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

/// Takes away what a change is in place of.
void remove_base(EditionManifest& manifest, const ObjectEntry& change) {
  std::erase_if(manifest.objects, [&](const ObjectEntry& object) {
    return (object.kind == change.kind && object.id == change.id) ||
           (change.kind == "plan" && object.kind == "document" && object.id.starts_with(change.id + "/"));
  });
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
      out_.report.add({Severity::kError, "REPLACES_LATER", "plan.toml", "", {},
                       "it replaces " + old.id + " on " + format_date(on) + ", which came into force on " + format_date(*info.in_force_from)});
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
    out_.report.add({Severity::kNote, "PLAN_REPLACED", "plan.toml", "", {}, old.id + " will be replaced on " + format_date(on)});
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

ObjectEntry base_of(const EditionManifest& manifest, const std::string& kind, const std::string& id) {
  const ObjectEntry* entry = manifest.find(kind, id);
  return entry != nullptr ? *entry : ObjectEntry{kind, id, {}};
}

std::vector<ObjectEntry> documents_of(const EditionManifest& manifest, const std::string& plan) {
  std::vector<ObjectEntry> documents;
  std::ranges::copy_if(manifest.objects, std::back_inserter(documents), [&](const ObjectEntry& object) {
    return object.kind == "document" && object.id.starts_with(plan + "/");
  });
  return documents;
}

Result<PlanContent> content_of(const Register& in, const ChangeContext& context, const ObjectEntry& plan) {
  const std::string path = in.object_path(plan.file);
  const auto hash = sha256_of_file(path);
  if (!hash || *hash != plan.sha256()) {
    return hash ? Error{ErrorCode::kHashMismatch, plan.file + " does not have the content its name promises"} : hash.error();
  }
  return read_plan_content(path, *context.district, context.transform);
}

Result<CheckedPlan> check_plan(const PlanCheckOptions& options, const Register& into) {
  const auto begun = begin_change(into);
  if (!begun) {
    return begun.error();
  }
  CheckedPlan out{ImportReport{options.accept}, {}, {}, {}, begun->manifest.info.id};
  ReaderProcess reader{options.folder, options.reader};
  const ImportContext context{*begun->district, begun->transform, options.folder, read_personal_columns(options.catalogue, out.report), reader,
                              out.report};
  const auto plan = read_plan_file(options.folder, options.folder, *begun->district, out.report);
  if (!plan) {
    return out;
  }
  out.info = plan->info;
  std::set<std::string> ids = plan_ids(begun->manifest);
  ids.insert(plan->info.id);
  check_references(*plan, "plan.toml", ids, out.report);
  auto objects = put_plan(context, *plan, into);
  if (!objects) {
    return objects.error();
  }
  out.objects = std::move(*objects);
  out.base.push_back(base_of(begun->manifest, "plan", plan->info.id));
  if (const auto done = Replacing{*begun, plan->info, into, out}.run(); !done) {
    return done.error();
  }
  if (!out.report.refusing().empty()) {
    out.objects.clear();
  }
  return out;
}

Result<EditionManifest> with_change(const Register& in, const std::vector<ObjectEntry>& objects, const std::vector<ObjectEntry>& base) {
  const auto is_document = [](const ObjectEntry& object) { return object.kind == "document"; };
  if (std::ranges::all_of(objects, is_document)) {
    return Error{ErrorCode::kParameterValue, "there is nothing to publish"};
  }
  auto manifest = current_manifest(in);
  if (!manifest) {
    return manifest;
  }
  for (const ObjectEntry& object : objects) {
    const auto before = std::ranges::find_if(base, [&](const ObjectEntry& b) { return b.kind == object.kind && b.id == object.id; });
    const std::string now = base_of(*manifest, object.kind, object.id).file;
    if (before != base.end() && now != before->file && now != object.file) {
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
