#include <algorithm>
#include <unordered_map>

#include "geo/geom/measure.h"
#include "geo/io/district_import.h"

namespace quyhoach::geo {

namespace {

class ParcelsImport {
 public:
  explicit ParcelsImport(const ImportContext& context) : context_(context) {}

  void take(const LayerSource& source, const SourceFeature& feature) {
    ParcelKey key{feature.text("commune"), feature.text("sheet"), feature.text("number")};
    const District& district = context_.district;
    if (!check_key(feature, key)) {
      return;
    }
    const auto land_use = read_land_use(context_, source, feature);
    const auto registered = read_number(context_, feature, "registered_area_m2");
    if (!land_use || (!registered && !feature.text("registered_area_m2").empty())) {
      return;
    }
    const std::string name = reference(district, key);
    if (const std::size_t before = seen_[name]++; before > 0) {
      add("ID_DUPLICATE", feature, {{"parcel", name}});
    }
    ParcelSet::Parts& set = sets_[key.commune];
    set.commune = key.commune;
    ParcelRow row;
    row.sheet = set.texts.intern(key.sheet);
    row.number = set.texts.intern(key.number);
    row.land_use = set.texts.intern(*land_use);
    row.address = set.texts.intern(feature.text("address"));
    row.registered_area_m2 = registered.value_or(Indicators::kNone);
    set.rows.push_back(row);
    set.shapes.add(feature.shape);
  }

  std::map<std::string, ParcelSet::Parts> finish() { return std::move(sets_); }

 private:
  void add(const char* kind, const SourceFeature& feature, std::vector<Figure> figures) const {
    context_.report.add({.kind = kind, .file = feature.file, .feature = feature.name(), .place = feature.place(), .figures = std::move(figures)});
  }

  bool check_key(const SourceFeature& feature, const ParcelKey& key) {
    const auto missing = [&](KeyPart part, const std::string& text) {
      if (!context_.district.has_part(part) || !text.empty()) {
        return false;
      }
      add("VALUE_MISSING.parcel", feature, {{"part", std::string{name_of(part)}}});
      return true;
    };
    if (missing(KeyPart::kCommune, key.commune) || missing(KeyPart::kSheet, key.sheet) || missing(KeyPart::kNumber, key.number)) {
      return false;
    }
    if (context_.district.has_part(KeyPart::kCommune) && context_.district.commune(key.commune) == nullptr) {
      add("CODE_UNKNOWN.commune", feature, {{"text", key.commune}});
      return false;
    }
    return true;
  }

  const ImportContext& context_;
  std::map<std::string, ParcelSet::Parts> sets_;
  std::unordered_map<std::string, std::size_t> seen_;
};

}  // namespace

std::map<std::string, ParcelSet::Parts> import_parcels(const ImportContext& context) {
  ParcelsImport import{context};
  for (const LayerSource& source : context.district.layers) {
    if (source.role == LayerRole::kParcels) {
      read_source(context, source, context.root, context.district.crs, ShapeKind::kPolygons,
                  [&](const SourceFeature& feature) { import.take(source, feature); });
    }
  }
  return import.finish();
}

}  // namespace quyhoach::geo
