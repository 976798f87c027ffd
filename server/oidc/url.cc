#include "server/oidc/url.h"

#include <algorithm>

namespace quyhoach::oidc {

namespace {

constexpr std::string_view kHttps = "https://";
constexpr std::string_view kHttp = "http://";
constexpr std::size_t kUrlMax_bytes = 2'048;

/// `localhost:8080` of `http://localhost:8080/a?b`.
std::string_view authority_of(std::string_view url) noexcept {
  const std::string_view rest = url.substr(url.find("//") + 2);
  return rest.substr(0, rest.find_first_of("/?"));
}

/// The host without its port; an address of IPv6 with its brackets.
std::string_view host_of(std::string_view authority) noexcept {
  const std::size_t end = authority.starts_with('[') ? authority.find(']') + 1 : authority.find(':');
  return authority.substr(0, end);
}

bool has_clean_authority(std::string_view url) noexcept {
  const std::string_view authority = authority_of(url);
  const std::string_view host = host_of(authority);
  const std::string_view port = authority.substr(host.size());
  const bool is_host = !host.empty() && std::ranges::all_of(host, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == ':' ||
           c == '[' || c == ']';
  });
  return is_host && (port.empty() || (port.size() > 1 && port.find_first_not_of("0123456789", 1) == std::string_view::npos));
}

}  // namespace

bool is_loopback_http(std::string_view url) noexcept {
  if (!url.starts_with(kHttp)) {
    return false;
  }
  const std::string_view host = host_of(authority_of(url));
  return host == "localhost" || host == "127.0.0.1" || host == "[::1]";
}

bool is_safe_url(std::string_view url) noexcept {
  const bool is_printable = std::ranges::all_of(url, [](char c) {
    return c > 0x20 && c < 0x7F && std::string_view{"#\"<>\\^`{|}"}.find(c) == std::string_view::npos;
  });
  return url.size() <= kUrlMax_bytes && is_printable && (url.starts_with(kHttps) || is_loopback_http(url)) &&
         has_clean_authority(url);
}

std::string escape(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
                          c == '_' || c == '~';
    if (is_plain) {
      out += c;
    } else {
      out += '%';
      out += kHex[byte >> 4U];
      out += kHex[byte & 15U];
    }
  }
  return out;
}

std::string encode_form(const FormFields& fields) {
  std::string out;
  for (const auto& [name, value] : fields) {
    out.append(out.empty() ? "" : "&").append(escape(name)).append("=").append(escape(value));
  }
  return out;
}

std::string with_query(std::string_view url, const FormFields& fields) {
  const bool has_query = url.find('?') != std::string_view::npos;
  const bool is_open = url.ends_with('?') || url.ends_with('&');
  return std::string{url}.append(is_open ? "" : has_query ? "&" : "?").append(encode_form(fields));
}

}  // namespace quyhoach::oidc
