#include "geo/plan/parcel_query.h"

#include <array>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/geo/plan/small_district.h"

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

const District& by_sheet() {
  static const auto kDistrict = small_district();
  return *kDistrict;
}

/// The same, but parcels are numbered in the commune.
const District& without_sheets() {
  static const District kDistrict = [] {
    District district = by_sheet();
    district.key_parts = {KeyPart::kCommune, KeyPart::kNumber};
    return district;
  }();
  return kDistrict;
}

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
    EXPECT_THAT(parse_parcel_query(text, by_sheet()), ElementsAre(ParcelGuess{"10", "16", ""})) << text;
  }
}

TEST(ParcelQuery, ReadsTheCommuneWithOrWithoutMarksBeforeOrAfter) {
  for (const char* text :
       {"tờ 10 thửa 16 Tân Phú Trung", "to 10 thua 16 tan phu trung", "Tân Phú Trung tờ 10 thửa 16",
        "TAN PHU TRUNG, TO 10, THUA 16"}) {
    EXPECT_THAT(parse_parcel_query(text, by_sheet()), ElementsAre(ParcelGuess{"10", "16", "tan phu trung"})) << text;
  }
}

TEST(ParcelQuery, TwoBareNumbersAreReadInBothOrders) {
  EXPECT_THAT(parse_parcel_query("16 10", by_sheet()), ElementsAre(ParcelGuess{"16", "10", ""}, ParcelGuess{"10", "16", ""}));
  EXPECT_THAT(parse_parcel_query("16/10 Tân Phú Trung", by_sheet()),
              ElementsAre(ParcelGuess{"16", "10", "tan phu trung"}, ParcelGuess{"10", "16", "tan phu trung"}));
}

TEST(ParcelQuery, ACommunesCodeBesideTwoOtherNumbersIsTheCommune) {
  EXPECT_THAT(parse_parcel_query("27553 10 16", by_sheet()),
              ElementsAre(ParcelGuess{"10", "16", "27553"}, ParcelGuess{"16", "10", "27553"}));
  EXPECT_THAT(parse_parcel_query("tờ 10 thửa 16 27553", by_sheet()), ElementsAre(ParcelGuess{"10", "16", "27553"}));
}

TEST(ParcelQuery, KeepsLettersAndDashesOfANumber) {
  EXPECT_THAT(parse_parcel_query("tờ 10 thửa 16A", by_sheet()), ElementsAre(ParcelGuess{"10", "16A", ""}));
  EXPECT_THAT(parse_parcel_query("tờ DC3 thửa 16-1", by_sheet()), ElementsAre(ParcelGuess{"DC3", "16-1", ""}));
}

TEST(ParcelQuery, ANumberAsLongAsACodeIsNoCommuneUnlessTheDistrictHasIt) {
  EXPECT_THAT(parse_parcel_query("99999 10 16", by_sheet()),
              ElementsAre(ParcelGuess{"99999", "10", ""}, ParcelGuess{"10", "99999", ""}));
  EXPECT_THAT(parse_parcel_query("27553 27511", by_sheet()),
              ElementsAre(ParcelGuess{"27553", "27511", ""}, ParcelGuess{"27511", "27553", ""}));
}

TEST(ParcelQuery, ADistrictWithoutSheetsHasNoReadingWithOne) {
  EXPECT_THAT(parse_parcel_query("16 10", without_sheets()), ElementsAre(ParcelGuess{"", "16", ""}, ParcelGuess{"", "10", ""}));
  EXPECT_THAT(parse_parcel_query("tờ 10 thửa 16 Tân Phú Trung", without_sheets()), ElementsAre(ParcelGuess{"", "16", "tan phu trung"}));
  EXPECT_THAT(parse_parcel_query("27553 16", without_sheets()), ElementsAre(ParcelGuess{"", "16", "27553"}));
  EXPECT_THAT(parse_parcel_query("tờ 10", without_sheets()), IsEmpty());
}

TEST(ParcelQuery, OnlyTheWordsOfTheDistrictsLanguagesAreKnown) {
  District english = by_sheet();
  english.search_words = catalogue_words({"en"});
  EXPECT_THAT(parse_parcel_query("sheet 10 plot 16", english), ElementsAre(ParcelGuess{"10", "16", ""}));
  EXPECT_THAT(parse_parcel_query("thửa 16 tờ 10", english),
              ElementsAre(ParcelGuess{"16", "10", "thua to"}, ParcelGuess{"10", "16", "thua to"}));
}

