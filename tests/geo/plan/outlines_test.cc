#include "geo/plan/outlines.h"

#include <array>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace quyhoach::geo {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::array<std::uint8_t, 3> kSteps{26, 7, 255};
constexpr std::uint32_t kLastPlace = (1U << 26U) - 1;  // z14: 2^14 tiles of 4096 units

TEST(Outlines, GivesBackWhatWasPutIn) {
  Outlines outlines{14};
  EXPECT_TRUE(outlines.add({1, 2, 3, kSteps}));
  outlines.add_none();
  EXPECT_TRUE(outlines.add({kLastPlace, kLastPlace, 4095, std::span{kSteps}.first(1)}));
  outlines.freeze();
  EXPECT_EQ(outlines.zoom(), 14U);
  ASSERT_EQ(outlines.size(), 3U);
  const auto first = outlines.find(0);
  ASSERT_TRUE(first);
  EXPECT_EQ(first->x, 1U);
  EXPECT_EQ(first->y, 2U);
  EXPECT_EQ(first->reach, 3U);
  EXPECT_THAT(first->steps, ElementsAre(26, 7, 255));
  EXPECT_FALSE(outlines.find(1));
  const auto last = outlines.find(2);
  ASSERT_TRUE(last);
  EXPECT_EQ(last->x, kLastPlace);
  EXPECT_EQ(last->y, kLastPlace);
  EXPECT_EQ(last->reach, 4095U);
  EXPECT_THAT(last->steps, ElementsAre(26));
  EXPECT_FALSE(outlines.find(3));
}

TEST(Outlines, WhatDoesNotFitHasNone) {
  Outlines outlines{14};
  EXPECT_FALSE(outlines.add({kLastPlace + 1, 0, 0, kSteps}));
  EXPECT_FALSE(outlines.add({0, kLastPlace + 1, 0, kSteps}));
  EXPECT_FALSE(outlines.add({0, 0, 4096, kSteps}));
  EXPECT_TRUE(outlines.add({0, 0, 4095, {}}));
  ASSERT_EQ(outlines.size(), 4U);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_FALSE(outlines.find(i)) << i;
  }
  ASSERT_TRUE(outlines.find(3));
  EXPECT_THAT(outlines.find(3)->steps, IsEmpty());
}

TEST(Outlines, WithoutAnyHasNoneForAnyShape) { EXPECT_FALSE(Outlines{}.find(0)); }

}  // namespace
}  // namespace quyhoach::geo
