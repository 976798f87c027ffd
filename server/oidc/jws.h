#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "geo/base/result.h"
#include "server/oidc/jwk_set.h"

namespace quyhoach::oidc {

/// A signed token in compact form, taken apart and believed nothing of yet (RFC 7515 §5.2).
struct Jws {
  Algorithm algorithm = Algorithm::kRs256;
  std::optional<std::string> kid;
  std::string payload;       ///< The bytes that were signed over, decoded.
  std::string_view signed_bytes;  ///< Header and payload as they were sent: a view into the token.
  std::string signature;
};

inline constexpr std::size_t kTokenMax_bytes = 16'384;

/// Takes `token` apart. The header names the algorithm, out of those we take, and the key; keys that it brings along or points to
/// (`jwk`, `jku`, `x5u`, `x5c`) are not looked at. The result has views into `token`. Any thread.
/// \return kOidcProvider for anything else, `alg` `none`, `crit`, or more than kTokenMax_bytes
[[nodiscard]] geo::Result<Jws> parse_jws(std::string_view token);

}  // namespace quyhoach::oidc
