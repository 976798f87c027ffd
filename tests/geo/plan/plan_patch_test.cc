#include "geo/plan/plan_patch.h"

#include <gmock/gmock.h>

#include "tests/geo/plan/shipped_catalogue.h"
#include "tests/geo/plan/small_district.h"

namespace quyhoach::geo {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr std::string_view kPlan = R"toml(# as a planner writes it
id = "khu-a"
topic = "zoning_plan"
title = "Khu A \"mới\" (DEMO)"
title_en = "Area A"
status = "in_force"
scale = 2000
accuracy_m = 0.6
crs = "EPSG:9210"
[decision]
number = "1/QĐ"
date = 2015-03-20
authority = "UBND (DEMO)"
[in_force]
from = 2015-04-04
[[document]]
kind = "decision"
title = "Quyết định"
file = "0123.pdf"
[[layer]]
role = "zones"
file = "zones.gpkg"
encoding = "TCVN3"
[layer.fields]
code = "ma_o"
land_use = "loại đất"
[layer.land_use_codes]
"đất ở" = "ODT"
)toml";

constexpr std::string_view kDecision = "[decision]\nnumber = \"9/QĐ\"\ndate = 2026-02-20\nauthority = \"UBND (DEMO)\"\n";

District district() {
  District one;
  one.topics.push_back({"zoning_plan", TopicGeometry::kArea, "#000000", {"x", "x"}});
  return one;
}

PlanInfo parsed(const std::string& toml) {
  auto plan = parse_plan(toml, "plan.toml", district());
  EXPECT_THAT(plan.errors, IsEmpty());
  return plan.value;
}

std::string order(const std::string& action, const std::string& from, std::string_view decision = kDecision) {
  return "plan = \"khu-a\"\naction = \"" + action + "\"\nfrom = " + from + "\n" + std::string{decision};
}

/// What is wrong with a patch is known in both languages.
Manifest<std::string> told(Manifest<std::string> patched) {
  for (const std::string& error : patched.errors) {
    EXPECT_TRUE(test::is_known_manifest_error(error));
  }
  return patched;
}
Manifest<std::string> status(const std::string& patch, std::string_view plan = kPlan) {
  return told(patch_plan(PatchKind::kStatus, patch, "patch.toml", plan, district()));
}
Manifest<std::string> metadata(const std::string& keys, std::string_view plan = kPlan) {
  return told(patch_plan(PatchKind::kMetadata, "plan = \"khu-a\"\n" + keys, "patch.toml", plan, district()));
}
/// \pre it is good
std::string changed(const Manifest<std::string>& patched) {
  EXPECT_THAT(patched.errors, IsEmpty());
  return patched.value;
}

TEST(PatchPlan, ASuspensionSaysSinceWhenAndHidesNoEarlierDay) {
  const PlanInfo plan = parsed(changed(status(order("suspend", "2026-03-01"))));
  EXPECT_EQ(plan.status, PlanStatus::kSuspended);
  EXPECT_EQ(status_on(plan, day("2026-02-28")), PlanStatus::kInForce);
  EXPECT_EQ(status_on(plan, day("2026-03-01")), PlanStatus::kSuspended);
  EXPECT_EQ(status_on(plan, day("2015-04-03")), PlanStatus::kApprovedNotYetInForce);
  ASSERT_EQ(plan.suspensions.size(), 1U);
  EXPECT_EQ(plan.suspensions[0].decision->number, "9/QĐ");
  EXPECT_EQ(plan.decision.number, "1/QĐ") << "what approved it did";
}

