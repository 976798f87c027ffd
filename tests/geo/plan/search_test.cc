#include "geo/plan/search.h"

#include <algorithm>
#include <array>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "geo/base/text.h"
#include "tests/geo/plan/small_district.h"
#include "tests/shared_data.h"

namespace quyhoach::geo {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

class SearchTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    auto transform = GridTransform::create("EPSG:9210", "EPSG:6960");
    ASSERT_TRUE(transform);
    transform_ = std::make_unique<GridTransform>(std::move(*transform));
    snapshot_ = small_snapshot();
    names_ = std::make_unique<NameIndex>(build_names(*snapshot_, *transform_));
    names_->things.push_back({HitKind::kRoad, " tinh lo 8 ", "Tỉnh lộ 8", "primary", "", "", {106.49, 10.97}, {}});
  }
  static void TearDownTestSuite() {
    names_.reset();
    snapshot_.reset();
    transform_.reset();
  }

  static std::vector<Hit> find(std::string_view query, std::size_t limit = 20, std::string_view language = "vi") {
    return search(*snapshot_, *names_, *transform_, query, limit, language);
  }
  static std::vector<std::string> parcels(std::string_view query) {
    std::vector<std::string> all;
    for (const Hit& hit : find(query)) {
      if (hit.kind == HitKind::kParcel) {
        all.push_back(hit.reference);
      }
    }
    return all;
  }
  static std::vector<Hit> of_kind(std::string_view query, HitKind kind) {
    std::vector<Hit> all;
    for (const Hit& hit : find(query)) {
      if (hit.kind == kind) {
        all.push_back(hit);
      }
    }
    return all;
  }

  static inline std::unique_ptr<GridTransform> transform_;
  static inline std::shared_ptr<const Snapshot> snapshot_;
  static inline std::unique_ptr<NameIndex> names_;
};

TEST_F(SearchTest, FindsAParcelHoweverItsReferenceIsWritten) {
  for (const char* query :
       {"27553/10/16", "275530100016", " 27553/10/16 ", "27553 10 16", "tờ 10 thửa 16 Tân Phú Trung",
        "to 10 thua 16 tan phu trung", "thửa 16 tờ 10 xã Tân Phú Trung",
        "thửa đất số 16, tờ bản đồ số 10, xã Tân Phú Trung, huyện Củ Chi", "Tân Phú Trung to10 thua16",
        "TO 10 THUA 16 TAN PHU TRUNG", "10/16 tân phú trung"}) {
    ASSERT_FALSE(parcels(query).empty()) << query;
    EXPECT_EQ(parcels(query).front(), "27553/10/16") << query;
  }
}

TEST_F(SearchTest, BareNumbersAreTriedInBothOrdersTheLikelierFirst) {
  const auto found = parcels("16 10 tan phu trung");
  ASSERT_GE(found.size(), 2U);
  EXPECT_EQ(found[0], "27553/16/10");
  EXPECT_THAT(found, Contains("27553/10/16"));
}

TEST_F(SearchTest, WithoutACommuneEveryCommuneAnswers) {
  const auto found = parcels("tờ 10 thửa 16");
  for (const char* reference : {"27553/10/16", "27496/10/16", "27511/10/16"}) {
    EXPECT_THAT(found, Contains(reference));
  }
}

/// "Củ Chi" was a township (27496) until July 2025; today it is the commune that Tân Phú Trung (27553) went into.
TEST_F(SearchTest, AnAmbiguousCommuneGivesTheParcelsOfEachMeaningAndSaysWhichIsWhich) {
  const auto hits = of_kind("tờ 10 thửa 16 Củ Chi", HitKind::kParcel);
  std::vector<std::string> references;
  for (const Hit& hit : hits) {
    references.push_back(hit.reference);
    EXPECT_THAT(hit.detail, testing::HasSubstr("(cũ), nay thuộc "));
  }
  EXPECT_THAT(references, Contains("27553/10/16"));
  EXPECT_THAT(references, Contains("27496/10/16"));
  EXPECT_THAT(references, testing::Not(Contains("27511/10/16")));
}

TEST_F(SearchTest, AnAmbiguousNameGivesOneHitPerMeaning) {
  const auto hits = find("cu chi");
  std::vector<std::pair<HitKind, std::string>> meanings;
  for (const Hit& hit : hits) {
    meanings.emplace_back(hit.kind, hit.code);
    EXPECT_FALSE(hit.detail.empty());
  }
  EXPECT_THAT(meanings, UnorderedElementsAre(std::pair{HitKind::kAdministrativeUnit, std::string{"27553"}},
                                             std::pair{HitKind::kCommune, std::string{"27496"}}));
}

