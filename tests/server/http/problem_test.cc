#include "server/http/problem.h"

#include <gtest/gtest.h>

namespace quyhoach::server {
namespace {

using geo::ErrorCode;

TEST(Problem, SaysTypeTitleStatusCodeAndDetail) {
  const Response response =
      problem(ErrorCode::kParcelUnknown, "not in the data of 2026-11-22", {{"near", R"(["1/2/3"])"}});
  EXPECT_EQ(response.status, 404);
  EXPECT_EQ(response.content_type, "application/problem+json");
  EXPECT_EQ(*response.body, R"({"type":"about:blank","title":"Not Found","status":404,"code":"PARCEL_UNKNOWN",)"
                            R"("detail":"not in the data of 2026-11-22","near":["1/2/3"]})"
                            "\n");
}

TEST(Problem, NeverSaysHowTheServerFailed) {
  const Response response =
      problem(geo::Error{ErrorCode::kBadData, "/var/objects/a is broken"}, {{"path", "\"/var\""}});
  EXPECT_EQ(response.status, 500);
  EXPECT_EQ(*response.body, R"({"type":"about:blank","title":"Internal Server Error","status":500,"code":"BAD_DATA",)"
                            R"("detail":"The server failed"})"
                            "\n");
}

TEST(Problem, SaysWhenToComeBackWhereSomebodyElseIsAtIt) {
  const Response response = problem(geo::Error{ErrorCode::kBusy, "/var/register is locked"});
  EXPECT_EQ(response.status, 503);
  EXPECT_EQ(*response.body, R"({"type":"about:blank","title":"Service Unavailable","status":503,"code":"BUSY",)"
                            R"("detail":"Another publication, check or comparison is running: try again in a moment"})"
                            "\n");
  ASSERT_EQ(response.headers.size(), 1U);
  EXPECT_EQ(response.headers.front().first, "Retry-After");
}

TEST(Problem, HasOneStatusPerCode) {
  EXPECT_EQ(status_of(ErrorCode::kBadRequest), 400);
  EXPECT_EQ(status_of(ErrorCode::kParameterRepeated), 400);
  EXPECT_EQ(status_of(ErrorCode::kBodyUnreadable), 400);
  EXPECT_EQ(status_of(ErrorCode::kUnauthenticated), 401);
  EXPECT_EQ(status_of(ErrorCode::kSignInRefused), 401);
  EXPECT_EQ(status_of(ErrorCode::kForbidden), 403);
  EXPECT_EQ(status_of(ErrorCode::kCsrf), 403);
  EXPECT_EQ(status_of(ErrorCode::kPasswordChangeDue), 403);
  EXPECT_EQ(status_of(ErrorCode::kSecondPersonNeeded), 403);
  EXPECT_EQ(status_of(ErrorCode::kOutsideDistrict), 404);
  EXPECT_EQ(status_of(ErrorCode::kDraftUnknown), 404);
  EXPECT_EQ(status_of(ErrorCode::kEditionUnknown), 404);
  EXPECT_EQ(status_of(ErrorCode::kUploadUnknown), 404);
  EXPECT_EQ(status_of(ErrorCode::kMethodNotAllowed), 405);
  EXPECT_EQ(status_of(ErrorCode::kDraftState), 409);
  EXPECT_EQ(status_of(ErrorCode::kDraftStale), 409);
  EXPECT_EQ(status_of(ErrorCode::kUserExists), 409);
  EXPECT_EQ(status_of(ErrorCode::kUploadsOpen), 409);
  EXPECT_EQ(status_of(ErrorCode::kBodyTooLarge), 413);
  EXPECT_EQ(status_of(ErrorCode::kTargetTooLong), 414);
  EXPECT_EQ(status_of(ErrorCode::kRingOpen), 422);
  EXPECT_EQ(status_of(ErrorCode::kCrsNotAllowed), 422);
  EXPECT_EQ(status_of(ErrorCode::kLimitArea), 422);
  EXPECT_EQ(status_of(ErrorCode::kPasswordUnfit), 422);
  EXPECT_EQ(status_of(ErrorCode::kArchivePath), 422);
  EXPECT_EQ(status_of(ErrorCode::kPlanUnfit), 422);
  EXPECT_EQ(status_of(ErrorCode::kCheckCancelled), 409);
  EXPECT_EQ(status_of(ErrorCode::kTooManyRequests), 429);
  EXPECT_EQ(status_of(ErrorCode::kSignInLocked), 429);
  EXPECT_EQ(status_of(ErrorCode::kHeaderTooLarge), 431);
  EXPECT_EQ(status_of(ErrorCode::kInternal), 500);
  EXPECT_EQ(status_of(ErrorCode::kHashMismatch), 500);
  EXPECT_EQ(status_of(ErrorCode::kNotImplemented), 501);
  EXPECT_EQ(status_of(ErrorCode::kUnavailable), 503);
}

TEST(JsonString, EscapesWhatJsonCannotHold) {
  EXPECT_EQ(json_string("Tân Phú \"10\\16\"\n\x01\x7F/"), "\"Tân Phú \\\"10\\\\16\\\"\\u000a\\u0001\x7F/\"");
  EXPECT_EQ(json_string(std::string_view{"a\0b", 3}), R"("a\u0000b")");
  EXPECT_EQ(json_string("a\xFF"), "\"a\xEF\xBF\xBD\"");
}

}  // namespace
}  // namespace quyhoach::server
