#include "geo/base/result.h"

#include <memory>
#include <set>
#include <string>

#include <gtest/gtest.h>

namespace quyhoach::geo {
namespace {

TEST(Result, HoldsAValueOrAnError) {
  const Result<int> good{7};
  const Result<int> bad{Error{ErrorCode::kBadData, "why"}};
  EXPECT_TRUE(good);
  EXPECT_EQ(*good, 7);
  EXPECT_FALSE(bad);
  EXPECT_EQ(bad.error().code, ErrorCode::kBadData);
  EXPECT_EQ(bad.error().message, "why");
}

TEST(Result, MayHoldAnErrorAsItsValueType) {
  const Result<std::string> text{std::string{"an error in words only"}};
  EXPECT_TRUE(text);
}

TEST(Result, GivesItsValueAway) {
  Result<std::unique_ptr<int>> result{std::make_unique<int>(3)};
  const std::unique_ptr<int> taken = *std::move(result);
  EXPECT_EQ(*taken, 3);
}

TEST(Result, IsReachedThroughLikeAPointer) {
  Result<std::string> result{std::string{"abc"}};
  result->push_back('d');
  EXPECT_EQ(result->size(), 4U);
}

TEST(ErrorName, IsDifferentForEveryCode) {
  std::set<std::string_view> names;
  constexpr int kCodes = static_cast<int>(ErrorCode::kInternal) + 1;
  for (int i = 0; i < kCodes; ++i) {
    names.insert(error_name(static_cast<ErrorCode>(i)));
  }
  EXPECT_EQ(names.size(), static_cast<std::size_t>(kCodes));
  EXPECT_EQ(error_name(ErrorCode::kParcelUnknown), "PARCEL_UNKNOWN");
}

}  // namespace
}  // namespace quyhoach::geo