TEST(ParcelQuery, WithoutASheetANumberNeedsACommuneUnlessTheDistrictHasNone) {
  EXPECT_THAT(parse_parcel_query("16", by_sheet()), IsEmpty());
  EXPECT_THAT(parse_parcel_query("16", without_sheets()), ElementsAre(ParcelGuess{"", "16", ""}));
  EXPECT_THAT(parse_parcel_query("16 tan phu trung", by_sheet()), ElementsAre(ParcelGuess{"", "16", "tan phu trung"}));
  EXPECT_THAT(parse_parcel_query("thửa 16", by_sheet()), ElementsAre(ParcelGuess{"", "16", ""}));
  EXPECT_THAT(parse_parcel_query("tờ 10", by_sheet()), ElementsAre(ParcelGuess{"10", "", ""}));
}

TEST(ParcelQuery, ATextWithoutANumberIsNoParcel) {
  for (const char* text : {"", " ", "Tân Phú Trung", "tờ thửa", "to thua", "///", ":;,"}) {
    EXPECT_THAT(parse_parcel_query(text, by_sheet()), IsEmpty()) << text;
    EXPECT_THAT(parse_parcel_query(text, without_sheets()), IsEmpty()) << text;
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
    for (const District* district : {&by_sheet(), &without_sheets()}) {
      EXPECT_LE(parse_parcel_query(text, *district).size(), 2U) << text;
    }
  }
}

/// A town that numbers plots on sheets, without communes: Kakamega.
const District& by_named_sheets() {
  static const District kDistrict = [] {
    District district = by_sheet();
    district.key_parts = {KeyPart::kSheet, KeyPart::kNumber};
    district.communes.clear();
    return district;
  }();
  return kDistrict;
}

std::vector<ParcelGuess> by_name(const char* text, const District& district = by_named_sheets()) {
  static const std::vector<NamedSheet> kSheets{
      {" 102 1 25 ", "102/1/25"}, {" 102 1 25 4 ", "102/1/25/4"}, {" diagram no 18 ", "Diagram No.18"}, {" 10a ", "10A"}};
  return parse_with_named_sheet(text, district, kSheets);
}

TEST(NamedSheet, IsFoundHoweverItIsWrittenAndTheRestIsTheNumber) {
  for (const char* text : {"Diagram No.18 4519", "diagram no 18, plot 4519", "sheet Diagram No.18 plot 4519", "4519 DIAGRAM NO.18",
                           "plot no. 4519 on diagram no.18", "Diagram No.18/4519"}) {
    EXPECT_THAT(by_name(text), ElementsAre(ParcelGuess{"Diagram No.18", "4519", ""})) << text;
  }
}

TEST(NamedSheet, TheLongestThatFitsIsMeant) {
  EXPECT_THAT(by_name("102/1/25/4/3"), ElementsAre(ParcelGuess{"102/1/25/4", "3", ""}));
  EXPECT_THAT(by_name("102/1/25/4"), ElementsAre(ParcelGuess{"102/1/25/4", "", ""}));
  EXPECT_THAT(by_name("102/1/25 7"), ElementsAre(ParcelGuess{"102/1/25", "7", ""}));
}

TEST(NamedSheet, ANumberWithAMarkIsTriedWithEach) {
  EXPECT_THAT(by_name("to 10a thua 16-1"), ElementsAre(ParcelGuess{"10A", "16-1", ""}, ParcelGuess{"10A", "16/1", ""},
                                                        ParcelGuess{"10A", "16 1", ""}));
}

TEST(NamedSheet, WhatIsLeftInWordsIsTheCommuneWhereThereAreSome) {
  EXPECT_THAT(by_name("tờ 10A thửa 16 Tân Phú Trung", by_sheet()), ElementsAre(ParcelGuess{"10A", "16", "tan phu trung"}));
}

TEST(NamedSheet, AnotherSheetIsNone) {
  EXPECT_THAT(by_name("Diagram No.19 4519"), IsEmpty());
  EXPECT_THAT(by_name("diagram no.181 4"), IsEmpty());
  EXPECT_THAT(by_name(""), IsEmpty());
}

TEST(ParcelQuery, ANumberAloneIsEnoughWhereThereAreNoCommunes) {
  EXPECT_THAT(parse_parcel_query("plot 4519", by_named_sheets()), ElementsAre(ParcelGuess{"", "4519", ""}));
  EXPECT_THAT(parse_parcel_query("4519", by_named_sheets()), ElementsAre(ParcelGuess{"", "4519", ""}));
  EXPECT_THAT(parse_parcel_query("4519", by_sheet()), IsEmpty());
}

}  // namespace
}  // namespace quyhoach::geo
