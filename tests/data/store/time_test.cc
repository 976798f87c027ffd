#include "data/store/time.h"

#include <gtest/gtest.h>

namespace quyhoach::store {
namespace {

using std::chrono::milliseconds;

TEST(ToRfc3339, WritesUtcWithMilliseconds) {
  EXPECT_EQ(to_rfc3339(Time{}), "1970-01-01T00:00:00.000Z");
  EXPECT_EQ(to_rfc3339(Time{milliseconds{1'709'210'096'007}}), "2024-02-29T12:34:56.007Z");
  EXPECT_EQ(to_rfc3339(Time{milliseconds{-1}}), "1969-12-31T23:59:59.999Z");
}

TEST(ToRfc3339, SortsAsTimeDoes) {
  EXPECT_LT(to_rfc3339(Time{milliseconds{999'999'999'999}}), to_rfc3339(Time{milliseconds{1'000'000'000'000}}));
}

}  // namespace
}  // namespace quyhoach::store
