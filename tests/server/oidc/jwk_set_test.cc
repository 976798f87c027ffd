#include "server/oidc/jwk_set.h"

#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "tests/server/oidc/token_maker.h"

namespace quyhoach::oidc {
namespace {

using test::jwks;
using test::Signer;
using Verdict = JwkSet::Verdict;

constexpr const char* kBytes = "header.payload";

std::size_t keys_of(const std::string& json) {
  const auto set = JwkSet::parse(json);
  return set ? set->size() : 999;
}

class JwkSets : public ::testing::TestWithParam<Algorithm> {};

TEST_P(JwkSets, KnowASignatureFromAnother) {
  const Signer signer{GetParam()};
  const Signer other{GetParam()};
  const auto set = JwkSet::parse(jwks({other.jwk("b"), signer.jwk("a", R"(,"use":"sig","alg":")" + signer.name() + "\"")}));
  ASSERT_TRUE(set);
  ASSERT_EQ(set->size(), 2U);
  const std::string good = signer.signature(kBytes);
  EXPECT_EQ(set->verify(GetParam(), "a", kBytes, good), Verdict::kGood);
  EXPECT_EQ(set->verify(GetParam(), "a", "header.payloae", good), Verdict::kBad);
  EXPECT_EQ(set->verify(GetParam(), "b", kBytes, good), Verdict::kBad);
  EXPECT_EQ(set->verify(GetParam(), "c", kBytes, good), Verdict::kKeyUnknown);
  EXPECT_EQ(set->verify(GetParam(), std::nullopt, kBytes, good), Verdict::kBad) << "of two keys, which?";
  for (std::size_t i = 0; i < good.size(); i += 7) {
    std::string bent = good;
    bent[i] = static_cast<char>(bent[i] ^ 1);
    EXPECT_EQ(set->verify(GetParam(), "a", kBytes, bent), Verdict::kBad) << i;
  }
  for (const std::string& cut : {std::string{}, good.substr(1), good.substr(0, good.size() - 1), good + "x", std::string(good.size(), '\0'),
                                 std::string(10'000, 'x')}) {
    EXPECT_EQ(set->verify(GetParam(), "a", kBytes, cut), Verdict::kBad) << cut.size();
  }
}

TEST_P(JwkSets, NeedNoNameForTheOnlyKey) {
  const Signer signer{GetParam()};
  const auto set = JwkSet::parse(jwks({signer.jwk("a")}));
  ASSERT_TRUE(set);
  EXPECT_EQ(set->verify(GetParam(), std::nullopt, kBytes, signer.signature(kBytes)), Verdict::kGood);
}

TEST_P(JwkSets, UseAKeyForItsOwnAlgorithmOnly) {
  const Signer signer{GetParam()};
  const auto set = JwkSet::parse(jwks({signer.jwk("a")}));
  ASSERT_TRUE(set);
  for (const Algorithm other : {Algorithm::kRs256, Algorithm::kEs256, Algorithm::kEdDsa}) {
    if (other != GetParam()) {
      EXPECT_EQ(set->verify(other, "a", kBytes, signer.signature(kBytes)), Verdict::kKeyUnknown);
    }
  }
}

TEST_P(JwkSets, LeaveOutKeysThatAreForOtherThings) {
  const Signer signer{GetParam()};
  for (const char* more : {R"(,"use":"enc")", R"(,"use":1)", R"(,"alg":"PS256")", R"(,"alg":"none")", R"(,"alg":null)",
                           R"(,"key_ops":["sign"])", R"(,"key_ops":"verify")"}) {
    EXPECT_EQ(keys_of(jwks({signer.jwk("a", more)})), 0U) << more;
  }
  EXPECT_EQ(keys_of(jwks({signer.jwk("a", R"(,"key_ops":["verify"],"x5t":"abc")")})), 1U);
}

INSTANTIATE_TEST_SUITE_P(Algorithms, JwkSets, ::testing::Values(Algorithm::kRs256, Algorithm::kEs256, Algorithm::kEdDsa));

TEST(JwkSet, LeavesOutKeysThatAreTooWeakOrNoKeys) {
  const Signer weak{Algorithm::kRs256, 1'024};
  EXPECT_EQ(keys_of(jwks({weak.jwk("a")})), 0U);
  const std::string x = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";  // 32 zero bytes
  for (const std::string& key : {
           std::string{R"({"kty":"oct","kid":"a","k":"c2VjcmV0"})"}, std::string{R"({"kty":"RSA","kid":"a"})"},
           std::string{R"({"kty":"RSA","kid":"a","n":"AQAB","e":"AQAB"})"}, std::string{R"({"kty":"RSA","kid":"a","n":[],"e":{}})"},
           R"({"kty":"RSA","kid":"a","n":")" + std::string(20'000, 'A') + R"(","e":"AQAB"})",
           R"({"kty":"EC","crv":"P-256","kid":"a","x":")" + x + R"(","y":")" + x + "\"}",  // not on the curve
           R"({"kty":"EC","crv":"P-384","kid":"a","x":")" + x + R"(","y":")" + x + "\"}",
           R"({"kty":"EC","crv":"P-256","kid":"a","x":")" + x + "\"}", std::string{R"({"kty":"OKP","crv":"Ed25519","x":"AAAA"})"},
           R"({"kty":"OKP","crv":"X25519","x":")" + x + "\"}", std::string{R"({"kty":"RSA","kid":7})"}, std::string{"{}"},
           std::string{"[]"}, std::string{"null"}}) {
    EXPECT_EQ(keys_of(jwks({key})), 0U) << key.substr(0, 80);
  }
}

TEST(JwkSet, IsNotReadOfAnythingElse) {
  for (const std::string& json : {std::string{}, std::string{"{}"}, std::string{"[]"}, std::string{R"({"keys":{}})"},
                                  std::string{R"({"keys":[]} x)"}, std::string{R"({"keys":[],"keys":[]})"},
                                  R"({"keys":)" + std::string(100'000, '[') + "}",
                                  jwks(std::vector<std::string>(JwkSet::kKeysMax + 1, "{}"))}) {
    const auto set = JwkSet::parse(json);
    ASSERT_FALSE(set) << json.substr(0, 60);
    EXPECT_EQ(set.error().code, geo::ErrorCode::kOidcProvider);
  }
  const Signer signer{Algorithm::kEdDsa};
  std::string twice = signer.jwk("a");
  twice.insert(1, R"("kid":"b",)");
  EXPECT_FALSE(JwkSet::parse(jwks({twice})));
  EXPECT_EQ(keys_of(R"({"keys":[]})"), 0U);
}

}  // namespace
}  // namespace quyhoach::oidc
