#include "tools/demo/plane.h"

#include <gmock/gmock.h>

namespace quyhoach::tools::demo {
namespace {

TEST(Plane, MeasuresAreasFarFromTheOriginWithoutLosingDigits) {
  const Ring square{{580000.0, 1213000.0}, {580000.001, 1213000.0}, {580000.001, 1213000.001}, {580000.0, 1213000.001}};
  EXPECT_NEAR(signed_area(square), 1e-6, 1e-12);
}

TEST(Plane, TellsInsideFromOutside) {
  const Ring notch{{0, 0}, {4, 0}, {4, 4}, {2, 1}, {0, 4}};
  EXPECT_TRUE(contains(notch, {1.0, 1.0}));
  EXPECT_FALSE(contains(notch, {2.0, 2.0}));
}

TEST(Plane, SmoothsThroughTheGivenPoints) {
  const Line line{{0, 0}, {100, 50}, {200, 0}};
  const Line curve = smoothed(line, 10.0);
  EXPECT_EQ(curve.front(), line.front());
  EXPECT_EQ(curve.back(), line.back());
  EXPECT_NE(std::find(curve.begin(), curve.end(), line[1]), curve.end());
  EXPECT_GT(curve.size(), 15U);
}

TEST(Plane, DisplacesNeverTheGivenPoints) {
  Random random{3};
  const Line line{{0, 0}, {1000, 0}};
  const Line bent = displaced(line, 0.1, 60.0, random);
  EXPECT_EQ(bent.front(), line.front());
  EXPECT_EQ(bent.back(), line.back());
  EXPECT_GT(bent.size(), 16U);
}

TEST(Plane, FindsMeetingSegments) {
  EXPECT_TRUE(segments_meet({0, 0}, {2, 2}, {0, 2}, {2, 0}));
  EXPECT_FALSE(segments_meet({0, 0}, {1, 1}, {3, 0}, {0, 3}));
  EXPECT_TRUE(segments_meet({0, 0}, {2, 0}, {1, 0}, {1, 5}));
}

}  // namespace
}  // namespace quyhoach::tools::demo
