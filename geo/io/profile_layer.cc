#include "geo/io/profile_layer.h"

#include <algorithm>
#include <filesystem>

#include "geo/base/text.h"

namespace quyhoach::geo {

namespace {

constexpr double kLeast = 0.5;  ///< Of the names a layer of a profile has.

bool is_of_kind(const LayerSource& source, const KindCounts& kinds) {
  if (!source.corners_of.empty()) {
    return kinds.points > 0;
  }
  switch (source.role) {
    case LayerRole::kLines: return kinds.lines > 0;
    case LayerRole::kPoints: return kinds.points > 0;
    default: return kinds.polygons > 0;
  }
}

std::string stem_of(const std::string& file) { return squashed(fold(std::filesystem::path{file}.stem().string())); }

/// How many of `wanted` are among `names`; all of nothing is 1.
double share_of(const std::vector<std::string>& wanted, const std::vector<std::string>& names) {
  const auto found = std::ranges::count_if(wanted, [&](const std::string& one) {
    return std::ranges::any_of(names, [&](const std::string& name) { return is_same_name(name, one); });
  });
  return wanted.empty() ? 1.0 : static_cast<double>(found) / static_cast<double>(wanted.size());
}

std::vector<std::string> names_in(const LayerSource& source) {
  std::vector<std::string> names;
  if (source.drawing) {
    names = source.drawing->boundary_layers;
    names.insert(names.end(), source.drawing->text_layers.begin(), source.drawing->text_layers.end());
    return names;
  }
  for (const auto& [ours, theirs] : source.fields) {
    names.push_back(theirs);
  }
  return names;
}

/// 0 … 1, or more where the file's name is the same, too; 0: it is another layer.
double fit_of(const LayerSource& source, const ProfiledLayer& layer) {
  if (source.drawing.has_value() != layer.is_drawing || (!layer.is_drawing && !is_of_kind(source, layer.kinds))) {
    return 0.0;
  }
  const std::vector<std::string> names = names_in(source);
  const bool is_namesake = stem_of(source.file) == stem_of(layer.file);
  const double share = share_of(names, layer.is_drawing ? layer.drawing_layers : layer.columns);
  if (share < kLeast || (names.empty() && !is_namesake && !layer.is_drawing)) {
    return 0.0;
  }
  constexpr double kNamesake = 0.01;
  return share + (is_namesake ? kNamesake : 0.0);
}

}  // namespace

bool is_same_name(std::string_view a, std::string_view b) { return squashed(fold(a)) == squashed(fold(b)); }

const LayerSource* profile_layer_for(const ConsultantProfile& profile, const ProfiledLayer& layer) {
  const LayerSource* best = nullptr;
  double fit = 0.0;
  for (const LayerSource& source : profile.layers) {
    if (const double one = fit_of(source, layer); one > fit) {
      best = &source;
      fit = one;
    }
  }
  return best;
}

}  // namespace quyhoach::geo
