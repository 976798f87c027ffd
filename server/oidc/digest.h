#pragma once

#include <string>
#include <string_view>

namespace quyhoach::oidc {

/// The 32 bytes of SHA-256 and the 64 of SHA-512 (FIPS 180-4). Any thread.
[[nodiscard]] std::string sha256(std::string_view bytes);
[[nodiscard]] std::string sha512(std::string_view bytes);

}  // namespace quyhoach::oidc
