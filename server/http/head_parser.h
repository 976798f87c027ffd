#pragma once

#include <cstdint>
#include <string_view>

#include <boost/beast/http/basic_parser.hpp>

#include "server/http/message.h"
#include "server/http/router.h"

namespace quyhoach::server {

/// Beast's parser, made to fill a Request in place of a container of fields: no allocation per field. One object per
/// head. Threads: those of its session's strand. A second Cookie (RFC 6265 §5.4 forbids it) or X-CSRF-Token is refused: who a
/// request speaks for must not depend on which of two is read.
///
/// \pre the bytes passed `check_head`
class HeadParser final : public boost::beast::http::basic_parser<true> {
 public:
  /// Overwrites all of `request` but `client`.
  explicit HeadParser(Request& request);

  /// Parses one whole head. False when Beast refuses what `check_head` let through, or the target cannot be decoded.
  [[nodiscard]] bool parse(std::string_view head);

  /// Why `parse` was false. Never holds request bytes.
  [[nodiscard]] const char* reason() const noexcept {
    return is_target_bad_ ? "the path or query is badly escaped, not UTF-8, or leaves its place"
                          : "a header field cannot be read";
  }
  [[nodiscard]] Verb verb() const noexcept { return verb_; }
  /// HTTP/1.1 without `Connection: close`. A 1.0 client always gets one answer and the end. RFC 9112 §9.3
  [[nodiscard]] bool wants_keep_alive() const noexcept { return is_http_1_1_ && keep_alive(); }
  /// RFC 9110 §10.1.1. An expectation we do not know is ignored, which the section allows.
  [[nodiscard]] bool expects_continue() const noexcept { return is_http_1_1_ && expects_continue_; }

 private:
  using Field = boost::beast::http::field;
  using ErrorCode = boost::beast::error_code;
  using View = boost::beast::string_view;

  void on_request_impl(boost::beast::http::verb method, View method_text, View target, int version,
                       ErrorCode& error) override;
  void on_field_impl(Field name, View name_text, View value, ErrorCode& error) override;

  // Never called: the body is read by the session, and there is no chunked one.
  void on_response_impl(int, View, int, ErrorCode&) override {}
  void on_header_impl(ErrorCode&) override {}
  void on_body_init_impl(const boost::optional<std::uint64_t>&, ErrorCode&) override {}
  std::size_t on_body_impl(View body, ErrorCode&) override { return body.size(); }
  void on_chunk_header_impl(std::uint64_t, View, ErrorCode&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, View body, ErrorCode&) override { return body.size(); }
  void on_finish_impl(ErrorCode&) override {}

  Request& request_;
  Verb verb_ = Verb::kUnknown;
  bool is_target_bad_ = false;
  bool is_http_1_1_ = false;
  bool expects_continue_ = false;
};

}  // namespace quyhoach::server
