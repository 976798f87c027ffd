#include "geo/sheet/document.h"
#include "tests/temp_folder.h"

#include <fstream>
#include <sstream>

#include <gmock/gmock.h>

/// Fontconfig keeps its patterns until the process ends and has no owner that could free them.
extern "C" const char* __lsan_default_suppressions();  // NOLINT(bugprone-reserved-identifier)
extern "C" const char* __lsan_default_suppressions() {
  return "leak:libfontconfig";
}  // NOLINT(bugprone-reserved-identifier)

namespace quyhoach::geo {
namespace {

namespace fs = std::filesystem;

class WriteDocument : public testing::Test {
 protected:
  static DocumentText text() {
    return {"Số: DEMO-1",
            "Quy hoạch phân khu thử dấu Ặ ẵ ữ ợ",
            {"Điều 1. Một đoạn văn.", "Điều 2."},
            "DEMO",
            "2026-01-01T00:00:00Z"};
  }
  static std::string bytes(const fs::path& file) {
    std::ostringstream out;
    out << std::ifstream{file, std::ios::binary}.rdbuf();
    return out.str();
  }

  test::TempFolder temporary_;
  fs::path folder_ = temporary_.path();
};

TEST_F(WriteDocument, WritesAPdfThatIsTheSameEveryTime) {
  ASSERT_TRUE(write_document(text(), folder_ / "a.pdf"));
  ASSERT_TRUE(write_document(text(), folder_ / "b.pdf"));
  const std::string pdf = bytes(folder_ / "a.pdf");
  EXPECT_TRUE(pdf.starts_with("%PDF-"));
  EXPECT_EQ(pdf, bytes(folder_ / "b.pdf"));
  EXPECT_THAT(pdf, testing::HasSubstr("20260101"));
  EXPECT_THAT(pdf, testing::HasSubstr("DejaVu"));
}

TEST_F(WriteDocument, SaysWhenTheFileCannotBeWritten) {
  const auto result = write_document(text(), folder_ / "no" / "such" / "folder.pdf");
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::kUnavailable);
}

TEST_F(WriteDocument, SaysWhenTheTextIsTooLongForThePage) {
  DocumentText longer = text();
  longer.paragraphs.assign(200, "Điều khoản.");
  const auto result = write_document(longer, folder_ / "a.pdf");
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::kBadData);
}

}  // namespace
}  // namespace quyhoach::geo
