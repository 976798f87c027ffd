#include "geo/geom/polygonise.h"

#include <chrono>
#include <cmath>
#include <iostream>
#include <limits>
#include <map>
#include <random>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "geo/geom/measure.h"

namespace quyhoach::geo {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

constexpr double kAreaError = 1e-9;  // Relative: points put into an edge lie off it by a rounding.
constexpr double kPlaceError_m = 1e-6;

using Line = std::vector<GridPoint>;

ShapeStore store_of(const std::vector<Line>& lines) {
  ShapeStore store;
  for (const Line& line : lines) {
    store.add_ring(line, true);
    store.end_shape();
  }
  return store;
}

Polygonised run(const std::vector<Line>& lines, const std::vector<DrawingText>& texts, PolygoniseOptions options = {}) {
  auto out = polygonise(store_of(lines), texts, options);
  EXPECT_TRUE(out) << (out ? "" : out.error().message);
  return out ? *std::move(out) : Polygonised{};
}

std::vector<DrawingDefect> defects(const Polygonised& made) {
  std::vector<DrawingDefect> out;
  for (const DrawingFinding& one : made.findings) {
    out.push_back(one.defect);
  }
  return out;
}

double distance(GridPoint a, GridPoint b) { return std::hypot(a.east_m - b.east_m, a.north_m - b.north_m); }
GridPoint between(GridPoint a, GridPoint b, double t) {
  return {a.east_m + t * (b.east_m - a.east_m), a.north_m + t * (b.north_m - a.north_m)};
}

Line square(double east, double north, double side) {
  return {{east, north}, {east + side, north}, {east + side, north + side}, {east, north + side}, {east, north}};
}

// ---- small drawings ---------------------------------------------------------------------------------------------

TEST(Polygonise, MakesAnOutlineAPolygonWithItsText) {
  const Polygonised made = run({square(0, 0, 10)}, {{{5, 5}, "12"}});
  ASSERT_EQ(made.polygons.size(), 1U);
  EXPECT_EQ(area_m2(made.polygons.view(0)), 100.0);
  EXPECT_EQ(made.texts.at(0), 0U);
  EXPECT_THAT(made.findings, IsEmpty());
}

TEST(Polygonise, MakesAnIslandAHoleAndAPolygon) {
  const Polygonised made =
      run({square(0, 0, 10), square(4, 4, 2), square(4.5, 4.5, 1)}, {{{1, 1}, "a"}, {{4.2, 4.2}, "b"}, {{5, 5}, "c"}});
  ASSERT_EQ(made.polygons.size(), 3U);
  std::map<double, std::uint32_t> text_by_area;
  for (std::size_t i = 0; i < 3; ++i) {
    text_by_area[area_m2(made.polygons.view(i))] = made.texts.at(i).value();
  }
  EXPECT_EQ(text_by_area, (std::map<double, std::uint32_t>{{96.0, 0}, {3.0, 1}, {1.0, 2}}));
  EXPECT_THAT(made.findings, IsEmpty());
}

TEST(Polygonise, CutsLinesThatCrossInTheMiddle) {
  const Polygonised made = run({square(0, 0, 10), {{5, 0}, {5, 10}}, {{0, 5}, {10, 5}}},
                               {{{1, 1}, "a"}, {{9, 1}, "b"}, {{1, 9}, "c"}, {{9, 9}, "d"}});
  EXPECT_EQ(made.polygons.size(), 4U);
  EXPECT_THAT(made.findings, IsEmpty());
}

TEST(Polygonise, TellsALineThatRunsOverAndOneThatMeetsNothing) {
  const Polygonised made =
      run({square(0, 0, 10), {{5, 0}, {5, 12}}, {{20, 0}, {23, 4}, {20, 8}}}, {{{1, 1}, "a"}, {{9, 1}, "b"}});
  ASSERT_THAT(made.findings, SizeIs(2));
  EXPECT_EQ(made.findings[0].defect, DrawingDefect::kDangle);
  EXPECT_EQ(made.findings[0].place, (GridPoint{5, 12}));
  EXPECT_EQ(made.findings[0].length_m, 2.0);
  EXPECT_EQ(made.findings[1].defect, DrawingDefect::kDangle);
  EXPECT_EQ(made.findings[1].place, (GridPoint{20, 0}));
  EXPECT_EQ(made.findings[1].length_m, 10.0);
}

TEST(Polygonise, TellsAnOutlineThatDoesNotClose) {
  const Line open{{0, 0}, {10, 0}, {10, 10}, {0, 10}, {0, 0.25}};
  const Polygonised made = run({open}, {{{5, 5}, "a"}});
  EXPECT_EQ(made.polygons.size(), 0U);
  EXPECT_EQ(defects(made), (std::vector{DrawingDefect::kUnclosed, DrawingDefect::kTextOutside}));
  EXPECT_EQ(made.findings[0].place, (GridPoint{0, 0.125}));
  EXPECT_EQ(made.findings[0].length_m, 0.25);
  const Polygonised farther = run({open}, {}, {0.0, 0.2});
  EXPECT_EQ(defects(farther), (std::vector{DrawingDefect::kDangle}));
}

TEST(Polygonise, TellsTwoShortEndsOverOneCornerAsDangles) {
  const Polygonised made = run({{{-0.1, 0}, {10, 0}, {10, 10}, {0, 10}, {0, -0.1}}}, {{{5, 5}, "a"}});
  EXPECT_EQ(made.polygons.size(), 1U);
  EXPECT_EQ(defects(made), (std::vector{DrawingDefect::kDangle, DrawingDefect::kDangle}));
}

TEST(Polygonise, ClosesSmallGapsOnlyWhenToldAndSaysSo) {
  const std::vector<Line> lines{
      {{0, 0}, {10, 0}, {10, 10}, {0, 10}, {0, 0.0005}},  // an outline open by half a millimetre
      {{5, 0.0004}, {5, 9.9995}}};                        // short of two lines
  const std::vector<DrawingText> texts{{{1, 1}, "a"}, {{9, 1}, "b"}};
  EXPECT_EQ(run(lines, texts).polygons.size(), 0U);
  const Polygonised made = run(lines, texts, {0.001, 0.5});
  ASSERT_EQ(made.polygons.size(), 2U);
  EXPECT_EQ(defects(made), (std::vector(3, DrawingDefect::kGapClosed)));
  EXPECT_NEAR(area_m2(made.polygons.view(0)) + area_m2(made.polygons.view(1)), 100.0, kPlaceError_m);
  for (const DrawingFinding& one : made.findings) {
    EXPECT_GT(one.length_m, 0.0);
    EXPECT_LE(one.length_m, 0.001);
  }
  const Polygonised wider = run({{{0, 0}, {10, 0}, {10, 10}, {0, 10}, {0, 0.002}}}, {}, {0.001, 0.5});
  EXPECT_EQ(defects(wider), (std::vector{DrawingDefect::kUnclosed}));
  // An end that runs over by less than the tolerance met its line: it is not joined to it again.
  const Polygonised over = run({square(0, 0, 10), {{5, 0}, {5, 10.0005}}}, texts, {0.001, 0.5});
  EXPECT_EQ(over.polygons.size(), 2U);
  EXPECT_EQ(defects(over), (std::vector{DrawingDefect::kDangle}));
}

TEST(Polygonise, TellsALineBetweenAnIslandAndItsSurroundings) {
  const Polygonised made =
      run({square(0, 0, 10), square(4, 4, 2), {{0, 5}, {2, 5}, {4, 5}}}, {{{1, 1}, "a"}, {{5, 5.5}, "b"}});
  EXPECT_EQ(made.polygons.size(), 2U);
  ASSERT_EQ(defects(made), (std::vector{DrawingDefect::kCutEdge}));
  EXPECT_EQ(made.findings[0].length_m, 4.0);
  EXPECT_EQ(made.findings[0].place, (GridPoint{2, 5}));
}

TEST(Polygonise, KeepsALabelWrittenTwiceAndNoneOfTwo) {
  const Polygonised twice = run({square(0, 0, 10)}, {{{5, 5}, "12"}, {{6, 6}, "12"}});
  EXPECT_EQ(twice.texts.at(0), 0U);
  ASSERT_EQ(defects(twice), (std::vector{DrawingDefect::kSeveralTexts}));
  EXPECT_EQ(twice.findings[0].texts, (std::vector<std::uint32_t>{0, 1}));
  EXPECT_EQ(twice.findings[0].polygon, 0U);
  EXPECT_FALSE(run({square(0, 0, 10)}, {{{5, 5}, "12"}, {{6, 6}, "13"}}).texts.at(0));
}

TEST(Polygonise, TakesNothingAndRefusesWhatIsNoNumber) {
  const Polygonised nothing = run({}, {{{1, 1}, "a"}});
  EXPECT_EQ(nothing.polygons.size(), 0U);
  EXPECT_EQ(defects(nothing), (std::vector{DrawingDefect::kTextOutside}));
  EXPECT_THAT(run({{{1, 1}}, {{2, 2}, {2, 2}}, {}}, {}).findings, IsEmpty());
  for (const double bad : {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()}) {
    const auto refused = polygonise(store_of({{{0, 0}, {bad, 1}}}), {});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::kCoordNotFinite);
  }
}

