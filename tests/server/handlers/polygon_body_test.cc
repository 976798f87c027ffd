#include "server/handlers/polygon_body.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <sstream>
#include <vector>

#include <gtest/gtest.h>

#include "geo/geom/measure.h"

namespace quyhoach::server {
namespace {

using geo::ErrorCode;

// A square in the middle of the district. 0.001° is about 109 m by 111 m here.
constexpr double kWest_deg = 106.5;
constexpr double kSouth_deg = 11.0;
constexpr double kSide_deg = 0.001;
constexpr double kSameArea_m2 = 0.01;  // What the service promises of an area.

struct At {
  double x = 0.0;
  double y = 0.0;
};
using Corners = std::vector<At>;

Corners square(double west = kWest_deg, double south = kSouth_deg, double side = kSide_deg) {
  return {{west, south}, {west + side, south}, {west + side, south + side}, {west, south + side}};
}
Corners closed(Corners ring) {
  ring.push_back(ring.front());
  return ring;
}
Corners swapped(Corners ring) {
  for (At& at : ring) {
    std::swap(at.x, at.y);
  }
  return ring;
}

std::string json(const Corners& ring) {
  std::ostringstream text;
  text.precision(17);
  for (const At at : ring) {
    text << (text.tellp() == 0 ? "[" : ",") << '[' << at.x << ',' << at.y << ']';
  }
  return text.str().empty() ? "[]" : text.str() + "]";
}
std::string polygon(const std::vector<Corners>& rings) {
  std::string text;
  for (const Corners& ring : rings) {
    text += (text.empty() ? "" : ",") + json(ring);
  }
  return R"({"type":"Polygon","coordinates":[)" + text + "]}";
}
std::string multipolygon(const std::vector<Corners>& shells) {
  std::string text;
  for (const Corners& ring : shells) {
    text += (text.empty() ? "[" : ",[") + json(ring) + "]";
  }
  return R"({"type":"MultiPolygon","coordinates":[)" + text + "]}";
}
std::string table(const Corners& corners, const std::string& crs) { return R"({"vertices":)" + json(corners) + R"(,"crs":")" + crs + R"("})"; }

class PolygonBody : public ::testing::Test {
 protected:
  PolygonBody() {
    district_.crs = "EPSG:9210";
    district_.datum_operation = "EPSG:6960";
    district_.bbox = {106.34, 10.88, 106.68, 11.18};
    auto made = geo::GridTransform::create(district_.crs, district_.datum_operation);
    EXPECT_TRUE(made);
    transform_ = std::make_unique<geo::GridTransform>(std::move(*made));
  }
  [[nodiscard]] geo::Result<geo::ShapeStore> read(const std::string& body, const PolygonLimits& limits = {}) const {
    return read_polygon(body, district_, *transform_, limits);
  }
  /// The refusal, or nothing when the body is taken.
  [[nodiscard]] std::optional<ErrorCode> refusal(const std::string& body, const PolygonLimits& limits = {}) const {
    const auto shape = read(body, limits);
    return shape ? std::nullopt : std::optional{shape.error().code};
  }
  [[nodiscard]] double area_m2(const std::string& body) const {
    const auto shape = read(body);
    EXPECT_TRUE(shape) << body << ": " << (shape ? "" : shape.error().message);
    return shape ? geo::area_m2(shape->view(shape->points().data(), 0)) : std::nan("");
  }
  [[nodiscard]] Corners in_grid(const Corners& degrees) const {
    Corners out;
    for (const At at : degrees) {
      const auto grid = transform_->to_grid({at.x, at.y});
      EXPECT_TRUE(grid);
      out.push_back({grid->east_m, grid->north_m});
    }
    return out;
  }

