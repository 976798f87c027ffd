// Numbers that were projected without a datum shift: read where they were measured, and told from those that were.
#include <cmath>

#include <gmock/gmock.h>

#include "geo/io/crs_guess.h"
#include "geo/io/near_parcels.h"
#include "tests/geo/io/district_folder.h"
#include "tests/geo/io/layer_file.h"

namespace quyhoach::geo {
namespace {

using test::collection;
using test::DistrictFolder;
using test::feature;
using test::find_defect;
using test::json_number;
using test::kOrigin;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

/// A pipeline written out, which asks no data base: EPSG:6960 is a Coordinate Frame rotation of these numbers (QĐ 05/2007/QĐ-BTNMT).
class Pipeline {
 public:
  explicit Pipeline(const std::string& steps) {
    const OGRCoordinateTransformationOptionsH options = OCTNewCoordinateTransformationOptions();
    EXPECT_TRUE(OCTCoordinateTransformationOptionsSetOperation(options, ("+proj=pipeline " + steps).c_str(), FALSE));
    transform_ = OCTNewCoordinateTransformationEx(nullptr, nullptr, options);
    OCTDestroyCoordinateTransformationOptions(options);
    EXPECT_NE(transform_, nullptr);
  }
  ~Pipeline() { OCTDestroyCoordinateTransformation(transform_); }
  Pipeline(const Pipeline&) = delete;
  Pipeline& operator=(const Pipeline&) = delete;

  [[nodiscard]] GridPoint operator()(GridPoint at) const {
    EXPECT_TRUE(OCTTransform(transform_, 1, &at.east_m, &at.north_m, nullptr));
    return at;
  }

