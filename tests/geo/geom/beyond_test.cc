#include "geo/geom/beyond.h"

#include "geo/geom/measure.h"
#include "tests/geo/geom/polygons.h"

namespace quyhoach::geo {
namespace {

double beyond_m2(const std::vector<std::string>& area, double tolerance_m, const std::string& wkt) {
  const auto limit = Limit::create(layer_of(area).shapes(), tolerance_m);
  const auto outside = limit ? limit->beyond(polygon(wkt).view()) : Result<ShapeStore>{limit.error()};
  EXPECT_TRUE(outside) << outside.error().message;
  return outside && outside->size() > 0 ? area_m2(outside->view(0)) : 0.0;
}

const std::vector<std::string> kTwo{"POLYGON((0 0,50 0,50 100,0 100,0 0))", "POLYGON((50.4 0,100 0,100 100,50.4 100,50.4 0))"};

TEST(Limit, TellsWhatReachesFurtherThanTheTolerance) {
  EXPECT_EQ(beyond_m2(kTwo, 0.6, "POLYGON((10 10,20 10,20 20,10 20,10 10))"), 0.0);
  EXPECT_EQ(beyond_m2(kTwo, 0.6, "POLYGON((90 10,100.5 10,100.5 20,90 20,90 10))"), 0.0) << "beyond by half a metre";
  EXPECT_NEAR(beyond_m2(kTwo, 0.6, "POLYGON((90 10,101 10,101 20,90 20,90 10))"), 10.0, 1e-6) << "all of what is beyond";
  EXPECT_NEAR(beyond_m2(kTwo, 0.6, "POLYGON((200 10,210 10,210 20,200 20,200 10))"), 100.0, 1e-6);
}

TEST(Limit, ASlitBetweenTwoPolygonsIsNone) {
  EXPECT_EQ(beyond_m2(kTwo, 0.6, "POLYGON((40 10,60 10,60 20,40 20,40 10))"), 0.0);
  EXPECT_NEAR(beyond_m2(kTwo, 0.1, "POLYGON((40 10,60 10,60 20,40 20,40 10))"), 4.0, 1e-6);
}

TEST(Limit, APartWithinTheToleranceIsNotCountedWithAnother) {
  // Beyond the west side by 0.5 m along 10 m, and beyond the east side by 2 m.
  EXPECT_NEAR(beyond_m2(kTwo, 0.6, "POLYGON((-0.5 10,102 10,102 20,-0.5 20,-0.5 10))"), 20.0, 1e-6);
}

TEST(Limit, KnowsHolesAndPartsAndAPolygonAroundIt) {
  const std::vector<std::string> ring{"POLYGON((0 0,100 0,100 100,0 100,0 0),(40 40,40 60,60 60,60 40,40 40))"};
  EXPECT_NEAR(beyond_m2(ring, 0.6, "POLYGON((30 30,70 30,70 70,30 70,30 30))"), 400.0, 1e-6);
  EXPECT_NEAR(beyond_m2(ring, 0.6, "POLYGON((45 45,55 45,55 55,45 55,45 45))"), 100.0, 1e-6);
  EXPECT_NEAR(beyond_m2(ring, 0.6, "MULTIPOLYGON(((5 5,10 5,10 10,5 10,5 5)),((45 45,55 45,55 55,45 55,45 45)))"), 100.0, 1e-6);
  EXPECT_NEAR(beyond_m2({"POLYGON((0 0,10 0,10 10,0 10,0 0))"}, 0.6, "POLYGON((-90 -90,110 -90,110 110,-90 110,-90 -90))"), 39'900.0, 1e-6);
}

}  // namespace
}  // namespace quyhoach::geo
