#include "geo/geom/near_miss.h"

#include "geo/geom/coverage.h"
#include "tests/geo/geom/demo_tessellation.h"
#include "tests/geo/geom/polygons.h"

namespace quyhoach::geo {
namespace {

std::vector<NearMiss> misses_of(const std::vector<std::string>& wkts) {
  const AreaLayer zones = layer_of(wkts);
  return near_misses(unmatched_edges(match_edges(edges_of(zones.shapes()))));
}

TEST(NearMiss, FindsTwoSidesThatShouldBeOne) {
  for (const double off : {0.05, -0.05, 0.25}) {  // Apart, and over each other.
    const std::string x = std::to_string(10.0 + off);
    const auto found = misses_of({"POLYGON((0 0,10 0,10 50,0 50,0 0))", "POLYGON((" + x + " 10,20 10,20 40," + x + " 40," + x + " 10))"});
    ASSERT_EQ(found.size(), 1U) << off;
    EXPECT_EQ(found[0].first, 0U);
    EXPECT_EQ(found[0].second, 1U);
    EXPECT_NEAR(found[0].length_m, 30.0, 1e-6);
    EXPECT_NEAR(found[0].distance_m, std::abs(off), 1e-6);
    EXPECT_NEAR(found[0].place.east_m, 10.0, 1e-6);
  }
}

TEST(NearMiss, FindsACornerMovedOffTheLine) {
  const auto found = misses_of({"POLYGON((0 0,10 0,10 25,10 50,0 50,0 0))", "POLYGON((10 0,20 0,20 50,10 50,10.1 25,10 0))"});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_NEAR(found[0].distance_m, 0.1, 1e-6);
  EXPECT_NEAR(found[0].length_m, 50.0, 0.1);
  EXPECT_NEAR(found[0].place.north_m, 25.0, 0.1);
}

TEST(NearMiss, TakesSharedSidesAndTJunctionsForWhatTheyAre) {
  EXPECT_TRUE(misses_of({"POLYGON((0 0,10 0,10 50,0 50,0 0))", "POLYGON((10 0,20 0,20 20,10 20,10 0))",
                         "POLYGON((10 20,20 20,20 50,10 50,10 20))"}).empty());
}

TEST(NearMiss, SaysNothingOfWhatIsFurtherApartCrossesOrIsShort) {
  EXPECT_TRUE(misses_of({"POLYGON((0 0,10 0,10 50,0 50,0 0))", "POLYGON((10.5 0,20 0,20 50,10.5 50,10.5 0))"}).empty());
  EXPECT_TRUE(misses_of({"POLYGON((0 0,10 0,10 50,0 50,0 0))", "POLYGON((5 20,30 20,30 30,5 30,5 20))"}).empty());
  EXPECT_TRUE(misses_of({"POLYGON((0 0,10 0,10 50,0 50,0 0))", "POLYGON((10.05 10,20 10,20 10.8,10.05 10.8,10.05 10))"}).empty());
  EXPECT_TRUE(misses_of({"POLYGON((0 0,10 0,10 50,0 50,0 0))", "POLYGON((10 0,30 0,30 50,10 0))"}).empty());  // A wedge.
}

TEST(NearMiss, FindsNothingInAPlanWithoutFaults) {
  const auto plan = test::DemoTessellation{.columns = 20, .rows = 20}.make();
  EXPECT_TRUE(near_misses(unmatched_edges(match_edges(edges_of(plan.zones)))).empty());
}

}  // namespace
}  // namespace quyhoach::geo