  geo::District district_;
  std::unique_ptr<geo::GridTransform> transform_;
};

TEST_F(PolygonBody, MeasuresInTheGrid) {
  const double area = area_m2(polygon({closed(square())}));
  EXPECT_GT(area, 109.0 * 110.0);
  EXPECT_LT(area, 110.0 * 111.0);
}

TEST_F(PolygonBody, WindsRingsAsTheGridWants) {
  Corners shell = square();
  Corners hole = square(kWest_deg + kSide_deg / 4, kSouth_deg + kSide_deg / 4, kSide_deg / 2);
  for (const bool turn_shell : {false, true}) {
    for (const bool turn_hole : {false, true}) {
      Corners outer = turn_shell ? Corners{shell.rbegin(), shell.rend()} : shell;
      Corners inner = turn_hole ? Corners{hole.rbegin(), hole.rend()} : hole;
      const auto shape = read(polygon({closed(outer), closed(inner)}));
      ASSERT_TRUE(shape);
      const auto view = shape->view(shape->points().data(), 0);
      ASSERT_EQ(view.ring_count(), 2U);
      EXPECT_TRUE(view.is_shell(0));
      EXPECT_FALSE(view.is_shell(1));
      EXPECT_GT(geo::signed_area_m2(view.ring(0)), 0.0);
      EXPECT_LT(geo::signed_area_m2(view.ring(1)), 0.0);
    }
  }
}

TEST_F(PolygonBody, TakesAMultiPolygonAsOneShape) {
  const double one = area_m2(multipolygon({closed(square())}));
  const double two = area_m2(multipolygon({closed(square()), closed(square(kWest_deg + 0.01))}));
  EXPECT_NEAR(one, area_m2(polygon({closed(square())})), kSameArea_m2);
  EXPECT_NEAR(two, 2.0 * one, 1.0);  // The scale of the grid differs a little 1 km farther east.
}

TEST_F(PolygonBody, TakesAHeightAndIgnoresIt) {
  EXPECT_FALSE(refusal(R"({"type":"Polygon","coordinates":[[[106.5,11,3],[106.501,11,3],[106.501,11.001,3],[106.5,11,3]]]})"));
}

TEST_F(PolygonBody, DropsRepeatedCorners) {
  Corners ring = square();
  ring.insert(ring.begin() + 1, ring[1]);
  EXPECT_NEAR(area_m2(polygon({closed(ring)})), area_m2(polygon({closed(square())})), kSameArea_m2);
}

TEST_F(PolygonBody, ReadsACornerTableInBothOrdersOfAxes) {
  const double area = area_m2(polygon({closed(square())}));
  const Corners grid = in_grid(square());
  for (const Corners& corners : {grid, swapped(grid), closed(grid)}) {
    EXPECT_NEAR(area_m2(table(corners, "EPSG:9210")), area, kSameArea_m2);
    EXPECT_NEAR(area_m2(table(corners, "auto")), area, kSameArea_m2);
  }
  for (const Corners& corners : {square(), swapped(square())}) {
    EXPECT_NEAR(area_m2(table(corners, "EPSG:4326")), area, kSameArea_m2);
    EXPECT_NEAR(area_m2(table(corners, "auto")), area, kSameArea_m2);
  }
}

TEST_F(PolygonBody, DoesNotGuessBetweenTwoReadings) {
  district_.bbox = {10.0, 10.0, 120.0, 85.0};  // A box in which 20, 30 and 30, 20 both lie.
  EXPECT_EQ(refusal(table({{20.0, 30.0}, {20.001, 30.0}, {20.001, 30.001}}, "EPSG:4326")), ErrorCode::kParameterValue);
}

TEST_F(PolygonBody, RefusesACornerTableInAnotherSystem) {
  EXPECT_EQ(refusal(table(in_grid(square()), "EPSG:3405")), ErrorCode::kCrsNotAllowed);
  EXPECT_EQ(refusal(table(in_grid(square()), "")), ErrorCode::kCrsNotAllowed);
  EXPECT_EQ(refusal(table(in_grid(square()), "EPSG:4326")), ErrorCode::kOutsideDistrict);
  EXPECT_EQ(refusal(table(square(), "EPSG:9210")), ErrorCode::kOutsideDistrict);
}

TEST_F(PolygonBody, RefusesAnOpenRing) { EXPECT_EQ(refusal(polygon({square()})), ErrorCode::kRingOpen); }

TEST_F(PolygonBody, RefusesAShortRing) {
  EXPECT_EQ(refusal(polygon({closed({{106.5, 11.0}, {106.501, 11.0}})})), ErrorCode::kRingShort);
  EXPECT_EQ(refusal(polygon({closed({{106.5, 11.0}, {106.5, 11.0}, {106.5, 11.0}})})), ErrorCode::kRingShort);
  EXPECT_EQ(refusal(polygon({{}})), ErrorCode::kRingShort);
  EXPECT_EQ(refusal(table(in_grid({{106.5, 11.0}, {106.501, 11.0}}), "auto")), ErrorCode::kRingShort);
}

TEST_F(PolygonBody, RefusesAnInvalidPolygon) {
  const Corners s = square();
  EXPECT_EQ(refusal(polygon({closed({s[0], s[2], s[1], s[3]})})), ErrorCode::kGeometryInvalid) << "bow-tie";
  EXPECT_EQ(refusal(polygon({closed(s), closed(square(kWest_deg + kSide_deg / 2))})), ErrorCode::kGeometryInvalid) << "hole crosses";
  EXPECT_EQ(refusal(polygon({closed(s), closed(square(kWest_deg + 0.01))})), ErrorCode::kGeometryInvalid) << "hole outside";
  EXPECT_EQ(refusal(multipolygon({closed(s), closed(s)})), ErrorCode::kGeometryInvalid) << "one on the other";
  // In the grid: a parallel of latitude is a curve there, and three corners on it are a sliver with an area.
  const std::string line = table({{585'000.0, 1'212'000.0}, {585'100.0, 1'212'000.0}, {585'050.0, 1'212'000.0}}, "EPSG:9210");
  EXPECT_EQ(refusal(line), ErrorCode::kGeometryInvalid) << "a line";
}

TEST_F(PolygonBody, RefusesWhatIsLargerThanTheLimit) {
  const std::string body = polygon({closed(square())});
  const double area = area_m2(body);
  EXPECT_EQ(refusal(body, {.area_m2 = area - 1.0}), ErrorCode::kLimitArea);
  EXPECT_FALSE(refusal(body, {.area_m2 = area + 1.0}));
  EXPECT_EQ(refusal(polygon({closed(square(106.4, 10.95, 0.1))})), ErrorCode::kLimitArea);
}

TEST_F(PolygonBody, RefusesTooManyVertices) {
  Corners circle;
  constexpr int kCorners = 99;
  for (int i = 0; i < kCorners; ++i) {
    const double angle = 2.0 * std::numbers::pi * i / kCorners;
    circle.push_back({kWest_deg + kSide_deg * std::cos(angle), kSouth_deg + kSide_deg * std::sin(angle)});
  }
  EXPECT_FALSE(refusal(polygon({closed(circle)}), {.vertices = 100}));
  EXPECT_EQ(refusal(polygon({closed(circle)}), {.vertices = 99}), ErrorCode::kLimitVertices);
  EXPECT_EQ(refusal(multipolygon({closed(circle), closed(square(kWest_deg + 0.01))}), {.vertices = 104}), ErrorCode::kLimitVertices)
      << "counted over all rings";
}

TEST_F(PolygonBody, RefusesCoordinatesThatAreNoPlaceOnEarth) {
  for (const char* number : {"1e309", "-1e309", "1e300", "1e8"}) {
    const std::string body = std::string{R"({"type":"Polygon","coordinates":[[[)"} + number + R"(,11],[106.5,11],[106.5,11.001],[)" + number + ",11]]]}";
    EXPECT_EQ(refusal(body), ErrorCode::kCoordNotFinite) << number;
  }
}

/// Read with RapidJSON's own conversion, each ended the server (geo/plan/json_reader.cc).
TEST_F(PolygonBody, ReadsNumbersThatAreAllButNothing) {
  for (const std::string& number : {"0." + std::string(400, '0') + "1", std::string{"0.0000000001e-2147483639"}}) {
    EXPECT_EQ(refusal(R"({"type":"Polygon","coordinates":[[[)" + number + R"(,11],[106.5,11],[106.5,11.001],[)" + number + ",11]]]}"),
              ErrorCode::kOutsideDistrict);
  }
}

TEST_F(PolygonBody, RefusesWhatLeavesTheDistrict) {
  EXPECT_EQ(refusal(polygon({closed(square(107.0))})), ErrorCode::kOutsideDistrict);
  EXPECT_EQ(refusal(polygon({closed(square(106.6795))})), ErrorCode::kOutsideDistrict) << "one corner";
  EXPECT_EQ(refusal(polygon({closed(swapped(square()))})), ErrorCode::kOutsideDistrict);
}

TEST_F(PolygonBody, RefusesWhatIsNoPolygon) {
  for (const char* body :
       {"", "{", "[]", "null", "1", "\"x\"", "{}", R"({"type":"Polygon"})", R"({"coordinates":[]})", R"({"type":1,"coordinates":[]})",
        R"({"type":"Point","coordinates":[106.5,11]})", R"({"type":"Polygon","coordinates":[]})", R"({"type":"Polygon","coordinates":{}})",
        R"({"type":"Polygon","coordinates":[1]})", R"({"type":"Polygon","coordinates":[[1]]})", R"({"type":"Polygon","coordinates":[[[1]]]})",
        R"({"type":"Polygon","coordinates":[[["1","2"]]]})", R"({"type":"Polygon","coordinates":[[[null,2]]]})",
        R"({"type":"Polygon","coordinates":[[[NaN,2]]]})", R"({"type":"MultiPolygon","coordinates":[]})",
        R"({"type":"MultiPolygon","coordinates":[[]]})", R"({"type":"MultiPolygon","coordinates":[1]})", R"({"vertices":[[1,2]]})",
        R"({"vertices":[[1,2]],"crs":1})", R"({"vertices":1,"crs":"auto"})", R"({"vertices":[1],"crs":"auto"})",
        R"({"type":"Polygon","coordinates":[]} x)", "{\"type\":\"\xff\",\"coordinates\":[]}"}) {
    EXPECT_EQ(refusal(body), ErrorCode::kBodyUnreadable) << body;
  }
  EXPECT_EQ(refusal(std::string(1'000'000, '[')), ErrorCode::kBodyUnreadable) << "deep nesting";
}

using CornerList = PolygonBody;

TEST_F(CornerList, IsTheSameShapeAsThoseCornersInABody) {
  const auto list = read_corner_list("580679.25,1213237.5;580679.25,1213370.7110235645;580799.5012538285,1213237.5", district_, *transform_, PolygonLimits{});
  const auto body = read_polygon(R"({"crs":"EPSG:9210","vertices":[[580679.25,1213237.5],[580679.25,1213370.7110235645],[580799.5012538285,1213237.5]]})", district_,
                                 *transform_, PolygonLimits{});
  ASSERT_TRUE(list);
  ASSERT_TRUE(body);
  EXPECT_TRUE(std::ranges::equal(list->points(), body->points()));
  const auto closed = read_corner_list("580679.25,1213237.5;580679.25,1213370.7110235645;580799.5012538285,1213237.5;580679.25,1213237.5", district_, *transform_, {.vertices = 4});
  ASSERT_TRUE(closed);
  EXPECT_TRUE(std::ranges::equal(closed->points(), body->points()));
}

TEST_F(CornerList, RefusesWhatIsNone) {
  for (const char* text : {"", ";", ",", "1", "1;2;3", "1,2,3;4,5;6,7", "a,b;c,d;e,f", "1,2;3,4;5,", "580679,1213237;580680,1213237;580680,1213238;", "nan,1;2,3;4,5",
                           "1e999,1;2,3;4,5", " 1,2;3,4;5,6", "1, 2;3,4;5,6", "\"]}"}) {
    const auto read = read_corner_list(text, district_, *transform_, PolygonLimits{});
    ASSERT_FALSE(read) << text;
    EXPECT_EQ(read.error().code, ErrorCode::kParameterValue) << text;
  }
  EXPECT_EQ(read_corner_list("580679,1213237;580680,1213237", district_, *transform_, PolygonLimits{}).error().code, ErrorCode::kRingShort);
  EXPECT_EQ(read_corner_list("580679,1213237;580680,1213238;580680,1213237;580679,1213238", district_, *transform_, PolygonLimits{}).error().code,
            ErrorCode::kGeometryInvalid);
  EXPECT_EQ(read_corner_list("580679,1213237;580680,1213237;580680,1213238;580679,1213238", district_, *transform_, {.vertices = 3}).error().code,
            ErrorCode::kLimitVertices);
}

}  // namespace
}  // namespace quyhoach::server