TEST_F(SearchTest, FindsNewAndOldNames) {
  EXPECT_THAT(of_kind("Tân An Hội", HitKind::kAdministrativeUnit), testing::SizeIs(1));
  EXPECT_THAT(of_kind("tan phu trung", HitKind::kCommune), testing::SizeIs(1));
  EXPECT_THAT(parcels("tờ 10 thửa 16 Phú Hòa Đông"),
              Contains("27511/10/16"));  // The new name, an old commune inside it.
}

TEST_F(SearchTest, AReusedCodeGivesBothPlaces) {
  EXPECT_THAT(of_kind("27553", HitKind::kCommune), testing::SizeIs(1));
  EXPECT_THAT(of_kind("27553", HitKind::kAdministrativeUnit), testing::SizeIs(1));
}

TEST_F(SearchTest, TheBeginningsOfWordsAreEnough) {
  EXPECT_THAT(of_kind("tan ph", HitKind::kCommune), testing::SizeIs(1));
  EXPECT_THAT(of_kind("trung", HitKind::kCommune), testing::SizeIs(2));  // Tân Phú Trung and Trung An.
  EXPECT_THAT(find("rung"), IsEmpty());                                  // Not the middles.
}

TEST_F(SearchTest, APlanIsFoundByItsTitleAndByTheNumberOfItsDecision) {
  EXPECT_THAT(of_kind("do an z05b", HitKind::kPlan), testing::SizeIs(1));
  EXPECT_THAT(of_kind("DEMO-z05b", HitKind::kPlan), testing::SizeIs(1));
}

TEST_F(SearchTest, EveryDuplicateIsAHitOfItsOwn) {
  EXPECT_THAT(parcels("27553/10/77"), ElementsAre("27553/10/77", "27553/10/77"));
}

TEST_F(SearchTest, ANumberWithSlashesIsFoundByItsReference) {
  EXPECT_THAT(parcels("27553/10/102%2F1%2F25%2F4"), ElementsAre("27553/10/102%2F1%2F25%2F4"));
}

TEST_F(SearchTest, AParcelTypedInPartIsOfferedAfterTheExactOne) {
  const auto found = parcels("tờ 10 thửa 16 Tân Phú Trung");
  EXPECT_THAT(found, ElementsAre("27553/10/16", "27553/10/161", "27553/10/16A"));
  EXPECT_THAT(parcels("tờ 10 thửa 16a Tân Phú Trung"), Contains("27553/10/16A"));
}

TEST_F(SearchTest, ReadsDegreesInBothOrders) {
  for (const char* query : {"10.97, 106.49", "106.49, 10.97", "10.97 106.49", "106.49;10.97", "  10.97 ,106.49 "}) {
    const auto hits = of_kind(query, HitKind::kCoordinate);
    ASSERT_EQ(hits.size(), 1U) << query;
    EXPECT_NEAR(hits.front().at.lon_deg, 106.49, 1e-12);
    EXPECT_NEAR(hits.front().at.lat_deg, 10.97, 1e-12);
  }
}

TEST_F(SearchTest, ReadsGridMetresInBothOrders) {
  for (const char* query : {"580679.2756 1213237.6809", "1213237.6809 580679.2756", "1213237.6809, 580679.2756"}) {
    const auto hits = of_kind(query, HitKind::kCoordinate);
    ASSERT_EQ(hits.size(), 1U) << query;
    EXPECT_NEAR(hits.front().at.lon_deg, 106.49, 1e-6);
    EXPECT_NEAR(hits.front().at.lat_deg, 10.97, 1e-6);
  }
}

TEST_F(SearchTest, ReadsPositionsAsTheyAreWrittenInEitherLanguage) {
  for (const char* query : {"10,97; 106,49", "106,49 10,97", "10°58'12\"N 106°29'24\"E", "10°58'12\"B 106°29'24\"Đ", "106°29′24″Đ 10°58′12″B",
                            "1213237,6809 580679,2756", "1.213.237,6809 580.679,2756", "X: 1213237,6809 Y: 580679,2756",
                            "X: 580679.2756 Y: 1213237.6809"}) {
    const auto hits = of_kind(query, HitKind::kCoordinate);
    ASSERT_EQ(hits.size(), 1U) << query;
    EXPECT_NEAR(hits.front().at.lon_deg, 106.49, 1e-6) << query;
    EXPECT_NEAR(hits.front().at.lat_deg, 10.97, 1e-6) << query;
  }
}

TEST_F(SearchTest, CoordinatesOutsideTheDistrictAreNoHit) {
  for (const char* query : {"0 0", "48.85 2.35", "1213237 2000000", "1e9 1e9", "nan nan", "inf 10.97", "10.97",
                            "10.97 106.49 5", "-10.97 106.49", "10°58'12\"S 106°29'24\"E", "10°58'12\"N 106°29'24\"T", "99999999999999999999 10.97", "1e308 1e308"}) {
    EXPECT_THAT(of_kind(query, HitKind::kCoordinate), IsEmpty()) << query;
  }
}

