#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "geo/plan/manifest.h"

namespace quyhoach::geo {

/// How one consultant's layers are read: what its columns are called, its codes and encodings, what the layers of its drawings hold.
/// Learnt from a manifest a planner has put right, and used for the next folder. It says nothing of where: neither CRS nor axes.
struct ConsultantProfile {
  std::string name;
  std::vector<LayerSource> layers;   ///< Their files are those they were learnt from.
  std::vector<std::string> repairs;  ///< Codes of findings whose repairs are made.
};

/// What a profile keeps of a plan.toml or parcels.toml, as text: `repairs`, and each [[layer]] without `crs`, `axes` and `datum`, for
/// those are of the folder and not of the consultant. Everything else of the manifest, and its comments, are lost. The same manifest
/// gives the same text. Errors are those of its layers alone.
[[nodiscard]] Manifest<std::string> profile_of_manifest(std::string_view toml, const std::string& file,
                                                        const std::vector<std::string>& repairs);

/// Reads what profile_of_manifest wrote. \param name  the consultant's
[[nodiscard]] Manifest<ConsultantProfile> parse_profile(std::string_view toml, const std::string& name);

}  // namespace quyhoach::geo