TEST(PatchPlan, ALiftedSuspensionIsStillOneOnItsDays) {
  const std::string suspended = changed(status(order("suspend", "2026-03-01")));
  const std::string lifted = changed(status(order("lift", "2026-09-01"), suspended));
  const PlanInfo plan = parsed(lifted);
  EXPECT_EQ(plan.status, PlanStatus::kInForce);
  EXPECT_EQ(status_on(plan, day("2026-05-01")), PlanStatus::kSuspended);
  EXPECT_EQ(status_on(plan, day("2026-09-01")), PlanStatus::kInForce);
  EXPECT_TRUE(plan.suspensions[0].lifted_by);
  const PlanInfo twice = parsed(changed(status(order("suspend", "2027-01-01"), lifted)));
  EXPECT_EQ(twice.suspensions.size(), 2U);
  EXPECT_EQ(status_on(twice, day("2026-12-31")), PlanStatus::kInForce);
  EXPECT_EQ(status_on(twice, day("2027-01-01")), PlanStatus::kSuspended);
  EXPECT_THAT(status(order("suspend", "2026-02-01"), lifted).errors, ElementsAre(HasSubstr("patch.toml:3: from: ")));
}

TEST(PatchPlan, WhatWasSuspendedSinceNobodyKnowsStaysSoUntilItIsLiftedOrEnds) {
  std::string undated{kPlan};
  undated.replace(undated.find("in_force\""), 9, "suspended\"");
  const PlanInfo lifted = parsed(changed(status(order("lift", "2026-09-01"), undated)));
  EXPECT_EQ(status_on(lifted, day("2018-01-01")), PlanStatus::kSuspended);
  EXPECT_EQ(status_on(lifted, day("2026-09-01")), PlanStatus::kInForce);
  const PlanInfo repealed = parsed(changed(status(order("repeal", "2026-09-01"), undated)));
  EXPECT_EQ(status_on(repealed, day("2018-01-01")), PlanStatus::kSuspended);
  EXPECT_EQ(status_on(repealed, day("2026-09-01")), PlanStatus::kRepealed);
}

TEST(PatchPlan, APlanEndsOnADayByADecision) {
  const PlanInfo repealed = parsed(changed(status(order("repeal", "2026-03-01"))));
  EXPECT_EQ(status_on(repealed, day("2026-02-28")), PlanStatus::kInForce);
  EXPECT_EQ(status_on(repealed, day("2026-03-01")), PlanStatus::kRepealed);
  EXPECT_EQ(repealed.ended_by->number, "9/QĐ");
  const std::string expired = changed(status(order("expire", "2026-03-01", "")));
  EXPECT_EQ(status_on(parsed(expired), day("2026-03-01")), PlanStatus::kExpired);
  EXPECT_FALSE(parsed(expired).ended_by);
  EXPECT_THAT(status(order("repeal", "2026-04-01"), expired).errors, ElementsAre(HasSubstr("3: from: the plan is expired")));
  const PlanInfo replaced = parsed(changed(replaced_plan(kPlan, district(), day("2026-03-01"), {"7/QĐ", day("2026-02-01"), "UBND"})));
  EXPECT_EQ(status_on(replaced, day("2026-02-28")), PlanStatus::kInForce);
  EXPECT_EQ(status_on(replaced, day("2026-03-01")), PlanStatus::kReplaced);
  EXPECT_EQ(replaced.ended_by->number, "7/QĐ");
}

TEST(PatchPlan, KeepsEveryOtherKeyAndValue) {
  const PlanInfo before = parsed(std::string{kPlan});
  const PlanInfo after = parsed(changed(status(order("suspend", "2026-03-01"))));
  EXPECT_EQ(after.title.vi, "Khu A \"mới\" (DEMO)");
  EXPECT_EQ(after.accuracy_m, before.accuracy_m);
  ASSERT_EQ(after.layers.size(), 1U);
  EXPECT_EQ(after.layers[0].fields, before.layers[0].fields);
  EXPECT_EQ(after.layers[0].land_use_codes, before.layers[0].land_use_codes);
  EXPECT_EQ(after.layers[0].encoding, TextEncoding::kTcvn3);
  EXPECT_EQ(changed(status(order("suspend", "2026-03-01"))), changed(status(order("suspend", "2026-03-01"))));
}

