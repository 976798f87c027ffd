#pragma once

#include <algorithm>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/asio/ip/address.hpp>

#include "server/http/page_file.h"

namespace quyhoach::server {

/// The methods a handler can be given. OPTIONS is answered by the router; everything else is refused before.
enum class Method { kGet, kHead, kPost, kDelete };

/// One `name=value` of the query, decoded: percent-encoding undone, `+` a space, valid UTF-8 without NUL.
struct QueryParameter {
  std::string name;
  std::string value;
};

/// One request as a handler sees it: already framed, checked, decoded and within its route's limits.
///
/// A session reuses one Request for all requests of its connection, so a handler copies what it wants to keep.
struct Request {
  Method method = Method::kGet;
  std::string path;                   ///< Decoded: starts with '/', valid UTF-8, no dot segments, no control bytes.
  std::vector<QueryParameter> query;  ///< In order of appearance, duplicates kept (the router refuses them).
  std::string body;                   ///< At most the route's `body_max_bytes`.
  bool accepts_gzip = false;          ///< Accept-Encoding names gzip (or `*`) with q > 0. RFC 9110 §12.5.3
  bool accepts_brotli = false;
  std::string if_none_match;
  std::string range;
  std::string if_range;
  std::string accept;
  std::string content_type;
  std::string cookie;      ///< The one Cookie field; `cookie_value` reads it. Never log it.
  std::string csrf_token;  ///< The one X-CSRF-Token field. Never log it.
  boost::asio::ip::address client;  ///< For the rate limit only. Never log it.

  /// The value of query parameter `name`, or null. On a route that lists its parameters there is at most one.
  [[nodiscard]] const std::string* find(std::string_view name) const noexcept {
    const auto it = std::find_if(query.begin(), query.end(), [name](const auto& q) { return q.name == name; });
    return it == query.end() ? nullptr : &it->value;
  }
};

/// A response whose head and body were serialised once, for answers sent many times (cached tiles). Deeply const:
/// any number of threads may send the same one. Made by `prepare`.
struct PreparedResponse {
  int status = 200;
  std::string head;               ///< Everything after the Date line up to and including the empty line.
  std::string not_modified_head;  ///< The same for a 304. RFC 9110 §15.4.5
  std::string etag;
  std::shared_ptr<const std::string> body;  ///< Null for no body, or where `pages` has it.
  std::shared_ptr<const PageFile> pages;    ///< A large body.

  [[nodiscard]] std::size_t body_size() const noexcept { return pages ? pages->size() : body ? body->size() : 0; }
};

/// What a handler returns. The session adds Date, Content-Length, X-Content-Type-Options and Connection, answers HEAD
/// with the head alone, and turns a 200 into 304 when `etag` matches If-None-Match; a handler does none of that.
struct Response {
  int status = 200;
  std::string content_type;
  std::vector<std::pair<std::string, std::string>> headers;  ///< Further fields. Names and values as they are sent.
  std::shared_ptr<const std::string> body;                   ///< Null for no body.
  std::string etag;                                          ///< With its quotes: `"abc"` or `W/"abc"`.
  std::string cache_control;
  std::shared_ptr<const PreparedResponse> prepared;  ///< When set, it is sent and all fields above are ignored.
};

using Handler = std::function<Response(const Request&)>;

/// Serialises `response` once. \pre response.prepared is null. Any thread.
[[nodiscard]] std::shared_ptr<const PreparedResponse> prepare(const Response& response);

/// A response that sends `prepared`.
[[nodiscard]] inline Response respond(std::shared_ptr<const PreparedResponse> prepared) {
  Response response;
  response.status = prepared->status;
  response.prepared = std::move(prepared);
  return response;
}

/// A 200 with a body of its own: `text_response("text/plain; charset=utf-8", "…")`.
[[nodiscard]] inline Response text_response(std::string content_type, std::string body) {
  Response response;
  response.content_type = std::move(content_type);
  response.body = std::make_shared<const std::string>(std::move(body));
  return response;
}

}  // namespace quyhoach::server
