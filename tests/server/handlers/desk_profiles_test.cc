// Profiles of consultants, over HTTP: saved, used for the next folder and its repairs, removed.
#include <gmock/gmock.h>

#include "tests/server/handlers/desk_folder.h"

namespace quyhoach::server {
namespace {

using geo::test::feature;
using geo::test::square;
using store::Role;
using test::Browser;
using testing::HasSubstr;

constexpr const char* kZones = R"(id = \"x\"\n[[layer]]\nrole = \"zones\"\nfile = \"dat.geojson\"\n[layer.fields]\ncode = \"c1\"\nland_use = \"c2\"\n)";

class DeskProfiles : public test::DeskTest {
 protected:
  void SetUp() override {
    test::DeskTest::SetUp();
    planner_ = person("binh", Role::kPlanner);
  }
  Response save(const std::string& more, const char* toml = kZones) {
    return post("/api/v1/profiles", planner_, R"({"name":"Công ty A","plan_toml":")" + std::string{toml} + "\"" + more + "}");
  }
  Browser planner_;
};

TEST_F(DeskProfiles, AreSavedListedAndRemoved) {
  EXPECT_EQ(json_of(get("/api/v1/profiles", planner_))["profiles"].Size(), 0U);
  const Response saved = save(R"(,"repairs":["SPIKE"])");
  ASSERT_EQ(saved.status, 200) << body_of(saved);
  const auto listed = json_of(get("/api/v1/profiles", planner_));
  ASSERT_EQ(listed["profiles"].Size(), 1U);
  const auto& one = listed["profiles"][0];
  EXPECT_STREQ(one["name"].GetString(), "Công ty A");
  EXPECT_STREQ(one["saved_by"].GetString(), "binh");
  EXPECT_EQ(one["layers"].GetUint(), 1U);
  EXPECT_STREQ(one["repairs"][0].GetString(), "SPIKE");
  EXPECT_THAT(one["toml"].GetString(), HasSubstr("c1"));
  EXPECT_EQ(post("/api/v1/profiles/remove", planner_, R"({"name":"cong ty a"})").status, 204);
  EXPECT_EQ(code_of(post("/api/v1/profiles/remove", planner_, R"({"name":"cong ty a"})")), "PROFILE_UNKNOWN");
}

TEST_F(DeskProfiles, ReadTheNextFolder) {
  ASSERT_EQ(save("").status, 200);
  const std::string upload = begin(planner_);
  put(upload, "dat.geojson", planner_, geo::test::collection({feature(square(0, 0), R"("c1":"A","c2":"ODT")")}));
  const std::string path = "/api/v1/uploads/" + upload + "/proposal";
  const auto proposal = json_of(post(path + "?profile=Công ty A", planner_));
  const auto& layer = proposal["layers"][0];
  EXPECT_STREQ(layer["profile"].GetString(), "Công ty A");
  EXPECT_TRUE(layer["fields"][0]["from_profile"].GetBool());
  EXPECT_THAT(proposal["plan_toml"].GetString(), HasSubstr("\ncode = \"c1\""));
  const auto unaided = json_of(post(path, planner_));
  EXPECT_TRUE(unaided["layers"][0]["profile"].IsNull());
  EXPECT_EQ(code_of(post(path + "?profile=B", planner_)), "PROFILE_UNKNOWN");
}

TEST_F(DeskProfiles, MakeTheirRepairs) {
  ASSERT_EQ(save(R"(,"repairs":["DUPLICATE_VERTEX"])").status, 200);
  std::string twice = square(0, 0);
  const std::size_t end = twice.find("],[") + 1;
  twice.insert(end, "," + twice.substr(2, end - 2));
  const std::string id = draft_of({feature(twice, R"("code":"A","name":"A","land_use":"ODT","storeys":5)"),
                                   feature(square(100, 0), R"("code":"B","name":"B","land_use":"CLN","storeys":0)")},
                                  planner_);
  const std::string path = "/api/v1/drafts/" + id + "/check";
  EXPECT_THAT(body_of(post(path, planner_, R"({"accept":[]})")), HasSubstr("\"applied\":false"));
  EXPECT_THAT(body_of(post(path, planner_, R"({"accept":[],"profile":"Công ty A"})")), HasSubstr("\"applied\":true"));
  EXPECT_EQ(code_of(post(path, planner_, R"({"accept":[],"profile":"B"})")), "PROFILE_UNKNOWN");
}

TEST_F(DeskProfiles, RefuseWhatCannotBeReadAgain) {
  EXPECT_EQ(code_of(save("", R"([[layer]]\nrole = \"zones\")")), "PLAN_UNFIT");
  EXPECT_EQ(code_of(save("", "[[[")), "PLAN_UNFIT");
  for (const char* body : {"", "[]", R"({"name":"A"})", R"({"name":"A","plan_toml":5})", R"({"name":"A","plan_toml":"","more":1})",
                           R"({"name":"A","plan_toml":"","repairs":["spike"]})", R"({"name":"A","name":"B","plan_toml":""})"}) {
    EXPECT_EQ(code_of(post("/api/v1/profiles", planner_, body)), "BODY_UNREADABLE") << body;
  }
  EXPECT_EQ(code_of(post("/api/v1/profiles", planner_, R"({"name":"","plan_toml":")" + std::string{kZones} + "\"}")), "PARAMETER_VALUE");
}

}  // namespace
}  // namespace quyhoach::server
