#include "server/oidc/provider.h"

#include <algorithm>
#include <string>
#include <vector>

#include <gmock/gmock.h>

#include "server/oidc/base64url.h"
#include "server/oidc/digest.h"
#include "server/oidc/jws.h"
#include "server/oidc/pending.h"
#include "tests/server/oidc/token_maker.h"

namespace quyhoach::oidc {
namespace {

using geo::ErrorCode;
using test::jwks;
using test::Signer;
using ::testing::HasSubstr;
using ::testing::Not;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr const char* kIssuer = "https://sso.example";
const SignInSecrets kSecrets{"state-1", "nonce-1", "verifier-1"};

/// A provider without a network: what it would answer, and what it was asked.
class Providers : public ::testing::Test {
 protected:
  Providers() { keys_ = jwks({signer_.jwk("a")}); }

  Provider provider(const std::string& secret = "", const std::string& more_metadata = "") {
    metadata_ = R"({"issuer":"https://sso.example","authorization_endpoint":"https://sso.example/auth",)"
                R"("token_endpoint":"https://sso.example/token","jwks_uri":"https://sso.example/keys")" + more_metadata + "}";
    return Provider{{kIssuer, "quyhoach", secret, "https://qh.example/callback"},
                    [this](const HttpCall& call) { return answer(call); }, [this] { return now_; }};
  }
  geo::Result<HttpAnswer> answer(const HttpCall& call) {
    calls_.push_back(call);
    if (is_down_) {
      return geo::Error{ErrorCode::kOidcProvider, "down"};
    }
    if (call.url.ends_with("/token")) {
      return HttpAnswer{200, R"({"access_token":"x","token_type":"Bearer","id_token":")" + token_ + "\"}"};
    }
    return HttpAnswer{200, call.url.ends_with("/keys") ? keys_ : metadata_};
  }
  std::string claims(const std::string& more = "") const {
    const auto now = std::to_string(now_.time_since_epoch().count());
    return R"({"iss":"https://sso.example","sub":"s","aud":"quyhoach","nonce":"nonce-1","iat":)" + now + R"(,"exp":)" + now + more + "}";
  }
  static std::string header(const std::string& alg, const std::string& kid, const std::string& more = "") {
    return R"({"alg":")" + alg + R"(","kid":")" + kid + "\"" + more + "}";
  }
  ErrorCode redeemed(Provider& provider, const std::string& token) {
    token_ = token;
    const auto identity = provider.redeem({"code-1", std::nullopt}, kSecrets);
    if (identity) {
      EXPECT_EQ(identity->subject, "s");
    }
    return identity ? kGood : identity.error().code;
  }
  std::size_t asked(const std::string& path) const {
    return static_cast<std::size_t>(std::count_if(calls_.begin(), calls_.end(), [&](const HttpCall& call) { return call.url.ends_with(path); }));
  }

