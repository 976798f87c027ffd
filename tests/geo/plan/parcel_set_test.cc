#include "geo/plan/parcel_set.h"

#include <random>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/geo/plan/small_district.h"

namespace quyhoach::geo {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::shared_ptr<const ParcelSet> set_of(const std::vector<std::pair<std::string, std::string>>& keys) {
  ParcelsWriter writer{"27553"};
  int cell = 0;
  for (const auto& [sheet, number] : keys) {
    writer.add(sheet.c_str(), number.c_str(), box(0, 0, 20, 10), cell++);
  }
  return writer.done();
}

TEST(TextTable, KeepsEveryTextOnceAndTheEmptyOneFirst) {
  TextTable table;
  EXPECT_EQ(table.at(0), "");
  const auto a = table.intern("ODT");
  EXPECT_EQ(table.intern("ODT"), a);
  EXPECT_EQ(table.intern(""), 0U);
  const auto b = table.intern(std::string_view{"O\0T", 3});
  EXPECT_NE(b, a);
  table.freeze();
  EXPECT_EQ(table.at(a), "ODT");
  EXPECT_EQ(table.at(b).size(), 3U);
  EXPECT_EQ(table.size(), 3U);
}

TEST(ParcelSet, FindsByTheWholeKeyOnly) {
  const auto set = set_of({{"10", "16"}, {"16", "10"}, {"10", "161"}, {"1", "016"}});
  EXPECT_THAT(set->find("10", "16"), ElementsAre(0U));
  EXPECT_THAT(set->find("16", "10"), ElementsAre(1U));
  EXPECT_THAT(set->find("10", "1"), IsEmpty());
  EXPECT_THAT(set->find("1", "16"), IsEmpty());
  EXPECT_THAT(set->find("", ""), IsEmpty());
  EXPECT_THAT(set->find("99", "16"), IsEmpty());
}

TEST(ParcelSet, ReturnsEveryDuplicateInTheSameOrder) {
  const auto set = set_of({{"10", "77"}, {"10", "5"}, {"10", "77"}, {"10", "77"}});
  EXPECT_THAT(set->find("10", "77"), ElementsAre(0U, 2U, 3U));
}

TEST(ParcelSet, DoesNotCareAboutTheCaseOfLetters) {
  const auto set = set_of({{"10", "16A"}, {"10", "16a"}, {"DC3", "7"}, {"10", "16B"}});
  EXPECT_THAT(set->find("10", "16a"), ElementsAre(0U, 1U));
  EXPECT_THAT(set->find("10", "16A"), ElementsAre(0U, 1U));
  EXPECT_THAT(set->find("dc3", "7"), ElementsAre(2U));
}

TEST(ParcelSet, NearMeansTheBeginningFirstAndThenTheNearestNumbers) {
  const auto set = set_of({{"10", "16"}, {"10", "161"}, {"10", "15"}, {"10", "18"}, {"10", "200"}, {"11", "16"}});
  EXPECT_THAT(set->near("10", "16", 10), ElementsAre(0U, 1U, 2U, 3U, 4U));
  EXPECT_THAT(set->near("10", "16", 3), ElementsAre(0U, 1U, 2U));
  EXPECT_THAT(set->near("10", "17", 2), ElementsAre(0U, 3U));
  EXPECT_THAT(set->near("99", "16", 10), IsEmpty());
  EXPECT_THAT(set->near("10", "16", 0), IsEmpty());
}

TEST(ParcelSet, NearDoesNotCareAboutTheCaseOfLetters) {
  const auto set = set_of({{"dc", "A1"}, {"dc", "a12"}, {"dc", "b1"}});
  EXPECT_THAT(set->near("DC", "a1", 10), ElementsAre(0U, 1U));
}

TEST(ParcelSet, NearSurvivesNumbersThatAreNone) {
  const auto set = set_of({{"10", "16"}, {"10", "99999999999999999999"}, {"10", "-5"}, {"10", "x"}});
  for (const char* number : {"", "x", "-5", "99999999999999999999999999", "9223372036854775807", "\xFF"}) {
    EXPECT_LE(set->near("10", number, 10).size(), 4U) << number;
  }
}

TEST(ParcelSet, FindsWhatTryingEveryParcelFinds) {
  std::mt19937 random{9};
  std::vector<std::pair<std::string, std::string>> keys;
  const auto text = [&] {
    const std::string number = std::to_string(random() % 40);
    return random() % 5 == 0 ? number + (random() % 2 == 0 ? "a" : "A") : number;
  };
  for (int i = 0; i < 600; ++i) {
    keys.emplace_back(text(), text());
  }
  const auto set = set_of(keys);
  const auto folded = [](std::string s) {
    std::transform(s.begin(), s.end(), s.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return s;
  };
  for (int i = 0; i < 2'000; ++i) {
    const auto sheet = text();
    const auto number = text();
    std::vector<std::uint32_t> expected;
    for (std::uint32_t k = 0; k < keys.size(); ++k) {
      if (folded(keys[k].first) == folded(sheet) && folded(keys[k].second) == folded(number)) {
        expected.push_back(k);
      }
    }
    ASSERT_EQ(set->find(sheet, number), expected) << sheet << " " << number;
  }
}

TEST(ParcelSet, GivesTheBeginningsOfANumberInOrder) {
  const auto set = set_of({{"10", "161"}, {"10", "16a"}, {"10", "16"}, {"10", "17"}, {"101", "16"}, {"1", "16"}, {"10", "16A"}});
  EXPECT_THAT(set->beginning("10", "16", 9), ElementsAre(2U, 0U, 1U, 6U));
  EXPECT_THAT(set->beginning("10", "16A", 9), ElementsAre(1U, 6U));
  EXPECT_THAT(set->beginning("10", "", 2), ElementsAre(2U, 0U));
  EXPECT_THAT(set->beginning("10", "18", 9), IsEmpty());
  EXPECT_THAT(set->beginning("11", "", 9), IsEmpty());
}

TEST(ParcelSet, AFeatureIdBelongsToTheKeyAndFitsIntoADouble) {
  const auto set = set_of({{"10", "16"}, {"1", "016"}, {"101", "6"}, {"10", "16"}});
  std::set<std::uint64_t> ids;
  for (std::size_t i = 0; i < set->size(); ++i) {
    ids.insert(set->feature_id(i));
    EXPECT_LT(set->feature_id(i), std::uint64_t{1} << 53U);
  }
  EXPECT_EQ(ids.size(), set->size()) << "parcels that share a key have ids of their own";
  const auto other_edition = set_of({{"7", "7"}, {"10", "16"}, {"10", "16"}});
  EXPECT_EQ(other_edition->feature_id(1), set->feature_id(0));
  EXPECT_EQ(other_edition->feature_id(2), set->feature_id(3));
}

TEST(ParcelSet, MayBeEmpty) {
  const auto set = ParcelsWriter{"27553"}.done();
  EXPECT_EQ(set->size(), 0U);
  EXPECT_THAT(set->find("1", "1"), IsEmpty());
  EXPECT_THAT(set->near("1", "1", 5), IsEmpty());
  EXPECT_TRUE(set->box().empty());
}

}  // namespace
}  // namespace quyhoach::geo
