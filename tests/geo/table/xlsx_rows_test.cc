#include "geo/table/xlsx_rows.h"

#include <array>
#include <charconv>
#include <cmath>
#include <limits>

#include <gmock/gmock.h>

#include "tests/geo/table/sample_table.h"

namespace quyhoach::geo {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr std::size_t kLimit = 32'767;

/// A row of one cell, as the second of its leaf.
std::string row_of(const Cell& cell, ColumnType type = ColumnType::kText, int style = 0) {
  Table table{.name = "t", .title = {}, .columns = {{.name = "c", .title = {}, .type = type}}, .rows = {}};
  std::string xml;
  XlsxRows{table, std::array{style}, kLimit}.append(2, std::array{cell}, xml);
  return xml;
}

TEST(XlsxRows, HaveCellsThatSayWhereTheyAre) {
  const Table table = test::sample_table({"ô & phố"});
  const std::array styles{0, 2, 3, 4, 0, 5};
  XlsxRows rows{table, styles, kLimit};
  std::string xml;
  table.rows([&](std::span<const Cell> row) { rows.append(1'048'576, row, xml); });
  EXPECT_EQ(xml,
            "<row r=\"1048576\"><c r=\"A1048576\" t=\"inlineStr\"><is><t>ô &amp; phố</t></is></c>"
            "<c r=\"B1048576\" s=\"2\"><v>1234.5678</v></c>"
            "<c r=\"C1048576\" s=\"3\"><v>3</v></c><c r=\"D1048576\" s=\"4\"><v>46349</v></c><c r=\"E1048576\" t=\"b\"><v>1</v></c>"
            "<c r=\"F1048576\" s=\"5\"><v>585000.25</v></c><c r=\"G1048576\" s=\"5\"><v>1212000.5</v></c></row>");
}

TEST(XlsxRows, LeaveOutWhatIsEmpty) {
  const Table table = test::table_of_nothing();
  XlsxRows rows{table, std::array{0, 0, 0, 0, 0, 0}, kLimit};
  std::string xml = "before";
  table.rows([&](std::span<const Cell> row) { rows.append(2, row, xml); });
  EXPECT_EQ(xml, "before");
  EXPECT_EQ(row_of(std::numeric_limits<double>::infinity(), ColumnType::kNumber), "");
}

TEST(XlsxRows, HoldNumbersThatAreReadBackAsTheyWere) {
  using Limits = std::numeric_limits<double>;
  for (const double value : {0.0, -0.0, 0.1, 1.0 / 3.0, -2.5, 468.51851199956997, 1e15, 1e16, 1e22, 123'456'789'012.0,
                             9'007'199'254'740'993.0, 1e-300, 1e300, Limits::min(), Limits::denorm_min(), Limits::max(), Limits::lowest(),
                             std::nextafter(1.0, 2.0)}) {
    const std::string xml = row_of(value, ColumnType::kNumber, 3);
    const std::string begin = "<row r=\"2\"><c r=\"A2\" s=\"3\"><v>";
    ASSERT_THAT(xml, StartsWith(begin));
    ASSERT_THAT(xml, EndsWith("</v></c></row>"));
    double read = 1.5;
    const auto end = std::from_chars(xml.data() + begin.size(), xml.data() + xml.size(), read);
    EXPECT_EQ(*end.ptr, '<') << xml;
    EXPECT_TRUE(read == value && std::signbit(read) == std::signbit(value)) << xml;
  }
  EXPECT_THAT(row_of(0.1, ColumnType::kNumber), HasSubstr("<v>0.1</v>"));
  EXPECT_THAT(row_of(123'456'789'012.0, ColumnType::kNumber), HasSubstr("<v>123456789012</v>"));
  EXPECT_THAT(row_of(std::int64_t{-7}, ColumnType::kCount), HasSubstr("<v>-7</v>"));
}

TEST(XlsxRows, HoldDaysFrom1901AsNumbersAndEarlierOnesAsText) {
  using namespace std::chrono;
  EXPECT_THAT(row_of(Date{year{1901} / 1 / 1}, ColumnType::kDate), HasSubstr("<v>367</v>"));
  EXPECT_THAT(row_of(Date{year{2000} / 2 / 29}, ColumnType::kDate), HasSubstr("<v>36585</v>"));
  EXPECT_THAT(row_of(Date{year{9999} / 12 / 31}, ColumnType::kDate), HasSubstr("<v>2958465</v>"));
  EXPECT_THAT(row_of(Date{year{1900} / 12 / 31}, ColumnType::kDate, 4), HasSubstr("<c r=\"A2\" t=\"inlineStr\"><is><t>1900-12-31</t>"));
}

TEST(XlsxRows, HoldAnyText) {
  const auto text_of = [](std::string_view text) { return row_of(text); };
  EXPECT_THAT(text_of("</t>&\"'"), HasSubstr("<t>&lt;/t&gt;&amp;\"'</t>"));
  EXPECT_THAT(text_of("_x0041_ _y"), HasSubstr("<t>_x005F_x0041_ _y</t>"));
  EXPECT_THAT(text_of(std::string_view{"a\0\x7F", 3}), HasSubstr("<t>a\uFFFD\uFFFD</t>"));
  EXPECT_THAT(text_of("a\r\nb"), HasSubstr("<t>a\nb</t>"));
  EXPECT_THAT(text_of(" a"), HasSubstr("<t xml:space=\"preserve\"> a</t>"));
  EXPECT_THAT(text_of("a\n"), HasSubstr("<t xml:space=\"preserve\">a\n</t>"));
  EXPECT_THAT(text_of("=1+1"), HasSubstr("t=\"inlineStr\"><is><t>=1+1</t>"));
}

TEST(XlsxRows, CountTheTextsTheyCut) {
  Table table{.name = "t", .title = {}, .columns = {{.name = "c", .title = {}}}, .rows = {}};
  XlsxRows rows{table, std::array{0}, 3};
  std::string xml;
  for (const std::string_view text : {"abc", "đất", "abcd", "đất ở", "a&b"}) {
    rows.append(2, std::array{Cell{text}}, xml);
  }
  EXPECT_THAT(xml, HasSubstr("<t>ab…</t>"));
  EXPECT_THAT(xml, HasSubstr("<t>đấ…</t>"));
  EXPECT_EQ(rows.cut_count(), 2U);
}

TEST(XlsxRows, NameColumnsAsSpreadsheetsDo) {
  constexpr std::size_t kColumns = 16'384;  // As many as a leaf has.
  Table table{.name = "t", .title = {}, .columns = std::vector<Column>(kColumns, Column{.name = "c", .title = {}}), .rows = {}};
  const std::vector<int> styles(kColumns, 0);
  std::string xml;
  XlsxRows{table, styles, kLimit}.append(7, std::vector<Cell>(kColumns, Cell{true}), xml);
  for (const std::string name : {"A", "Z", "AA", "AZ", "BA", "ZZ", "AAA", "XFD"}) {
    EXPECT_THAT(xml, HasSubstr("r=\"" + name + "7\" ")) << name;
  }
  EXPECT_THAT(xml, EndsWith("<c r=\"XFD7\" t=\"b\"><v>1</v></c></row>"));
}

}  // namespace
}  // namespace quyhoach::geo
