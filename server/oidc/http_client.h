#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>

#include "geo/base/result.h"

namespace quyhoach::oidc {

/// A client's name and secret as HTTP Basic sends them: both escaped first (RFC 6749 §2.3.1).
struct BasicAuth {
  std::string user;
  std::string password;
};

struct HttpCall {
  std::string url;                  ///< is_safe_url, or nothing is sent.
  std::optional<std::string> form;  ///< Sent by POST; without it a GET.
  std::optional<BasicAuth> basic;
};

struct HttpAnswer {
  int status = 0;
  std::string body;
};

/// How a provider is asked; tests give one that needs no network. Called from any thread.
using HttpClient = std::function<geo::Result<HttpAnswer>(const HttpCall&)>;

struct HttpLimits {
  std::chrono::milliseconds connect{3'000};
  std::chrono::milliseconds whole{8'000};
  std::size_t body_max_bytes = 262'144;
};

/// A client over libcurl: certificates and their names are checked against the system's, TLS 1.2 or newer, no redirect is followed,
/// no cookie kept, no other protocol spoken. Waits for the network, so never on a thread that serves others. What it gives:
/// kOidcProvider when nothing, or too much, came in time; the message names the cause and the host, and no secret.
[[nodiscard]] HttpClient curl_client(HttpLimits limits = {});

}  // namespace quyhoach::oidc
