#include "geo/table/xlsx.h"

#include <csignal>
#include <filesystem>
#include <fstream>
#include <new>

#include <gmock/gmock.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "geo/base/text.h"
#include "tests/geo/table/sample_table.h"
#include "tests/geo/table/zip_reader.h"
#include "tests/temp_folder.h"

namespace quyhoach::geo {
namespace {

using test::sample_table;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;

class Xlsx : public ::testing::Test {
 protected:
  std::string bytes_of(const std::vector<Table>& tables, const XlsxLimits& limits = {}) const {
    const std::string path = (folder_.path() / "table.xlsx").string();
    const auto written = write_xlsx(tables, path, limits);
    EXPECT_TRUE(written);
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
  }
  static std::string leaf(const std::string& bytes, int number = 1) {
    return test::unzip(bytes).at("xl/worksheets/sheet" + std::to_string(number) + ".xml");
  }
  /// The number format of a cell, by way of its style.
  static std::string shown_as(const std::string& styles, const std::string& xml, const std::string& cell) {
    const auto style = after(xml, "<c r=\"" + cell + "\" s=\"");
    std::string formats = styles.substr(styles.find("<cellXfs"));
    for (int i = std::stoi(style); i >= 0; --i) {
      formats = formats.substr(formats.find("<xf ") + 1);
    }
    return until_quote(after(styles, "<numFmt numFmtId=\"" + until_quote(after(formats, "numFmtId=\"")) + "\" formatCode=\""));
  }
  static std::string after(const std::string& text, const std::string& mark) {
    const auto at = text.find(mark);
    return at == std::string::npos ? "0" : text.substr(at + mark.size());
  }
  static std::string until_quote(const std::string& text) { return text.substr(0, text.find('"')); }