// ---- random subdivisions of the plane ---------------------------------------------------------------------------

/// Faces of a net of crooked quadrangles, some with an island, and the edges between them.
class Subdivision {
 public:
  Subdivision(int columns, int rows, unsigned seed) : columns_(columns), rows_(rows), random_(seed) {
    for (int j = 0; j <= rows_; ++j) {
      for (int i = 0; i <= columns_; ++i) {
        nodes_.push_back(
            {585'000.0 + kCell_m * (i + uniform(-0.2, 0.2)), 1'212'000.0 + kCell_m * (j + uniform(-0.2, 0.2))});
      }
    }
    for (int j = 0; j <= rows_; ++j) {
      for (int i = 0; i <= columns_; ++i) {
        if (i < columns_) {
          add_edge(node(i, j), node(i + 1, j));
        }
        if (j < rows_) {
          add_edge(node(i, j), node(i, j + 1));
        }
      }
    }
    for (int j = 0; j < rows_; ++j) {
      for (int i = 0; i < columns_; ++i) {
        add_face(i, j);
      }
    }
  }

  /// The lines of all edges as some draughtsman may have drawn them: in pieces, in either direction, some twice, some
  /// as one long line.
  std::vector<Line> draw() {
    std::vector<Line> lines;
    for (const auto& [ends, edge] : edges_) {
      draw_in_pieces(edge, lines);
    }
    for (const Line& island : islands_) {
      draw_in_pieces(island, lines);
    }
    std::shuffle(lines.begin(), lines.end(), random_);
    return lines;
  }

  struct Face {
    double area_m2;
    GridPoint inside;
  };
  [[nodiscard]] const std::vector<Face>& faces() const { return faces_; }
  [[nodiscard]] std::vector<DrawingText> texts() const {
    std::vector<DrawingText> out;
    for (std::size_t i = 0; i < faces_.size(); ++i) {
      out.push_back({faces_[i].inside, std::to_string(i + 1)});
    }
    return out;
  }

  /// An edge with a face on both sides.
  Line& inner_edge() {
    const int i = 1 + below(columns_ - 1);
    const int j = below(rows_);
    return edges_.at({node(i, j), node(i, j + 1)});
  }
  GridPoint some_corner() {
    return nodes_[static_cast<std::size_t>(node(1 + below(columns_ - 1), 1 + below(rows_ - 1)))];
  }
  std::size_t some_face() { return static_cast<std::size_t>(below(static_cast<int>(faces_.size()))); }
  double uniform(double low, double high) { return std::uniform_real_distribution<double>{low, high}(random_); }
  int below(int end) { return std::uniform_int_distribution<int>{0, end - 1}(random_); }

  static constexpr double kCell_m = 20.0;

 private:
  [[nodiscard]] int node(int i, int j) const { return j * (columns_ + 1) + i; }

  void add_edge(int a, int b) {
    const GridPoint from = nodes_[static_cast<std::size_t>(a)];
    const GridPoint to = nodes_[static_cast<std::size_t>(b)];
    Line line{from};
    if (below(3) == 0) {  // with a bend
      GridPoint bend = between(from, to, uniform(0.3, 0.7));
      line.push_back({bend.east_m + uniform(-1, 1), bend.north_m + uniform(-1, 1)});
    }
    line.push_back(to);
    edges_[{a, b}] = line;
  }

  void append(Line& ring, int a, int b) const {
    const auto forward = edges_.find({a, b});
    Line line = forward != edges_.end() ? forward->second : edges_.at({b, a});
    if (forward == edges_.end()) {
      std::reverse(line.begin(), line.end());
    }
    ring.insert(ring.end(), line.begin(), line.end() - 1);
  }

  void add_face(int i, int j) {
    const std::array corners{node(i, j), node(i + 1, j), node(i + 1, j + 1), node(i, j + 1)};
    Line ring;
    GridPoint center;
    for (std::size_t k = 0; k < corners.size(); ++k) {
      append(ring, corners[k], corners[(k + 1) % corners.size()]);
      center.east_m += nodes_[static_cast<std::size_t>(corners[k])].east_m / 4.0;
      center.north_m += nodes_[static_cast<std::size_t>(corners[k])].north_m / 4.0;
    }
    Face face{signed_area_m2(ring), between(center, nodes_[static_cast<std::size_t>(corners[0])], 0.5)};
    if (below(5) == 0) {
      const double side = uniform(0.5, 2.0);
      islands_.push_back(square(center.east_m, center.north_m, side));
      const double island = signed_area_m2(std::span{islands_.back()}.first(4));
      face.area_m2 -= island;
      faces_.push_back({island, {center.east_m + side / 3, center.north_m + side / 3}});
    }
    faces_.push_back(face);
  }

  void draw_in_pieces(const Line& edge, std::vector<Line>& lines) {
    std::vector<Line> pieces;
    Line piece{edge.front()};
    for (std::size_t k = 1; k < edge.size(); ++k) {
      if (below(4) == 0) {
        const GridPoint cut = between(edge[k - 1], edge[k], uniform(0.2, 0.8));
        piece.push_back(cut);
        pieces.push_back(std::exchange(piece, {cut}));
      }
      piece.push_back(edge[k]);
    }
    pieces.push_back(piece);
    for (Line& one : pieces) {
      if (below(10) == 0) {
        lines.push_back(one);
      }
      if (below(2) == 0) {
        std::reverse(one.begin(), one.end());
      }
      const bool continues = !lines.empty() && below(2) == 0 && lines.back().back() == one.front();
      if (continues) {
        lines.back().insert(lines.back().end(), one.begin() + 1, one.end());
      } else {
        lines.push_back(one);
      }
    }
  }

  int columns_;
  int rows_;
  std::mt19937 random_;
  std::vector<GridPoint> nodes_;
  std::map<std::pair<int, int>, Line> edges_;
  std::vector<Line> islands_;
  std::vector<Face> faces_;
};

/// That each face came out with its area and its text; `merged` faces excepted.
void expect_faces(const Subdivision& drawn, const Polygonised& made, std::size_t unlabelled = 0) {
  EXPECT_EQ(made.polygons.size(), made.texts.size());
  std::set<std::uint32_t> labelled;
  for (std::size_t i = 0; i < made.polygons.size(); ++i) {
    if (made.texts[i]) {
      EXPECT_TRUE(labelled.insert(*made.texts[i]).second);
      const double expected = drawn.faces().at(*made.texts[i]).area_m2;
      EXPECT_NEAR(area_m2(made.polygons.view(i)), expected, kAreaError * expected);
    }
  }
  EXPECT_EQ(labelled.size() + unlabelled, drawn.faces().size());
}

TEST(Polygonise, FindsTheFacesOfAnySubdivision) {
  for (unsigned seed = 0; seed < 150; ++seed) {
    Subdivision drawn{2 + static_cast<int>(seed % 9), 2 + static_cast<int>(seed % 7), seed};
    const Polygonised made = run(drawn.draw(), drawn.texts());
    ASSERT_EQ(made.polygons.size(), drawn.faces().size()) << seed;
    expect_faces(drawn, made);
    ASSERT_THAT(made.findings, IsEmpty()) << seed;
  }
}

TEST(Polygonise, GivesTheSameForTheSame) {
  Subdivision drawn{9, 9, 1};
  const auto lines = drawn.draw();
  const Polygonised a = run(lines, drawn.texts());
  const Polygonised b = run(lines, drawn.texts());
  EXPECT_TRUE(std::equal(a.polygons.points().begin(), a.polygons.points().end(), b.polygons.points().begin(),
                         b.polygons.points().end()));
  EXPECT_EQ(a.texts, b.texts);
}

/// The one finding of a kind.
const DrawingFinding* only(const Polygonised& made, DrawingDefect defect) {
  const DrawingFinding* found = nullptr;
  for (const DrawingFinding& one : made.findings) {
    if (one.defect == defect) {
      EXPECT_EQ(found, nullptr);
      found = &one;
    }
  }
  return found;
}

TEST(Polygonise, FindsAPieceThatIsMissing) {
  for (unsigned seed = 0; seed < 60; ++seed) {
    Subdivision drawn{6, 5, seed};
    Line& edge = drawn.inner_edge();
    const bool wide = seed % 2 == 0;
    const GridPoint from = between(edge[0], edge[1], 0.4);
    const double share = (wide ? 1.5 : 0.3) / distance(edge[0], edge[1]);
    const GridPoint to = between(edge[0], edge[1], 0.4 + share);
    const Line kept{to, edge[1]};
    const Line before{edge[0], from};
    Line rest{to};
    rest.insert(rest.end(), edge.begin() + 1, edge.end());
    edge = before;  // One half stays the edge; the other is drawn beside it.
    auto lines = drawn.draw();
    lines.push_back(rest);
    const Polygonised made = run(lines, drawn.texts());
    expect_faces(drawn, made, 2);
    const DrawingFinding* both = only(made, DrawingDefect::kSeveralTexts);
    ASSERT_NE(both, nullptr) << seed;
    EXPECT_THAT(both->texts, SizeIs(2));
    if (wide) {
      ASSERT_EQ(defects(made),
                (std::vector{DrawingDefect::kDangle, DrawingDefect::kDangle, DrawingDefect::kSeveralTexts}))
          << seed;
      for (const DrawingFinding& one : std::span{made.findings}.first(2)) {
        EXPECT_LT(std::min(distance(one.place, from), distance(one.place, to)), kPlaceError_m);
      }
    } else {
      ASSERT_EQ(defects(made), (std::vector{DrawingDefect::kUnclosed, DrawingDefect::kSeveralTexts})) << seed;
      EXPECT_LT(distance(made.findings[0].place, between(from, to, 0.5)), kPlaceError_m);
      EXPECT_NEAR(made.findings[0].length_m, 0.3, kPlaceError_m);
    }
  }
}

TEST(Polygonise, FindsALineTooLong) {
  for (unsigned seed = 0; seed < 60; ++seed) {
    Subdivision drawn{6, 5, seed};
    auto lines = drawn.draw();
    const GridPoint corner = drawn.some_corner();
    const double angle = drawn.uniform(0.3, 1.2);  // Into the face north-east of it.
    const double length = drawn.uniform(0.01, 3.0);
    const GridPoint end{corner.east_m + length * std::cos(angle), corner.north_m + length * std::sin(angle)};
    lines.push_back({corner, end});
    const Polygonised made = run(lines, drawn.texts());
    expect_faces(drawn, made);
    ASSERT_EQ(defects(made), (std::vector{DrawingDefect::kDangle})) << seed;
    EXPECT_LT(distance(made.findings[0].place, end), kPlaceError_m);
    EXPECT_NEAR(made.findings[0].length_m, length, kPlaceError_m);
  }
}

TEST(Polygonise, FindsTextsThatMovedOrAreTwice) {
  for (unsigned seed = 0; seed < 60; ++seed) {
    Subdivision drawn{6, 5, seed};
    const auto lines = drawn.draw();
    const auto face = static_cast<std::uint32_t>(drawn.some_face());
    auto moved = drawn.texts();
    moved[face].at = {584'000.0, 1'212'000.0};
    const Polygonised without = run(lines, moved);
    expect_faces(drawn, without, 1);
    ASSERT_EQ(defects(without), (std::vector{DrawingDefect::kNoText, DrawingDefect::kTextOutside})) << seed;
    EXPECT_EQ(without.findings[1].texts, (std::vector<std::uint32_t>{face}));
    EXPECT_TRUE(contains(without.polygons.view(*without.findings[0].polygon), drawn.faces()[face].inside));
    EXPECT_TRUE(contains(without.polygons.view(*without.findings[0].polygon), without.findings[0].place));
    auto twice = drawn.texts();
    twice.push_back({between(twice[face].at, {0, 0}, 1e-9), "another"});
    const Polygonised several = run(lines, twice);
    expect_faces(drawn, several, 1);
    ASSERT_EQ(defects(several), (std::vector{DrawingDefect::kSeveralTexts})) << seed;
    EXPECT_EQ(several.findings[0].texts,
              (std::vector<std::uint32_t>{face, static_cast<std::uint32_t>(twice.size() - 1)}));
  }
}

TEST(Polygonise, TakesACommuneInSeconds) {
  Subdivision drawn{140, 125, 1};
  const auto lines = store_of(drawn.draw());
  const auto texts = drawn.texts();
  const auto begin = std::chrono::steady_clock::now();
  const auto made = polygonise(lines, texts, {0.001, 0.5});
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
  ASSERT_TRUE(made);
  std::cout << lines.size() << " lines, " << made->polygons.size() << " polygons: " << seconds.count() << " s\n";
  expect_faces(drawn, *made);
  EXPECT_THAT(made->findings, IsEmpty());
  EXPECT_GT(made->polygons.size(), 20'000U);
  EXPECT_LT(seconds.count(), 60.0);  // Some seconds; slower only where something became quadratic.
}

}  // namespace
}  // namespace quyhoach::geo
