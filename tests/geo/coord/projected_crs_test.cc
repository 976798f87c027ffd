#include "geo/coord/projected_crs.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace quyhoach::geo {
namespace {

TEST(GeographicCrsOf, IsTheOneItIsMadeFrom) {
  EXPECT_EQ(geographic_crs_of("EPSG:9210"), "EPSG:4756");
  EXPECT_EQ(geographic_crs_of("EPSG:32648"), "EPSG:4326");
  EXPECT_EQ(geographic_crs_of("EPSG:99999"), "");
}

TEST(ProjectedCrs, FindsTheOtherZonesOfVn2000) {
  const auto all = projected_crs_of_same_datum("EPSG:9210");
  EXPECT_THAT(all, testing::IsSupersetOf({"EPSG:3405", "EPSG:3406", "EPSG:5899", "EPSG:9205", "EPSG:9214"}));
  EXPECT_THAT(all, testing::Not(testing::Contains("EPSG:9210")));  // Not itself.
  for (const char* deprecated :
       {"EPSG:6956", "EPSG:6957", "EPSG:6958", "EPSG:6959"}) {  // Swapped false easting and northing.
    EXPECT_THAT(all, testing::Not(testing::Contains(deprecated)));
  }
  for (const char* other_datum : {"EPSG:32648", "EPSG:3148"}) {
    EXPECT_THAT(all, testing::Not(testing::Contains(other_datum)));
  }
}

TEST(ProjectedCrs, FindsNothingForWhatIsNoCrs) {
  EXPECT_THAT(projected_crs_of_same_datum("EPSG:999999"), testing::IsEmpty());
  EXPECT_THAT(projected_crs_of_same_datum(""), testing::IsEmpty());
}

}  // namespace
}  // namespace quyhoach::geo