  test::TempFolder folder_;
};

TEST_F(Xlsx, HoldsNumbersDatesAndFlagsAsSuch) {
  const std::string xml = leaf(bytes_of({sample_table({"ô phố"})}));
  EXPECT_THAT(xml, HasSubstr("<is><t>Chữ</t></is>")) << "a title, in the reader's language";
  EXPECT_THAT(xml, HasSubstr("<is><t>parts</t></is>")) << "or else the name";
  EXPECT_THAT(xml, HasSubstr("<is><t>ô phố</t></is>"));
  EXPECT_THAT(xml, HasSubstr("<v>1234.5678</v>")) << "the whole number, not what is shown of it";
  EXPECT_THAT(xml, HasSubstr("<v>46349</v>")) << "2026-11-23 in days since 1899-12-30";
  EXPECT_THAT(xml, HasSubstr("t=\"b\"><v>1</v>"));
  EXPECT_THAT(xml, HasSubstr("<v>585000.25</v>"));
  EXPECT_THAT(xml, HasSubstr("topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\""));
  EXPECT_THAT(xml, HasSubstr("<autoFilter ref=\"A1:G2\"/>"));
  EXPECT_THAT(xml, HasSubstr("<dimension ref=\"A1:G2\"/>")) << "the rows the frame does not know are counted";
  EXPECT_THAT(xml, HasSubstr("customWidth=\"1\""));
  EXPECT_THAT(xml, Not(HasSubstr("<f>")));
  const std::string styles = test::unzip(bytes_of({sample_table({"a"})})).at("xl/styles.xml");
  EXPECT_THAT(styles, HasSubstr("#,##0.000&quot; m²&quot;"));
  EXPECT_THAT(styles, HasSubstr("yyyy-mm-dd"));
}

TEST_F(Xlsx, LeavesOutWhatIsNotThere) {
  const std::string xml = leaf(bytes_of({test::table_of_nothing()}));
  EXPECT_THAT(xml, Not(HasSubstr("nan")));
  EXPECT_THAT(xml, Not(HasSubstr("r=\"A2\"")));
  EXPECT_THAT(xml, Not(HasSubstr("r=\"F2\"")));
}

TEST_F(Xlsx, ComesOutTheSame) {
  Table second = test::table_of_nothing();
  second.name = "second";
  const std::string first = bytes_of({sample_table({"a", "b"}), second});
  ::sleep(2);  // A ZIP archive counts time in steps of two seconds.
  EXPECT_TRUE(bytes_of({sample_table({"a", "b"}), second}) == first);
}

TEST_F(Xlsx, TablesStandOneAfterTheOtherAndTheFirstIsShown) {
  Table second = sample_table({"hai", "ba"});
  second.name = "second";
  second.columns[1].unit = "ha";
  const std::string bytes = bytes_of({sample_table({"một"}), second});
  const std::string first_xml = leaf(bytes, 1);
  const std::string second_xml = leaf(bytes, 2);
  EXPECT_THAT(first_xml, AllOf(HasSubstr("<is><t>một</t></is>"), HasSubstr("tabSelected=\"1\"")));
  EXPECT_THAT(second_xml, AllOf(HasSubstr("<is><t>ba</t></is>"), Not(HasSubstr("tabSelected")))) << "else both are changed at once";
  const auto files = test::unzip(bytes);
  EXPECT_THAT(files.at("xl/workbook.xml"), AllOf(HasSubstr("name=\"sample\" sheetId=\"1\""), HasSubstr("name=\"second\" sheetId=\"2\""),
                                                 HasSubstr(">second!$A$1:$G$3<")));
  EXPECT_EQ(shown_as(files.at("xl/styles.xml"), first_xml, "B2"), "#,##0.000&quot; m²&quot;");
  EXPECT_EQ(shown_as(files.at("xl/styles.xml"), second_xml, "B2"), "#,##0.000&quot; ha&quot;");
  EXPECT_EQ(shown_as(files.at("xl/styles.xml"), second_xml, "D3"), "yyyy-mm-dd");
  const auto beside = std::distance(std::filesystem::directory_iterator{folder_.path()}, {});
  EXPECT_EQ(beside, 1) << "the parts are gone";
}

TEST_F(Xlsx, MakesNoFormulaAndNoLinkOfAText) {
  for (const std::string text : {"=1+1", "=HYPERLINK(\"http://x\")", "http://x", "internal:Sheet1!A1", "@a", "{=1}"}) {
    const auto files = test::unzip(bytes_of({sample_table({text})}));
    const std::string& xml = files.at("xl/worksheets/sheet1.xml");
    EXPECT_THAT(xml, Not(HasSubstr("<f"))) << text;
    EXPECT_THAT(xml, Not(HasSubstr("hyperlink "))) << text;
    EXPECT_THAT(xml, HasSubstr("t=\"inlineStr\"")) << text;
    EXPECT_FALSE(files.contains("xl/worksheets/_rels/sheet1.xml.rels")) << text;
  }
}

TEST_F(Xlsx, EscapesMarkup) {
  EXPECT_THAT(leaf(bytes_of({sample_table({"</t><x a=\"&\">"})})), HasSubstr("&lt;/t&gt;&lt;x a="));
}

TEST_F(Xlsx, GoesOnOverleafAndSaysSo) {
  const auto files = test::unzip(bytes_of({sample_table({"a1", "a2", "a3", "a4", "a5"})}, {.rows = 3}));
  const std::string& book = files.at("xl/workbook.xml");
  for (const std::string name : {"\"sample\"", "\"sample 2\"", "\"sample 3\"", "\"notes\""}) {
    EXPECT_THAT(book, HasSubstr("name=" + name));
  }
  EXPECT_THAT(files.at("xl/worksheets/sheet1.xml"), HasSubstr(">a2<"));
  EXPECT_THAT(files.at("xl/worksheets/sheet2.xml"), HasSubstr(">a3<"));
  EXPECT_THAT(files.at("xl/worksheets/sheet2.xml"), HasSubstr(">Chữ<"));
  EXPECT_THAT(files.at("xl/worksheets/sheet3.xml"), HasSubstr(">a5<"));
  EXPECT_THAT(files.at("xl/worksheets/sheet4.xml"), HasSubstr("goes over 3 leaves"));
}

TEST_F(Xlsx, ExactlyAFullLeafIsOneLeaf) {
  const auto files = test::unzip(bytes_of({sample_table({"a1", "a2"})}, {.rows = 3}));
  EXPECT_FALSE(files.contains("xl/worksheets/sheet2.xml"));
}

TEST_F(Xlsx, HoldsAMillionRowsAndGoesOn) {
  Table table = sample_table({});
  table.columns = {{.name = "n", .title = {}, .type = ColumnType::kCount}};
  constexpr std::int64_t kRows = 1'048'576;  // With the head one more than a leaf holds.
  table.rows = [](const RowSink& sink) {
    for (std::int64_t i = 1; i <= kRows; ++i) {
      sink(std::array<Cell, 1>{i});
    }
  };
  const auto files = test::unzip(bytes_of({table}));
  EXPECT_THAT(files.at("xl/worksheets/sheet1.xml"), HasSubstr("r=\"A1048576\""));
  EXPECT_THAT(files.at("xl/worksheets/sheet1.xml"), Not(HasSubstr("r=\"A1048577\"")));
  EXPECT_THAT(files.at("xl/worksheets/sheet2.xml"), HasSubstr("<v>1048576</v>"));
}

TEST_F(Xlsx, CutsATextThatIsLongerThanACellAndSaysSo) {
  const std::string longest(32'767, 'a');
  EXPECT_THAT(leaf(bytes_of({sample_table({longest})})), HasSubstr("<t>" + longest + "</t>"));
  const std::string bytes = bytes_of({sample_table({longest + "b", "ngắn"})});
  EXPECT_THAT(leaf(bytes), HasSubstr("<t>" + longest.substr(1) + "…</t>"));
  EXPECT_THAT(leaf(bytes, 2), HasSubstr("1 cells have a text longer"));
}

TEST_F(Xlsx, SaysWhereItCannotBeWritten) {
  const Table table = sample_table({"a"});
  const auto written = write_xlsx(std::span{&table, 1}, (folder_.path() / "none" / "x.xlsx").string());
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, ErrorCode::kUnavailable);
}

TEST_F(Xlsx, RowsThatCannotBeHadAreAnErrorAndNotTheEndOfTheProgram) {
  Table broken = sample_table({});
  broken.rows = [](const RowSink& sink) {
    sink(std::vector<Cell>(6));
    throw std::bad_alloc{};
  };
  const std::vector<Table> tables{sample_table({"a"}), broken};
  const std::string path = (folder_.path() / "x.xlsx").string();
  const auto written = write_xlsx(tables, path);
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, ErrorCode::kUnavailable);
  EXPECT_THAT(written.error().message, AllOf(HasSubstr(path), HasSubstr("bad_alloc")));
  EXPECT_FALSE(std::filesystem::exists(path + ".1"));
  EXPECT_FALSE(std::filesystem::exists(path + ".2"));
}

/// What write_xlsx says in a child where no file may be longer. \return 0: written, 1: an error, 2: anything else
int written_within(const Table& table, const std::string& path, rlim_t longest_bytes) {
  const pid_t child = ::fork();
  if (child == 0) {
    ::signal(SIGXFSZ, SIG_IGN);  // Writing fails then, as on a full disk.
    const rlimit limit{longest_bytes, longest_bytes};
    ::_exit(::setrlimit(RLIMIT_FSIZE, &limit) != 0 ? 2 : write_xlsx(std::span{&table, 1}, path) ? 0 : 1);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 2;
}

TEST_F(Xlsx, AFullDiskIsAnError) {
  Table table = sample_table({});
  table.columns = {{.name = "n", .title = {}, .type = ColumnType::kCount}};
  table.rows = [](const RowSink& sink) {
    for (std::int64_t i = 1; i <= 50'000; ++i) {
      sink(std::array<Cell, 1>{i * 7'919 % 50'021});
    }
  };
  const std::string path = (folder_.path() / "x.xlsx").string();
  EXPECT_EQ(written_within(table, path, rlim_t{1} << 30U), 0);
  const auto whole = std::filesystem::file_size(path);
  for (const rlim_t longest : {rlim_t{0}, rlim_t{100}, rlim_t{whole} / 2, rlim_t{whole} - 1}) {
    const int written = written_within(table, path, longest);
    EXPECT_EQ(written, 1) << longest << " of " << whole << " bytes";
  }
}

std::string text_of(std::string_view text, std::size_t limit = 100) {
  bool was_cut = false;
  std::string out = xlsx_text(text, limit, was_cut);
  EXPECT_TRUE(is_utf8(out));
  return was_cut ? out + "|cut" : out;
}

TEST(XlsxText, ReplacesWhatXmlForbids) {
  EXPECT_EQ(text_of(std::string_view{"a\0b", 3}), "a\uFFFDb");
  EXPECT_EQ(text_of("\x01\x08\x0B\x1F\x7F"), "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD");
  EXPECT_EQ(text_of("\uFFFE\uFFFF\uFFFD"), "\uFFFD\uFFFD\uFFFD");
  EXPECT_EQ(text_of("a\r\nb\rc\td\ne"), "a\nb\nc\td\ne");
  EXPECT_EQ(text_of("\xED\xA0\x80"), "\uFFFD\uFFFD\uFFFD") << "a surrogate is not UTF-8";
  EXPECT_EQ(text_of("ok\xFF\xC3"), "ok\uFFFD\uFFFD");
}

TEST(XlsxText, EscapesWhatLooksLikeAnEscape) {
  EXPECT_EQ(text_of("_x0041_"), "_x005F_x0041_");
  EXPECT_EQ(text_of("_x004G_ _x41_ _x0041"), "_x004G_ _x41_ _x0041");
}

TEST(XlsxText, CountsAsUtf16) {
  EXPECT_EQ(text_of("đất ở", 5), "đất ở");
  EXPECT_EQ(text_of("đất ở!", 5), "đất …|cut");
  EXPECT_EQ(text_of("😀😀", 4), "😀😀");
  EXPECT_EQ(text_of("😀😀", 3), "😀…|cut") << "outside the basic plane a character is two";
  EXPECT_EQ(text_of("_x0041_", 12), "_x005F_x004…|cut");
  EXPECT_EQ(text_of("ab", 1), "…|cut");
  EXPECT_EQ(text_of("ab", 0), "|cut");
}

}  // namespace
}  // namespace quyhoach::geo
