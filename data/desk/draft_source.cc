#include "data/desk/draft_source.h"

#include <algorithm>

#include "data/desk/source_unpack.h"
#include "geo/base/sha256.h"
#include "geo/io/durable.h"
#include "geo/io/objects.h"
#include "geo/plan/manifest.h"

namespace quyhoach::desk {

namespace fs = std::filesystem;
using geo::Error;
using geo::ErrorCode;
using geo::Result;
using store::DraftKind;

namespace {

constexpr const char* kPatch = "patch.toml";

const char* manifest_of(DraftKind kind) noexcept {
  return kind == DraftKind::kPlan ? "plan.toml" : kind == DraftKind::kParcels ? "parcels.toml" : kPatch;
}

struct Current {
  geo::EditionManifest manifest;
  std::shared_ptr<const geo::District> district;
};

Result<Current> current_of(const geo::Register& in) {
  const auto id = in.current();
  auto manifest = id ? in.manifest(*id) : Result<geo::EditionManifest>{id.error()};
  auto district = manifest ? load_district(in, *manifest) : Result<std::shared_ptr<const geo::District>>{manifest.error()};
  return district ? Result<Current>{Current{std::move(*manifest), std::move(*district)}} : Result<Current>{district.error()};
}

Result<std::string> manifest_in(const DraftSource& source, const std::string& name) {
  auto toml = source.folder ? geo::read_file((*source.folder / name).string()) : Result<std::string>{Error{ErrorCode::kManifest, ""}};
  return toml ? toml : Result<std::string>{Error{ErrorCode::kManifest, "the folder needs a " + name + " (data/schema)"}};
}

Result<Subject> plan_of(const DraftSource& source, const Current& now) {
  const auto toml = manifest_in(source, "plan.toml");
  if (!toml) {
    return toml.error();
  }
  const auto plan = geo::parse_plan(*toml, "plan.toml", *now.district);
  return plan.errors.empty() ? Result<Subject>{Subject{plan.value.title.vi, plan.value.id}}
                             : Result<Subject>{Error{ErrorCode::kManifest, plan.errors.front()}};
}

Result<Subject> parcels_of(const DraftSource& source, const Current& now) {
  const auto toml = manifest_in(source, "parcels.toml");
  if (!toml) {
    return toml.error();
  }
  const auto parcels = geo::parse_parcels(*toml, "parcels.toml", *now.district);
  if (!parcels.errors.empty()) {
    return Error{ErrorCode::kManifest, parcels.errors.front()};
  }
  const geo::Commune* commune = now.district->commune(parcels.value.commune);
  return commune != nullptr ? Subject{commune->name, commune->code} : Subject{now.district->name.vi, std::string{store::kNoCommune}};
}

Result<Subject> patched_of(const DraftSource& source, const geo::Register& in, const Current& now) {
  const auto patch = manifest_in(source, kPatch);
  if (!patch) {
    return patch.error();
  }
  const auto id = geo::patched_plan(*patch, kPatch);
  const geo::ObjectEntry* plan = id.errors.empty() ? now.manifest.find("plan", id.value) : nullptr;
  if (plan == nullptr) {
    return Error{ErrorCode::kManifest, id.errors.empty() ? "patch.toml: plan: there is no plan " + id.value + " in the current edition" : id.errors.front()};
  }
  const auto toml = geo::read_plan_toml(in.object_path(plan->file));
  if (!toml) {
    return toml.error();
  }
  const auto kind = source.kind == DraftKind::kStatus ? geo::PatchKind::kStatus : geo::PatchKind::kMetadata;
  const auto patched = geo::patch_plan(kind, *patch, kPatch, *toml, *now.district);
  if (!patched.errors.empty()) {
    return Error{ErrorCode::kManifest, patched.errors.front()};
  }
  return Subject{geo::parse_plan(patched.value, "plan.toml", *now.district).value.title.vi, id.value};
}

}  // namespace

Result<Subject> subject_of(const DraftSource& source, const geo::Register& in) {
  const auto now = current_of(in);
  if (!now) {
    return now.error();
  }
  const bool is_patch = source.kind == DraftKind::kStatus || source.kind == DraftKind::kMetadata;
  return is_patch ? patched_of(source, in, *now) : source.kind == DraftKind::kPlan ? plan_of(source, *now) : parcels_of(source, *now);
}

Result<TakenDraft> take_draft(const DraftSource& source, const fs::path& to, const geo::ReaderProcess::Options& reader) {
  const bool is_patch = source.kind == DraftKind::kStatus || source.kind == DraftKind::kMetadata;
  if (!is_patch && (source.patch || !source.folder)) {
    return Error{ErrorCode::kManifest, "a draft of this kind is made of a folder, and of nothing else"};
  }
  if (!source.patch && !source.folder) {
    return Error{ErrorCode::kManifest, "there is no patch.toml (data/schema)"};
  }
  TakenDraft out{to, {}};
  if (source.folder) {
    auto files = take_source(*source.folder, to, Desk::kMostFiles, Desk::kMostBytes, reader);
    if (!files) {
      return files.error();
    }
    out.files = std::move(*files);
    out.root = source_root(to, manifest_of(source.kind));
  }
  if (!source.patch) {
    return out;
  }
  std::error_code error;
  fs::create_directories(out.root, error);
  const fs::path patch = out.root / kPatch;
  if (fs::exists(patch, error)) {
    return Error{ErrorCode::kManifest, "patch.toml comes twice: in the folder and beside it"};
  }
  if (const auto written = geo::write_durably(patch.string(), *source.patch); !written) {
    return written.error();
  }
  out.files.push_back(geo::sha256_hex(*source.patch));
  std::ranges::sort(out.files);
  return out;
}

}  // namespace quyhoach::desk
