#include <algorithm>
#include <cerrno>
#include <string>
#include <utility>

#include <boost/asio/buffer.hpp>
#include <sys/sendfile.h>
#include <sys/socket.h>

#include "server/http/conditional.h"
#include "server/http/response_head.h"
#include "server/http/session.h"

namespace quyhoach::server {
namespace {

namespace net = boost::asio;

/// What a refused client may still send before it is cut off. Closing with unread bytes makes the kernel send RST,
/// which can reach the client before our answer does. RFC 9112 §9.6
constexpr std::size_t kDrainMax = 262'144;

}  // namespace

bool Session::send(Response response) {
  response_ = std::move(response);
  keep_alive_ = keep_alive_ && !context_.is_stopping;
  const PreparedResponse* prepared = response_.prepared.get();
  int status = prepared != nullptr ? prepared->status : response_.status;
  const std::string& etag = prepared != nullptr ? prepared->etag : response_.etag;
  // RFC 9110 §13.1.2 and §13.2.2: only where the answer without the condition would be good, and for GET and HEAD.
  const bool is_304 = (status == 200 || status == 206) && (request_.method == Method::kGet || request_.method == Method::kHead) &&
                      if_none_match_matches(request_.if_none_match, etag);
  status = is_304 ? 304 : status;
  // RFC 9112 §6.3: these have no body, whatever a handler put there.
  const bool has_body = status != 304 && status != 204 && request_.method != Method::kHead;

  lead_.clear();
  append_status_line(lead_, status);
  lead_ += date_line();
  if (!keep_alive_) {
    lead_ += "Connection: close\r\n";
  }
  if (decision_.route != nullptr && decision_.route->is_public) {
    lead_ += "Access-Control-Allow-Origin: *\r\n";
  }
  const std::string* body = prepared != nullptr ? prepared->body.get() : response_.body.get();
  if (prepared != nullptr) {
    pending_[1] = net::buffer(is_304 ? prepared->not_modified_head : prepared->head);
  } else {
    append_fields(lead_, response_, is_304);
    pending_[1] = {};
  }
  pending_[0] = net::buffer(lead_);
  pending_[2] = has_body && body != nullptr ? net::buffer(*body) : net::const_buffer{};
  pages_ = has_body && prepared != nullptr ? prepared->pages : nullptr;
  pages_sent_ = 0;
  bytes_sent_ = net::buffer_size(pending_) + (pages_ ? pages_->size() : 0);
  response_.status = status;
  return write_rest();
}

bool Session::is_all_written() const noexcept {
  return net::buffer_size(pending_) == 0 && (!pages_ || static_cast<std::size_t>(pages_sent_) == pages_->size());
}

/// As much as the kernel takes now.
void Session::write_some(IoError& error) {
  if (net::buffer_size(pending_) != 0) {
    std::size_t size = socket_.send(pending_, pages_ ? MSG_MORE : 0, error);
    for (net::const_buffer& piece : pending_) {
      const std::size_t used = std::min(size, piece.size());
      piece += used;
      size -= used;
    }
  }
  while (!error && net::buffer_size(pending_) == 0 && !is_all_written()) {
    const std::size_t left = pages_->size() - static_cast<std::size_t>(pages_sent_);
    if (::sendfile(socket_.native_handle(), pages_->fd(), &pages_sent_, left) <= 0) {
      error = IoError{errno, boost::system::system_category()};
    }
  }
}

bool Session::write_rest() {
  // First straight to the socket: nearly always the kernel takes it all, and a round through the scheduler is saved.
  IoError error;
  write_some(error);
  if (error && error != net::error::would_block) {
    close();
    return false;
  }
  if (is_all_written()) {
    return on_written();
  }
  wait_for(Phase::kWrite, context_.options.timeouts.write);
  socket_.async_wait(Socket::wait_write, [self = shared_from_this()](IoError failure) {
    if (failure || self->is_late_ || self->phase_ == Phase::kClosed) {
      self->close();
    } else if (self->write_rest()) {
      self->serve();
    }
  });
  return false;
}

bool Session::on_written() {
  context_.metrics->request(metrics_slot_, response_.status, Clock::now() - request_begin_, bytes_sent_);
  response_ = {};
  pages_ = nullptr;
  phase_ = Phase::kIdle;
  if (!keep_alive_) {
    drain();
    return false;
  }
  return true;
}

void Session::wait_for(Phase phase, std::chrono::milliseconds limit) {
  phase_ = phase;
  is_late_ = false;
  deadline_ = Clock::now() + limit;
  // An armed timer that rings too early looks at the deadline and is set again, so most requests never touch it.
  if (!is_timer_armed_ || timer_.expiry() > deadline_) {
    arm_timer();
  }
}

void Session::arm_timer() {
  timer_.expires_at(deadline_);
  is_timer_armed_ = true;
  timer_.async_wait([weak = weak_from_this()](boost::system::error_code error) {
    const auto self = weak.lock();
    if (self && !error) {
      self->on_timer();
    }
  });
}

void Session::on_timer() {
  is_timer_armed_ = false;
  if (phase_ == Phase::kClosed) {
    return;
  }
  if (Clock::now() < deadline_) {
    arm_timer();
    return;
  }
  is_late_ = true;
  boost::system::error_code error;
  socket_.cancel(error);
}

void Session::drain() {
  boost::system::error_code error;
  socket_.shutdown(net::ip::tcp::socket::shutdown_send, error);
  if (error) {
    close();
    return;
  }
  wait_for(Phase::kDrain, context_.options.timeouts.drain);
  read_drain();
}

void Session::read_drain() {
  buffer_.clear();
  socket_.async_read_some(buffer_.prepare(4'096),
                          [self = shared_from_this()](boost::system::error_code error, std::size_t size) {
                            self->drained_ += size;
                            if (error || self->is_late_ || self->drained_ > kDrainMax) {
                              self->close();
                            } else {
                              self->read_drain();
                            }
                          });
}

void Session::close() {
  phase_ = Phase::kClosed;
  boost::system::error_code error;
  timer_.cancel();
  socket_.close(error);
}

}  // namespace quyhoach::server
