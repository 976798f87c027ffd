#include "geo/plan/search_words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/geo/plan/small_district.h"

namespace quyhoach::geo {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

TEST(SearchWords, NamesAreWhatStandsBetweenWordsOfAKind) {
  const SearchWords words = catalogue_words({"vi", "en"});
  EXPECT_THAT(names_in(words, "duong tinh lo 8"), ElementsAre("tinh lo 8"));
  EXPECT_THAT(names_in(words, "xa tan phu trung huyen cu chi"), ElementsAre("tan phu trung", "cu chi"));
  EXPECT_THAT(names_in(words, "tinh lo 8 street"), ElementsAre("tinh lo 8"));
  EXPECT_THAT(names_in(words, "thi tran cu chi"), ElementsAre("cu chi"));
}

TEST(SearchWords, AWordOfAKindIsAWholeWordAndTheLongestCounts) {
  const SearchWords words = catalogue_words({"vi"});
  EXPECT_THAT(names_in(words, "tran thi ngan"), IsEmpty());  // Neither "thị trấn" nor a beginning of one.
  EXPECT_THAT(names_in(words, "xang"), IsEmpty());
  EXPECT_THAT(names_in(words, "khu pho 3"), ElementsAre("3"));
  EXPECT_THAT(names_in(words, "khu do thi tay bac"), IsEmpty());
}

TEST(SearchWords, ATextOfOnlySuchWordsHoldsNoName) {
  const SearchWords words = catalogue_words({"vi"});
  EXPECT_THAT(names_in(words, "duong"), IsEmpty());
  EXPECT_THAT(names_in(words, "xa xa huyen"), IsEmpty());
  EXPECT_THAT(names_in(words, ""), IsEmpty());
}

TEST(SearchWords, TheCatalogueIsReadByLanguage) {
  EXPECT_TRUE(has_meaning(catalogue_words({"vi"}), WordMeaning::kSheet, "to"));
  EXPECT_FALSE(has_meaning(catalogue_words({"en"}), WordMeaning::kSheet, "to"));
  EXPECT_FALSE(has_meaning(catalogue_words({"vi"}), WordMeaning::kNumber, "to"));
  EXPECT_TRUE(has_meaning(catalogue_words({"vi"}), WordMeaning::kEast, "e")) << "of every language";
  EXPECT_FALSE(has_meaning(catalogue_words({}), WordMeaning::kSheet, "sheet"));
}

TEST(SearchWords, AnUnknownMeaningOrAnEmptyWordIsAnError) {
  const std::string header = "language\tmeaning\tword\n";
  EXPECT_THAT(parse_search_words(header + "vi\tsheets\ttờ\n", "w", {"vi"}).errors, SizeIs(1));
  EXPECT_THAT(parse_search_words(header + "fr\tsheets\tfeuille\n", "w", {"vi"}).errors, SizeIs(1));
  EXPECT_THAT(parse_search_words(header + "vi\tsheet\t-\n", "w", {"vi"}).errors, SizeIs(1));
  EXPECT_THAT(parse_search_words("language\tword\n", "w", {"vi"}).errors, testing::Not(IsEmpty()));
}

}  // namespace
}  // namespace quyhoach::geo
