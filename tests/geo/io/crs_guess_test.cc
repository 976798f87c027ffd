#include "geo/io/crs_guess.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace quyhoach::geo {
namespace {

using testing::Contains;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

class GuessCrs : public testing::Test {
 protected:
  GuessCrs() {
    district_.crs = "EPSG:9210";
    district_.datum_operation = "EPSG:6960";
    district_.bbox = {106.35, 10.88, 106.70, 11.17};
  }
  [[nodiscard]] std::vector<CrsGuess> guess(const std::vector<GridPoint>& points, std::size_t most = 100) const {
    return guess_crs(district_, points, most);
  }

  District district_;
};

/// 106.49° E 10.97° N as EPSG:9210 and as EPSG:5899, two zones of two degrees apart.
constexpr GridPoint kInZone{580679.28, 1213237.68};

TEST_F(GuessCrs, NamesTheDistrictsOwnCrsInBothOrders) {
  EXPECT_THAT(guess({kInZone}), Contains(CrsGuess{"EPSG:9210", false}));
  const auto swapped = guess({{kInZone.north_m, kInZone.east_m}});
  EXPECT_THAT(swapped, Contains(CrsGuess{"EPSG:9210", true}));
  EXPECT_THAT(swapped, Not(Contains(CrsGuess{"EPSG:9210", false})));
}

TEST_F(GuessCrs, NamesDegreesInBothOrders) {
  EXPECT_EQ(guess({{106.49, 10.97}}), (std::vector<CrsGuess>{{"EPSG:4326", false}, {"EPSG:4756", false}}));
  EXPECT_EQ(guess({{10.97, 106.49}}), (std::vector<CrsGuess>{{"EPSG:4326", true}, {"EPSG:4756", true}}));
}

TEST_F(GuessCrs, NamesAnotherZoneOfTheDatum) {
  const auto other = GridTransform::create("EPSG:5899", "EPSG:6960");
  const auto point = other->to_grid({106.49, 10.97});
  ASSERT_TRUE(point);
  const auto guesses = guess({*point});
  EXPECT_THAT(guesses, Contains(CrsGuess{"EPSG:5899", false}));
  EXPECT_THAT(guesses, Not(Contains(CrsGuess{"EPSG:9210", false})));
}

TEST_F(GuessCrs, OneInAHundredMayLieOutside) {
  std::vector<GridPoint> points(99, kInZone);
  points.push_back({0.0, 0.0});
  EXPECT_THAT(guess(points), Contains(CrsGuess{"EPSG:9210", false}));
  points.push_back({0.0, 0.0});
  EXPECT_THAT(guess(points), IsEmpty());
}

TEST_F(GuessCrs, NumbersFromElsewhereFitNothing) {
  EXPECT_THAT(guess({{5e6, 5e6}}), IsEmpty());
  EXPECT_THAT(guess({{std::nan(""), 1.0}}), IsEmpty());
  EXPECT_THAT(guess({}), IsEmpty());
}

TEST_F(GuessCrs, StopsWhenThereAreEnough) { EXPECT_THAT(guess({kInZone}, 1), SizeIs(1)); }

}  // namespace
}  // namespace quyhoach::geo
