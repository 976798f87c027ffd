#include "geo/plan/answer_json.h"

#include <algorithm>
#include <array>
#include <cstdlib>

#include <rapidjson/document.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "geo/base/sha256.h"
#include "geo/plan/canonical_json.h"
#include "tests/geo/plan/small_district.h"

namespace quyhoach::geo {
namespace {

/// Set this variable to write the golden answers anew; then read the difference line by line before committing it.
constexpr const char* kRewrite = "QUYHOACH_REWRITE_GOLDEN";
constexpr const char* kComputedAt = "2026-11-22T03:04:05Z";

GridTransform transform() {
  auto made = GridTransform::create("EPSG:9210", "EPSG:6960");
  EXPECT_TRUE(made);
  return std::move(*made);
}

AnswerJson json_of(const Snapshot& snapshot, const Place& place, const AnswerStyle& style = {},
                   const char* computed_at = kComputedAt) {
  const auto answer = compute_answer(snapshot, place, day("2026-11-22"));
  EXPECT_TRUE(answer);
  return to_json(*answer, snapshot, transform(), style, computed_at);
}

rapidjson::Document parsed(const std::string& text) {
  rapidjson::Document document;
  document.Parse<rapidjson::kParseValidateEncodingFlag | rapidjson::kParseFullPrecisionFlag>(text.data(), text.size());
  EXPECT_FALSE(document.HasParseError()) << text;
  return document;
}

std::string read(const std::string& path) {
  std::ifstream file{path, std::ios::binary};
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

struct GoldenCase {
  const char* number;
  const char* name;
};
class GoldenAnswer : public testing::TestWithParam<GoldenCase> {};

TEST_P(GoldenAnswer, IsTheSameToTheLastByte) {
  const auto snapshot = small_snapshot();
  const std::string path = std::string{QUYHOACH_SOURCE_DIR} + "/tests/golden/answers/" + GetParam().name + ".json";
  const std::string body = json_of(*snapshot, parcel_place(*snapshot, GetParam().number)).body + "\n";
  if (std::getenv(kRewrite) != nullptr) {
    std::ofstream{path, std::ios::binary} << body;
  }
  const std::string golden = read(path);
  const auto at = static_cast<std::size_t>(std::mismatch(body.begin(), body.end(), golden.begin(), golden.end()).first -
                                           body.begin());
  constexpr std::size_t kBefore = 40;
  const std::size_t from = at < kBefore ? 0 : at - kBefore;
  EXPECT_TRUE(body == golden) << "now:    …" << body.substr(from, 120) << "\ngolden: …"
                              << golden.substr(std::min(from, golden.size()), 120)
                              << "\nIf the change is meant, run with " << kRewrite
                              << "=1 and check the sums of answer_test.cc.";
}

INSTANTIATE_TEST_SUITE_P(TwelveParcels, GoldenAnswer,
                         testing::Values(GoldenCase{"1", "inside_one_zone"}, GoldenCase{"2", "across_two_zones"},
                                         GoldenCase{"3", "sliver"}, GoldenCase{"4", "two_plans_overlap"},
                                         GoldenCase{"5", "three_plans_overlap"}, GoldenCase{"6", "no_data"},
                                         GoldenCase{"7", "partly_covered"}, GoldenCase{"8", "corridor"},
                                         GoldenCase{"9", "line"}, GoldenCase{"10", "hole"},
                                         GoldenCase{"11", "two_parts"}, GoldenCase{"12", "not_in_force"}),
                         [](const auto& at) { return at.param.name; });

TEST(AnswerJson, IsJsonForEveryParcelLanguageAndStyle) {
  const auto snapshot = small_snapshot();
  for (const auto& set : snapshot->parcels) {
    for (std::uint32_t i = 0; i < set->size(); ++i) {
      Place place;
      place.kind = Place::Kind::kParcel;
      place.parcel = {set.get(), i};
      for (const char* language : {"vi", "en"}) {
        for (const bool geometry : {false, true}) {
          const std::string body = json_of(*snapshot, place, {.language = language, .geometry = geometry}).body;
          EXPECT_TRUE(parsed(body).IsObject());
          EXPECT_THAT(body, testing::Not(testing::AnyOf(testing::HasSubstr("NaN"), testing::HasSubstr("nan"),
                                                        testing::HasSubstr("Inf"))));
        }
      }
    }
  }
}

/// What anybody does who wants to know whether a digest is that of an answer.
std::string digest_of(std::string_view body) {
  constexpr std::array<std::string_view, 2> kWithout{"digest", "computed_at"};
  const auto canonical = canonical_json(body, kWithout);
  EXPECT_TRUE(canonical);
  return canonical ? sha256_hex(*canonical) : std::string{};
}

TEST(AnswerJson, HasADigestThatAnybodyCanRepeat) {
  const auto snapshot = small_snapshot();
  for (const bool geometry : {false, true}) {
    const AnswerJson json = json_of(*snapshot, parcel_place(*snapshot, "5"), {.language = "vi", .permalink = "/x?a=1&b=2", .geometry = geometry});
    EXPECT_EQ(digest_of(json.body), json.digest);
    auto document = parsed(json.body);
    EXPECT_EQ(document["digest"].GetString(), "sha256:" + json.digest);
    EXPECT_STREQ(document["computed_at"].GetString(), kComputedAt);
    EXPECT_STREQ(document["permalink"].GetString(), "/x?a=1&b=2");
    ASSERT_GE(document.MemberCount(), 2U);
    EXPECT_STREQ((document.MemberEnd() - 2)->name.GetString(), "digest");
    EXPECT_STREQ((document.MemberEnd() - 1)->name.GetString(), "computed_at");
    EXPECT_NE(json_of(*snapshot, parcel_place(*snapshot, "5"), {.language = "vi", .geometry = geometry}).digest, json.digest) << "the address is covered";
  }
}

TEST(AnswerJson, HasADigestThatDoesNotDependOnTheHour) {
  const auto snapshot = small_snapshot();
  const Place place = parcel_place(*snapshot, "2");
  const AnswerJson now = json_of(*snapshot, place);
  const AnswerJson later = json_of(*snapshot, place, {}, "2030-01-01T00:00:00Z");
  EXPECT_EQ(now.digest, later.digest);
  EXPECT_NE(now.body, later.body);
  EXPECT_NE(now.digest, json_of(*snapshot, parcel_place(*snapshot, "3")).digest);
}

TEST(AnswerJson, WritesWhatIsNotKnownAsNull) {
  const auto snapshot = small_snapshot();
  const auto document = parsed(json_of(*snapshot, parcel_place(*snapshot, "2")).body);
  EXPECT_TRUE(document["place"]["registered_area_m2"].IsNull());
  EXPECT_TRUE(document["place"]["address"].IsNull());
  EXPECT_EQ(parsed(json_of(*snapshot, parcel_place(*snapshot, "1")).body)["place"]["registered_area_m2"].GetDouble(),
            200.5);
}

TEST(AnswerJson, WritesAreasThatReadBackToTheSameBits) {
  const auto snapshot = small_snapshot();
  const Place place = parcel_place(*snapshot, "10");
  const auto answer = compute_answer(*snapshot, place, day("2026-11-22"));
  ASSERT_TRUE(answer);
  const auto document = parsed(json_of(*snapshot, place).body);
  const auto& written = document["topics"][0]["restrictions"];
  for (rapidjson::SizeType i = 0; i < written.Size(); ++i) {
    EXPECT_EQ(written[i]["share_percent"].GetDouble(), *answer->topics[0].restrictions[i].share_percent);
    EXPECT_EQ(written[i]["area_m2"].GetDouble(), *answer->topics[0].restrictions[i].area_m2);
  }
}

TEST(AnswerJson, WritesTheCommonShapeInsideThePlaceClosedAndCounterClockwise) {
  const auto snapshot = small_snapshot();
  const auto document = parsed(json_of(*snapshot, parcel_place(*snapshot, "2"), {.language = "en", .geometry = true}).body);
  for (const auto& restriction : document["topics"][0]["restrictions"].GetArray()) {
    const auto& geometry = restriction["geometry"];
    ASSERT_STREQ(geometry["type"].GetString(), "Polygon");
    const auto& ring = geometry["coordinates"][0];
    ASSERT_GE(ring.Size(), 5U);
    EXPECT_EQ(ring[0], ring[ring.Size() - 1]);
    double twice = 0.0;
    for (rapidjson::SizeType i = 0; i + 1 < ring.Size(); ++i) {
      const double lon = ring[i][0].GetDouble();
      const double lat = ring[i][1].GetDouble();
      EXPECT_TRUE(snapshot->district->bbox.contains({lon, lat}));
      twice +=
          (lon - 106.4) * (ring[i + 1][1].GetDouble() - 10.9) - (ring[i + 1][0].GetDouble() - 106.4) * (lat - 10.9);
    }
    EXPECT_GT(twice, 0.0);
  }
}

TEST(AnswerJson, WritesAParcelOfTwoPartsAsAMultiPolygonAndAHoleAsASecondRing) {
  const auto snapshot = small_snapshot();
  const auto parts = parsed(json_of(*snapshot, parcel_place(*snapshot, "11"), {.language = "vi", .geometry = true}).body);
  EXPECT_STREQ(parts["place"]["geometry"]["type"].GetString(), "MultiPolygon");
  EXPECT_EQ(parts["place"]["geometry"]["coordinates"].Size(), 2U);
  const auto hole = parsed(json_of(*snapshot, parcel_place(*snapshot, "10"), {.language = "vi", .geometry = true}).body);
  EXPECT_STREQ(hole["place"]["geometry"]["type"].GetString(), "Polygon");
  EXPECT_EQ(hole["place"]["geometry"]["coordinates"].Size(), 2U);
}

TEST(AnswerJson, OfAPointSaysWhereItIsAndWhichParcelsAreThere) {
  const auto snapshot = small_snapshot();
  Place place;
  place.point = at(5, 5);
  place.parcels = parcels_at(*snapshot, place.point);
  const auto document = parsed(json_of(*snapshot, place).body);
  EXPECT_STREQ(document["place"]["kind"].GetString(), "point");
  EXPECT_EQ(document["place"]["east_m"].GetDouble(), kCorner.east_m + 5);
  ASSERT_EQ(document["place"]["parcels"].Size(), 1U);
  EXPECT_STREQ(document["place"]["parcels"][0]["reference"].GetString(), "27553/1/1");
  EXPECT_TRUE(document["balance"].ObjectEmpty());
}

TEST(AnswerJson, SaysDemoWhereTheDistrictIsOne) {
  const auto snapshot = small_snapshot();
  const auto document = parsed(json_of(*snapshot, parcel_place(*snapshot, "1")).body);
  EXPECT_TRUE(document["demo"].GetBool());
  EXPECT_STREQ(document["notes"][0]["kind"].GetString(), "demo");
}

TEST(AnswerJson, EscapesHostileTexts) {
  auto snapshot = std::make_shared<Snapshot>(*small_snapshot());
  const std::string hostile = "\"}],\"digest\":\"x\",</script>\\ \x01 \xE2\x80\xA8";
  auto plan = PlanWriter{"h", "zoning_plan", 0}.zone(box(-15, -15, 70, 50), hostile.c_str(), "ODT").done();
  snapshot->plans = {plan};
  const AnswerJson json = json_of(*snapshot, parcel_place(*snapshot, "1"));
  const auto document = parsed(json.body);
  EXPECT_EQ(document["topics"][0]["restrictions"][0]["zone"]["code"].GetString(), hostile);
  EXPECT_EQ(digest_of(json.body), json.digest);
}

}  // namespace
}  // namespace quyhoach::geo
