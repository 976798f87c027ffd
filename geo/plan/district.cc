#include "geo/plan/district.h"

#include <algorithm>

namespace quyhoach::geo {

namespace {

template <typename T>
const T* find(const std::vector<T>& all, std::string_view key, std::string T::* member) noexcept {
  const auto found = std::find_if(all.begin(), all.end(), [&](const T& one) { return one.*member == key; });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace

Accuracy District::accuracy_of_parcels() const noexcept {
  if (parcel_accuracy_m) {
    return {*parcel_accuracy_m, Accuracy::Source::kStated, parcel_scale};
  }
  return {AccuracyTable::row_for(accuracy->parcel, parcel_scale).metres,
          parcel_scale > 0 ? Accuracy::Source::kScale : Accuracy::Source::kDefault, parcel_scale};
}

bool District::has_part(KeyPart part) const noexcept {
  return std::find(key_parts.begin(), key_parts.end(), part) != key_parts.end();
}
const Commune* District::commune(std::string_view code) const noexcept { return find(communes, code, &Commune::code); }
const AdministrativeUnit* District::administrative_unit(std::string_view code) const noexcept {
  return find(administrative_units, code, &AdministrativeUnit::code);
}
const Topic* District::topic(std::string_view wanted) const noexcept { return find(topics, wanted, &Topic::id); }
const LandUse* District::land_use(std::string_view code) const noexcept { return find(land_uses, code, &LandUse::code); }

std::string_view name_of(KeyPart part) noexcept {
  switch (part) {
    case KeyPart::kCommune: return "commune";
    case KeyPart::kSheet: return "sheet";
    case KeyPart::kNumber: return "number";
  }
  return "";
}

std::string_view name_of(LayerRole role) noexcept {
  switch (role) {
    case LayerRole::kZones: return "zones";
    case LayerRole::kLines: return "lines";
    case LayerRole::kPoints: return "points";
    case LayerRole::kBoundary: return "boundary";
    case LayerRole::kParcels: return "parcels";
    case LayerRole::kCommunes: return "communes";
    case LayerRole::kRoads: return "roads";
    case LayerRole::kWater: return "water";
    case LayerRole::kPlaces: return "places";
  }
  return "";
}

std::string_view name_of(TopicGeometry geometry) noexcept {
  switch (geometry) {
    case TopicGeometry::kArea: return "area";
    case TopicGeometry::kCorridor: return "corridor";
    case TopicGeometry::kLine: return "line";
  }
  return "";
}

bool is_colour(std::string_view text) noexcept {
  return text.size() == 7 && text.front() == '#' && text.find_first_not_of("0123456789ABCDEFabcdef", 1) == std::string_view::npos;
}

}  // namespace quyhoach::geo
