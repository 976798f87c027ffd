#include "geo/geom/edges_beside.h"

#include <random>

#include <gmock/gmock.h>

#include "tests/geo/geom/demo_tessellation.h"
#include "tests/geo/geom/polygons.h"

namespace quyhoach::geo {
namespace {

EdgesBeside beside(const std::vector<std::string>& ours, const std::vector<std::string>& theirs) {
  return edges_beside(edges_of(layer_of(ours).shapes()), EdgeIndex{edges_of(layer_of(theirs).shapes())});
}

TEST(EdgesBeside, TheSameOutlineIsOnItWhereverItsVerticesAre) {
  const auto found = beside({"POLYGON((0 0,10 0,10 50,0 50,0 0))"}, {"POLYGON((0 0,10 0,10 20,0 20,0 0))", "POLYGON((0 20,10 20,10 50,0 50,0 20))"});
  EXPECT_NEAR(found.whole_m, 120.0, 1e-9);
  EXPECT_NEAR(found.on_m, 120.0, 1e-9);
  EXPECT_EQ(found.beside_m, 0.0);
  EXPECT_TRUE(found.shapes.empty());
}

TEST(EdgesBeside, TellsTheShapeThePlaceAndTheOther) {
  for (const double off : {0.05, -0.05, 0.25}) {
    const std::string x = std::to_string(10.0 + off);
    const auto found = beside({"POLYGON((100 0,110 0,110 9,100 9,100 0))", "POLYGON((0 0,10 0,10 50,0 50,0 0))"},
                              {"POLYGON((-5 60,5 60,5 70,-5 60))", "POLYGON((" + x + " 10,20 10,20 40," + x + " 40," + x + " 10))"});
    ASSERT_EQ(found.shapes.size(), 1U) << off;
    EXPECT_EQ(found.shapes[0].shape, 1U);
    EXPECT_EQ(found.shapes[0].other, 1U);
    EXPECT_NEAR(found.shapes[0].length_m, 30.0, 1e-6);
    EXPECT_NEAR(found.shapes[0].distance_m, std::abs(off), 1e-6);
    EXPECT_NEAR(found.shapes[0].place.east_m, 10.0, 1e-6);
    EXPECT_NEAR(found.beside_m, 30.0, 1e-6);
    ASSERT_EQ(found.shapes[0].stretches.size(), 1U);
    EXPECT_EQ(found.shapes[0].stretches.points().size(), 2U);
  }
}

TEST(EdgesBeside, WhatIsOnOneIsBesideNoOther) {
  // The second parcel's edge is 5 cm off, the first's is the zone's own.
  const auto found = beside({"POLYGON((0 0,10 0,10 50,0 50,0 0))"},
                            {"POLYGON((0 0,10 0,10 50,0 50,0 0))", "POLYGON((10.05 0,20 0,20 50,10.05 50,10.05 0))"});
  EXPECT_NEAR(found.on_m, 120.0, 1e-6);
  EXPECT_EQ(found.beside_m, 0.0);
}

TEST(EdgesBeside, OfTwoTheNearerIsTakenAndNothingIsCountedTwice) {
  const auto found = beside({"POLYGON((0 0,10 0,10 50,0 50,0 0))"},
                            {"POLYGON((10.2 0,20 0,20 50,10.2 50,10.2 0))", "POLYGON((10.1 20,30 20,30 30,10.1 30,10.1 20))"});
  ASSERT_EQ(found.shapes.size(), 1U);
  EXPECT_NEAR(found.shapes[0].length_m, 50.0, 1e-6);
  EXPECT_NEAR(found.shapes[0].distance_m, 0.2, 1e-6);
  EXPECT_EQ(found.shapes[0].other, 0U);
}

TEST(EdgesBeside, CornersAndCrossingsAreNotBeside) {
  EXPECT_TRUE(beside({"POLYGON((0 0,10 0,10 50,0 50,0 0))"}, {"POLYGON((5 -5,30 -5,30 20,5 20,5 -5))"}).shapes.empty());
  EXPECT_TRUE(beside({"POLYGON((0 0,10 0,10 50,0 50,0 0))"}, {"POLYGON((10.1 49.5,20 49.5,20 60,10.1 60,10.1 49.5))"}).shapes.empty());
}

TEST(EdgesBeside, LinesThatLeaveEachOtherAreTwo) {
  // A fork of 2 degrees at the zone's corner, and a line across its eastern side.
  EXPECT_TRUE(beside({"POLYGON((0 0,10 0,10 50,0 50,0 0))"}, {"POLYGON((0 0,20 -0.7,20 -20,0 -20,0 0))", "POLYGON((9.5 -5,30 -5,30 55,10.5 55,9.5 -5))"}).shapes.empty());
}

/// A long edge is looked at piece by piece, and yet once.
TEST(EdgesBeside, ALongEdgeIsHeldAgainstAllThatLiesAlongIt) {
  std::vector<std::string> parcels;
  for (int i = 0; i < 40; ++i) {
    const std::string from = std::to_string(i * 50);
    const std::string to = std::to_string(i * 50 + 50);
    const std::string y = i % 2 == 0 ? "0" : "0.1";
    parcels.push_back("POLYGON((" + from + " " + y + "," + to + " " + y + "," + to + " 20," + from + " 20," + from + " " + y + "))");
  }
  const auto found = beside({"POLYGON((0 -500,2000 -500,2000 0,0 0,0 -500))"}, parcels);
  EXPECT_NEAR(found.on_m, 1000.0, 1e-6);
  EXPECT_NEAR(found.beside_m, 1000.0, 1e-6);
}

/// Against every edge of the other layer, asked of each point along an edge.
TEST(EdgesBeside, AgreesWithLookingAtEveryEdgeOfRandomLayers) {
  for (const std::uint32_t seed : {1U, 2U, 3U}) {
    const auto ours = test::DemoTessellation{.columns = 3, .rows = 3, .seed = seed}.make().zones;
    std::vector<ShapeEdge> theirs = edges_of(ours);
    std::mt19937 random{seed};
    const auto shift = [&] { return static_cast<double>(random() % 601) / 1000.0 - 0.3; };
    for (ShapeEdge& edge : theirs) {  // Each a little off, and a third of them not.
      const double east = random() % 3 == 0 ? 0.0 : shift();
      const double north = east == 0.0 ? 0.0 : shift();
      edge.a = {edge.a.east_m + east, edge.a.north_m + north};
      edge.b = {edge.b.east_m + east, edge.b.north_m + north};
    }
    const auto edges = edges_of(ours);
    const auto found = edges_beside(edges, EdgeIndex{theirs});
    const NearMissLimits limits;
    double on = 0.0;
    double beside = 0.0;
    for (const ShapeEdge& edge : edges) {
      constexpr int kSteps = 100;
      for (int i = 0; i < kSteps; ++i) {
        const double at = length_m(edge) * (i + 0.5) / kSteps;
        double nearest = 1.0;
        for (const ShapeEdge& other : theirs) {
          for (const ShapeEdge& way : {other, ShapeEdge{other.b, other.a, other.shape}}) {
            const auto stretch = stretch_against(edge, way, limits);
            const bool part = stretch && stretch->most_m() > limits.most_m - 1e-6;
            if (stretch && !part && stretch->from_m <= at && at <= stretch->to_m) {
              nearest = std::min(nearest, stretch->most_m());
            }
          }
        }
        on += nearest < limits.least_m ? length_m(edge) / kSteps : 0.0;
        beside += nearest >= limits.least_m && nearest < 1.0 ? length_m(edge) / kSteps : 0.0;
      }
    }
    const double rounding = found.whole_m / 100.0;  // An end of a stretch lies anywhere between two points.
    EXPECT_GT(found.on_m, 0.1 * found.whole_m);
    EXPECT_GT(found.beside_m, 0.1 * found.whole_m);
    EXPECT_NEAR(found.on_m, on, rounding);
    EXPECT_NEAR(found.beside_m, beside, rounding);
  }
}

}  // namespace
}  // namespace quyhoach::geo
