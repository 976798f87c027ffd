#include "data/desk/source_unpack.h"

#include <gmock/gmock.h>

#include "data/desk/proposal_json.h"
#include "geo/io/durable.h"
#include "tests/data/desk/desk_folder.h"
#include "tests/geo/io/layer_file.h"
#include "tests/zip_archive.h"

namespace quyhoach::desk {
namespace {

namespace fs = std::filesystem;
using geo::ErrorCode;
using quyhoach::test::ZipArchive;
using test::DeskFolder;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class SourceArchives : public testing::Test {
 protected:
  /// The files of a folder as an archive's members, below `prefix`.
  static ZipArchive packed(const fs::path& folder, const std::string& prefix = "") {
    ZipArchive archive;
    for (const auto& entry : fs::recursive_directory_iterator{folder}) {
      if (entry.is_regular_file()) {
        archive.add(prefix + entry.path().lexically_relative(folder).string(), *geo::read_file(entry.path().string()));
      }
    }
    return archive;
  }
  [[nodiscard]] fs::path write(const std::string& name, const std::string& bytes) const {
    fs::create_directories((sent_.path() / name).parent_path());
    std::ofstream{sent_.path() / name, std::ios::binary} << bytes;
    return sent_.path() / name;
  }
  [[nodiscard]] std::string codes_after(const fs::path& source) const {
    const Desk desk = folder_.desk();
    const auto draft = desk.import_folder(source, "lan");
    EXPECT_TRUE(draft) << draft.error().message;
    if (!draft) {
      return "";
    }
    const auto checked = desk.check(draft->id, {}, "lan");
    EXPECT_TRUE(checked && checked->plan.report.refusing().empty());
    EXPECT_TRUE(desk.step(draft->id, store::DraftState::kSubmitted, "", "lan"));
    EXPECT_TRUE(desk.step(draft->id, store::DraftState::kApproved, "đã xem", "binh"));
    const auto published = desk.publish(draft->id, "binh");
    EXPECT_TRUE(published) << published.error().message;
    return folder_.told("1").codes;
  }
  void expect_nothing_kept() const {
    EXPECT_TRUE(folder_.desk().store().drafts(std::nullopt)->empty());
    for (const char* name : {"drafts", "unpacked"}) {
      const auto left = fs::path{folder_.state_path()} / name;
      EXPECT_TRUE(!fs::exists(left) || fs::is_empty(left)) << name;
    }
  }

  DeskFolder folder_;
  geo::test::TempFolder sent_;
};

TEST_F(SourceArchives, AnArchiveIsImportedAsItsFolderIs) {
  EXPECT_EQ(codes_after(write("plan.zip", packed(folder_.plan_with("X")).bytes())), "X");
  EXPECT_EQ(codes_after(write("nested.ZIP", packed(folder_.plan_with("Y"), "Gói thầu 3/Quy hoạch/").bytes())), "Y");
  fs::create_directories(sent_.path() / "upload");
  EXPECT_EQ(codes_after(write("upload/plan.zip", packed(folder_.plan_with("Z")).bytes()).parent_path()), "Z") << "sent alone, as by the page";
}

TEST_F(SourceArchives, AZippedShapefileAmongTheSourcesIsReadAsAFolder) {
  const geo::test::TempFolder shapes;
  geo::test::write_zones((shapes.path() / "zones.shp").string(), "ESRI Shapefile",
                         {{"K", "Khu K", 3.0, "POLYGON ((585000 1212000,585100 1212000,585100 1212100,585000 1212100,585000 1212000))"}}, 9210);
  ASSERT_FALSE(testing::Test::HasFatalFailure());
  static_cast<void>(write("in/gis/zones.shp.zip", packed(shapes.path()).bytes()));
  const auto proposal = folder_.desk().propose(sent_.path() / "in");
  ASSERT_TRUE(proposal) << proposal.error().message;
  ASSERT_EQ(proposal->layers.size(), 1U);
  EXPECT_EQ(proposal->layers[0].file, "gis/zones/zones.shp");
  EXPECT_FALSE(fs::exists(sent_.path() / "in/gis/zones")) << "what was sent is left as it is";
  EXPECT_THAT(proposal_json(*proposal), HasSubstr(R"("crs":"EPSG:9210")"));
  static_cast<void>(write("in/plan.toml", std::string{geo::test::kPlanToml} +
                                              "[[layer]]\nrole = \"zones\"\nfile = \"gis/zones/zones.shp\"\n[layer.fields]\ncode = \"code\"\n"));
  EXPECT_EQ(codes_after(sent_.path() / "in"), "K");
}

TEST_F(SourceArchives, ARefusedArchiveLeavesNothing) {
  const Desk desk = folder_.desk();
  const auto code_of = [&](const ZipArchive& archive) {
    const auto file = write("plan.zip", archive.bytes());
    EXPECT_EQ(desk.propose(file).error().code, desk.import_folder(file, "lan").error().code);
    return desk.import_folder(file, "lan").error().code;
  };
  EXPECT_EQ(code_of(packed(folder_.plan_with("X")).add("../x", "x")), ErrorCode::kArchivePath);
  EXPECT_EQ(code_of(packed(folder_.plan_with("X")).add("b.zip", "x")), ErrorCode::kArchiveForm);
  EXPECT_EQ(code_of(packed(folder_.plan_with("X")).add(ZipArchive::zeros("a.shp", 600))), ErrorCode::kLimitUnpacked);
  expect_nothing_kept();
  EXPECT_EQ(desk.import_folder(write("other.zip", ZipArchive{}.add("a.txt", "x").bytes()), "lan").error().code, ErrorCode::kManifest);
  static_cast<void>(write("clash/zones.zip", ZipArchive{}.add("a.txt", "x").bytes()));
  static_cast<void>(write("clash/zones/a.txt", "x"));
  EXPECT_EQ(desk.import_folder(sent_.path() / "clash", "lan").error().code, ErrorCode::kArchivePath) << "which of the two is meant?";
  expect_nothing_kept();
}

TEST_F(SourceArchives, ThePlansFolderIsTheOneWithItsManifest) {
  static_cast<void>(write("a/b/plan.toml", ""));
  EXPECT_EQ(source_root(sent_.path(), "plan.toml"), sent_.path() / "a" / "b");
  static_cast<void>(write("c.txt", ""));
  EXPECT_EQ(source_root(sent_.path(), "plan.toml"), sent_.path()) << "which of several is the planner's to say";
}

}  // namespace
}  // namespace quyhoach::desk