TEST_F(SearchTest, ObeysTheLimitAndSortsTheBestFirst) {
  EXPECT_THAT(find("tờ 10 thửa 16", 0), IsEmpty());
  EXPECT_THAT(find("tờ 10 thửa 16", 1), testing::SizeIs(1));
  const auto hits = find("tờ 10 thửa 16");
  EXPECT_TRUE(std::is_sorted(hits.begin(), hits.end(), [](const Hit& a, const Hit& b) { return a.score > b.score; }));
}

TEST_F(SearchTest, SpeaksTheLanguageAsked) {
  EXPECT_THAT(find("27553/10/16", 1, "en").front().label, testing::HasSubstr("Parcel 16, sheet 10"));
  EXPECT_THAT(find("27553/10/16", 1, "vi").front().label, testing::HasSubstr("Thửa 16, tờ 10"));
}

TEST_F(SearchTest, WritesNumbersAndDaysAsInTheLanguageAsked) {
  const auto detail = [&](const char* query, const char* language) { return find(query, 1, language).front().detail; };
  EXPECT_THAT(detail("27496/2/5", "vi"), testing::HasSubstr(" · 1.600,0 m²"));
  EXPECT_THAT(detail("27496/2/5", "en"), testing::HasSubstr(" · 1,600.0 m²"));
  EXPECT_THAT(detail("tan phu trung", "vi"), testing::HasSubstr("đến trước ngày 01/07/2025"));
  EXPECT_THAT(detail("tan phu trung", "en"), testing::HasSubstr("until 1 July 2025"));
}

TEST_F(SearchTest, WordsThatOnlySayWhatAThingIsDoNotHideIt) {
  for (const char* query : {"duong tinh lo 8", "Đường Tỉnh lộ 8", "tỉnh lộ 8", "tinh lo 8 huyen cu chi", "Road Tỉnh lộ 8"}) {
    ASSERT_THAT(of_kind(query, HitKind::kRoad), testing::SizeIs(1)) << query;
    EXPECT_EQ(find(query).front().label, "Tỉnh lộ 8") << query;
  }
  for (const char* query : {"xã Tân Phú Trung", "xa tan phu trung huyen cu chi", "commune tan phu trung"}) {
    EXPECT_EQ(find(query).front().label, "Tân Phú Trung") << query;
  }
  EXPECT_EQ(find("thi tran cu chi").front().label, "Thị trấn Củ Chi");
  EXPECT_THAT(find("đường"), IsEmpty());
}

TEST_F(SearchTest, EveryHitHasAPlaceInTheDistrict) {
  for (const Hit& hit : find("tờ 10 thửa 16")) {
    EXPECT_TRUE(snapshot_->district->bbox.contains(hit.at)) << hit.label;
    ASSERT_TRUE(hit.box);
    EXPECT_TRUE(hit.box->contains(hit.at));
  }
}

TEST_F(SearchTest, ANumberAndACommuneOfferItsParcelsOfThatNumber) {
  EXPECT_THAT(parcels("thửa 16 Tân Phú Trung"), Contains("27553/10/16"));
  EXPECT_THAT(parcels("thửa 9999 Tân Phú Trung"), IsEmpty());
}

TEST_F(SearchTest, ASheetWithANameIsFoundInADistrictWithoutCommunes) {
  District district = *snapshot_->district;
  district.key_parts = {KeyPart::kSheet, KeyPart::kNumber};
  district.communes.clear();
  Snapshot snapshot;
  snapshot.district = std::make_shared<const District>(district);
  snapshot.base = std::make_shared<BaseMap>();
  snapshot.parcels = {ParcelsWriter{""}.add("Diagram No.18", "4519", box(0, 0, 20, 10), 0).add("102/1/25/4", "3", box(0, 0, 20, 10), 1).done()};
  const NameIndex names = build_names(snapshot, *transform_);
  const auto first = [&](std::string_view query) {
    const auto hits = search(snapshot, names, *transform_, query, 5, "en");
    return hits.empty() ? std::string{} : hits.front().label;
  };
  EXPECT_EQ(first("diagram no.18 plot 4519"), "Parcel 4519, sheet Diagram No.18");
  EXPECT_EQ(first("102/1/25/4/3"), "Parcel 3, sheet 102/1/25/4");
  EXPECT_EQ(first("plot 4519"), "Parcel 4519, sheet Diagram No.18");
}

