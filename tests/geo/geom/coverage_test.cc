#include "geo/geom/coverage.h"

#include <algorithm>
#include <map>
#include <numeric>

#include <gmock/gmock.h>

#include "geo/geom/common_areas.h"
#include "geo/geom/measure.h"
#include "tests/geo/geom/demo_tessellation.h"
#include "tests/geo/geom/polygons.h"

namespace quyhoach::geo {
namespace {

using test::DemoTessellation;
using Rings = std::vector<std::vector<GridPoint>>;

Rings rings_of(const ShapeStore& shapes) {
  Rings rings;
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    const auto ring = shapes.view(i).ring(0);
    rings.emplace_back(ring.begin(), ring.end());
  }
  return rings;
}

ShapeStore store_of(const Rings& rings) {
  ShapeStore shapes;
  for (const auto& ring : rings) {
    shapes.add_ring(ring, true);
    shapes.end_shape();
  }
  return shapes;
}

std::vector<GeosGeometry> all_to_geos(const ShapeStore& shapes) {
  std::vector<GeosGeometry> all;
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    all.push_back(std::move(*polygons_to_geos(shapes.view(i))));
  }
  return all;
}

/// What every pair shares by GEOS, without any short cut.
std::map<std::pair<std::uint32_t, std::uint32_t>, double> pairs_by_geos(const ShapeStore& shapes, double least_m2) {
  const auto all = all_to_geos(shapes);
  std::map<std::pair<std::uint32_t, std::uint32_t>, double> pairs;
  for (std::uint32_t i = 0; i < all.size(); ++i) {
    for (std::uint32_t k = i + 1; k < all.size(); ++k) {
      if (GEOSDisjoint_r(geos_context(), all[i].get(), all[k].get()) == 0) {
        if (const double area = *intersection_area_m2(*all[i], *all[k]); area > least_m2) {
          pairs[{i, k}] = area;
        }
      }
    }
  }
  return pairs;
}

/// Areas of the parts of a difference of unions by GEOS, ascending.
std::vector<double> parts_by_geos(const ShapeStore& from, const ShapeStore& taken, double least_m2) {
  const auto left = all_to_geos(from);
  const auto right = all_to_geos(taken);
  std::vector<const GEOSGeometry*> a;
  std::vector<const GEOSGeometry*> b;
  for (const auto& part : left) {
    a.push_back(part.get());
  }
  for (const auto& part : right) {
    b.push_back(part.get());
  }
  const auto whole = union_of(a);
  const auto cover = union_of(b);
  const GeosGeometry rest{GEOSDifference_r(geos_context(), whole->get(), cover->get())};
  std::vector<double> areas;
  for (int i = 0; i < GEOSGetNumGeometries_r(geos_context(), rest.get()); ++i) {
    double area = 0.0;
    GEOSArea_r(geos_context(), GEOSGetGeometryN_r(geos_context(), rest.get(), i), &area);
    if (area > least_m2) {
      areas.push_back(area);
    }
  }
  std::ranges::sort(areas);
  return areas;
}

std::vector<double> areas_of(const ShapeStore& shapes, double least_m2) {
  std::vector<double> areas;
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    if (const double area = area_m2(shapes.view(i)); area > least_m2) {
      areas.push_back(area);
    }
  }
  std::ranges::sort(areas);
  return areas;
}

double sum(const std::vector<double>& areas) { return std::accumulate(areas.begin(), areas.end(), 0.0); }

