#include "server/http/head_parser.h"

#include <limits>

#include <boost/asio/buffer.hpp>
#include <boost/beast/core/string.hpp>
#include <boost/beast/http/error.hpp>

#include "server/http/compression.h"
#include "server/http/path_decode.h"

namespace quyhoach::server {
namespace {

namespace http = boost::beast::http;

std::string_view std_view(boost::beast::string_view text) noexcept { return {text.data(), text.size()}; }

/// Several lines of one field are one list, RFC 9110 §5.3. For a field that is no list the result is a value nothing
/// accepts, which is what it deserves.
void append(std::string& field, std::string_view value) {
  if (!field.empty()) {
    field += ", ";
  }
  field += value;
}

}  // namespace

HeadParser::HeadParser(Request& request) : request_(request) {
  request.method = Method::kGet;
  request.body.clear();
  request.accepts_gzip = false;
  request.accepts_brotli = false;
  for (std::string* field :
       {&request.if_none_match, &request.range, &request.if_range, &request.accept, &request.content_type, &request.cookie,
        &request.csrf_token}) {
    field->clear();
  }
  // The limits are check_head's and the session's.
  header_limit(std::numeric_limits<std::uint32_t>::max());
  body_limit(boost::none);
  skip(true);
}

bool HeadParser::parse(std::string_view head) {
  ErrorCode error;
  const std::size_t used = put(boost::asio::const_buffer{head.data(), head.size()}, error);
  return !error && used == head.size() && is_header_done();
}

void HeadParser::on_request_impl(http::verb, View method_text, View target, int version, ErrorCode& error) {
  verb_ = verb_of(std_view(method_text));
  is_http_1_1_ = version == 11;
  request_.method = verb_ == Verb::kPost     ? Method::kPost
                    : verb_ == Verb::kHead   ? Method::kHead
                    : verb_ == Verb::kDelete ? Method::kDelete
                                             : Method::kGet;
  if (!decode_target(std_view(target), request_.path, request_.query)) {
    is_target_bad_ = true;
    error = http::error::bad_target;
  }
}

void HeadParser::on_field_impl(Field name, View name_text, View value, ErrorCode& error) {
  const std::string_view text = std_view(value);
  const auto keep_only = [&](std::string& field) {
    if (!field.empty()) {
      error = http::error::bad_field;
    }
    field = text;
  };
  switch (name) {
    case Field::accept_encoding: {
      const AcceptedEncodings accepted = accepted_encodings(text);
      request_.accepts_gzip = request_.accepts_gzip || accepted.gzip;
      request_.accepts_brotli = request_.accepts_brotli || accepted.brotli;
      break;
    }
    case Field::if_none_match:
      append(request_.if_none_match, text);
      break;
    case Field::range:
      append(request_.range, text);
      break;
    case Field::if_range:
      append(request_.if_range, text);
      break;
    case Field::accept:
      append(request_.accept, text);
      break;
    case Field::content_type:
      append(request_.content_type, text);
      break;
    case Field::expect:
      expects_continue_ = boost::beast::iequals(value, "100-continue");
      break;
    case Field::cookie:
      keep_only(request_.cookie);
      break;
    case Field::unknown:
      if (boost::beast::iequals(name_text, "X-CSRF-Token")) {
        keep_only(request_.csrf_token);
      }
      break;
    default:
      break;
  }
}

}  // namespace quyhoach::server