TEST_F(SearchTest, ADistrictWithoutSheetsOffersNumbersTypedInPartToo) {
  District district = *snapshot_->district;
  district.key_parts = {KeyPart::kCommune, KeyPart::kNumber};
  Snapshot snapshot;
  snapshot.district = std::make_shared<const District>(district);
  snapshot.parcels = {ParcelsWriter{"27553"}.add("", "16", box(0, 0, 20, 10), 0).add("", "161", box(0, 0, 20, 10), 1).done()};
  std::vector<std::string> found;
  for (const Hit& hit : search(snapshot, *names_, *transform_, "16 Tân Phú Trung", 5, "vi")) {
    if (hit.kind == HitKind::kParcel) {
      found.push_back(hit.reference + ": " + hit.label);
    }
  }
  EXPECT_THAT(found, ElementsAre("27553/16: Thửa 16", "27553/161: Thửa 161"));
}

void expect_sound(const std::vector<Hit>& hits, const std::string& query) {
  EXPECT_LE(hits.size(), 20U);
  for (const Hit& hit : hits) {
    EXPECT_TRUE(is_utf8(hit.label) && is_utf8(hit.detail)) << query;
    EXPECT_GT(hit.score, 0.0) << query;
    EXPECT_LE(hit.score, 1.0) << query;
  }
}

TEST_F(SearchTest, SurvivesHostileTexts) {
  for (const std::string& query :
       {std::string{}, std::string(1, '\0'), std::string(201, 'a'), std::string(200, '1'), std::string(200, ' '),
        std::string{"\xFF\xFE"}, std::string{"\xED\xA0\x80"}, std::string{"' OR 1=1 --"}, std::string{"<script>"},
        std::string{"%s%n%x"}, std::string{"../../etc/passwd"}, std::string{"/"}, std::string{"////"},
        std::string{"tờ tờ tờ thửa thửa"},
        std::string{"\xE2\x80\xAE"
                    "10 16"},
        std::string{"🏠 10 16"}}) {
    expect_sound(find(query), query);
  }
  EXPECT_THAT(find(std::string(201, '1')), IsEmpty());
}

TEST_F(SearchTest, SurvivesRandomTexts) {
  std::mt19937 random{12};
  constexpr std::array<std::string_view, 18> kBits{"to ", "thửa ", "10",  "16",     "/",     " ", "\xFF", "Củ",   "chi",
                                                   ":",   "27553", "%2F", "106.49", "10.97", ",", "'",    "\x01", "-"};
  for (int i = 0; i < 3'000; ++i) {
    std::string query;
    for (auto k = random() % 10; k > 0; --k) {
      query += kBits[random() % kBits.size()];
    }
    expect_sound(find(query), query);
  }
}

TEST_F(SearchTest, SurvivesTheBigListOfNaughtyStrings) {
  const auto path = test::shared_data("naughty/blns.json");
  if (!path) {
    GTEST_SKIP() << test::kNoSharedData;
  }
  std::ifstream file{*path};
  std::size_t lines = 0;  // One string of the JSON list each.
  for (std::string query; std::getline(file, query); ++lines) {
    expect_sound(find(query), query);
  }
  EXPECT_GT(lines, 400U);
}

void add_feature(BaseLayer& layer, BaseRow row, std::span<const GridPoint> ring) {
  layer.draw.shapes.add_ring(ring, true);
  layer.draw.shapes.end_shape();
  layer.rows.push_back(row);
  for (const GridPoint point : ring) {
    layer.draw.world.push_back({static_cast<std::uint32_t>(point.east_m), static_cast<std::uint32_t>(point.north_m)});
  }
}

TEST(NameIndex, HoldsOneThingOfACanalDrawnAsAnAreaAndAsALine) {
  Snapshot snapshot = *small_snapshot();
  const auto base = std::make_shared<BaseMap>();
  const BaseRow canal{base->texts.intern("Kênh Đông"), base->texts.intern("canal"), 0, 0.0};
  const BaseRow stream{canal.name, base->texts.intern("stream"), 0, 0.0};
  constexpr std::array<GridPoint, 3> kPoints{{{1e9, 1e9}, {2e9, 1e9}, {2e9, 2e9}}};
  add_feature(base->water_areas, canal, kPoints);
  add_feature(base->water_lines, canal, kPoints);
  add_feature(base->water_lines, stream, kPoints);
  snapshot.base = base;
  const auto transform = GridTransform::create("EPSG:9210", "EPSG:6960");
  ASSERT_TRUE(transform);
  std::vector<std::string> kinds;
  for (const NamedThing& thing : build_names(snapshot, *transform).things) {
    if (thing.kind == HitKind::kWater) {
      kinds.push_back(thing.kind_name);
    }
  }
  EXPECT_THAT(kinds, UnorderedElementsAre("canal", "stream"));
}

}  // namespace
}  // namespace quyhoach::geo
