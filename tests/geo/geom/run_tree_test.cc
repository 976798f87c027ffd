#include "geo/geom/run_tree.h"

#include <random>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace quyhoach::geo {
namespace {

constexpr double kSlack_m = 20'060.0 / 65'532.0;  // One cell of the extent below.

GridBox box_at(double east_m, double north_m, double width_m, double height_m) {
  return {east_m, north_m, east_m + width_m, north_m + height_m};
}

std::vector<std::uint32_t> found(const RunTree& tree, const GridBox& box) {
  std::vector<std::uint32_t> all;
  tree.query(box, [&](std::uint32_t i) { all.push_back(i); });
  return all;
}

TEST(RunTree, WithoutItemsFindsNothing) {
  EXPECT_THAT(found(RunTree{}, box_at(0, 0, 1e9, 1e9)), testing::IsEmpty());
  EXPECT_THAT(found(RunTree{std::vector<GridBox>{}}, box_at(0, 0, 1e9, 1e9)), testing::IsEmpty());
  EXPECT_EQ(RunTree{}.size(), 0U);
}

TEST(RunTree, FindsABoxThatOnlyTouches) {
  const RunTree tree{{box_at(0, 0, 10, 10)}};
  EXPECT_THAT(found(tree, box_at(10, 10, 5, 5)), testing::ElementsAre(0U));
  EXPECT_THAT(found(tree, box_at(11, 0, 5, 5)), testing::IsEmpty());
}

TEST(RunTree, FindsNothingForAnEmptyBoxAndNoEmptyItem) {
  const RunTree tree{{box_at(0, 0, 10, 10), GridBox{}}};
  EXPECT_THAT(found(tree, GridBox{}), testing::IsEmpty());
  EXPECT_THAT(found(tree, box_at(-1e9, -1e9, 2e9, 2e9)), testing::ElementsAre(0U));
}

/// Against trying every item: none missed, none twice, none further away than rounding explains, in ascending order.
TEST(RunTree, FindsWhatTryingEveryItemFinds) {
  std::mt19937_64 random{7};
  const auto between = [&](double low, double high) { return std::uniform_real_distribution{low, high}(random); };
  // Around 16 and 256, where a level fills up, and well beyond.
  for (const std::size_t count : {1U, 2U, 15U, 16U, 17U, 255U, 256U, 257U, 4095U, 4097U, 20'000U}) {
    std::vector<GridBox> items;
    for (std::size_t i = 0; i < count; ++i) {
      items.push_back(box_at(between(570'000, 590'000), between(1'200'000, 1'220'000), between(0, 60), between(0, 60)));
    }
    const RunTree tree{items};
    ASSERT_EQ(tree.size(), count);
    for (int k = 0; k < 200; ++k) {
      const GridBox query =
          box_at(between(569'000, 591'000), between(1'199'000, 1'221'000), between(0, 800), between(0, 800));
      const auto hits = found(tree, query);
      ASSERT_TRUE(std::is_sorted(hits.begin(), hits.end()));
      const std::set<std::uint32_t> set(hits.begin(), hits.end());
      ASSERT_EQ(set.size(), hits.size());
      const std::size_t first = random() % (count + 1);
      const std::size_t last = first + random() % (count + 1 - first);
      std::vector<std::uint32_t> of_range;
      tree.query(query, first, last, [&](std::uint32_t i) { of_range.push_back(i); });
      ASSERT_TRUE(std::equal(of_range.begin(), of_range.end(), set.lower_bound(static_cast<std::uint32_t>(first)),
                             set.lower_bound(static_cast<std::uint32_t>(last))));
      for (std::uint32_t i = 0; i < count; ++i) {
        if (items[i].intersects(query)) {
          ASSERT_TRUE(set.contains(i)) << "missed " << i << " of " << count;
        } else if (set.contains(i)) {
          ASSERT_TRUE(items[i].grown(kSlack_m).intersects(query)) << i << " is too far away";
        }
      }
    }
  }
}

TEST(HilbertIndex, KeepsNeighboursNear) {
  const GridBox box = box_at(0, 0, 1'000, 1'000);
  EXPECT_EQ(hilbert_index({0, 0}, box), 0U);
  // Each quarter of the square is one unbroken quarter of the curve.
  std::mt19937_64 random{8};
  for (int i = 0; i < 1'000; ++i) {
    const double east = std::uniform_real_distribution{0.0, 499.0}(random);
    const double north = std::uniform_real_distribution{0.0, 499.0}(random);
    EXPECT_EQ(hilbert_index({east, north}, box) >> 30U, 0U);
    EXPECT_EQ(hilbert_index({east + 501.0, north}, box) >> 30U, 3U);
    EXPECT_NE(hilbert_index({east, north + 501.0}, box) >> 30U,
              hilbert_index({east + 501.0, north + 501.0}, box) >> 30U);
  }
}

TEST(HilbertIndex, ToleratesPointsOutsideAndBoxesWithoutSize) {
  const GridBox box = box_at(0, 0, 10, 10);
  EXPECT_EQ(hilbert_index({-5, -5}, box), hilbert_index({0, 0}, box));
  EXPECT_EQ(hilbert_index({99, 99}, box), hilbert_index({10, 10}, box));
  EXPECT_EQ(hilbert_index({3, 3}, box_at(3, 3, 0, 0)), 0U);
}

}  // namespace
}  // namespace quyhoach::geo
