#include "geo/table/csv.h"

#include <gmock/gmock.h>

#include "tests/geo/table/sample_table.h"

namespace quyhoach::geo {
namespace {

using test::sample_table;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;

TEST(Csv, WritesEachTypeInItsForm) {
  EXPECT_EQ(to_csv(sample_table({"ô phố"})),
            "\xEF\xBB\xBFtext,area_m2,parts,day,is_line,east_m,north_m\r\n"
            "ô phố,1234.568,3,2026-11-23,true,585000.250,1212000.500\r\n");
}

TEST(Csv, LeavesEmptyWhatIsNotThere) { EXPECT_THAT(to_csv(test::table_of_nothing()), EndsWith("\r\n,,,,,,\r\n")); }

TEST(Csv, QuotesAndDoublesQuotes) {
  EXPECT_THAT(to_csv(sample_table({"a,b", "a\"b", "a\r\nb", "a;b"})), HasSubstr("\n\"a,b\",1234"));
  EXPECT_THAT(to_csv(sample_table({"a\"b"})), HasSubstr("\n\"a\"\"b\",1234"));
  EXPECT_THAT(to_csv(sample_table({"a\r\nb"})), HasSubstr("\n\"a\r\nb\",1234"));
}

TEST(Csv, LetsNothingBeComputed) {
  for (const std::string text : {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1+1", "＋1", "－1", "＠a"}) {
    EXPECT_THAT(to_csv(sample_table({text})), HasSubstr("\n'" + text + ",1234")) << text;
  }
  EXPECT_THAT(to_csv(sample_table({"=HYPERLINK(\"x\")"})), HasSubstr("\n\"'=HYPERLINK(\"\"x\"\")\",1234"));
  EXPECT_THAT(to_csv(sample_table({"\r=1"})), HasSubstr("\n\"'\r=1\",1234"));
  EXPECT_THAT(to_csv(sample_table({"\n=1"})), HasSubstr("\n\"'\n=1\",1234"));
  EXPECT_THAT(to_csv(sample_table({"a=b"})), HasSubstr("\na=b,1234"));
}

TEST(Csv, WritesNumbersOfAnySizeWithTheirDecimals) {
  Table table = sample_table({});
  table.columns = {{.name = "n", .title = {}, .type = ColumnType::kNumber, .decimals = 1}};
  for (const auto& [value, text] : {std::pair{-0.05, "-0.1"}, {1e20, "100000000000000000000.0"}, {0.0, "0.0"}}) {
    table.rows = [value = value](const RowSink& sink) { sink(std::array<Cell, 1>{value}); };
    EXPECT_THAT(to_csv(table), EndsWith(std::string{"n\r\n"} + text + "\r\n"));
  }
  table.rows = [](const RowSink& sink) { sink(std::array<Cell, 1>{std::numeric_limits<double>::max()}); };
  EXPECT_THAT(to_csv(table), HasSubstr("n\r\n17976931348623157"));
}

}  // namespace
}  // namespace quyhoach::geo
