// Lists written to files by the built program.
#include <fstream>

#include <gmock/gmock.h>

#include "tests/tools/cli/planning_folder.h"

namespace quyhoach::cli {
namespace {

using geo::test::slurp;
using test::DeskCommand;
using test::Ended;
using test::run;
using testing::HasSubstr;
using testing::StartsWith;

class ExportCommand : public DeskCommand {
 protected:
  [[nodiscard]] std::string file(const std::string& name) const { return (folder_.path() / name).string(); }
  Ended write(const std::string& what, const std::string& format, const std::string& name) const {
    return run("export " + what + " --format " + format + " --out '" + file(name) + "' --as-of 2026-01-01 --lang vi" + places());
  }
  /// A draft that was checked.
  [[nodiscard]] std::string checked() const {
    zones(100.0);
    const std::string id = import();
    EXPECT_EQ(as("lan", "check " + id).exit_code, 0);
    return id;
  }
  static std::string begins(const std::string& format) {
    return format == "xlsx" ? "PK" : format == "gpkg" ? "SQLite format 3" : format == "html" ? "<!doctype html>" : "\xEF\xBB\xBF";
  }
};

TEST_F(ExportCommand, WritesEveryListInEveryForm) {
  const std::string id = checked();
  for (const std::string& what : {std::string{"zones"}, std::string{"zones --zone B"}, "--impact " + id, "--findings " + id}) {
    for (const std::string format : {"csv", "xlsx", "gpkg"}) {
      const Ended first = write(what, format, "first." + format);
      ASSERT_EQ(first.exit_code, 0) << what << " " << format << first.err;
      EXPECT_THAT(slurp(file("first." + format)), StartsWith(begins(format))) << what;
      ASSERT_EQ(write(what, format, "again." + format).exit_code, 0);
      EXPECT_TRUE(slurp(file("first." + format)) == slurp(file("again." + format))) << what << " " << format;
    }
  }
  ASSERT_EQ(write("--findings " + id, "html", "page.html").exit_code, 0);
  EXPECT_THAT(slurp(file("page.html")), StartsWith("<!doctype html>\n<html lang=\"vi\">"));
  ASSERT_EQ(write("zones --zone B", "csv", "b.csv").exit_code, 0);
  EXPECT_THAT(slurp(file("b.csv")), HasSubstr("27553/10/3,"));
  EXPECT_THAT(slurp(file("b.csv")), testing::Not(HasSubstr("27553/10/1,")));
  const Ended told = run("export zones --format csv --out '" + file("c.csv") + "' --json" + in_register());
  EXPECT_EQ(told.out, "{\"file\":\"" + file("c.csv") + "\"}\n");
}

TEST_F(ExportCommand, RefusesWhatIsNotOneThingAndLeavesNoHalfFile) {
  const std::string id = checked();
  for (const std::string& what : {std::string{}, "zones --impact " + id, "--impact " + id + " --findings " + id, std::string{"khong-co"},
                                  std::string{"zones --zone Q"}, "--impact " + id + " --zone B", std::string{"--impact 0123456789abcdef0123456789abcdef"}}) {
    EXPECT_EQ(write(what, "csv", "none.csv").exit_code, 1) << what;
  }
  EXPECT_EQ(write("zones", "html", "none.html").exit_code, 1) << "only findings are a page";
  EXPECT_EQ(write("zones", "pdf", "none.pdf").exit_code, 2);
  EXPECT_EQ(run("export --impact " + id + " --format csv --out x" + in_register()).exit_code, 1) << "drafts are in a state";
  zones(150.0);
  EXPECT_EQ(write("--findings " + import(), "csv", "none.csv").exit_code, 1) << "not checked yet";
  EXPECT_EQ(write("zones", "gpkg", "no folder/none.gpkg").exit_code, 2);
  std::filesystem::create_directory(file("a folder.xlsx"));
  EXPECT_EQ(write("zones", "xlsx", "a folder.xlsx").exit_code, 2);
  for (const auto& entry : std::filesystem::directory_iterator{folder_.path()}) {
    EXPECT_THAT(entry.path().filename().string(), testing::Not(testing::AnyOf(StartsWith("none"), HasSubstr(".part"))));
  }
}

}  // namespace
}  // namespace quyhoach::cli
