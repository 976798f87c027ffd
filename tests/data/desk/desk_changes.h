#pragma once

#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "geo/coord/grid_transform.h"
#include "geo/plan/answer_json.h"
#include "geo/plan/search.h"
#include "tests/data/desk/desk_folder.h"

namespace quyhoach::desk::test {

inline constexpr auto kToday = "2026-11-22";

inline geo::Date day(const char* text) { return *geo::parse_date(text); }

inline const std::string kDecision = "[decision]\nnumber = \"9/QĐ\"\ndate = 2026-02-20\nauthority = \"Probe\"\n";

inline DraftSource status(const std::string& action, const std::string& from, const std::string& plan = "zones") {
  return {.kind = store::DraftKind::kStatus, .folder = {}, .patch = "plan = \"" + plan + "\"\naction = \"" + action + "\"\nfrom = " + from + "\n" + kDecision};
}
inline DraftSource metadata(const std::string& keys, const std::string& plan = "zones") {
  return {.kind = store::DraftKind::kMetadata, .folder = {}, .patch = "plan = \"" + plan + "\"\n" + keys};
}

/// A folder of the commune's parcels.
class ParcelsFolder {
 public:
  explicit ParcelsFolder(const std::vector<std::string>& parcels) {
    folder_.write("parcels.toml", "commune = \"27553\"\n" + std::string{geo::test::kParcelsToml});
    folder_.write("parcels.geojson", geo::test::collection(parcels));
  }
  [[nodiscard]] DraftSource source() const { return {.kind = store::DraftKind::kParcels, .folder = folder_.path(), .patch = {}}; }
  [[nodiscard]] const geo::test::TempFolder& folder() const { return folder_; }

 private:
  geo::test::TempFolder folder_;
};
inline std::string parcel(double east_m, const std::string& number, const std::string& more = "") {
  return geo::test::DistrictFolder::parcel(east_m, 10, number, more);
}

/// Every byte that anybody can ask of an edition: the answers of all parcels on three days, and what a search finds.
inline std::string all_answers(const geo::Snapshot& snapshot) {
  const auto transform = geo::GridTransform::create(snapshot.district->crs, snapshot.district->datum_operation);
  std::string all;
  for (const char* when : {"2020-06-01", "2026-06-01", kToday}) {
    for (const auto& set : snapshot.parcels) {
      for (std::uint32_t i = 0; i < set->size(); ++i) {
        geo::Place place;
        place.kind = geo::Place::Kind::kParcel;
        place.parcel = {set.get(), i};
        const auto answer = compute_answer(snapshot, std::move(place), day(when));
        EXPECT_TRUE(answer);
        all += to_json(*answer, snapshot, *transform, {.language = "vi", .geometry = true}, "2026-11-22T00:00:00Z").body;
      }
    }
  }
  for (const char* words : {"10 1", "zones", "Tân Phú Trung"}) {
    for (const auto& hit : search(snapshot, *snapshot.names, *transform, words, 10, "vi")) {
      all += hit.label + "\t" + hit.detail + "\t" + hit.reference + "\t" + hit.plan + "\n";
    }
  }
  return all;
}

/// The same but for the edition's name, which is not known before it is out.
inline std::string answers_but_edition(const geo::Snapshot& snapshot) {
  geo::Snapshot nameless = snapshot;
  nameless.edition = {};
  return all_answers(nameless);
}

}  // namespace quyhoach::desk::test