TEST(PatchPlan, RefusesAStatusThatDoesNotFollow) {
  EXPECT_THAT(status(order("suspend", "2015-04-03")).errors, ElementsAre(HasSubstr("from: the plan is approved_not_yet_in_force")));
  EXPECT_THAT(status(order("lift", "2026-03-01")).errors, ElementsAre(HasSubstr("no suspension to lift")));
  EXPECT_THAT(status(order("repeal", "2015-04-04")).errors, ElementsAre(HasSubstr("was not in force before that day")));
  EXPECT_THAT(status(order("suspend", "2026-03-01", "")).errors, ElementsAre(HasSubstr("decision: missing")));
  EXPECT_THAT(status(order("replace", "2026-03-01")).errors, ElementsAre(HasSubstr("patch.toml:2: action: expected suspend")));
  EXPECT_THAT(status(order("suspend", "\"2026-03-01\"")).errors, ElementsAre(HasSubstr("patch.toml:3: from: expected a date")));
  EXPECT_THAT(status("plan = \"khu-b\"\naction = \"lift\"\nfrom = 2026-01-01\n" + std::string{kDecision}).errors,
              testing::Contains(HasSubstr("patch.toml:1: plan: expected khu-a")));
  EXPECT_THAT(status(order("suspend", "2026-03-01") + "scale = 1\n").errors, ElementsAre(HasSubstr("decision.scale: unknown key")));
  EXPECT_THAT(status("plan = ").errors, ElementsAre(HasSubstr("patch.toml:1: ")));
  EXPECT_THAT(status("").errors, ElementsAre(HasSubstr("plan: missing")));
  const auto lifted_on_its_first_day = status(order("lift", "2026-03-01"), changed(status(order("suspend", "2026-03-01"))));
  EXPECT_THAT(lifted_on_its_first_day.errors, ElementsAre(HasSubstr("begins on that day")));
}

TEST(PatchPlan, MetadataIsCorrectedKeyByKey) {
  const PlanInfo plan = parsed(changed(metadata(
      "title = \"Khu A\"\nscale = 500\nremove = [\"accuracy_m\"]\n[decision]\nnumber = \"2/QĐ\"\n[in_force]\nto = 2030-01-01\n")));
  EXPECT_EQ(plan.title.vi, "Khu A");
  EXPECT_EQ(plan.title.en, "Area A");
  EXPECT_EQ(plan.scale, 500);
  EXPECT_FALSE(plan.accuracy_m);
  EXPECT_EQ(plan.decision.number, "2/QĐ");
  EXPECT_EQ(plan.decision.authority, "UBND (DEMO)");
  EXPECT_EQ(plan.in_force_to, day("2030-01-01"));
}

TEST(PatchPlan, WhatAPlanMayNotSayIsToldWithThePatchsKeyAndLine) {
  EXPECT_THAT(metadata("scale = \"1/500\"\n").errors, ElementsAre("patch.toml:2: scale: expected a whole number"));
  EXPECT_THAT(metadata("title = \"\"\n").errors, ElementsAre("patch.toml:2: title: must not be empty"));
  EXPECT_THAT(metadata("[in_force]\nto = 2015-01-01\n").errors, ElementsAre("patch.toml:3: in_force.to: must come after from"));
  EXPECT_THAT(metadata("[decision]\ndate = \"x\"\n").errors, ElementsAre(HasSubstr("patch.toml:3: decision.date: expected a date")));
  EXPECT_THAT(metadata("status = \"expired\"\n").errors, testing::Contains("patch.toml:2: status: unknown key"));
  EXPECT_THAT(metadata("[decision]\nplace = \"x\"\n").errors, testing::Contains("patch.toml:3: decision.place: unknown key"));
  EXPECT_THAT(metadata("decision = 3\n").errors, testing::Contains(HasSubstr("patch.toml:2: decision: expected a table")));
  EXPECT_THAT(metadata("title = [[[1]]]\n").errors, ElementsAre(HasSubstr("title: expected a text")));
  EXPECT_THAT(metadata("remove = [\"title\"]\n").errors, testing::Contains(HasSubstr("title cannot be removed")));
  EXPECT_THAT(metadata("").errors, ElementsAre(HasSubstr("nothing is corrected")));
  EXPECT_THAT(metadata("scale = 2000\n").errors, ElementsAre(HasSubstr("nothing is corrected")));
}

