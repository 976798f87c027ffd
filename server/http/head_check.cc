#include "server/http/head_check.h"

#include <algorithm>
#include <array>

namespace quyhoach::server {
namespace {

// What a byte may be, one table for the one pass.
constexpr unsigned char kToken = 1;   // RFC 9110 §5.6.2: tchar
constexpr unsigned char kTarget = 2;  // visible ASCII, and bytes above 127 (see path_decode.h)
constexpr unsigned char kValue = 4;   // RFC 9110 §5.5: VCHAR, obs-text, SP, HTAB
constexpr unsigned char kHost =
    8;  // RFC 3986 §3.2.2 reg-name and IPv4 without escapes and sub-delims; underscore is in use

constexpr std::array<unsigned char, 256> make_table() {
  std::array<unsigned char, 256> table{};
  for (unsigned c = 0; c < 256; ++c) {
    const bool is_alnum = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    unsigned char kind = 0;
    if (is_alnum || std::string_view{"!#$%&'*+-.^_`|~"}.find(static_cast<char>(c)) != std::string_view::npos) {
      kind |= kToken;
    }
    if ((c > 0x20 && c < 0x7F) || c >= 0x80) {
      kind |= kTarget | kValue;
    }
    if (c == ' ' || c == '\t') {
      kind |= kValue;
    }
    if (is_alnum || c == '-' || c == '.' || c == '_' || c == '~') {
      kind |= kHost;
    }
    table[c] = kind;
  }
  return table;
}

constexpr std::array<unsigned char, 256> kTable = make_table();

bool is(char c, unsigned char kind) noexcept { return (kTable[static_cast<unsigned char>(c)] & kind) != 0; }

/// The first byte from `at` that is not of `kind`, or the end.
std::size_t skip(std::string_view bytes, std::size_t at, unsigned char kind) noexcept {
  while (at < bytes.size() && is(bytes[at], kind)) {
    ++at;
  }
  return at;
}

/// Case-insensitive; `lower` is lower case already.
bool is_named(std::string_view name, std::string_view lower) noexcept {
  return name.size() == lower.size() && std::equal(name.begin(), name.end(), lower.begin(), [](char a, char b) {
           return (a >= 'A' && a <= 'Z' ? static_cast<char>(a + 32) : a) == b;
         });
}

bool is_digits(std::string_view text) noexcept {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Host = uri-host [ ":" port ], RFC 9110 §7.2, not empty, an IPv6 address in brackets.
bool is_host(std::string_view value) noexcept {
  std::size_t end = 0;
  if (!value.empty() && value.front() == '[') {
    end = value.find(']');
    if (end == std::string_view::npos || end < 3 ||
        !std::all_of(value.begin() + 1, value.begin() + static_cast<std::ptrdiff_t>(end), [](char c) {
          return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == ':' || c == '.';
        })) {
      return false;
    }
    ++end;
  } else {
    end = skip(value, 0, kHost);
    if (end == 0 || end > 255) {
      return false;
    }
  }
  if (end == value.size()) {
    return true;
  }
  const std::string_view port = value.substr(end + 1);
  return value[end] == ':' && port.size() <= 5 && is_digits(port);
}

class Checker {
 public:
  explicit Checker(std::string_view bytes) noexcept : bytes_(bytes) {}

  HeadCheck run() noexcept {
    if (!request_line()) {
      return check_;
    }
    fields_begin_ = at_;
    while (field_line()) {
    }
    return check_;
  }

 private:
  bool stop(HeadState state, const char* reason) noexcept {
    check_.state = state;
    check_.reason = reason;
    return false;
  }
  bool bad(const char* reason) noexcept { return stop(HeadState::kBad, reason); }
  bool incomplete() noexcept { return stop(HeadState::kIncomplete, ""); }
  [[nodiscard]] std::size_t left() const noexcept { return bytes_.size() - at_; }

  /// request-line = method SP request-target SP HTTP-version CRLF. RFC 9112 §3; exactly one space each, which the
  /// lenient reading of §3 would not ask for.
  bool request_line() noexcept {
    const std::size_t method_end = skip(bytes_, 0, kToken);
    if (method_end > kMethodMax) {
      return bad("the method is too long");
    }
    if (method_end == bytes_.size()) {
      return incomplete();
    }
    if (method_end == 0 || bytes_[method_end] != ' ') {
      return bad("the request line does not begin with a method and a space");
    }
    const std::size_t target = method_end + 1;
    const std::size_t target_end = skip(bytes_, target, kTarget);
    if (target_end - target > kTargetMax) {
      return stop(HeadState::kTargetTooLong, "the request target is longer than 4096 bytes");
    }
    if (target_end == bytes_.size()) {
      return incomplete();
    }
    if (target_end == target || bytes_[target_end] != ' ') {
      return bad("the request target holds a byte that must be escaped, or no version follows it");
    }
    static constexpr std::string_view kVersion = "HTTP/1.x\r\n";
    at_ = target_end + 1;
    for (std::size_t i = 0; i < kVersion.size(); ++i, ++at_) {
      if (at_ == bytes_.size()) {
        return incomplete();
      }
      const char c = bytes_[at_];
      if (i == 7 ? c != '0' && c != '1' : c != kVersion[i]) {
        return bad("the request line does not end in HTTP/1.0 or HTTP/1.1 and CRLF");
      }
      is_http_1_1_ = is_http_1_1_ || (i == 7 && c == '1');
    }
    return true;
  }

  /// field-line = field-name ":" OWS field-value OWS, ended by CRLF; an empty line ends the head. RFC 9112 §5
  bool field_line() noexcept {
    if (left() == 0) {
      return incomplete_or_too_large();
    }
    if (bytes_[at_] == '\r') {
      return end_of_head();
    }
    const std::size_t name = at_;
    const std::size_t name_end = skip(bytes_, name, kToken);
    if (name_end == bytes_.size()) {
      return incomplete_or_too_large();
    }
    if (name_end == name) {
      // RFC 9112 §5.2: a server must refuse obs-fold or replace it.
      return bad(bytes_[name] == ' ' || bytes_[name] == '\t' ? "a header line is folded" : "a header line has no name");
    }
    if (bytes_[name_end] != ':') {
      return bad("a header name holds a byte it must not, or a space before its colon");  // RFC 9112 §5.1
    }
    std::size_t value = name_end + 1;
    while (value < bytes_.size() && (bytes_[value] == ' ' || bytes_[value] == '\t')) {
      ++value;
    }
    const std::size_t line_end = skip(bytes_, value, kValue);
    if (line_end == bytes_.size()) {
      return incomplete_or_too_large();
    }
    if (bytes_[line_end] != '\r') {
      return bad("a header value holds a control byte or a bare line feed");
    }
    if (line_end + 1 == bytes_.size()) {
      return incomplete_or_too_large();
    }
    if (bytes_[line_end + 1] != '\n') {
      return bad("a carriage return stands alone");
    }
    std::size_t value_end = line_end;
    while (value_end > value && (bytes_[value_end - 1] == ' ' || bytes_[value_end - 1] == '\t')) {
      --value_end;
    }
    at_ = line_end + 2;
    if (at_ - fields_begin_ > kFieldsMax || ++count_ > kFieldCountMax) {
      return too_large();
    }
    return field(bytes_.substr(name, name_end - name), bytes_.substr(value, value_end - value));
  }

  bool field(std::string_view name, std::string_view value) noexcept {
    if (is_named(name, "host")) {
      if (has_host_ || !is_host(value)) {
        return bad(has_host_ ? "Host is given twice" : "Host is not a host");
      }
      has_host_ = true;
    } else if (is_named(name, "content-length")) {
      // RFC 9112 §6.3: even two equal values are an attack or a mistake. 15 digits keep the number far from overflow.
      if (has_length_ || value.empty() || value.size() > 15 || !is_digits(value)) {
        return bad(has_length_ ? "Content-Length is given twice" : "Content-Length is not a length");
      }
      has_length_ = true;
      for (const char c : value) {
        check_.content_length = check_.content_length * 10 + static_cast<std::uint64_t>(c - '0');
      }
    } else if (is_named(name, "transfer-encoding")) {
      return bad("Transfer-Encoding is not taken; send Content-Length");
    }
    return true;
  }

  bool end_of_head() noexcept {
    if (left() < 2) {
      return incomplete_or_too_large();
    }
    if (bytes_[at_ + 1] != '\n') {
      return bad("a carriage return stands alone");
    }
    at_ += 2;
    if (at_ - fields_begin_ > kFieldsMax) {
      return too_large();
    }
    if (is_http_1_1_ && !has_host_) {
      return bad("Host is missing");  // RFC 9112 §3.2
    }
    check_.size = at_;
    return stop(HeadState::kComplete, "");
  }

  bool too_large() noexcept {
    return stop(HeadState::kFieldsTooLarge, "the header is larger than 8192 bytes or has more than 100 lines");
  }
  bool incomplete_or_too_large() noexcept {
    return bytes_.size() - fields_begin_ > kFieldsMax ? too_large() : incomplete();
  }

  std::string_view bytes_;
  HeadCheck check_{};
  std::size_t at_ = 0;
  std::size_t fields_begin_ = 0;
  std::size_t count_ = 0;
  bool is_http_1_1_ = false;
  bool has_host_ = false;
  bool has_length_ = false;
};

}  // namespace

HeadCheck check_head(std::string_view bytes) noexcept { return Checker{bytes}.run(); }

}  // namespace quyhoach::server
