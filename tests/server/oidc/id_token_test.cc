#include "server/oidc/id_token.h"

#include <map>
#include <string>

#include <gmock/gmock.h>

#include "server/oidc/base64url.h"
#include "server/oidc/digest.h"

namespace quyhoach::oidc {
namespace {

using ::testing::HasSubstr;

constexpr std::int64_t kNow_s = 1'795'000'000;

/// The claims of a good token, as JSON values; a test spoils one.
std::map<std::string, std::string> good_claims() {
  return {{"iss", R"("https://sso.example")"}, {"sub", R"("a1b2")"},         {"aud", R"("quyhoach")"},
          {"exp", "1795000300"},               {"iat", "1795000000"},        {"nonce", R"("n-0S6")"}};
}

std::string json_of(const std::map<std::string, std::string>& claims) {
  std::string out = "{";
  for (const auto& [name, value] : claims) {
    out.append(out == "{" ? "" : ",").append("\"").append(name).append("\":").append(value);
  }
  return out + "}";
}

geo::Result<Identity> check(const std::string& payload, Algorithm algorithm = Algorithm::kRs256) {
  return check_claims(payload, algorithm, {"https://sso.example", "quyhoach", "n-0S6", "access", kNow_s});
}

/// \return what is wrong with a good token in which `name` is `value`; empty: nothing
std::string fault_with(const std::string& name, const std::string& value) {
  auto claims = good_claims();
  claims[name] = value;
  const auto identity = check(json_of(claims));
  if (!identity) {
    EXPECT_EQ(identity.error().code, geo::ErrorCode::kOidcProvider);
    EXPECT_THAT(identity.error().message, ::testing::Not(HasSubstr("evil"))) << "quotes what was sent";
  }
  return identity ? "" : identity.error().message;
}

TEST(IdToken, SaysWhoItIs) {
  const auto identity = check(json_of(good_claims()));
  ASSERT_TRUE(identity) << identity.error().message;
  EXPECT_EQ(identity->issuer, "https://sso.example");
  EXPECT_EQ(identity->subject, "a1b2");
}

TEST(IdToken, NeedsEachOfItsClaims) {
  for (const auto& [name, value] : good_claims()) {
    auto claims = good_claims();
    claims.erase(name);
    EXPECT_FALSE(check(json_of(claims))) << name;
    EXPECT_NE(fault_with(name, "null"), "") << name;
    EXPECT_NE(fault_with(name, "{}"), "") << name;
  }
}

TEST(IdToken, IsOfOurProviderLetterForLetter) {
  for (const char* issuer : {R"("https://evil.example")", R"("https://sso.example/")", R"("HTTPS://sso.example")", R"("https://sso.example\u0000")",
                             R"(["https://sso.example"])"}) {
    EXPECT_THAT(fault_with("iss", issuer), HasSubstr("iss")) << issuer;
  }
}

TEST(IdToken, IsForUs) {
  for (const char* audience : {R"("evil")", R"("Quyhoach")", R"(["evil"])", R"([])", R"(["quyhoach",7])", R"("")", R"(["quyhoach","evil"])"}) {
    EXPECT_NE(fault_with("aud", audience), "") << audience;
  }
  EXPECT_EQ(fault_with("aud", R"(["quyhoach"])"), "");
  EXPECT_THAT(fault_with("azp", R"("evil")"), HasSubstr("azp"));
  EXPECT_THAT(fault_with("azp", "7"), HasSubstr("azp"));
  EXPECT_EQ(fault_with("azp", R"("quyhoach")"), "");
  auto claims = good_claims();
  claims["aud"] = R"(["other","quyhoach"])";
  claims["azp"] = R"("quyhoach")";
  EXPECT_TRUE(check(json_of(claims)));
}

TEST(IdToken, IsOfNowWithinAMinute) {
  const auto text = [](std::int64_t offset_s) { return std::to_string(kNow_s + offset_s); };
  EXPECT_EQ(fault_with("exp", text(-59)), "");
  EXPECT_THAT(fault_with("exp", text(-60)), HasSubstr("exp"));
  EXPECT_THAT(fault_with("exp", R"("1795000300")"), HasSubstr("exp"));
  EXPECT_THAT(fault_with("exp", "1e300"), HasSubstr("exp"));
  EXPECT_THAT(fault_with("exp", "-1"), HasSubstr("exp"));
  EXPECT_EQ(fault_with("exp", text(300) + ".5"), "");
  EXPECT_EQ(fault_with("iat", text(60)), "");
  EXPECT_THAT(fault_with("iat", text(61)), HasSubstr("iat"));
  EXPECT_EQ(fault_with("iat", text(-660)), "");
  EXPECT_THAT(fault_with("iat", text(-661)), HasSubstr("iat"));
  EXPECT_EQ(fault_with("nbf", text(60)), "");
  EXPECT_THAT(fault_with("nbf", text(61)), HasSubstr("nbf"));
  EXPECT_THAT(fault_with("nbf", R"("now")"), HasSubstr("nbf"));
}

TEST(IdToken, IsOfThisSignIn) {
  for (const char* nonce : {R"("evil")", R"("")", R"("n-0S6 ")", R"("n-0s6")"}) {
    EXPECT_THAT(fault_with("nonce", nonce), HasSubstr("nonce")) << nonce;
  }
  auto claims = good_claims();
  claims["nonce"] = R"("")";
  EXPECT_FALSE(check_claims(json_of(claims), Algorithm::kRs256, {"https://sso.example", "quyhoach", "", "access", kNow_s}));
}

TEST(IdToken, GoesWithItsAccessToken) {
  const auto half = [](const std::string& digest) { return "\"" + encode_base64url(digest.substr(0, digest.size() / 2)) + "\""; };
  EXPECT_EQ(fault_with("at_hash", half(sha256("access"))), "");
  EXPECT_THAT(fault_with("at_hash", half(sha256("evil"))), HasSubstr("at_hash"));
  EXPECT_THAT(fault_with("at_hash", half(sha512("access"))), HasSubstr("at_hash"));
  EXPECT_THAT(fault_with("at_hash", "null"), HasSubstr("at_hash"));
  auto claims = good_claims();
  claims["at_hash"] = half(sha512("access"));
  EXPECT_TRUE(check(json_of(claims), Algorithm::kEdDsa));
  // OpenID Connect Core, appendix A.3: the example of RS256.
  EXPECT_EQ(half(sha256("jHkWEdUXMU1BwAsC4vtUsZwnvTvCvpTV2EUwEiLhAEo")).size(), 24U);
}

TEST(IdToken, NamesASubject) {
  for (const std::string& subject : {std::string{R"("")"}, "\"" + std::string(256, 'a') + "\"", std::string{R"("a\nb")"},
                                     std::string{R"("B\u00ecnh")"}, std::string{"17"}}) {
    EXPECT_THAT(fault_with("sub", subject), HasSubstr("sub")) << subject;
  }
  EXPECT_EQ(fault_with("sub", "\"" + std::string(255, 'a') + "\""), "");
}

TEST(IdToken, IsNotReadWithAClaimTwice) {
  for (const char* name : {"iss", "sub", "aud", "exp", "nonce"}) {
    std::string twice = json_of(good_claims());
    twice.insert(1, "\"" + std::string{name} + R"(":"evil",)");
    EXPECT_FALSE(check(twice)) << name;
  }
  std::string escaped = json_of(good_claims());
  escaped.insert(1, R"("s\u0075b":"evil",)");
  EXPECT_FALSE(check(escaped));
}

TEST(IdToken, IsNotReadOfAnythingElse) {
  for (const std::string& payload : {std::string{}, std::string{"{}"}, std::string{"null"}, std::string{"[]"}, std::string(100'000, '['),
                                     json_of(good_claims()) + "x", json_of(good_claims()).substr(0, 40), std::string{"\xFF\xFE{}"}}) {
    EXPECT_FALSE(check(payload)) << payload.substr(0, 40);
  }
}

}  // namespace
}  // namespace quyhoach::oidc