TEST(PatchPlan, DocumentsAreAddedAndDropped) {
  const std::string file = "[[document]]\nkind = \"drawing\"\ntitle = \"Bản vẽ\"\nfile = \"ban-ve.pdf\"\n";
  const PlanInfo added = parsed(changed(metadata(file)));
  ASSERT_EQ(added.documents.size(), 2U);
  EXPECT_EQ(added.documents[1].file, "ban-ve.pdf");
  const PlanInfo retitled = parsed(changed(metadata(
      "drop_documents = [\"0123.pdf\"]\n[[document]]\nkind = \"decision\"\ntitle = \"Quyết định 1\"\nfile = \"0123.pdf\"\n")));
  ASSERT_EQ(retitled.documents.size(), 1U);
  EXPECT_EQ(retitled.documents[0].title, "Quyết định 1");
  EXPECT_TRUE(parsed(changed(metadata("drop_documents = [\"0123.pdf\"]\n"))).documents.empty());
  EXPECT_THAT(metadata("drop_documents = [\"9.pdf\"]\n").errors, testing::Contains(HasSubstr("patch.toml:2: drop_documents: the plan has no document 9.pdf")));
  EXPECT_THAT(metadata("[[document]]\nkind = \"decision\"\ntitle = \"x\"\nfile = \"../x.pdf\"\n").errors, ElementsAre(HasSubstr("inside the manifest's folder")));
  EXPECT_THAT(metadata("document = 1\n").errors, testing::Contains(HasSubstr("document: expected tables")));
  EXPECT_THAT(metadata("document = [1]\n").errors, testing::Contains(HasSubstr("document: expected tables")));
}

TEST(PatchOfJson, SaysTheSameAsToml) {
  const auto patch = patch_of_json(R"({"plan":"khu-a","action":"suspend","from":"2026-03-01",)"
                                   R"("decision":{"number":"9/QĐ \"x\"","date":"2026-02-20","authority":"UBND"}})");
  ASSERT_TRUE(patch);
  const PlanInfo plan = parsed(changed(status(*patch)));
  EXPECT_EQ(plan.suspensions.at(0).decision->number, "9/QĐ \"x\"");
  const auto removing = patch_of_json(R"({"plan":"khu-a","accuracy_m":null,"scale":500,"in_force":{"from":"2015-04-05","to":null}})");
  ASSERT_TRUE(removing);
  const PlanInfo corrected = parsed(changed(patch_plan(PatchKind::kMetadata, *removing, "patch", kPlan, district())));
  EXPECT_FALSE(corrected.accuracy_m);
  EXPECT_EQ(corrected.in_force_from, day("2015-04-05"));
}

TEST(PatchOfJson, WhatIsNoDayIsNoDate) {
  const auto patch = patch_of_json(R"({"plan":"khu-a","action":"lift","from":"2026-02-30","decision":{}})");
  ASSERT_TRUE(patch);
  EXPECT_THAT(status(*patch).errors, testing::Contains(HasSubstr("from: expected a date")));
}

TEST(PatchOfJson, RefusesWhatIsNoPatch) {
  for (const char* json : {"", "[]", "1", "{", "null", R"({"a":1,"a":2})", R"({"a":{"a":{"a":{"a":{"a":{"a":1}}}}}})", R"({"a":[null]})",
                           R"({"a":null,"remove":["x"]})"}) {
    EXPECT_EQ(patch_of_json(json).error().code, ErrorCode::kBodyUnreadable) << json;
  }
}

}  // namespace
}  // namespace quyhoach::geo
