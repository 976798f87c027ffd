#include "geo/plan/parcel_query.h"

#include <array>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace quyhoach::geo {

void PrintTo(const ParcelGuess& g, std::ostream* out) {
  *out << "sheet " << g.sheet << ", number " << g.number << ", commune " << g.commune;
}
static bool operator==(const ParcelGuess& a, const ParcelGuess& b) {
  return a.sheet == b.sheet && a.number == b.number && a.commune == b.commune;
}

namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(ParcelQuery, ReadsEveryWayPeopleNameSheetAndParcel) {
  for (const char* text : {"tờ 10 thửa 16",
                           "to 10 thua 16",
                           "TỜ 10 THỬA 16",
                           "Tờ 10, thửa 16",
                           "thửa 16 tờ 10",
                           "thua 16, to 10",
                           "to10 thua16",
                           "tờ10 thửa16",
                           "thua16 to10",
                           "tờ bản đồ số 10, thửa đất số 16",
                           "Thửa đất số 16, tờ bản đồ số 10",
                           "số tờ: 10; số thửa: 16",
                           "to:10;thua:16",
                           "sheet 10 parcel 16",
                           "sheet 10, plot 16",
                           "t10 th16",
                           "to\t10\nthua 16",
                           "16 tờ 10",
                           "tờ 10 16",
                           "to\xCC\x9B\xCC\x80 10 thu\xCC\x9B\xCC\x89"
                           "a 16"}) {
    EXPECT_THAT(parse_parcel_query(text, true), ElementsAre(ParcelGuess{"10", "16", ""})) << text;
  }
}

TEST(ParcelQuery, ReadsTheCommuneWithOrWithoutMarksBeforeOrAfter) {
  for (const char* text :
       {"tờ 10 thửa 16 Tân Phú Trung", "to 10 thua 16 tan phu trung", "Tân Phú Trung tờ 10 thửa 16",
        "thửa 16, tờ 10, xã Tân Phú Trung", "TAN PHU TRUNG, TO 10, THUA 16", "xã tân phú trung to10 thua16"}) {
    EXPECT_THAT(parse_parcel_query(text, true), ElementsAre(ParcelGuess{"10", "16", "tan phu trung"})) << text;
  }
}

TEST(ParcelQuery, TwoBareNumbersAreReadInBothOrders) {
  EXPECT_THAT(parse_parcel_query("16 10", true), ElementsAre(ParcelGuess{"16", "10", ""}, ParcelGuess{"10", "16", ""}));
  EXPECT_THAT(parse_parcel_query("16/10 Tân Phú Trung", true),
              ElementsAre(ParcelGuess{"16", "10", "tan phu trung"}, ParcelGuess{"10", "16", "tan phu trung"}));
}

TEST(ParcelQuery, ALongNumberBesideTwoOthersIsTheCommunesCode) {
  EXPECT_THAT(parse_parcel_query("27553 10 16", true),
              ElementsAre(ParcelGuess{"10", "16", "27553"}, ParcelGuess{"16", "10", "27553"}));
  EXPECT_THAT(parse_parcel_query("tờ 10 thửa 16 27553", true), ElementsAre(ParcelGuess{"10", "16", "27553"}));
}

TEST(ParcelQuery, KeepsLettersAndDashesOfANumber) {
  EXPECT_THAT(parse_parcel_query("tờ 10 thửa 16A", true), ElementsAre(ParcelGuess{"10", "16A", ""}));
  EXPECT_THAT(parse_parcel_query("tờ DC3 thửa 16-1", true), ElementsAre(ParcelGuess{"DC3", "16-1", ""}));
}

TEST(ParcelQuery, WithoutASheetANumberNeedsACommuneUnlessTheDistrictHasNone) {
  EXPECT_THAT(parse_parcel_query("16", true), IsEmpty());
  EXPECT_THAT(parse_parcel_query("16", false), ElementsAre(ParcelGuess{"", "16", ""}));
  EXPECT_THAT(parse_parcel_query("16 tan phu trung", true), ElementsAre(ParcelGuess{"", "16", "tan phu trung"}));
  EXPECT_THAT(parse_parcel_query("thửa 16", true), ElementsAre(ParcelGuess{"", "16", ""}));
  EXPECT_THAT(parse_parcel_query("tờ 10", true), ElementsAre(ParcelGuess{"10", "", ""}));
}

TEST(ParcelQuery, ATextWithoutANumberIsNoParcel) {
  for (const char* text : {"", " ", "Tân Phú Trung", "tờ thửa", "to thua", "///", ":;,"}) {
    EXPECT_THAT(parse_parcel_query(text, true), IsEmpty()) << text;
    EXPECT_THAT(parse_parcel_query(text, false), IsEmpty()) << text;
  }
}

TEST(ParcelQuery, SurvivesRandomWordsAndBytes) {
  std::mt19937 random{11};
  constexpr std::array<std::string_view, 16> kBits{"to",       "thua", "tờ", "10",    "16", "/", " ", "\xFF",
                                                   "\xE1\xBB", "a",    ":",  "27553", "xã", "-", "'", "\x01"};
  for (int i = 0; i < 20'000; ++i) {
    std::string text;
    for (auto k = random() % 14; k > 0; --k) {
      text += kBits[random() % kBits.size()];
    }
    for (const bool has_sheet : {true, false}) {
      EXPECT_LE(parse_parcel_query(text, has_sheet).size(), 2U) << text;
    }
  }
}

}  // namespace
}  // namespace quyhoach::geo