/// A DEMO plan spoiled at random: corners moved, zones left out, drawn twice, blown up, their shared edges left without the
/// neighbour's vertices.
Rings spoiled(const ShapeStore& zones, std::mt19937& random, int faults) {
  Rings rings = rings_of(zones);
  const auto shift = [&](double most) { return (static_cast<double>(random()) / 4294967296.0 * 2.0 - 1.0) * most; };
  for (int i = 0; i < faults; ++i) {
    const std::size_t at = random() % rings.size();
    auto& ring = rings[at];
    switch (random() % 5) {
      case 0: {
        GridPoint& p = ring[random() % ring.size()];
        p = {p.east_m + shift(4.0), p.north_m + shift(4.0)};
        break;
      }
      case 1: rings.erase(rings.begin() + static_cast<std::ptrdiff_t>(at)); break;
      case 2: rings.push_back(ring); break;
      case 3: {
        const GridPoint centre = ring[0];
        for (GridPoint& p : ring) {
          p = {centre.east_m + 1.7 * (p.east_m - centre.east_m), centre.north_m + 1.7 * (p.north_m - centre.north_m)};
        }
        break;
      }
      default: ring.erase(ring.begin() + static_cast<std::ptrdiff_t>(random() % ring.size()));
    }
  }
  std::erase_if(rings, [](const std::vector<GridPoint>& ring) {
    ShapeStore one;
    one.add_ring(ring, true);
    one.end_shape();
    const auto polygon = polygons_to_geos(one.view(0));
    return signed_area_m2(ring) <= 0.0 || !polygon || find_invalidity(**polygon);
  });
  return rings;
}

TEST(Coverage, FindsNothingInAPlanWithoutFaults) {
  const auto plan = DemoTessellation{.columns = 30, .rows = 20}.make();
  const AreaLayer areas{plan.zones};
  const EdgeMatch edges = match_edges(edges_of(plan.zones));
  EXPECT_EQ(edges.loose.size(), (30U + 20U) * 2U * 4U);  // Its rim.
  EXPECT_TRUE(common_areas(areas, edges, 1e-7).empty());
  const auto cover = coverage_of(unmatched_edges(edges), plan.boundary);
  ASSERT_TRUE(cover);
  EXPECT_EQ(cover->gaps.size(), 0U);
  EXPECT_EQ(cover->outside.size(), 0U);
}

TEST(Coverage, FindsTheSameOverlapsAsGeosInRandomPlans) {
  constexpr double kLeast_m2 = 0.5;
  std::size_t found = 0;
  for (std::uint32_t seed = 1; seed <= 60; ++seed) {
    std::mt19937 random{seed};
    const auto plan = DemoTessellation{.columns = 7, .rows = 6, .between = seed % 4, .seed = seed}.make();
    const ShapeStore zones = store_of(spoiled(plan.zones, random, static_cast<int>(seed % 20)));
    const AreaLayer areas{zones};
    const auto ours = common_areas(areas, match_edges(edges_of(zones)), kLeast_m2);
    const auto theirs = pairs_by_geos(zones, kLeast_m2);
    ASSERT_EQ(ours.size(), theirs.size()) << "seed " << seed;
    for (const CommonArea& pair : ours) {
      const auto other = theirs.find({pair.first, pair.second});
      ASSERT_NE(other, theirs.end()) << "seed " << seed;
      EXPECT_NEAR(pair.area_m2, other->second, 1e-6) << "seed " << seed;
    }
    found += ours.size();
  }
  EXPECT_GT(found, 500U);
}

TEST(Coverage, FindsOverlapsDeepInsideWhereEdgesMatch) {
  // The same tessellation twice, the second moved by whole cells of a regular grid: every inner edge is there four times or matched.
  Rings rings;
  for (int layer = 0; layer < 2; ++layer) {
    for (int x = 0; x < 8; ++x) {
      for (int y = 0; y < 8; ++y) {
        const double e = 585'000.0 + 10.0 * x + 4.0 * layer;
        const double n = 1'212'000.0 + 10.0 * y + 3.0 * layer;
        rings.push_back({{e, n}, {e + 10.0, n}, {e + 10.0, n + 10.0}, {e, n + 10.0}});
      }
    }
  }
  const ShapeStore zones = store_of(rings);
  const auto ours = common_areas(AreaLayer{zones}, match_edges(edges_of(zones)), 0.5);
  EXPECT_EQ(ours.size(), pairs_by_geos(zones, 0.5).size());
}