 private:
  OGRCoordinateTransformationH transform_ = nullptr;
};

constexpr const char* kFromDegrees = "+step +proj=unitconvert +xy_in=deg +xy_out=rad ";
constexpr const char* kToDegrees = " +step +proj=unitconvert +xy_in=rad +xy_out=deg";
constexpr const char* kShift =
    "+step +proj=cart +ellps=WGS84 +step +inv +proj=helmert +x=-191.90441429 +y=-39.30318279 +z=-111.45032835 +rx=-0.00928836 "
    "+ry=0.01975479 +rz=-0.00427372 +s=0.252906278 +convention=coordinate_frame +step +inv +proj=cart +ellps=WGS84 ";
std::string plane(const char* meridian) {
  return std::string{"+proj=tmerc +lat_0=0 +lon_0="} + meridian + " +k=0.9999 +x_0=500000 +y_0=0 +ellps=WGS84";
}

/// WGS 84 positions of the district's corners and of both sides of 11.04°, where PROJ alone would tear it.
constexpr std::array<GridPoint, 4> kPlaces{{{106.36, 10.89}, {106.69, 11.16}, {106.49, 11.0399}, {106.49, 11.0401}}};

District probe() {
  District district;
  district.crs = "EPSG:9210";
  district.datum_operation = "EPSG:6960";
  district.bbox = {106.35, 10.88, 106.70, 11.17};
  return district;
}

constexpr double kMillimetre = 1e-3;
constexpr double kMillimetre_deg = 9e-9;

TEST(CrsReading, OfWgs84IsTheProjectionTakenBackAndNothingElse) {
  for (const auto& [crs, meridian] : {std::pair{"EPSG:9210", "105.75"}, {"EPSG:5899", "107.75"}}) {
    const Pipeline project{kFromDegrees + ("+step " + plane(meridian))};
    const auto reading = CrsReading::create({crs, false, true}, probe());
    const auto swapped = CrsReading::create({crs, true, true}, probe());
    ASSERT_TRUE(reading && swapped);
    for (const GridPoint place : kPlaces) {
      const GridPoint numbers = project(place);
      const auto at = reading->to_lonlat(numbers);
      ASSERT_TRUE(at);
      EXPECT_NEAR(at->lon_deg, place.east_m, kMillimetre_deg);
      EXPECT_NEAR(at->lat_deg, place.north_m, kMillimetre_deg);
      EXPECT_EQ(*swapped->to_lonlat({numbers.north_m, numbers.east_m}), *at);
    }
  }
}

TEST(CrsReading, OfTheDatumsOwnDegreesIsTheShiftAndNothingElse) {
  const Pipeline unshifted{std::string{kFromDegrees} + kShift + kToDegrees};
  const auto reading = CrsReading::create({"EPSG:4756", false, false}, probe());
  ASSERT_TRUE(reading);
  for (const GridPoint place : kPlaces) {
    const auto at = reading->to_lonlat(unshifted(place));
    ASSERT_TRUE(at);
    EXPECT_NEAR(at->lon_deg, place.east_m, kMillimetre_deg);
    EXPECT_NEAR(at->lat_deg, place.north_m, kMillimetre_deg);
  }
}

TEST(CrsReading, TakesNoOtherCrs) {
  EXPECT_FALSE(CrsReading::create({"EPSG:4756", false, true}, probe())) << "degrees are in no projection";
  EXPECT_FALSE(CrsReading::create({"EPSG:21036", false, false}, probe()));
  EXPECT_FALSE(CrsReading::create({"EPSG:99999", false, true}, probe()));
}

TEST(GuessCrsWithoutShift, ComesAfterThePlainReadings) {
  const GridPoint at{580'679.28, 1'213'237.68};
  const auto guesses = guess_crs(probe(), std::array{at});
  const auto plain = std::ranges::find(guesses, CrsGuess{"EPSG:9210", false, false});
  const auto unshifted = std::ranges::find(guesses, CrsGuess{"EPSG:9210", false, true});
  ASSERT_NE(plain, guesses.end());
  ASSERT_NE(unshifted, guesses.end());
  EXPECT_LT(plain, unshifted);
  EXPECT_TRUE(std::ranges::is_partitioned(guesses, [](const CrsGuess& guess) { return !guess.is_of_wgs84; }));
  District same = probe();
  same.crs = "EPSG:32648";
  same.datum_operation = "none";
  EXPECT_THAT(guess_crs(same, std::array{GridPoint{663'000, 1'213'000}}), testing::Each(testing::Field(&CrsGuess::is_of_wgs84, false)));
}

/// A zone's corners, measured by WGS 84 and written without a shift; and where they are.
struct Written {
  std::string coordinates;
  std::vector<GridPoint> true_corners;
};
Written written(bool as_degrees) {
  const Pipeline to_plane{std::string{kFromDegrees} + kShift + "+step " + plane("105.75")};
  const Pipeline unshifted = Pipeline{kFromDegrees + ("+step " + plane("105.75"))};
  const Pipeline own_degrees{std::string{kFromDegrees} + kShift + kToDegrees};
  Written out;
  for (const GridPoint place : {GridPoint{106.50, 11.039}, GridPoint{106.501, 11.039}, GridPoint{106.501, 11.041}, GridPoint{106.50, 11.039}}) {
    const GridPoint numbers = as_degrees ? own_degrees(place) : unshifted(place);
    std::array<char, 80> text{};
    std::snprintf(text.data(), text.size(), "[%.12f,%.12f]", numbers.east_m, numbers.north_m);
    out.coordinates += (out.coordinates.empty() ? "[[" : ",") + std::string{text.data()};
    out.true_corners.push_back(to_plane(place));
  }
  out.coordinates += "]]";
  out.true_corners.pop_back();
  return out;
}

void expect_zone_at(const DistrictFolder& folder, const std::vector<GridPoint>& corners) {
  const auto result = folder.load();
  ASSERT_FALSE(result.edition.empty()) << test::lines(result);
  const auto snapshot = folder.snapshot();
  const auto ring = snapshot->plans.at(0)->areas.shapes().view(0).ring(0);
  ASSERT_EQ(ring.size(), corners.size());
  for (const GridPoint corner : corners) {
    EXPECT_THAT(ring, Contains(testing::AllOf(testing::Field(&GridPoint::east_m, testing::DoubleNear(corner.east_m, kMillimetre)),
                                              testing::Field(&GridPoint::north_m, testing::DoubleNear(corner.north_m, kMillimetre)))));
  }
}

constexpr const char* kZone = "[[layer]]\nrole = \"zones\"\nfile = \"zones.geojson\"\n";

TEST(WithoutShift, ALayerIsReadWhereItWasMeasured) {
  const DistrictFolder folder;
  const Written zone = written(false);
  folder.zones({feature(zone.coordinates, R"("code":"A")")});
  folder.plan(std::string{kZone} + "crs = \"EPSG:9210\"\ndatum = \"WGS 84\"\n[layer.fields]\ncode = \"code\"\n");
  expect_zone_at(folder, zone.true_corners);
}

TEST(WithoutShift, DegreesOfTheDatumAreReadAsThey) {
  const DistrictFolder folder;
  const Written zone = written(true);
  folder.zones({feature(zone.coordinates, R"("code":"A")")}, "");
  folder.plan(std::string{kZone} + "crs = \"EPSG:4756\"\n[layer.fields]\ncode = \"code\"\n");
  expect_zone_at(folder, zone.true_corners);
}

TEST(WithoutShift, IsTheLikelyCauseOfWhatLiesJustOutside) {
  const DistrictFolder folder;
  // 33 m inside the district's southern edge as it was measured, 79 m beyond it as it is read.
  const Pipeline unshifted{kFromDegrees + ("+step " + plane("105.75"))};
  const GridPoint at = unshifted({106.5, 10.8803});
  std::string ring;
  for (const auto& [e, n] : {std::pair{0, 0}, {20, 0}, {20, 20}, {0, 0}}) {
    ring += (ring.empty() ? "[[[" : ",[") + json_number(at.east_m + e) + "," + json_number(at.north_m + n) + "]";
  }
  folder.zones({feature(ring + "]]", R"("code":"A")")});
  folder.plan(std::string{kZone} + "[layer.fields]\ncode = \"code\"\n");
  const auto result = folder.load();
  const Defect* defect = find_defect(result, "OUTSIDE_DISTRICT");
  ASSERT_NE(defect, nullptr) << test::lines(result);
  EXPECT_THAT(defect->message.en, HasSubstr("projected to EPSG:9210 from WGS 84 without a datum shift"));
  EXPECT_THAT(defect->message.en, HasSubstr("datum = \"WGS 84\""));
  EXPECT_THAT(defect->message.vi, HasSubstr("mà không chuyển mốc trắc địa"));
}

TEST(IsClearlyNearer, TakesThreeTimesAsManyAndAFifthAtLeast) {
  EXPECT_TRUE(is_clearly_nearer(0.2, 0.0));
  EXPECT_TRUE(is_clearly_nearer(0.9, 0.3));
  EXPECT_FALSE(is_clearly_nearer(0.9, 0.31));
  EXPECT_FALSE(is_clearly_nearer(0.19, 0.0));
  EXPECT_FALSE(is_clearly_nearer(0.0, 0.0));
}

TEST(ShareNearParcels, CountsVerticesAtCornersOfParcels) {
  const DistrictFolder folder;
  ASSERT_FALSE(folder.load().edition.empty());
  const auto snapshot = folder.snapshot();
  const auto reading = CrsReading::create({"EPSG:9210", false, false}, *snapshot->district);
  const auto transform = GridTransform::create("EPSG:9210", "EPSG:6960");
  const auto share = [&](std::vector<GridPoint> points) {
    for (GridPoint& point : points) {
      point = {kOrigin.east_m + point.east_m, kOrigin.north_m + point.north_m};
    }
    return share_near_parcels(*reading, *transform, points, *snapshot);
  };
  // Its first parcel is a square of 20 m from (10, 10).
  EXPECT_DOUBLE_EQ(share({{10, 10}, {30, 30.4}, {30.3, 10.3}, {10, 30}}), 1.0);
  EXPECT_DOUBLE_EQ(share({{10, 10}, {20, 20}, {20, 10}, {30.6, 30}}), 0.25) << "the middle of an edge is no corner";
  EXPECT_DOUBLE_EQ(share({}), 0.0);
  EXPECT_DOUBLE_EQ(share({{1e9, 1e9}}), 0.0);
}

}  // namespace
}  // namespace quyhoach::geo
