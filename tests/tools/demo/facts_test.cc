#include <fstream>
#include <set>

#include <gmock/gmock.h>

#include "tools/demo/plan_content.h"

namespace quyhoach::tools::demo {
namespace {

const std::filesystem::path kData = std::filesystem::path{QUYHOACH_SOURCE_DIR} / "data/demo";

std::set<std::string> first_column(const std::filesystem::path& file) {
  std::set<std::string> out;
  std::ifstream in{file};
  for (std::string line; std::getline(in, line);) {
    out.insert(line.substr(0, line.find('\t')));
  }
  out.erase("id");
  return out;
}

TEST(Facts, KnowTwentyOneCommunesAndTheSevenThatFollowed) {
  const Facts facts = read_facts(kData);
  EXPECT_EQ(facts.communes.size(), 21U);
  ASSERT_EQ(facts.units.size(), 7U);
  for (const CommuneFacts& commune : facts.communes) {
    EXPECT_TRUE(std::any_of(facts.units.begin(), facts.units.end(),
                            [&](const UnitFacts& unit) { return unit.code == commune.now; }));
  }
}

TEST(Facts, PlansCoverEveryTopicOfTheCatalogueAndEveryStatus) {
  std::set<std::string> topics;
  std::set<std::string> statuses;
  for (const PlanFacts& plan : read_plans(kData)) {
    topics.insert(plan.topic);
    statuses.insert(plan.status);
  }
  EXPECT_EQ(topics, first_column(std::filesystem::path{QUYHOACH_SOURCE_DIR} / "data/catalogue/topics.tsv"));
  EXPECT_THAT(statuses, testing::UnorderedElementsAre("in_force", "consultation", "replaced",
                                                      "approved_not_yet_in_force", "suspended", "expired", "repealed"));
}

TEST(Facts, EveryPlanSaysDemo) {
  for (const PlanFacts& plan : read_plans(kData)) {
    EXPECT_THAT(plan.title, testing::HasSubstr("DEMO"));
    EXPECT_THAT(plan.title_en, testing::HasSubstr("DEMO"));
    EXPECT_THAT(plan.authority, testing::HasSubstr("DEMO"));
    EXPECT_THAT(plan.number, testing::StartsWith("DEMO-"));
  }
}

TEST(Facts, PlansReferToPlansAndTheirDatesAgree) {
  const std::vector<PlanFacts> plans = read_plans(kData);
  const auto find = [&](const std::string& id) {
    return std::find_if(plans.begin(), plans.end(), [&](const PlanFacts& plan) { return plan.id == id; });
  };
  for (const PlanFacts& plan : plans) {
    SCOPED_TRACE(plan.id);
    EXPECT_EQ(find(plan.id)->title, plan.title) << "id used twice";
    EXPECT_EQ(plan.from.empty(), plan.status == "consultation");
    EXPECT_TRUE(plan.from.empty() || plan.date <= plan.from);
    EXPECT_TRUE(plan.to.empty() || plan.from < plan.to);
    EXPECT_EQ(plan.status == "replaced" || plan.status == "expired" || plan.status == "repealed",
              !plan.to.empty() && plan.to <= "2026-01-01");
    if (plan.status == "approved_not_yet_in_force") {
      EXPECT_EQ(plan.from, "2027-01-01");
    }
    if (!plan.replaces.empty()) {
      ASSERT_NE(find(plan.replaces), plans.end());
      EXPECT_EQ(find(plan.replaces)->status, "replaced");
      EXPECT_EQ(find(plan.replaces)->to, plan.from);
    }
    if (!plan.amends.empty()) {
      ASSERT_NE(find(plan.amends), plans.end());
      EXPECT_EQ(find(plan.amends)->topic, "zoning_plan");
    }
  }
}

}  // namespace
}  // namespace quyhoach::tools::demo
