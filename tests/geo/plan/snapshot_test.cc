#include "geo/plan/snapshot.h"

#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/geo/plan/small_district.h"

namespace quyhoach::geo {
namespace {

District district_with(std::vector<KeyPart> parts, std::vector<int> widths = {}) {
  District district;
  district.key_parts = std::move(parts);
  district.compact_widths = std::move(widths);
  return district;
}
const District kVietnam = district_with({KeyPart::kCommune, KeyPart::kSheet, KeyPart::kNumber}, {5, 3, 4});
const District kKakamega = district_with({KeyPart::kSheet, KeyPart::kNumber});
const District kNumberOnly = district_with({KeyPart::kNumber});

ParcelKey key(const District& district, std::string_view text) {
  const auto parsed = parse_reference(district, text);
  EXPECT_TRUE(parsed) << text;
  return parsed ? *parsed : ParcelKey{};
}

TEST(ParseReference, ReadsPartsInTheDistrictsOrder) {
  EXPECT_EQ(key(kVietnam, "27553/10/16"), (ParcelKey{"27553", "10", "16"}));
  EXPECT_EQ(key(kKakamega, "4997/102"), (ParcelKey{"", "4997", "102"}));
  EXPECT_EQ(key(kNumberOnly, "16A"), (ParcelKey{"", "", "16A"}));
}

TEST(ParseReference, ReadsTheCompactFormWithoutLeadingZeros) {
  EXPECT_EQ(key(kVietnam, "275530100016"), (ParcelKey{"27553", "10", "16"}));
  EXPECT_EQ(key(kVietnam, "000120010001"), (ParcelKey{"00012", "1", "1"}));  // A code keeps its zeros.
  EXPECT_EQ(key(kVietnam, "275530000000"), (ParcelKey{"27553", "0", "0"}));
}

TEST(ParseReference, RefusesWhatIsNoReference) {
  for (const char* bad : {"", "/", "//", "27553", "27553/10", "27553/10/", "/10/16", "27553//16", "27553/ /16", "27553/10/  ", " /10/16", "27553/10/16/1",
                          "27553/10/16/", "27553010016", "2755301000160", "27553010001x"}) {
    const auto parsed = parse_reference(kVietnam, bad);
    ASSERT_FALSE(parsed) << bad;
    EXPECT_EQ(parsed.error().code, ErrorCode::kParameterValue);
  }
  EXPECT_FALSE(parse_reference(kVietnam, "1/1/" + std::string(200, '9')));
  EXPECT_FALSE(parse_reference(kKakamega, "275530100016"));  // No compact form there.
}

TEST(ParseReference, ASlashInsideAPartIsPercentEncoded) {
  EXPECT_EQ(reference(kKakamega, {"", "4997", "102/1/25/4"}), "4997/102%2F1%2F25%2F4");
  EXPECT_EQ(key(kKakamega, "4997/102%2F1%2F25%2F4"), (ParcelKey{"", "4997", "102/1/25/4"}));
  EXPECT_EQ(key(kKakamega, "4997/102%2f1"), (ParcelKey{"", "4997", "102/1"}));
  EXPECT_EQ(key(kKakamega, "4997/%252F"), (ParcelKey{"", "4997", "%2F"}));
}

TEST(ParseReference, ReadsBackEveryReferenceThatIsWritten) {
  std::mt19937 random{10};
  constexpr std::string_view kLetters = "0123456789aA/%2F5-. \xE1\xBB\x9D";
  const auto part = [&] {
    std::string text;
    for (auto k = 1 + random() % 8; k > 0; --k) {
      text += kLetters[random() % kLetters.size()];
    }
    return text.find_first_not_of(' ') == std::string::npos ? "0" : text;
  };
  for (int i = 0; i < 20'000; ++i) {
    const ParcelKey whole{part(), part(), part()};
    ASSERT_EQ(key(kVietnam, reference(kVietnam, whole)), whole);
    ASSERT_EQ(key(kKakamega, reference(kKakamega, {"", whole.sheet, whole.number})),
              (ParcelKey{"", whole.sheet, whole.number}));
    ASSERT_EQ(key(kNumberOnly, reference(kNumberOnly, {"", "", whole.number})), (ParcelKey{"", "", whole.number}));
  }
}

TEST(Snapshot, FindsParcelsOfTheCommuneAskedOnly) {
  const auto snapshot = small_snapshot();
  EXPECT_EQ(find_parcels(*snapshot, {"27553", "10", "16"}).size(), 1U);
  EXPECT_EQ(find_parcels(*snapshot, {"27553", "10", "77"}).size(), 2U);
  EXPECT_THAT(find_parcels(*snapshot, {"27553", "10", "999"}), testing::IsEmpty());
  EXPECT_THAT(find_parcels(*snapshot, {"99999", "10", "16"}), testing::IsEmpty());
  EXPECT_THAT(find_parcels(*snapshot, {}), testing::IsEmpty());
  const auto found = find_parcels(*snapshot, {"27496", "10", "16"});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(key_of(found.front()), (ParcelKey{"27496", "10", "16"}));
}

TEST(Snapshot, FindsWhatIsNear) {
  const auto snapshot = small_snapshot();
  EXPECT_EQ(find_near(*snapshot, {"27553", "10", "17"}, 2).size(), 2U);
  EXPECT_THAT(find_near(*snapshot, {"99999", "10", "17"}, 2), testing::IsEmpty());
}

TEST(Snapshot, FindsEveryParcelUnderAPoint) {
  auto snapshot = std::make_shared<Snapshot>(*small_snapshot());
  EXPECT_EQ(parcels_at(*snapshot, at(5, 5)).size(), 1U);
  EXPECT_THAT(parcels_at(*snapshot, at(100, 100)), testing::IsEmpty());
  EXPECT_THAT(parcels_at(*snapshot, at(5 + 9 * 200.0, 5)), testing::IsEmpty()) << "the hole of parcel 10";
  snapshot->parcels.push_back(ParcelsWriter{"99999"}.add("1", "1", box(0, 0, 50, 50), 0).done());
  EXPECT_EQ(parcels_at(*snapshot, at(5, 5)).size(), 2U) << "where the cadastre overlaps";
}

TEST(Snapshot, KnowsItsPlansAndCounts) {
  const auto snapshot = small_snapshot();
  ASSERT_NE(snapshot->plan("z05b"), nullptr);
  EXPECT_EQ(snapshot->plan("z05b")->info.id, "z05b");
  EXPECT_EQ(snapshot->plan("nope"), nullptr);
  EXPECT_EQ(snapshot->parcels_of("nope"), nullptr);
  EXPECT_EQ(snapshot->parcel_count(), 24U);
}

}  // namespace
}  // namespace quyhoach::geo
