#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "server/http/message.h"

namespace quyhoach::server {

/// `HTTP/1.1 200 OK` with its line end. RFC 9112 §4
void append_status_line(std::string& out, int status);

/// `Date: Sun, 06 Nov 1994 08:49:37 GMT` with its line end, formatted once per second and thread. The view lives until
/// the next call on the same thread. RFC 9110 §6.6.1
[[nodiscard]] std::string_view date_line();

/// All fields after Date and the empty line. `as_304` leaves out what describes the body (RFC 9110 §15.4.5). A 204 has
/// no Content-Length (§8.6).
void append_fields(std::string& out, const Response& response, bool as_304);

}  // namespace quyhoach::server
