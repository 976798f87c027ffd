#include "geo/io/surroundings.h"

#include "geo/geom/measure.h"

namespace quyhoach::geo {

bool NearbyParcels::add(const ShapeView<GridPoint>& shape) {
  if (!box_of(shape).intersects(near_)) {
    return false;
  }
  add_edges(shape, static_cast<std::uint32_t>(names_.size()), edges_);
  return true;
}

void NearbyParcels::name(std::string_view commune, std::string_view sheet, std::string_view number) {
  names_.push_back({texts_.intern(commune), texts_.intern(sheet), texts_.intern(number)});
}

ParcelKey NearbyParcels::key(std::uint32_t parcel) const {
  const Name& name = names_[parcel];
  return {std::string{texts_.at(name.commune)}, std::string{texts_.at(name.sheet)}, std::string{texts_.at(name.number)}};
}

CommuneAreas cadastral_communes(const BaseMap& base) {
  CommuneAreas areas;
  for (std::size_t i = 0; i < base.communes.rows.size(); ++i) {
    const BaseRow& row = base.communes.rows[i];
    if (base.texts.at(row.kind) == "cadastral") {
      areas.shapes.add(base.communes.draw.grid_view(i));
      areas.codes.emplace_back(base.texts.at(row.code));
    }
  }
  return areas;
}

LoadedSurroundings::LoadedSurroundings(const std::map<std::string, ParcelSet::Parts>& parcels, const BaseMap& base) : base_(base) {
  for (const auto& [code, set] : parcels) {
    GridBox box;
    for (const GridPoint p : set.shapes.points()) {
      box.extend(p);
    }
    communes_.push_back({&set, box});
  }
}

Result<bool> LoadedSurroundings::add_parcels(NearbyParcels& into) const {
  for (const auto& [set, box] : communes_) {
    if (!box.intersects(into.near())) {
      continue;
    }
    for (std::size_t i = 0; i < set->rows.size(); ++i) {
      if (into.add(set->shapes.view(i))) {
        into.name(set->commune, set->texts.at(set->rows[i].sheet), set->texts.at(set->rows[i].number));
      }
    }
  }
  return true;
}

}  // namespace quyhoach::geo
