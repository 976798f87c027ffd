#include "geo/plan/consultant_profile.h"

#include <algorithm>

#include "geo/plan/manifest_layer.h"
#include "geo/plan/toml_manifest.h"

namespace quyhoach::geo {

namespace {

/// Keys of a [[layer]] that are true of one folder only.
constexpr const char* kOfTheFolder[] = {"crs", "axes", "datum"};

bool is_code(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return (c >= 'A' && c <= 'Z') || c == '_'; });
}

void read_layers(TomlReader& root, ConsultantProfile& profile) {
  for (TomlReader& reader : root.tables("layer")) {
    const bool of_plan = reader.text("role", TomlReader::Need::kOptional) != name_of(LayerRole::kParcels);
    profile.layers.push_back(read_layer(reader, of_plan));
  }
  if (profile.layers.empty()) {
    root.error("layer", "missing; expected at least one [[layer]]");
  }
}

/// \pre the text is one that parses
std::string kept_of(std::string_view toml, const std::vector<std::string>& repairs) {
  toml::table kept;
  toml::array codes;
  for (const std::string& code : repairs) {
    codes.push_back(code);
  }
  kept.insert("repairs", std::move(codes));
  const toml::parse_result parsed = toml::parse(toml);
  toml::array layers = *parsed.table()["layer"].as_array();
  for (toml::node& layer : layers) {
    for (const char* key : kOfTheFolder) {
      layer.as_table()->erase(key);
    }
  }
  kept.insert("layer", std::move(layers));
  return to_text(kept);
}

}  // namespace

Manifest<std::string> profile_of_manifest(std::string_view toml, const std::string& file, const std::vector<std::string>& repairs) {
  auto read = parse_toml<ConsultantProfile>(toml, file, [](TomlReader& root, ConsultantProfile& profile) {
    root.know_all();
    read_layers(root, profile);
  });
  if (!std::ranges::all_of(repairs, is_code)) {
    read.errors.push_back("repairs: expected codes of findings");
  }
  return {read.errors.empty() ? kept_of(toml, repairs) : std::string{}, std::move(read.errors)};
}

Manifest<ConsultantProfile> parse_profile(std::string_view toml, const std::string& name) {
  auto out = parse_toml<ConsultantProfile>(toml, name, [](TomlReader& root, ConsultantProfile& profile) {
    profile.repairs = root.texts("repairs", TomlReader::Need::kOptional);
    read_layers(root, profile);
  });
  out.value.name = name;
  return out;
}

}  // namespace quyhoach::geo
