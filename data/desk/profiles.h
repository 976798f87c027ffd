#pragma once

#include <set>
#include <string>
#include <vector>

#include "data/store/store.h"
#include "geo/plan/consultant_profile.h"
#include "geo/plan/json.h"

namespace quyhoach::desk {

/// Saves how the layers of a manifest, one a planner has put right, are read, as the profile of the consultant they came from.
/// \param manifest  a plan.toml or parcels.toml; only its [[layer]]s are looked at. \param repairs  codes of findings.
/// \return kManifest where a layer cannot be read; what Store::save_profile says
[[nodiscard]] geo::Result<store::Profile> save_profile(store::Store& store, const std::string& name, const std::string& manifest,
                                                       const std::vector<std::string>& repairs, const std::string& by);

/// \return kProfileUnknown; kManifest for one that an older release wrote and this one does not understand
[[nodiscard]] geo::Result<geo::ConsultantProfile> read_profile(store::Store& store, const std::string& name);

/// The repairs that are made: those named, and those of the profile, if it has a name. \return as read_profile
[[nodiscard]] geo::Result<std::set<std::string>> with_repairs_of(store::Store& store, const std::string& profile,
                                                                 std::set<std::string> repairs);

/// As an object: ConsultantProfile of server/api/openapi.yaml.
void write_profile(geo::JsonWriter& json, const store::Profile& profile);

}  // namespace quyhoach::desk
