#include "tools/demo/lots.h"

#include <gmock/gmock.h>

#include "tools/demo/geos_tools.h"

namespace quyhoach::tools::demo {
namespace {

Plot block(double width_m, double depth_m) {
  const double e = 580000.0;
  const double n = 1213000.0;
  return {{{e, n}, Side::kLocal, 5},
          {{e + width_m, n + 3.0}, Side::kPath, 6},
          {{e + width_m - 11.0, n + depth_m}, Side::kCanal, -1},
          {{e + 7.0, n + depth_m}, Side::kBorder, -1}};
}

struct Case {
  const char* name;
  Landscape landscape;
  double width_m;
  double depth_m;
  std::size_t count;
};
/// Otherwise the bytes of the struct, addresses among them, become part of the test's name.
void PrintTo(const Case& one, std::ostream* out) { *out << one.name; }

class DivideBlock : public testing::TestWithParam<Case> {};

TEST_P(DivideBlock, PartitionsTheBlockIntoValidLots) {
  const Case c = GetParam();
  const Plot plot = block(c.width_m, c.depth_m);
  Geos geos;
  Random random{11};
  const std::vector<Lot> lots = divide_block(plot, c.landscape, 0.5, c.count, random);
  EXPECT_NEAR(static_cast<double>(lots.size()), static_cast<double>(c.count),
              0.05 * static_cast<double>(c.count) + 1.0);
  double sum_m2 = 0.0;
  std::vector<Shape> shapes;
  for (const Lot& lot : lots) {
    Polygon polygon{ring_of(lot.plot), {}};
    if (!lot.hole.empty()) {
      polygon.holes.push_back(lot.hole);
    }
    shapes.push_back(geos.polygon(polygon));
    ASSERT_TRUE(geos.is_valid(shapes.back()));
    sum_m2 += geos.area(shapes.back());
  }
  // Corners nearer than 4 mm become one, which can leave a neighbour's edge a millimetre or two away: a metre or so of
  // it.
  constexpr double kOverlap_m2 = 0.05;
  EXPECT_NEAR(geos.area(geos.unite(geos.collect(std::move(shapes)))), sum_m2, kOverlap_m2) << "lots overlap";
  constexpr double kMillimetres_m2 = 2.0;  // edges of hundreds of metres, corners moved by a millimetre
  EXPECT_NEAR(sum_m2, area_of(plot), kMillimetres_m2);
}

INSTANTIATE_TEST_SUITE_P(Landscapes, DivideBlock,
                         testing::Values(Case{"Town", Landscape::kTown, 160, 110, 120},
                                         Case{"OneLot", Landscape::kTown, 90, 60, 1},
                                         Case{"Village", Landscape::kVillage, 300, 220, 40},
                                         Case{"Rice", Landscape::kRice, 700, 500, 60},
                                         Case{"Orchard", Landscape::kOrchard, 600, 500, 30},
                                         Case{"Plantation", Landscape::kPlantation, 900, 700, 6},
                                         Case{"DenseVillage", Landscape::kVillage, 500, 500, 1500}),
                         [](const testing::TestParamInfo<Case>& one) { return std::string{one.param.name}; });

TEST(DivideBlockOfNone, IsEmpty) {
  Random random{1};
  EXPECT_TRUE(divide_block(block(100, 100), Landscape::kTown, 1.0, 0, random).empty());
}

TEST(Weave, PutsANeighboursCornerIntoTheEdgeItLiesOn) {
  std::vector<Lot> lots(3);
  lots[0].plot = {{{0, 0}}, {{10, 0}}, {{10, 10}}, {{0, 10}}};
  lots[1].plot = {{{10, 0}}, {{20, 0}}, {{20, 4}}, {{10, 4}}};
  lots[2].plot = {{{10, 4}}, {{20, 4}}, {{20, 10}}, {{10, 10}}};
  weave(lots);
  ASSERT_EQ(lots[0].plot.size(), 5U);
  EXPECT_EQ(lots[0].plot[2].at, (Point{10, 4}));
  EXPECT_EQ(lots[1].plot.size(), 4U);
}

/// A needle of 3.2° has 1.4 mm between its edges where its neighbour's corner meets the lower one.
TEST(Weave, PutsACornerBesideAnAcuteTipIntoOneEdgeOnly) {
  std::vector<Lot> lots(2);
  lots[0].plot = {{{0, 0}}, {{10, 0}}, {{10, 0.559}}};
  lots[1].plot = {{{0.025, 0}}, {{5, -4}}, {{10, 0}}};
  weave(lots);
  ASSERT_EQ(lots[0].plot.size(), 4U);
  EXPECT_EQ(lots[0].plot[1].at, (Point{0.025, 0}));
  Geos geos;
  EXPECT_TRUE(geos.is_valid(geos.polygon({ring_of(lots[0].plot), {}})));
}

}  // namespace
}  // namespace quyhoach::tools::demo
