#include <algorithm>
#include <chrono>
#include <filesystem>

#include <gmock/gmock.h>

#include "tests/data/desk/desk_folder.h"

namespace quyhoach::desk {
namespace {

namespace fs = std::filesystem;
using std::chrono::days;
using store::DraftState;
using test::DeskFolder;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

class CleanUp : public testing::Test {
 protected:
  [[nodiscard]] std::string withdrawn() const {
    const auto draft = folder_.desk().import_folder(folder_.plan_with("X"), "lan");
    EXPECT_TRUE(draft && folder_.desk().step(draft->id, DraftState::kWithdrawn, "", "lan"));
    return draft->id;
  }
  [[nodiscard]] fs::path source_of(const std::string& id) const { return folder_.desk().source_folder(*folder_.desk().store().draft(id)); }
  [[nodiscard]] CleanedUp clean(days age = days{0}) const {
    const auto cleaned = folder_.desk().clean_up(age, "quản trị");
    EXPECT_TRUE(cleaned) << cleaned.error().message;
    return cleaned ? *cleaned : CleanedUp{};
  }
  DeskFolder folder_;
};

TEST_F(CleanUp, RemovesTheFilesOfWhatEndedWithWhatIsKeptBesideThemAndRecordsEach) {
  const std::string published = folder_.approved("X");
  ASSERT_TRUE(folder_.desk().publish(published, "binh"));
  const std::string taken_back = withdrawn();
  const fs::path source = source_of(published);
  EXPECT_TRUE(fs::exists(source.string() + ".check.json"));
  const std::uint64_t head = folder_.desk().store().audit_head()->seq;
  EXPECT_THAT(clean().drafts, UnorderedElementsAre(published, taken_back));
  EXPECT_TRUE(fs::is_empty(source.parent_path()));
  const auto records = folder_.desk().store().audit_list(head, 10);
  ASSERT_EQ(records->size(), 2U);
  for (const store::AuditRecord& record : *records) {
    EXPECT_EQ(record.entry.action, "draft.files_removed");
    EXPECT_EQ(record.entry.who, "quản trị");
  }
  EXPECT_THAT(clean().drafts, IsEmpty()) << "and not again";
  EXPECT_EQ(folder_.desk().store().audit_head()->seq, head + 2);
  EXPECT_TRUE(folder_.desk().verify_log()->faults.empty());
  EXPECT_EQ(folder_.told("1").codes, "X") << "what was published stays";
}

TEST_F(CleanUp, LeavesWhatIsInUseOrEndedOfLate) {
  const std::string approved = folder_.approved("X");
  const auto draft = folder_.desk().import_folder(folder_.plan_with("Y"), "lan");
  const std::string fresh = withdrawn();
  EXPECT_THAT(clean(days{1}).drafts, IsEmpty());
  EXPECT_THAT(clean().drafts, UnorderedElementsAre(fresh));
  EXPECT_TRUE(fs::exists(source_of(approved)));
  EXPECT_TRUE(fs::exists(source_of(draft->id)));
  EXPECT_TRUE(folder_.desk().check(draft->id, {}, "lan"));
  EXPECT_TRUE(folder_.desk().publish(approved, "binh"));
}

TEST_F(CleanUp, RemovesWhatAKilledImportLeftOnceItIsOldAndNothingElse) {
  const fs::path drafts = source_of(withdrawn()).parent_path();
  const fs::path stray = drafts / std::string(32, 'b');
  fs::create_directories(stray / "inner");
  for (const char* foreign : {"notes", "..b", "ABCDEFABCDEFABCDEFABCDEFABCDEFAB", "0123"}) {
    fs::create_directories(drafts / foreign);
  }
  fs::create_directory_symlink(folder_.district().path(), drafts / std::string(32, 'c'));
  EXPECT_THAT(clean().abandoned, IsEmpty()) << "it may be an import that is running";
  fs::last_write_time(stray, fs::file_time_type::clock::now() - std::chrono::hours{47});
  EXPECT_THAT(clean(days{2}).abandoned, IsEmpty());
  EXPECT_THAT(clean(days{1}).abandoned, UnorderedElementsAre(std::string(32, 'b')));
  EXPECT_FALSE(fs::exists(stray));
  EXPECT_TRUE(fs::exists(folder_.district().path() / "district.toml")) << "a link is not followed";
  EXPECT_EQ(std::ranges::distance(fs::directory_iterator{drafts}, fs::directory_iterator{}), 5);
}

TEST_F(CleanUp, NeedsARecordOfWho) {
  const std::string id = withdrawn();
  EXPECT_EQ(folder_.desk().clean_up(days{0}, "").error().code, geo::ErrorCode::kBadData);
  EXPECT_TRUE(fs::exists(source_of(id))) << "no record, no change";
}

}  // namespace
}  // namespace quyhoach::desk