  static constexpr ErrorCode kGood = ErrorCode::kInternal;  ///< What no refusal is.
  Signer signer_{Algorithm::kEs256};
  std::chrono::sys_seconds now_{seconds{1'795'000'000}};
  std::vector<HttpCall> calls_;
  std::string metadata_;
  std::string keys_;
  std::string token_;
  bool is_down_ = false;
};

TEST_F(Providers, SendPeopleToTheirPageWithPkce) {
  auto one = provider();
  const auto url = one.authorization_url(kSecrets);
  ASSERT_TRUE(url);
  EXPECT_EQ(*url, "https://sso.example/auth?response_type=code&scope=openid&client_id=quyhoach&redirect_uri=https%3A%2F%2Fqh.example"
                  "%2Fcallback&state=state-1&nonce=nonce-1&code_challenge=" + encode_base64url(sha256("verifier-1")) +
                      "&code_challenge_method=S256");
  EXPECT_THAT(*url, Not(HasSubstr("verifier")));
  // RFC 7636 appendix B
  EXPECT_EQ(encode_base64url(sha256("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
}

TEST_F(Providers, GiveAnIdentityForACode) {
  auto one = provider();
  EXPECT_EQ(redeemed(one, signer_.token(header("ES256", "a"), claims())), kGood);
  const auto call = std::find_if(calls_.begin(), calls_.end(), [](const HttpCall& c) { return c.form.has_value(); });
  ASSERT_NE(call, calls_.end());
  EXPECT_EQ(*call->form, "grant_type=authorization_code&code=code-1&redirect_uri=https%3A%2F%2Fqh.example%2Fcallback"
                         "&code_verifier=verifier-1&client_id=quyhoach");
  EXPECT_FALSE(call->basic);
}

TEST_F(Providers, TakeAClientsSecretAsTheySay) {
  auto basic = provider("s&cret");
  EXPECT_EQ(redeemed(basic, signer_.token(header("ES256", "a"), claims())), kGood);
  ASSERT_TRUE(calls_.at(1).basic);
  EXPECT_EQ(calls_[1].basic->password, "s&cret");
  EXPECT_THAT(*calls_[1].form, Not(HasSubstr("cret")));
  calls_.clear();
  auto post = provider("s&cret", R"(,"token_endpoint_auth_methods_supported":["client_secret_post"])");
  EXPECT_EQ(redeemed(post, signer_.token(header("ES256", "a"), claims())), kGood);
  EXPECT_FALSE(calls_.at(1).basic);
  EXPECT_THAT(*calls_[1].form, HasSubstr("&client_secret=s%26cret"));
}

TEST_F(Providers, AreNotPassedForByTokensOfOthers) {
  auto one = provider();
  const Signer stranger{Algorithm::kEs256};
  const Signer rsa{Algorithm::kRs256};
  const std::string good = signer_.token(header("ES256", "a"), claims());
  const std::string body = encode_base64url(claims());
  const auto unsigned_with = [&](const std::string& alg) { return encode_base64url(header(alg, "a")) + "." + body + "."; };
  for (const std::string& token :
       {unsigned_with("none"), unsigned_with("None"), unsigned_with("NONE"), unsigned_with(""), unsigned_with("ES256"),
        unsigned_with("HS256") + encode_base64url("anything"), stranger.token(header("ES256", "a"), claims()),
        rsa.token(header("RS256", "a"), claims()), signer_.token(header("RS256", "a"), claims()), signer_.token(header("EdDSA", "a"), claims()),
        signer_.token(header("es256", "a"), claims()), signer_.token(header("ES384", "a"), claims()), signer_.token(header("ES256", "b"), claims()),
        // The key it brings along is its own.
        stranger.token(header("ES256", "zz", R"(,"jwk":)" + stranger.jwk("zz") + R"(,"jku":"https://evil.example")"), claims()),
        signer_.token(header("ES256", "a", R"(,"crit":["exp"],"exp":1)"), claims()), signer_.token(header("ES256", "a", R"(,"b64":false)"), claims()),
        signer_.token(header("ES256", "a", R"(,"alg":"ES256")"), claims()), signer_.token(R"({"alg":"ES256","kid":7})", claims()),
        signer_.token("[]", claims()), signer_.token(header("ES256", "a"), claims(R"(,"nonce":"other")")),
        signer_.token(header("ES256", "a"), claims(R"(,"at_hash":"AAAAAAAAAAAAAAAAAAAAAA")")), good.substr(0, good.size() - 1), good + "A",
        good + ".x", good.substr(0, good.rfind('.')), good.substr(good.find('.')), "." + good, std::string{".."}, std::string{}, std::string{"a.b.c"},
        good.substr(0, good.find('.')) + "." + encode_base64url(claims(R"(,"x":1)")) + good.substr(good.rfind('.')),
        signer_.token(header("ES256", "a"), claims(R"(,"x":")" + std::string(kTokenMax_bytes, 'x') + "\""))}) {
    EXPECT_EQ(redeemed(one, token), ErrorCode::kOidcProvider) << token.substr(0, 120);
  }
  EXPECT_EQ(redeemed(one, good), kGood);
}

TEST_F(Providers, AreNotAskedWithAHmacOfTheirPublicKey) {
  auto one = provider();
  // Whoever took the public key for a shared secret would find this signature good; there is no such algorithm here at all.
  EXPECT_FALSE(algorithm_of_name("HS256"));
  EXPECT_FALSE(algorithm_of_name("none"));
  keys_ = jwks({signer_.jwk("b"), R"({"kty":"oct","kid":"a","alg":"HS256","k":"c2VjcmV0"})"});
  EXPECT_EQ(redeemed(one, encode_base64url(header("HS256", "a")) + "." + encode_base64url(claims()) + ".AAAA"), ErrorCode::kOidcProvider);
}

TEST_F(Providers, MayChangeTheirKeysAndAreAskedOnce) {
  auto one = provider();
  EXPECT_EQ(redeemed(one, signer_.token(header("ES256", "a"), claims())), kGood);
  EXPECT_EQ(asked("/keys"), 1U);
  const Signer next{Algorithm::kEdDsa};
  keys_ = jwks({next.jwk("b")});
  EXPECT_EQ(redeemed(one, next.token(header("EdDSA", "b"), claims())), kGood);
  EXPECT_EQ(asked("/keys"), 2U);
  // A flood of tokens with invented keys does not become one of requests.
  for (int i = 0; i < 10; ++i) {
    EXPECT_EQ(redeemed(one, next.token(header("EdDSA", "invented"), claims())), ErrorCode::kOidcProvider);
  }
  EXPECT_EQ(asked("/keys"), 2U);
  now_ += Provider::kRetry;
  EXPECT_EQ(redeemed(one, next.token(header("EdDSA", "invented"), claims())), ErrorCode::kOidcProvider);
  EXPECT_EQ(asked("/keys"), 3U);
  now_ += Provider::kKept;
  EXPECT_EQ(redeemed(one, next.token(header("EdDSA", "b"), claims())), kGood);
  EXPECT_EQ(asked("/keys"), 4U);
  EXPECT_EQ(asked("openid-configuration"), 2U);
}

TEST_F(Providers, AreNotHandedTheCodeOfAnother) {
  auto one = provider("", R"(,"authorization_response_iss_parameter_supported":true)");
  token_ = signer_.token(header("ES256", "a"), claims());
  for (const auto& issuer : {std::optional<std::string>{}, std::optional<std::string>{""}, std::optional<std::string>{"https://evil.example"}}) {
    const auto identity = one.redeem({"code-1", issuer}, kSecrets);
    ASSERT_FALSE(identity);
    EXPECT_EQ(identity.error().code, ErrorCode::kOidcState);
  }
  EXPECT_EQ(asked("/token"), 0U);
  EXPECT_TRUE(one.redeem({"code-1", kIssuer}, kSecrets));
  auto silent = provider();
  EXPECT_TRUE(silent.redeem({"code-1", std::nullopt}, kSecrets));
  EXPECT_FALSE(silent.redeem({"code-1", "https://evil.example"}, kSecrets));
  EXPECT_FALSE(silent.redeem({"", kIssuer}, kSecrets));
  EXPECT_FALSE(silent.redeem({std::string(5'000, 'c'), kIssuer}, kSecrets));
}

TEST_F(Providers, MayBeDownAndComeBack) {
  auto one = provider();
  is_down_ = true;
  EXPECT_EQ(one.authorization_url(kSecrets).error().code, ErrorCode::kOidcProvider);
  is_down_ = false;
  EXPECT_TRUE(one.authorization_url(kSecrets));
  is_down_ = true;
  EXPECT_TRUE(one.authorization_url(kSecrets)) << "what was read is kept";
  EXPECT_EQ(redeemed(one, signer_.token(header("ES256", "a"), claims())), ErrorCode::kOidcProvider);
}

TEST(PendingSignIns, AreTakenOnceByTheirBrowser) {
  std::chrono::sys_seconds now{seconds{1'000}};
  PendingSignIns pending{[&] { return now; }};
  pending.add("browser", {kSecrets, "before"});
  EXPECT_FALSE(pending.take("other", "state-1"));
  EXPECT_FALSE(pending.take("browser", "state-2"));
  EXPECT_FALSE(pending.take("browser", ""));
  const auto taken = pending.take("browser", "state-1");
  ASSERT_TRUE(taken);
  EXPECT_EQ(taken->secrets.verifier, "verifier-1");
  EXPECT_EQ(taken->session_before, "before");
  EXPECT_FALSE(pending.take("browser", "state-1"));
  pending.add("slow", {kSecrets, ""});
  now += PendingSignIns::kLongest;
  pending.add("slower", {kSecrets, ""});
  now += seconds{1};
  EXPECT_FALSE(pending.take("slow", "state-1"));
  EXPECT_TRUE(pending.take("slower", "state-1"));
}

TEST(PendingSignIns, TakeABoundedPlace) {
  PendingSignIns pending{[] { return std::chrono::sys_seconds{seconds{1'000}}; }};
  for (std::size_t i = 0; i <= PendingSignIns::kMost; ++i) {
    pending.add(std::to_string(i), {kSecrets, ""});
  }
  EXPECT_FALSE(pending.take("0", "state-1"));
  EXPECT_TRUE(pending.take("1", "state-1"));
  EXPECT_TRUE(pending.take(std::to_string(PendingSignIns::kMost), "state-1"));
}

}  // namespace
}  // namespace quyhoach::oidc
