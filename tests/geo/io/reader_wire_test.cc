#include "geo/io/reader_wire.h"

#include <cmath>
#include <limits>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace quyhoach::geo {
namespace {

using testing::ElementsAre;

template <typename T>
std::string body_of(const T& message) {
  std::string bytes;
  EXPECT_TRUE(put(message, bytes));
  return bytes.substr(kWireHead);
}

RawFeature square() {
  RawFeature feature;
  feature.fid = -7;
  feature.type_name = "POLYGON";
  feature.shape.add_ring(std::vector<GridPoint>{{0, 0}, {10, 0}, {10, 10}, {0, 10}}, true);
  feature.shape.add_ring(std::vector<GridPoint>{{2, 2}, {2, 4}, {4, 4}, {4, 2}}, false);
  feature.shape.end_shape();
  feature.values = {"đất ở", std::nullopt, std::string{"\xB8\x00", 2}};
  return feature;
}

TEST(ReaderWire, AFeatureComesOutAsItWentIn) {
  const auto got = get_feature(body_of(square()));
  ASSERT_TRUE(got);
  EXPECT_EQ(got->fid, -7);
  EXPECT_EQ(got->kind, RawKind::kPolygons);
  ASSERT_EQ(got->shape.size(), 1U);
  EXPECT_EQ(got->shape.view(0).ring_count(), 2U);
  EXPECT_FALSE(got->shape.view(0).is_shell(1));
  EXPECT_THAT(got->shape.points(), testing::ElementsAreArray(square().shape.points()));
  EXPECT_EQ(got->values, square().values);
}

TEST(ReaderWire, JobsHeadsFaultsAndEndsToo) {
  ReaderJob job;
  job.file = "plans/a/b.shp";
  job.fields = {"LOAIDAT", ""};
  job.candidates = {"EPSG:9210"};
  job.encoding = TextEncoding::kVni;
  job.first_layer = true;
  job.max_features = 3;
  const auto job_again = get_job(body_of(job));
  ASSERT_TRUE(job_again);
  EXPECT_EQ(job_again->file, job.file);
  EXPECT_EQ(job_again->fields, job.fields);
  EXPECT_EQ(job_again->candidates, job.candidates);
  EXPECT_EQ(job_again->max_features, 3U);
  EXPECT_EQ(job_again->encoding, TextEncoding::kVni);
  EXPECT_TRUE(job_again->first_layer);

  RawHead head;
  head.layer = "zones";
  head.columns = {"a", "b"};
  head.sent = {"b"};
  head.has_crs = true;
  head.features = 7'000'000'000;
  head.middles = {{1.5, -2.5}};
  head.vertices = {{1.0, -2.0}, {3.0, 4.0}};
  const auto head_again = get_head(body_of(head));
  ASSERT_TRUE(head_again);
  EXPECT_THAT(head_again->columns, ElementsAre("a", "b"));
  EXPECT_THAT(head_again->middles, ElementsAre(GridPoint{1.5, -2.5}));
  EXPECT_THAT(head_again->vertices, ElementsAre(GridPoint{1.0, -2.0}, GridPoint{3.0, 4.0}));
  EXPECT_TRUE(head_again->has_crs);
  EXPECT_EQ(head_again->features, 7'000'000'000U);
  EXPECT_FALSE(head_again->holds_polygons);

  const auto fault = get_fault(body_of(RawFault{"LIMIT_TIME", "a.dbf", "why"}));
  ASSERT_TRUE(fault);
  EXPECT_EQ(fault->code + fault->file + fault->message, "LIMIT_TIMEa.dbfwhy");
  const auto end = get_end(body_of(RawEnd{12, {"m"}}));
  ASSERT_TRUE(end);
  EXPECT_EQ(end->seen, 12U);
}

/// The reader has had a stranger's file in its hands: what it sends is no more to be trusted than that.
TEST(ReaderWire, RefusesWhatNoReaderSends) {
  const auto refused = [](const auto& change) {
    RawFeature feature = square();
    change(feature);
    return !get_feature(body_of(feature));
  };
  const auto ring = [](std::vector<GridPoint> points, bool shell = true) {
    return [points, shell](RawFeature& f) {
      f.shape.clear();
      f.shape.add_ring(points, shell);
      f.shape.end_shape();
    };
  };
  EXPECT_FALSE(refused([](RawFeature&) {}));
  EXPECT_TRUE(refused(ring({{0, 0}, {1, 0}})));
  EXPECT_TRUE(refused(ring({{0, 0}, {0, 1}, {1, 1}})));         // wound the other way
  EXPECT_TRUE(refused(ring({{0, 0}, {0, 1}, {1, 1}}, false)));  // a hole of nothing
  EXPECT_TRUE(refused(ring({{0, 0}, {1e300, 0}, {1, 1}})));
  EXPECT_TRUE(refused(ring({{0, 0}, {std::nan(""), 0}, {1, 1}})));
  EXPECT_TRUE(refused([](RawFeature& f) { f.kind = RawKind::kPoints; }));
  EXPECT_TRUE(refused([](RawFeature& f) { f.kind = RawKind::kAny; }));
  EXPECT_TRUE(refused([](RawFeature& f) { f.defect = RingDefect::kOpen; }));  // a defect, and a shape all the same
  EXPECT_TRUE(refused([](RawFeature& f) { f.shape.clear(); }));               // neither
}

TEST(ReaderWire, RefusesEveryCutAndEveryTail) {
  const std::string whole = body_of(square());
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_FALSE(get_feature(std::string_view{whole}.substr(0, size))) << size;
  }
  EXPECT_FALSE(get_feature(whole + '\0'));
}

TEST(ReaderWire, DamagedMessagesAreRefusedOrHarmless) {
  std::mt19937_64 random{3};
  const std::string whole = body_of(square());
  for (int i = 0; i < 50'000; ++i) {
    std::string damaged = whole;
    for (std::uint64_t k = 0; k <= random() % 4; ++k) {
      damaged[random() % damaged.size()] = static_cast<char>(random());
    }
    if (const auto got = get_feature(damaged)) {
      for (const GridPoint p : got->shape.points()) {
        ASSERT_TRUE(std::isfinite(p.east_m) && std::isfinite(p.north_m));
      }
    }
    (void)get_head(damaged);
    (void)get_job(damaged);
    (void)get_fault(damaged);
    (void)get_end(damaged);
  }
}

}  // namespace
}  // namespace quyhoach::geo
