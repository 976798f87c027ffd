#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <optional>
#include <string>

#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>

#include "geo/base/result.h"
#include "server/http/head_check.h"
#include "server/http/message.h"
#include "server/http/router.h"
#include "server/http/server_context.h"

namespace quyhoach::server {

/// One connection: reads a head, checks it, reads the body its route allows, calls the handler, writes the answer, and
/// so on in order until either side has enough. After a refusal nothing more is read as a request.
///
/// Threads: everything runs on the socket's strand; `start` and `finish_soon` may be called from any thread.
class Session : public std::enable_shared_from_this<Session> {
 public:
  Session(Socket socket, ServerContext& context);
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  ~Session();

  void start();
  /// Closes now when idle, else after the answer that is due.
  void finish_soon();

 private:
  using Clock = std::chrono::steady_clock;
  using IoError = boost::system::error_code;

  /// What the session waits for; decides what a missed deadline means.
  enum class Phase { kIdle, kHead, kBody, kAnswer, kWrite, kDrain, kClosed };

  // session.cc: reading and answering. A function that returns bool says whether the loop of `serve` may go on at once.
  void serve();
  void begin_request();
  bool serve_head(const HeadCheck& head);
  /// A refusal where the address has no `tokens` left. RFC 6585 §4
  [[nodiscard]] std::optional<Response> over_rate(double tokens);
  [[nodiscard]] std::optional<Response> check_before_body();
  template <typename Work>
  [[nodiscard]] std::optional<Response> guarded(Work work);
  bool serve_body();
  bool answer();
  void answer_slowly();
  Response invoke();
  bool refuse(geo::ErrorCode code, std::string_view detail = {});
  bool refuse(Response response);
  void read_head();
  void read_body();
  void on_head_bytes(IoError error, std::size_t size);
  void on_body_bytes(IoError error, std::size_t size);

  // session_io.cc: writing, deadlines, closing.
  bool send(Response response);
  bool write_rest();
  void write_some(IoError& error);
  [[nodiscard]] bool is_all_written() const noexcept;
  bool on_written();
  void wait_for(Phase phase, std::chrono::milliseconds limit);
  void arm_timer();
  void on_timer();
  void drain();
  void read_drain();
  void close();

  ServerContext& context_;
  Socket socket_;
  boost::asio::basic_waitable_timer<Clock, boost::asio::wait_traits<Clock>, Strand> timer_;
  Clock::time_point deadline_{};
  bool is_timer_armed_ = false;
  bool is_late_ = false;  ///< The deadline passed; the pending read or write was cancelled.
  Phase phase_ = Phase::kIdle;

  boost::beast::flat_buffer buffer_;
  Request request_;
  Router::Decision decision_;
  std::uint64_t body_length_ = 0;
  std::shared_ptr<void> body_room_;  ///< While a large body is held.
  bool keep_alive_ = true;
  bool is_rate_limited_ = true;
  bool expects_continue_ = false;
  Clock::time_point request_begin_{};
  std::size_t metrics_slot_ = 0;

  Response response_;  ///< Owns the bytes being written.
  std::string lead_;   ///< Status line, Date, Connection, and the head of a response that is not prepared.
  std::array<boost::asio::const_buffer, 3> pending_{};
  std::shared_ptr<const PageFile> pages_;  ///< What follows the pending buffers; null for nothing.
  off_t pages_sent_ = 0;
  std::uint64_t bytes_sent_ = 0;
  std::size_t drained_ = 0;
};

}  // namespace quyhoach::server
