#pragma once

#include <string>
#include <vector>

#include "geo/io/layer_survey.h"
#include "geo/plan/consultant_profile.h"

namespace quyhoach::geo {

/// What tells whether a layer is one that a profile knows.
struct ProfiledLayer {
  std::string file;
  KindCounts kinds;
  bool is_drawing = false;
  std::vector<std::string> columns;         ///< Decoded.
  std::vector<std::string> drawing_layers;  ///< Decoded.
};

/// Whether two names of columns or of a drawing's layers are one: marks, case and spaces do not count.
[[nodiscard]] bool is_same_name(std::string_view a, std::string_view b);

/// The layer of the profile that this one is read as: of its kind of shapes; with at least half of its columns, or, of a drawing, of
/// its layers; of those the one that fits best, and of equals that from a file of the same name. A layer without columns fits a file of
/// its name only, a drawing whose layers do not matter any drawing. \return null where none fits
[[nodiscard]] const LayerSource* profile_layer_for(const ConsultantProfile& profile, const ProfiledLayer& layer);

}  // namespace quyhoach::geo
