#include "server/oidc/metadata.h"

#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "server/oidc/token_response.h"
#include "server/oidc/url.h"

namespace quyhoach::oidc {
namespace {

using geo::ErrorCode;

constexpr const char* kIssuer = "https://sso.example/realms/tp";

/// Metadata with `more` members; `host` is where its addresses lead.
std::string metadata(const std::string& more = "", const std::string& host = "https://sso.example", const std::string& issuer = kIssuer) {
  return R"({"issuer":")" + issuer + R"(","authorization_endpoint":")" + host + R"(/auth?realm=tp","token_endpoint":")" + host +
         R"(/token","jwks_uri":")" + host + R"(/keys")" + more + "}";
}

TEST(Metadata, SaysWhereThingsAre) {
  const auto read = parse_metadata(metadata(), kIssuer);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->authorization_endpoint, "https://sso.example/auth?realm=tp");
  EXPECT_EQ(read->token_endpoint, "https://sso.example/token");
  EXPECT_EQ(read->jwks_uri, "https://sso.example/keys");
  EXPECT_FALSE(read->sends_issuer);
  EXPECT_FALSE(read->secret_in_body);
  const auto more = parse_metadata(metadata(R"(,"authorization_response_iss_parameter_supported":true,)"
                                            R"("token_endpoint_auth_methods_supported":["client_secret_post"],)"
                                            R"("code_challenge_methods_supported":["plain","S256"])"), kIssuer);
  ASSERT_TRUE(more);
  EXPECT_TRUE(more->sends_issuer);
  EXPECT_TRUE(more->secret_in_body);
  EXPECT_EQ(metadata_url(kIssuer), "https://sso.example/realms/tp/.well-known/openid-configuration");
  EXPECT_EQ(metadata_url("https://sso.example/"), "https://sso.example/.well-known/openid-configuration");
}

TEST(Metadata, AreOfOurIssuerAndSafe) {
  for (const std::string& json :
       {metadata("", "https://sso.example", "https://evil.example"), metadata("", "https://sso.example", "https://sso.example/realms/tp/"),
        metadata("", "http://sso.example"), metadata("", "http://127.0.0.1:9"), metadata("", "file:///etc"), metadata("", "//sso.example"),
        metadata("", "https://user@sso.example"), metadata("", "https://sso.example:x"), metadata("", "https://"),
        metadata("", "https://sso.example\\r\\nX: y"), metadata(R"(,"issuer":"https://sso.example/realms/tp")"),
        metadata(R"(,"response_types_supported":["id_token"])"), metadata(R"(,"code_challenge_methods_supported":["plain"])"),
        metadata(R"(,"code_challenge_methods_supported":"S256")"),
        metadata(R"(,"id_token_signing_alg_values_supported":["HS256","none"])"), std::string{"{}"}, std::string{}, std::string{"<html>"}}) {
    const auto read = parse_metadata(json, kIssuer);
    ASSERT_FALSE(read) << json;
    EXPECT_EQ(read.error().code, ErrorCode::kOidcProvider);
  }
}

TEST(Url, IsSafeByTlsOrOnThisMachine) {
  for (const char* url : {"https://sso.example", "https://sso.example:8443/a?b=c", "http://localhost:3000", "http://127.0.0.1/x", "http://[::1]:1/"}) {
    EXPECT_TRUE(is_safe_url(url)) << url;
  }
  for (const char* url : {"", "https:", "https://", "http://sso.example", "http://localhost.evil.example", "http://127.0.0.1.evil.example",
                          "http://127.0.0.1@evil.example", "https://a b", "https://a#b", "ftp://localhost", "HTTPS://a", "https://a:", "https://[",
                          "http://localhost:3000@evil.example/", "https://a\\b", "https://bình"}) {
    EXPECT_FALSE(is_safe_url(url)) << url;
  }
  EXPECT_FALSE(is_safe_url("https://a/" + std::string(3'000, 'x')));
}

TEST(Url, KeepsTheQueryItHas) {
  EXPECT_EQ(with_query("https://a/b", {{"x", "1"}, {"y", "a b&c=d/é"}}), "https://a/b?x=1&y=a%20b%26c%3Dd%2F%C3%A9");
  EXPECT_EQ(with_query("https://a/b?c=d", {{"x", "1"}}), "https://a/b?c=d&x=1");
  EXPECT_EQ(with_query("https://a/b?", {{"x", "1"}}), "https://a/b?x=1");
}

TEST(TokenResponse, HoldsTheTokensOrSaysWhyNot) {
  const auto good = parse_token_response(200, R"({"id_token":"a.b.c","access_token":"x","token_type":"Bearer","expires_in":60})");
  ASSERT_TRUE(good);
  EXPECT_EQ(good->id_token, "a.b.c");
  EXPECT_EQ(good->access_token, "x");
  const auto used = parse_token_response(400, R"({"error":"invalid_grant","error_description":"grant request is invalid"})");
  ASSERT_FALSE(used);
  EXPECT_EQ(used.error().code, ErrorCode::kOidcState);
  for (const auto& [status, body] : std::vector<std::pair<int, std::string>>{
           {200, "{}"}, {200, R"({"id_token":"a.b.c"})"}, {200, R"({"id_token":1,"access_token":"x"})"}, {200, ""}, {200, "<html>"},
           {200, R"({"id_token":"a","access_token":"x","id_token":"b"})"}, {302, R"({"id_token":"a.b.c","access_token":"x"})"},
           {401, R"({"error":"invalid_client"})"}, {400, "\xFF"}, {400, R"({"error":"a\nb"})"}, {500, ""}}) {
    const auto refused = parse_token_response(status, body);
    ASSERT_FALSE(refused) << body;
    EXPECT_EQ(refused.error().code, ErrorCode::kOidcProvider);
    EXPECT_EQ(refused.error().message.find('\n'), std::string::npos);
  }
}

}  // namespace
}  // namespace quyhoach::oidc
