#include "tools/demo/prng.h"

#include <gmock/gmock.h>

namespace quyhoach::tools::demo {
namespace {

// Reference values of splitmix64 for seed 0 (Vigna, splitmix64.c).
TEST(Random, IsSplitmix64SoThatEveryMachineDrawsTheSameDistrict) {
  Random random{0};
  EXPECT_EQ(random.next(), 0xe220a8397b1dcdafULL);
  EXPECT_EQ(random.next(), 0x6e789e6aa1b965f4ULL);
  EXPECT_EQ(random.next(), 0x06c45d188009454fULL);
}

TEST(Random, StaysInsideTheBoundsAsked) {
  Random random{7};
  for (int i = 0; i < 10000; ++i) {
    const double u = random.uniform();
    ASSERT_GE(u, 0.0);
    ASSERT_LT(u, 1.0);
    ASSERT_LT(random.below(3), 3U);
    const int n = random.between(-2, 2);
    ASSERT_GE(n, -2);
    ASSERT_LE(n, 2);
    ASSERT_LE(std::abs(random.bell()), 2.0);
  }
}

TEST(Random, GivesNamedStreamsOfTheirOwn) {
  EXPECT_EQ(Random(1, "roads").next(), Random(1, "roads").next());
  EXPECT_NE(Random(1, "roads").next(), Random(1, "canals").next());
  EXPECT_NE(Random(1, "roads").next(), Random(2, "roads").next());
}

}  // namespace
}  // namespace quyhoach::tools::demo
