// A plan's way from a folder to an edition and back, as a planner and an approver go it on the command line.
#include <algorithm>
#include <chrono>
#include <filesystem>

#include <gmock/gmock.h>

#include "tests/tools/cli/planning_folder.h"

namespace quyhoach::cli {
namespace {

using test::DeskCommand;
using test::Ended;
using test::expect_golden;
using test::run;
using testing::HasSubstr;
using testing::Not;
TEST_F(DeskCommand, GoesTheWholeWayAndBack) {
  const std::string first = folder_.current();
  zones(100.0);
  const std::string id = import();
  EXPECT_EQ(as("lan", "submit " + id).exit_code, 1) << "not checked";
  const Ended checked = as("lan", "check " + id);
  EXPECT_EQ(checked.exit_code, 0) << checked.out << checked.err;
  const Ended impact = run("impact " + id + places());
  EXPECT_THAT(impact.out, HasSubstr("the answer of 2 of 3 parcels changes"));
  EXPECT_THAT(run("impact " + id + " --csv" + places()).out, HasSubstr("27553/10/1,"));
  EXPECT_THAT(run("impact " + id + " --json" + places()).out, HasSubstr("\"changed\":2"));
  EXPECT_EQ(as("lan", "submit " + id).exit_code, 0);
  EXPECT_EQ(as("lan", "approve " + id + " --why tốt").exit_code, 1) << "the author";
  EXPECT_EQ(as("binh", "approve " + id).exit_code, 2) << "without a reason";
  EXPECT_EQ(as("binh", "approve " + id + " --why ''").exit_code, 1) << "with an empty one";
  EXPECT_EQ(as("binh", "approve " + id + " --why tốt", "sai mật khẩu rồi").exit_code, 1);
  EXPECT_EQ(as("binh", "publish " + id).exit_code, 1) << "not approved";
  EXPECT_EQ(as("binh", "approve " + id + " --why tốt").exit_code, 0);
  EXPECT_EQ(folder_.current(), first);
  const Ended published = as("binh", "publish " + id);
  EXPECT_EQ(published.exit_code, 0) << published.err;
  EXPECT_NE(folder_.current(), first);
  EXPECT_EQ(run("verify-register --register '" + folder_.register_path() + "'").exit_code, 0);
  EXPECT_EQ(run("log --verify --state '" + state() + "' --register '" + folder_.register_path() + "'").exit_code, 0);
  const std::string again = import();
  EXPECT_EQ(as("lan", "check " + again).exit_code, 0);
  const Ended same = run("impact " + again + places());
  EXPECT_THAT(same.out, HasSubstr("no parcel's answer changes: 3 were looked at")) << same.err;
  EXPECT_EQ(as("binh", "rollback " + first.substr(0, first.find('\n')) + " --why nhầm").exit_code, 0);
  EXPECT_EQ(folder_.current(), first);
  EXPECT_THAT(run("drafts --state '" + state() + "'").out, HasSubstr("published"));
}

TEST_F(DeskCommand, AFaultyPlanIsRefusedWithEveryDefectUntilItIsAccepted) {
  zones(150.0);
  const std::string id = import();
  const Ended refused = as("lan", "check " + id);
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_THAT(refused.out, HasSubstr("ZONES_OVERLAP"));
  EXPECT_THAT(as("lan", "check " + id + " --json").out, HasSubstr("\"refusing\":[\"ZONES_OVERLAP\"]"));
  EXPECT_EQ(as("lan", "submit " + id).exit_code, 1);
  EXPECT_EQ(as("lan", "check " + id + " --accept ZONES_OVERLAP").exit_code, 0);
  EXPECT_EQ(as("lan", "withdraw " + id).exit_code, 0);
  EXPECT_EQ(as("lan", "submit " + id).exit_code, 1) << "withdrawn";
}

TEST_F(DeskCommand, AmendsAPlanWithoutItsFolder) {
  const Ended made = as("lan", "amend zones --set action=suspend --set from=2026-03-01 --set decision.number=9/QĐ --set decision.date=2026-02-20 "
                               "--set 'decision.authority=UBND (DEMO)' --json");
  ASSERT_EQ(made.exit_code, 0) << made.err;
  EXPECT_THAT(made.out, HasSubstr("\"kind\":\"status\""));
  const auto draft = made.out.substr(made.out.find("\"id\":\"") + 6, 32);
  EXPECT_EQ(as("lan", "check " + draft).exit_code, 0);
  const Ended wrong = as("lan", "amend zones --set scale=nhiều");
  EXPECT_EQ(wrong.exit_code, 1);
  EXPECT_THAT(wrong.err, HasSubstr("scale: expected a whole number"));
  EXPECT_EQ(as("lan", "amend zones --set title").exit_code, 1) << "no value";
  EXPECT_EQ(as("lan", "amend zones").exit_code, 2) << "nothing to change";
  folder_.write("patch.toml", "plan = \"zones\"\ntitle = \"Khác\"\n");
  const std::string patch = "import '" + (folder_.path() / "patch.toml").string() + "' --kind ";
  EXPECT_EQ(as("lan", patch + "metadata").exit_code, 0);
  EXPECT_EQ(as("lan", patch + "status").exit_code, 1) << "a status needs an action";
  EXPECT_EQ(as("lan", patch + "dossier").exit_code, 2);
}

TEST_F(DeskCommand, ADamagedRegisterIsNamed) {
  const std::string current = folder_.current();
  folder_.write("../register/editions/" + current.substr(0, current.find('\n')) + ".json", "{}");
  const Ended ended = run("verify-register --register '" + folder_.register_path() + "'");
  EXPECT_EQ(ended.exit_code, 1);
  EXPECT_THAT(ended.out, HasSubstr("not whole"));
}

TEST_F(DeskCommand, ShowsWhatADraftWouldAnswerBesideWhatIsAnsweredNow) {
  zones(100.0);
  const std::string id = import();
  const std::string preview = "preview " + id + places() + " --as-of 2026-01-01";
  EXPECT_THAT(run(preview).err, HasSubstr("has not passed its check"));
  ASSERT_EQ(as("lan", "check " + id).exit_code, 0);
  const Ended one = run(preview + " --parcel 27553/10/1");
  EXPECT_EQ(one.exit_code, 0) << one.err;
  expect_golden(one.out, "preview.txt");
  EXPECT_THAT(run(preview + " --parcel 27553/10/1 --lang vi").out, HasSubstr("Quy hoạch"));
  const Ended changed = run(preview);
  EXPECT_THAT(changed.out, HasSubstr("27553/10/1\n"));
  EXPECT_THAT(changed.out, Not(HasSubstr("27553/10/3\n"))) << "its answer stays";
  const Ended same = run(preview + " --parcel 27553/10/3");
  EXPECT_EQ(same.exit_code, 0);
  EXPECT_THAT(same.out, Not(HasSubstr("+ ")));
  const Ended unknown = run(preview + " --parcel 27553/10/77 --parcel 27553/10/1");
  EXPECT_EQ(unknown.exit_code, 1);
  EXPECT_EQ(unknown.out, "") << "all or nothing";
  EXPECT_THAT(unknown.err, HasSubstr("27553/10/77 is not in the data of"));
  EXPECT_EQ(run(preview + " --parcel nonsense").exit_code, 1);
  EXPECT_EQ(run("preview nonsense" + places()).exit_code, 1);
}

TEST_F(DeskCommand, CleansUpAfterDraftsThatEnded) {
  namespace fs = std::filesystem;
  const std::string published = approved();
  ASSERT_EQ(as("binh", "publish " + published).exit_code, 0);
  const std::string withdrawn = import();
  ASSERT_EQ(as("lan", "withdraw " + withdrawn).exit_code, 0);
  const std::string open = import();
  const auto count = [&] {
    const fs::directory_iterator entries{state() + "/drafts"};
    return std::ranges::count_if(entries, [](const fs::directory_entry& entry) { return entry.is_directory(); });
  };
  const fs::path stray = fs::path{state()} / "drafts" / std::string(32, 'a');
  const fs::path foreign = fs::path{state()} / "drafts" / "notes of a planner";
  fs::create_directories(stray / "x");
  fs::create_directories(foreign);
  EXPECT_EQ(count(), 5);
  const Ended none = run("drafts --clean-up" + in_state());
  EXPECT_EQ(none.exit_code, 0) << none.err;
  EXPECT_THAT(none.out, HasSubstr("0 drafts and of 0 abandoned"));
  EXPECT_EQ(count(), 5) << "90 days have not passed";
  EXPECT_EQ(run("drafts --clean-up --days 0 --who quản-trị" + in_state()).exit_code, 0);
  EXPECT_EQ(count(), 3) << "one draft's, the fresh stray and what is not ours";
  fs::last_write_time(stray, fs::file_time_type::clock::now() - std::chrono::hours{25});
  const Ended cleaned = run("drafts --clean-up --days 0 --json" + in_state());
  EXPECT_EQ(cleaned.out, R"({"removed":[],"abandoned":[")" + std::string(32, 'a') + "\"]}\n");
  EXPECT_FALSE(fs::exists(stray));
  EXPECT_TRUE(fs::exists(foreign));
  EXPECT_THAT(run("log" + in_state()).out, HasSubstr("quản-trị  draft.files_removed  " + withdrawn));
  EXPECT_EQ(run("log --verify" + places()).exit_code, 0);
  EXPECT_THAT(run("drafts" + in_state()).out, HasSubstr(published)) << "drafts stay listed";
  EXPECT_EQ(run("verify-register" + in_register()).exit_code, 0);
  EXPECT_EQ(as("lan", "check " + open).exit_code, 0) << "what is in use stays usable";
}

}  // namespace
}  // namespace quyhoach::cli
