#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace quyhoach::server {

/// Limits on a request head, in bytes.
inline constexpr std::size_t kTargetMax = 4096;
inline constexpr std::size_t kFieldsMax = 8192;  ///< All field lines with their ends, and the empty line.
inline constexpr std::size_t kFieldCountMax = 100;
inline constexpr std::size_t kMethodMax = 32;

/// What the bytes received so far are.
enum class HeadState {
  kIncomplete,      ///< The beginning of what may become a good head: read on.
  kComplete,        ///< A whole head of `HeadCheck::size` bytes.
  kBad,             ///< 400
  kTargetTooLong,   ///< 414
  kFieldsTooLarge,  ///< 431
};

struct HeadCheck {
  HeadState state = HeadState::kIncomplete;
  std::size_t size = 0;              ///< Bytes of the head, with its empty line. 0 unless kComplete.
  std::uint64_t content_length = 0;  ///< 0 when not given.
  const char* reason = "";           ///< What is wrong, for whoever writes a client. Never holds request bytes.
};

/// Checks the raw bytes of a request head before any parser sees them, more strictly than Beast 1.74, which takes
/// things two servers read differently (request smuggling, RFC 9112 §11.2). Refused: any Transfer-Encoding; two
/// Content-Length or one that is not digits; in HTTP/1.1 no Host; two Host or an invalid one; line folding; bare LF or
/// CR; control bytes; space before a colon; a version other than 1.0 and 1.1; an empty line before the request line.
///
/// One pass, no allocation; pure, so any thread. Refuses as soon as the bytes at hand show it, before the head is
/// whole.
[[nodiscard]] HeadCheck check_head(std::string_view bytes) noexcept;

}  // namespace quyhoach::server
