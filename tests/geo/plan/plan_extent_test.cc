#include "geo/plan/plan_extent.h"

#include <gtest/gtest.h>

#include "tests/geo/plan/small_district.h"

namespace quyhoach::geo {
namespace {

bool reaches(const PlanSet& plan, const std::string& commune) {
  ShapeStore store;
  add_wkt(store, commune, 0);
  const auto reached = reaches_into(plan, store.view(0));
  EXPECT_TRUE(reached);
  return reached && *reached;
}

TEST(ReachesInto, IsForMoreThanAnEdge) {
  const auto zone = PlanWriter{"z", "zoning_plan", 0}.zone(box(0, 0, 20, 10), "A", "ODT").done();
  EXPECT_TRUE(reaches(*zone, box(19, 5, 40, 40))) << "crosses";
  EXPECT_TRUE(reaches(*zone, box(5, 2, 6, 3))) << "holds it";
  EXPECT_TRUE(reaches(*zone, box(-50, -50, 50, 50))) << "lies in it";
  EXPECT_FALSE(reaches(*zone, box(20, 0, 40, 10))) << "only touches it";
  EXPECT_FALSE(reaches(*zone, box(30, 0, 40, 10)));
  EXPECT_FALSE(reaches(*zone, "POLYGON((-20 -20,40 -20,40 -5,-5 -5,-5 40,-20 40,-20 -20))")) << "lies in its box alone";
}

TEST(ReachesInto, AsksLinesAndTheBoundaryToo) {
  const auto line = PlanWriter{"l", "building_line", 0}.line("LINESTRING(0 0,50 0)", "CG").done();
  EXPECT_TRUE(reaches(*line, box(20, -5, 30, 5)));
  EXPECT_FALSE(reaches(*line, box(20, 1, 30, 5)));
  const auto bounded = PlanWriter{"b", "zoning_plan", 0}.zone(box(0, 0, 20, 10), "A", "ODT").boundary(box(0, 0, 100, 100)).done();
  EXPECT_TRUE(reaches(*bounded, box(60, 60, 70, 70)));
}

TEST(OutlinesOfCommune, AreNoneWithoutABaseMap) { EXPECT_TRUE(outlines_of_commune(*small_snapshot(), "27553").empty()); }

}  // namespace
}  // namespace quyhoach::geo
