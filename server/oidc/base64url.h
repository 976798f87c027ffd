#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace quyhoach::oidc {

/// Bytes in base64url without padding (RFC 4648 §5, RFC 7515 §2). Any thread.
[[nodiscard]] std::string encode_base64url(std::string_view bytes);

/// The bytes of `text`. Nothing for padding, white space, a length that no bytes have, or bits set behind the last byte: each
/// sequence of bytes has one text, so that a token cannot be changed and stay the same. Any thread.
[[nodiscard]] std::optional<std::string> decode_base64url(std::string_view text);

}  // namespace quyhoach::oidc