TEST(Coverage, FindsTheSameGapsAndOverhangsAsGeosInRandomPlans) {
  // Ours takes what is within a millimetre for the same line, along borders of some hundred metres.
  constexpr double kTolerance_m2 = 0.3;
  constexpr double kLeast_m2 = 1.0;
  std::size_t found = 0;
  std::size_t split = 0;
  for (std::uint32_t seed = 1; seed <= 60; ++seed) {
    std::mt19937 random{seed};
    const auto plan = DemoTessellation{.columns = 7, .rows = 6, .between = seed % 4, .seed = seed}.make();
    const ShapeStore zones = store_of(spoiled(plan.zones, random, static_cast<int>(seed % 20)));
    const auto cover = coverage_of(unmatched_edges(match_edges(edges_of(zones))), plan.boundary);
    ASSERT_TRUE(cover) << cover.error().message;
    SCOPED_TRACE("seed " + std::to_string(seed));
    const auto gaps = areas_of(cover->gaps, kLeast_m2);
    // Two gaps joined by less than a millimetre are one for GEOS; where zones overlap beyond the boundary, that is several faces.
    const auto gaps_of_geos = parts_by_geos(plan.boundary, zones, kLeast_m2);
    EXPECT_NEAR(sum(gaps), sum(gaps_of_geos), kTolerance_m2);
    EXPECT_GE(gaps.size(), gaps_of_geos.size());
    EXPECT_NEAR(sum(areas_of(cover->outside, 0.0)), sum(parts_by_geos(zones, plan.boundary, 0.0)), kTolerance_m2);
    split += gaps.size() - gaps_of_geos.size();
    found += gaps.size();
  }
  EXPECT_GT(found, 100U);
  EXPECT_LE(split, found / 50);
}

TEST(Coverage, TakesALongSideAndTheShortOnesAlongItForTheSameBorder) {
  // A zone whose side lacks the two vertices its neighbours have there, rounded to the millimetre.
  const ShapeStore zones = store_of({{{0, 0}, {100, 0}, {70, 30.0}, {40, 60.001}, {0, 100}},
                                     {{100, 0}, {100, 100}, {70, 30.0}},
                                     {{70, 30.0}, {100, 100}, {40, 60.001}},
                                     {{40, 60.001}, {100, 100}, {0, 100}}});
  const ShapeStore plain = store_of({{{0, 0}, {100, 0}, {0, 100}}});
  ShapeStore all = plain;
  for (std::size_t i = 1; i < zones.size(); ++i) {
    all.add(zones.view(i));
  }
  const EdgeMatch edges = match_edges(edges_of(all));
  EXPECT_FALSE(unmatched_edges(edges).empty());
  const auto cover = coverage_of(unmatched_edges(edges), store_of({{{0, 0}, {100, 0}, {100, 100}, {0, 100}}}));
  ASSERT_TRUE(cover);
  EXPECT_THAT(areas_of(cover->gaps, 0.0), ::testing::IsEmpty());
  EXPECT_THAT(areas_of(cover->outside, 0.0), ::testing::IsEmpty());
}

TEST(Coverage, FindsWhatZonesSurroundWithoutABoundary) {
  auto rings = rings_of(DemoTessellation{.columns = 5, .rows = 5}.make().zones);
  const double hole = signed_area_m2(rings[12]);
  rings.erase(rings.begin() + 12);
  const ShapeStore zones = store_of(rings);
  const auto cover = coverage_of(unmatched_edges(match_edges(edges_of(zones))), ShapeStore{});
  ASSERT_TRUE(cover);
  ASSERT_EQ(cover->gaps.size(), 1U);
  EXPECT_NEAR(area_m2(cover->gaps.view(0)), hole, 0.01);
  EXPECT_EQ(cover->outside.size(), 0U);
}

TEST(Coverage, KnowsAnOverhangFromAnOverlapAlongTheBoundary) {
  // One zone fills the boundary; another lies over its rim, half in and half out.
  const ShapeStore zones = store_of({{{0, 0}, {100, 0}, {100, 100}, {0, 100}}, {{90, 40}, {110, 40}, {110, 60}, {90, 60}}});
  const auto cover = coverage_of(unmatched_edges(match_edges(edges_of(zones))),
                                 store_of({{{0, 0}, {100, 0}, {100, 100}, {0, 100}}}));
  ASSERT_TRUE(cover);
  EXPECT_EQ(cover->gaps.size(), 0U);
  ASSERT_EQ(cover->outside.size(), 1U);
  EXPECT_NEAR(area_m2(cover->outside.view(0)), 200.0, 0.01);
}

}  // namespace
}  // namespace quyhoach::geo
