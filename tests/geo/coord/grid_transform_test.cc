#include "geo/coord/grid_transform.h"

#include <atomic>
#include <cmath>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

namespace quyhoach::geo {
namespace {

constexpr GridPoint kCuChi{580'679.2756, 1'213'237.6809};  // 10.97 N, 106.49 E by EPSG:6960.

GridTransform cu_chi() {
  auto transform = GridTransform::create("EPSG:9210", "EPSG:6960");
  EXPECT_TRUE(transform);
  return std::move(*transform);
}

TEST(GridTransform, MapsCuChiToLongitudeThenLatitude) {
  const auto point = cu_chi().to_lonlat(kCuChi);
  ASSERT_TRUE(point);
  EXPECT_NEAR(point->lon_deg, 106.49, 1e-6);
  EXPECT_NEAR(point->lat_deg, 10.97, 1e-6);
}

TEST(GridTransform, SwappedAxesAreNotAnErrorForProjSoCallersMustCheckTheDistrictBox) {
  const auto point = cu_chi().to_lonlat(GridPoint{kCuChi.north_m, kCuChi.east_m});
  ASSERT_TRUE(point);  // No error: a point in the sea.
  EXPECT_GT(std::abs(point->lon_deg - 106.49), 5.0);
}

TEST(GridTransform, HasNoStepAtLatitude11Point04) {
  const GridTransform transform = cu_chi();
  const auto south = transform.to_grid(LonLat{106.4933, 11.0399});
  const auto north = transform.to_grid(LonLat{106.4933, 11.0401});
  ASSERT_TRUE(south);
  ASSERT_TRUE(north);
  constexpr double kSmoothStep_m = 0.06;  // Meridian convergence over 22 m; PROJ's own choice jumps 0.74 m here.
  EXPECT_LT(std::abs(north->east_m - south->east_m), kSmoothStep_m);
}

/// In metres of the grid: a millimetre further north is a millimetre further north, on both sides of 11.04° as at it.
TEST(GridTransform, HasNoStepAnywhereBetween10Point9And11Point2) {
  const GridTransform transform = cu_chi();
  constexpr double kStep_deg = 1e-4;
  double previous_m = transform.to_grid(LonLat{106.4933, 10.9})->north_m;
  for (int i = 1; i <= 3'000; ++i) {
    const auto point = transform.to_grid(LonLat{106.4933, 10.9 + i * kStep_deg});
    ASSERT_TRUE(point);
    ASSERT_NEAR(point->north_m - previous_m, 11.062, 0.002) << i;
    previous_m = point->north_m;
  }
}

/// 6960 and 5194 lie 0.80 m apart here: whoever asks for one must not be given the other.
TEST(GridTransform, UsesTheOperationAskedForAndNoOther) {
  const auto other = GridTransform::create("EPSG:9210", "EPSG:5194");
  ASSERT_TRUE(other);
  const auto a = cu_chi().to_grid(LonLat{106.49, 10.97});
  const auto b = other->to_grid(LonLat{106.49, 10.97});
  ASSERT_TRUE(a && b);
  EXPECT_NEAR(std::hypot(a->east_m - b->east_m, a->north_m - b->north_m), 0.80, 0.02);
}

TEST(GridTransform, RejectsALatitudeBeyondThePole) { EXPECT_FALSE(cu_chi().to_grid(LonLat{10.97, 106.49})); }

TEST(GridTransform, RejectsNumbersThatAreNone) {
  const GridTransform transform = cu_chi();
  for (const double bad : {std::nan(""), HUGE_VAL, -HUGE_VAL}) {
    EXPECT_FALSE(transform.to_grid(LonLat{bad, 10.97})) << bad;
    EXPECT_FALSE(transform.to_grid(LonLat{106.49, bad})) << bad;
    EXPECT_FALSE(transform.to_lonlat(GridPoint{bad, 1'213'000.0})) << bad;
    EXPECT_FALSE(transform.to_lonlat(GridPoint{580'000.0, bad})) << bad;
  }
  EXPECT_TRUE(transform.to_grid(LonLat{106.49, 10.97})) << "an earlier failure must not stick";
}

TEST(GridTransform, RoundTripStaysWithinAMillimetre) {
  const GridTransform transform = cu_chi();
  const auto there = transform.to_lonlat(kCuChi);
  ASSERT_TRUE(there);
  const auto back = transform.to_grid(*there);
  ASSERT_TRUE(back);
  EXPECT_NEAR(back->east_m, kCuChi.east_m, 1e-3);
  EXPECT_NEAR(back->north_m, kCuChi.north_m, 1e-3);
}

/// The same plane, with and without the datum's shift: 226 m apart.
TEST(GridTransform, TheProjectionAloneMakesNoShift) {
  const auto projection = GridTransform::create_projection("EPSG:9210");
  ASSERT_TRUE(projection);
  const auto shifted = cu_chi().to_grid(LonLat{106.49, 10.97});
  const auto plain = projection->to_grid(LonLat{106.49, 10.97});
  ASSERT_TRUE(shifted && plain);
  EXPECT_NEAR(std::hypot(shifted->east_m - plain->east_m, shifted->north_m - plain->north_m), 226.0, 1.0);
  EXPECT_FALSE(GridTransform::create_projection("EPSG:4756"));
  EXPECT_FALSE(GridTransform::create_projection("+proj=tmerc"));
}

TEST(GridTransform, OpensADistrictInKenya) {  // Arc 1960 / UTM 36N
  const auto transform = GridTransform::create("EPSG:21096", "EPSG:1284");
  ASSERT_TRUE(transform);
  const auto point = transform->to_grid(LonLat{34.75, 0.28});
  ASSERT_TRUE(point);
  EXPECT_NEAR(point->east_m, 694'700.0, 500.0);
  EXPECT_NEAR(point->north_m, 31'250.0, 500.0);
}

TEST(GridTransform, OpensADistrictInFrance) {  // RGF93 v1 / Lambert-93; its origin is 3° E, 46.5° N.
  const auto transform = GridTransform::create("EPSG:2154", "EPSG:1671");
  ASSERT_TRUE(transform);
  const auto point = transform->to_grid(LonLat{3.0, 46.5});
  ASSERT_TRUE(point);
  EXPECT_NEAR(point->east_m, 700'000.0, 0.01);
  EXPECT_NEAR(point->north_m, 6'600'000.0, 0.01);
}

TEST(GridTransform, OpensACrsOnWgs84WithoutADatumOperation) {
  const auto transform = GridTransform::create("EPSG:32648", "none");
  ASSERT_TRUE(transform);
  const auto point = transform->to_grid(LonLat{105.0, 0.0});
  ASSERT_TRUE(point);
  EXPECT_NEAR(point->east_m, 500'000.0, 1e-6);
  EXPECT_NEAR(point->north_m, 0.0, 1e-6);
}

struct Refused {
  const char* crs;
  const char* operation;
};
class GridTransformRefuses : public testing::TestWithParam<Refused> {};

TEST_P(GridTransformRefuses, WithACodeThatSaysTheCrsIsNotAllowed) {
  const auto transform = GridTransform::create(GetParam().crs, GetParam().operation);
  ASSERT_FALSE(transform);
  EXPECT_EQ(transform.error().code, ErrorCode::kCrsNotAllowed);
}

INSTANTIATE_TEST_SUITE_P(
    Pairs, GridTransformRefuses,
    testing::Values(
        Refused{"EPSG:999999", "EPSG:6960"},                                   // No such CRS.
        Refused{"EPSG:4326", "none"},                                          // Not projected: no areas in degrees.
        Refused{"EPSG:4756", "EPSG:6960"}, Refused{"EPSG:9210", "EPSG:1671"},  // An operation of another datum.
        Refused{"EPSG:9210", "EPSG:999999"}, Refused{"EPSG:9210", "none"},     // A datum change that is not to be.
        Refused{"EPSG:32648", "EPSG:6960"},                                    // A datum change where there is none.
        Refused{"EPSG:32648", "EPSG:16048"},  // A map projection is no datum operation …
        Refused{"EPSG:9210", "EPSG:9196"},    // … nor does it choose one.
        Refused{"", "EPSG:6960"}, Refused{"9210", "EPSG:6960"}, Refused{"epsg:9210", "EPSG:6960"},
        Refused{"EPSG:9210", ""}, Refused{"EPSG:9210", "6960"}, Refused{"https://example.invalid/crs", "EPSG:6960"},
        Refused{"+proj=tmerc +nadgrids=/etc/passwd", "EPSG:6960"},
        Refused{"EPSG:9210 +nadgrids=/etc/passwd", "EPSG:6960"}, Refused{"EPSG:9210+5773", "EPSG:6960"}));

TEST(GridTransform, EveryThreadMayHaveItsOwn) {
  const auto expected = cu_chi().to_lonlat(kCuChi);
  ASSERT_TRUE(expected);
  std::atomic<int> wrong{0};
  std::vector<std::jthread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      const auto transform = GridTransform::create("EPSG:9210", "EPSG:6960");
      for (int k = 0; k < 10'000; ++k) {
        const auto point = transform->to_lonlat(kCuChi);
        wrong += point && *point == *expected ? 0 : 1;
      }
    });
  }
  threads.clear();
  EXPECT_EQ(wrong.load(), 0);
}

TEST(GridTransform, ClonesOfOneMapAsItDoesOnThreadsOfTheirOwn) {
  const auto own = cu_chi().clone();
  ASSERT_TRUE(own);
  const auto expected = cu_chi().to_lonlat(kCuChi);
  ASSERT_TRUE(expected);
  std::atomic<int> wrong{0};
  std::vector<GridTransform> clones;
  for (int i = 0; i < 4; ++i) {
    clones.push_back(*own->clone());
  }
  std::vector<std::jthread> threads;
  for (const GridTransform& clone : clones) {
    threads.emplace_back([&wrong, &expected, &clone] {
      for (int k = 0; k < 10'000; ++k) {
        const auto point = clone.to_lonlat(kCuChi);
        wrong += point && *point == *expected ? 0 : 1;
      }
    });
  }
  threads.clear();
  EXPECT_EQ(wrong.load(), 0);
}

TEST(IsEpsgCode, TakesAnAuthorityAndFourToSixDigitsOnly) {
  for (const char* good : {"EPSG:9210", "EPSG:32648", "EPSG:100001"}) {
    EXPECT_TRUE(is_epsg_code(good)) << good;
  }
  for (const char* bad : {"", "EPSG:", "EPSG:921", "EPSG:1234567", "EPSG:92 10", "EPSG:921a", "ESRI:9210", "EPSG:9210 ",
                          " EPSG:9210", "EPSG:-9210", "EPSG:9210/../x", "EPSG:９２１０"}) {
    EXPECT_FALSE(is_epsg_code(bad)) << bad;
  }
  EXPECT_FALSE(is_epsg_code(std::string("EPSG:9210\0", 10)));
}

}  // namespace
}  // namespace quyhoach::geo
