#include "geo/plan/manifest_layer.h"
#include "geo/plan/toml_manifest.h"

namespace quyhoach::geo {

Manifest<ParcelsInfo> parse_parcels(std::string_view toml, const std::string& file, const District& district) {
  return parse_toml<ParcelsInfo>(toml, file, [&](TomlReader& root, ParcelsInfo& parcels) {
    if (district.has_part(KeyPart::kCommune)) {
      parcels.commune = root.text("commune");
      if (!parcels.commune.empty() && district.commune(parcels.commune) == nullptr) {
        root.error("commune", "the district has no commune " + parcels.commune);
      }
    }
    for (TomlReader& reader : root.tables("layer")) {
      parcels.layers.push_back(read_layer(reader, false));
      if (parcels.layers.back().role != LayerRole::kParcels) {
        reader.error("role", "expected parcels");
      }
    }
    if (parcels.layers.empty()) {
      root.error("layer", "missing; expected at least one [[layer]] of parcels");
    }
  });
}

}  // namespace quyhoach::geo
