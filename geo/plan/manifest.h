#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "geo/base/result.h"
#include "geo/plan/district.h"
#include "geo/plan/field_proposal.h"
#include "geo/plan/plan.h"

namespace quyhoach::geo {

/// A manifest, or everything that is wrong with it, one line per defect: "plan.toml:12: scale: expected a whole number".
template <typename T>
struct Manifest {
  T value;
  std::vector<std::string> errors;
};

/// Reads district.toml (data/schema/README.md). `topics` are those of the catalogue; land uses and search words are left
/// empty: the caller reads the file `land_use_catalogue` names, and the words of `languages`.
[[nodiscard]] Manifest<District> parse_district(std::string_view toml, const std::string& file,
                                                const std::vector<Topic>& topics);

/// Reads plan.toml. \param district  whose topics the plan may have.
[[nodiscard]] Manifest<PlanInfo> parse_plan(std::string_view toml, const std::string& file, const District& district);

/// What parcels.toml says: the parcels of one commune.
struct ParcelsInfo {
  std::string commune;  ///< Empty where the district's key has no commune.
  std::vector<LayerSource> layers;
};
/// Reads parcels.toml: `commune`, and [[layer]] as those of parcels in district.toml.
[[nodiscard]] Manifest<ParcelsInfo> parse_parcels(std::string_view toml, const std::string& file, const District& district);

/// Reads a catalogue: tab-separated, first line names the columns.
[[nodiscard]] Manifest<std::vector<Topic>> parse_topics(std::string_view tsv, const std::string& file);
[[nodiscard]] Manifest<std::vector<LandUse>> parse_land_uses(std::string_view tsv, const std::string& file);
/// Only the words of `languages`; an unknown meaning is an error in any language.
[[nodiscard]] Manifest<SearchWords> parse_search_words(std::string_view tsv, const std::string& file,
                                                       const std::vector<std::string>& languages);
/// The table of accuracies by scale.
[[nodiscard]] Manifest<AccuracyTable> parse_accuracy(std::string_view tsv, const std::string& file);
/// Words for our fields; one that would give a role's column to two fields is an error.
[[nodiscard]] Manifest<FieldNames> parse_field_names(std::string_view tsv, const std::string& file);

}  // namespace quyhoach::geo
