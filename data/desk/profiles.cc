#include "data/desk/profiles.h"

namespace quyhoach::desk {

using geo::Error;
using geo::ErrorCode;
using geo::Result;

namespace {

Error unreadable(const std::vector<std::string>& errors) {
  std::string message;
  for (const std::string& one : errors) {
    message += (message.empty() ? "" : "; ") + one;
  }
  return {ErrorCode::kManifest, std::move(message)};
}

}  // namespace

Result<store::Profile> save_profile(store::Store& store, const std::string& name, const std::string& manifest,
                                    const std::vector<std::string>& repairs, const std::string& by) {
  const auto kept = geo::profile_of_manifest(manifest, "plan.toml", repairs);
  return kept.errors.empty() ? store.save_profile(name, kept.value, {.by = by, .files = {}}) : unreadable(kept.errors);
}

Result<geo::ConsultantProfile> read_profile(store::Store& store, const std::string& name) {
  const auto saved = store.profile(name);
  if (!saved) {
    return saved.error();
  }
  auto profile = geo::parse_profile(saved->text, saved->name);
  return profile.errors.empty() ? Result<geo::ConsultantProfile>{std::move(profile.value)} : unreadable(profile.errors);
}

Result<std::set<std::string>> with_repairs_of(store::Store& store, const std::string& profile, std::set<std::string> repairs) {
  if (profile.empty()) {
    return repairs;
  }
  const auto known = read_profile(store, profile);
  if (!known) {
    return known.error();
  }
  repairs.insert(known->repairs.begin(), known->repairs.end());
  return repairs;
}

void write_profile(geo::JsonWriter& json, const store::Profile& profile) {
  const geo::ConsultantProfile read = geo::parse_profile(profile.text, profile.name).value;
  json.begin_object();
  json.member("name", profile.name);
  json.member("saved_by", profile.saved_by);
  json.member("saved_at", store::to_rfc3339(profile.saved_at));
  json.member("layers", static_cast<std::uint64_t>(read.layers.size()));
  json.key("repairs");
  json.begin_array();
  for (const std::string& code : read.repairs) {
    json.value(code);
  }
  json.end_array();
  json.member("toml", profile.text);
  json.end_object();
}

}  // namespace quyhoach::desk
