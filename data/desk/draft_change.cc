#include "data/desk/draft_change.h"

#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include "geo/io/edition_json.h"
#include "geo/plan/json.h"
#include "geo/plan/json_reader.h"

namespace quyhoach::desk {

using geo::Error;
using geo::ErrorCode;
using geo::Result;

namespace {

constexpr const char* kChange = "change";
constexpr const char* kBase = "base";

/// In the form of an edition's manifest, which they will become a part of.
std::string manifest_json(const std::vector<geo::ObjectEntry>& objects, const geo::CheckedPlan& checked) {
  geo::EditionManifest kept;
  kept.info.id = checked.edition;
  kept.info.accepted.assign(checked.report.accepted().begin(), checked.report.accepted().end());
  kept.info.repairs = checked.repairs.applied();
  kept.objects = objects;
  return to_json(kept);
}

Result<geo::EditionManifest> member_of(const rapidjson::Document& settings, const char* name) {
  rapidjson::StringBuffer text;
  rapidjson::Writer<rapidjson::StringBuffer> writer{text};
  settings[name].Accept(writer);
  return geo::parse_edition({text.GetString(), text.GetSize()});
}

}  // namespace

std::string settings_of(const geo::CheckedPlan& checked) {
  geo::JsonWriter json;
  json.begin_object();
  json.key(kChange);
  json.raw(manifest_json(checked.objects, checked));
  json.key(kBase);
  json.raw(manifest_json(checked.base, checked));
  json.end_object();
  return std::string{json.text()};
}

Result<DraftChange> change_of(const store::Draft& draft) {
  const Error unchecked{ErrorCode::kDraftState, "the draft has not passed its check"};
  rapidjson::Document settings;
  if (geo::read_json(draft.text.settings, settings) || !settings.IsObject()) {
    return unchecked;
  }
  const bool is_old = !settings.HasMember(kChange) || !settings.HasMember(kBase);
  auto change = is_old ? geo::parse_edition(draft.text.settings) : member_of(settings, kChange);
  auto base = is_old ? change : member_of(settings, kBase);
  if (!change || !base || change->objects.empty()) {
    return unchecked;
  }
  DraftChange out{std::move(change->objects), std::nullopt, std::move(change->info.accepted), std::move(change->info.repairs)};
  if (!is_old) {
    out.base = std::move(base->objects);
  }
  return out;
}

}  // namespace quyhoach::desk
