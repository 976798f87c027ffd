#include "server/http/response_head.h"

#include <array>
#include <cassert>
#include <charconv>
#include <ctime>

#include <boost/beast/http/status.hpp>

namespace quyhoach::server {
namespace {

void append_number(std::string& out, std::size_t number) {
  std::array<char, 24> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  out.append(digits.data(), end);
}

/// \pre neither holds a control byte: it could end the field and begin another. One that does is left out.
void append_field(std::string& out, std::string_view name, std::string_view value) {
  static constexpr std::string_view kEndsField{"\r\n\0", 3};
  const bool is_safe = value.find_first_of(kEndsField) == std::string_view::npos &&
                       name.find_first_of(kEndsField) == std::string_view::npos;
  assert(is_safe);
  if (!is_safe) {
    return;
  }
  out.append(name).append(": ").append(value).append("\r\n");
}

/// Whether a field describes the body and not the resource. RFC 9110 §8
bool is_about_body(std::string_view name) noexcept {
  return name.substr(0, 8) == "Content-" && name != "Content-Location" && name != "Content-Security-Policy";
}

}  // namespace

void append_status_line(std::string& out, int status) {
  if (status == 200) {
    out += "HTTP/1.1 200 OK\r\n";
    return;
  }
  const auto reason = boost::beast::http::obsolete_reason(static_cast<boost::beast::http::status>(status));
  out += "HTTP/1.1 ";
  append_number(out, static_cast<std::size_t>(status));
  out += ' ';
  out.append(reason.data(), reason.size());
  out += "\r\n";
}

std::string_view date_line() {
  static constexpr std::array<const char*, 7> kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array<const char*, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  struct Cache {
    std::time_t second = -1;
    std::string line;
  };
  thread_local Cache cache;
  const std::time_t now = std::time(nullptr);
  if (now != cache.second) {
    std::tm utc{};
    gmtime_r(&now, &utc);
    std::array<char, 64> rest{};
    // Names by hand: strftime would take them from the locale.
    const auto two = [](std::string& out, int value) {
      out += static_cast<char>('0' + value / 10);
      out += static_cast<char>('0' + value % 10);
    };
    std::string line = "Date: ";
    line.append(kDays.at(static_cast<std::size_t>(utc.tm_wday))).append(", ");
    two(line, utc.tm_mday);
    line.append(" ").append(kMonths.at(static_cast<std::size_t>(utc.tm_mon)));
    const std::size_t length = std::strftime(rest.data(), rest.size(), " %Y %H:%M:%S GMT\r\n", &utc);
    line.append(rest.data(), length);
    cache = {now, std::move(line)};
  }
  return cache.line;
}

void append_fields(std::string& out, const Response& response, bool as_304) {
  out += "X-Content-Type-Options: nosniff\r\n";
  if (!as_304) {
    if (!response.content_type.empty()) {
      append_field(out, "Content-Type", response.content_type);
    }
    if (response.status != 204) {
      out += "Content-Length: ";
      append_number(out, response.body ? response.body->size() : 0);
      out += "\r\n";
    }
  }
  if (!response.etag.empty()) {
    append_field(out, "ETag", response.etag);
  }
  if (!response.cache_control.empty()) {
    append_field(out, "Cache-Control", response.cache_control);
  }
  for (const auto& [name, value] : response.headers) {
    if (!as_304 || !is_about_body(name)) {
      append_field(out, name, value);
    }
  }
  out += "\r\n";
}

}  // namespace quyhoach::server
