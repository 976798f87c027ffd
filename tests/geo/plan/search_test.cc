#include "geo/plan/search.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "geo/base/text.h"
#include "tests/geo/plan/small_district.h"

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
        "to 10 thua 16 tan phu trung", "thửa 16 tờ 10 xã Tân Phú Trung", "Tân Phú Trung to10 thua16",
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
  EXPECT_THAT(found, ElementsAre("27553/10/16", "27553/10/16A", "27553/10/161"));
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

TEST_F(SearchTest, CoordinatesOutsideTheDistrictAreNoHit) {
  for (const char* query : {"0 0", "48.85 2.35", "1213237 2000000", "1e9 1e9", "nan nan", "inf 10.97", "10.97",
                            "10.97 106.49 5", "-10.97 106.49", "99999999999999999999 10.97", "1e308 1e308"}) {
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

TEST_F(SearchTest, EveryHitHasAPlaceInTheDistrict) {
  for (const Hit& hit : find("tờ 10 thửa 16")) {
    EXPECT_TRUE(snapshot_->district->bbox.contains(hit.at)) << hit.label;
    ASSERT_TRUE(hit.box);
    EXPECT_TRUE(hit.box->contains(hit.at));
  }
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

/// See text_test.cc.
TEST_F(SearchTest, SurvivesTheBigListOfNaughtyStrings) {
  const char* elsewhere = std::getenv("QUYHOACH_NAUGHTY_STRINGS");
  std::ifstream file{elsewhere != nullptr ? std::string{elsewhere}
                                          : std::string{QUYHOACH_SOURCE_DIR} + "/tests/fixtures/naughty/blns.json"};
  if (!file) {
    GTEST_SKIP() << "no list of naughty strings here";
  }
  for (std::string query; std::getline(file, query);) {
    expect_sound(find(query), query);
  }
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
