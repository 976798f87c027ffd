#include "server/http/session.h"

#include <algorithm>
#include <cstring>
#include <exception>
#include <typeinfo>
#include <utility>

#include <boost/asio/buffer.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/post.hpp>

#include <sys/resource.h>

#include "server/http/head_parser.h"
#include "server/http/problem.h"

namespace quyhoach::server {
namespace {

namespace net = boost::asio;
using geo::ErrorCode;

/// A whole head and some more: the limits of check_head leave room in it.
constexpr std::size_t kBufferMax = 16'384;
constexpr std::size_t kReadSize = 2'048;  ///< Most heads are smaller, and an idle connection holds no more than this.
constexpr std::size_t kBodyStep = 65'536;
constexpr std::size_t kBodyKept = 65'536;     ///< A larger body gives its memory back after its request.
constexpr std::uint64_t kSlowestBody_bytes_per_s = 262'144;
constexpr const char* kRoomAgain_s = "2";     ///< When to come back with a large body.
constexpr int kRequestsWithoutYielding = 32;  ///< Pipelined requests of one client before others have their turn.

static_assert(kMethodMax + kTargetMax + kFieldsMax + 16 <= kBufferMax);

/// Work of seconds goes behind answers of milliseconds: this thread, and those it starts, get what processors the others leave.
void step_back() noexcept {
  constexpr int kNice = 10;
  thread_local const bool done = ::setpriority(PRIO_PROCESS, 0, kNice) == 0;  // Linux: of the calling thread alone.
  static_cast<void>(done);
}

}  // namespace

Session::Session(Socket socket, ServerContext& context)
    : context_(context), socket_(std::move(socket)), timer_(socket_.get_executor()), buffer_(kBufferMax) {
  context_.metrics->connection_opened();
}

Session::~Session() {
  context_.connections.erase(this);
  context_.metrics->connection_closed();
}

void Session::start() {
  net::dispatch(socket_.get_executor(), [self = shared_from_this()] {
    boost::system::error_code error;
    const auto remote = self->socket_.remote_endpoint(error);
    self->socket_.set_option(net::ip::tcp::no_delay{true}, error);
    self->socket_.non_blocking(true, error);
    if (error || self->context_.is_stopping) {
      self->close();
      return;
    }
    self->request_.client = remote.address();
    self->is_rate_limited_ = !self->context_.limiter->is_exempt(self->request_.client);
    self->read_head();
  });
}

void Session::finish_soon() {
  net::post(socket_.get_executor(), [self = shared_from_this()] {
    self->keep_alive_ = false;
    if (self->phase_ == Phase::kIdle) {
      self->close();
    }
  });
}

void Session::read_head() {
  // The clock of a head starts with its first byte, so that dripping bytes does not restart it.
  if (buffer_.size() == 0) {
    wait_for(Phase::kIdle, context_.options.timeouts.idle);
  } else if (phase_ != Phase::kHead) {
    wait_for(Phase::kHead, context_.options.timeouts.head);
  }
  socket_.async_read_some(buffer_.prepare(std::min(kReadSize, buffer_.max_size() - buffer_.size())),
                          [self = shared_from_this()](boost::system::error_code error, std::size_t size) {
                            self->on_head_bytes(error, size);
                          });
}

void Session::on_head_bytes(IoError error, std::size_t size) {
  buffer_.commit(size);
  if (is_late_ && phase_ == Phase::kHead) {
    begin_request();
    Response response;
    response.status = 408;  // RFC 9110 §15.5.9
    refuse(std::move(response));
  } else if (error || is_late_ || phase_ == Phase::kClosed) {
    close();
  } else {
    serve();
  }
}

void Session::serve() {
  if (phase_ == Phase::kClosed) {
    return;
  }
  for (int requests = 0; requests < kRequestsWithoutYielding; ++requests) {
    const std::string_view bytes{static_cast<const char*>(buffer_.data().data()), buffer_.size()};
    const HeadCheck head = bytes.empty() ? HeadCheck{} : check_head(bytes);
    if (head.state == HeadState::kIncomplete) {
      read_head();
      return;
    }
    begin_request();
    if (!serve_head(head)) {
      return;
    }
  }
  net::post(socket_.get_executor(), [self = shared_from_this()] { self->serve(); });
}

void Session::begin_request() {
  request_begin_ = Clock::now();
  decision_.route = nullptr;
  request_.method = Method::kGet;  // not that of the request before, should this one be refused unread
  metrics_slot_ = Metrics::kRefusedSlot;
}

bool Session::serve_head(const HeadCheck& head) {
  switch (head.state) {
    case HeadState::kTargetTooLong:
      return refuse(ErrorCode::kTargetTooLong, head.reason);
    case HeadState::kFieldsTooLarge:
      return refuse(ErrorCode::kHeaderTooLarge, head.reason);
    case HeadState::kBad:
    case HeadState::kIncomplete:
      return refuse(ErrorCode::kBadRequest, head.reason);
    case HeadState::kComplete:
      break;
  }
  HeadParser parser{request_};
  const bool is_parsed = parser.parse({static_cast<const char*>(buffer_.data().data()), head.size});
  buffer_.consume(head.size);
  if (!is_parsed) {
    return refuse(ErrorCode::kBadRequest, parser.reason());
  }
  body_length_ = head.content_length;
  expects_continue_ = parser.expects_continue();
  keep_alive_ = keep_alive_ && parser.wants_keep_alive();
  if (auto refusal = over_rate(1.0)) {
    return refuse(std::move(*refusal));
  }
  decision_ = context_.router.route(parser.verb(), request_);
  if (!decision_.refusal && decision_.route->rate_cost > 1.0) {
    decision_.refusal = over_rate(decision_.route->rate_cost - 1.0);
  }
  metrics_slot_ = decision_.route != nullptr ? decision_.route->metrics_slot : Metrics::kUnmatchedSlot;
  if (decision_.refusal) {
    // A body we do not read could be taken for the next request; and a method we do not know may have framing of its
    // own.
    const bool has_odd_framing = body_length_ != 0 || parser.verb() == Verb::kUnknown ||
                                 parser.verb() == Verb::kTrace || parser.verb() == Verb::kOtherKnown;
    Response response = std::move(*decision_.refusal);
    return has_odd_framing ? refuse(std::move(response)) : send(std::move(response));
  }
  if (body_length_ > decision_.route->body_max_bytes) {
    return refuse(ErrorCode::kBodyTooLarge);
  }
  if (auto refusal = check_before_body()) {
    return refuse(std::move(*refusal));
  }
  return body_length_ == 0 ? answer() : serve_body();
}

/// Does `work` of the route. \return the response if it throws
template <typename Work>
std::optional<Response> Session::guarded(Work work) {
  const auto fail = [&](const char* what) {
    // The name of the type only: the text of an exception may quote the request.
    context_.log("handler of route " + decision_.route->name + " threw " + what);
    return problem(ErrorCode::kInternal);
  };
  try {
    work();
    return std::nullopt;
  } catch (const std::exception& e) {
    return fail(typeid(e).name());
  } catch (...) {
    return fail("something that is no exception");
  }
}

/// \return the refusal of a body that is not to be read
std::optional<Response> Session::check_before_body() {
  if (body_length_ != 0 && decision_.route->before_body) {
    std::optional<Response> refusal;
    if (auto failure = guarded([&] { refusal = decision_.route->before_body(request_); })) {
      return failure;
    }
    if (refusal) {
      return refusal;
    }
  }
  if (body_length_ > kLargeBody_bytes) {
    body_room_ = context_.large_bodies.take(context_.options.large_bodies_max);
    if (!body_room_) {
      Response response = problem(ErrorCode::kUnavailable);
      response.headers.emplace_back("Retry-After", kRoomAgain_s);
      return response;
    }
  }
  return std::nullopt;
}

bool Session::serve_body() {
  const std::size_t at_hand = std::min<std::size_t>(buffer_.size(), body_length_);
  request_.body.assign(static_cast<const char*>(buffer_.data().data()), at_hand);
  buffer_.consume(at_hand);
  if (request_.body.size() == body_length_) {
    return answer();
  }
  if (expects_continue_ && at_hand == 0) {
    static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
    boost::system::error_code error;
    if (socket_.write_some(net::buffer(kContinue), error) != kContinue.size() || error) {
      close();  // a client that has not even room for this line does not read
      return false;
    }
  }
  if (body_room_) {
    request_.body.reserve(body_length_);  // growing would hold it twice; pages that nothing is written to cost nothing
  }
  const std::chrono::milliseconds for_its_length{1'000 * body_length_ / kSlowestBody_bytes_per_s};
  wait_for(Phase::kBody, context_.options.timeouts.body + for_its_length);
  read_body();
  return false;
}

void Session::read_body() {
  // Memory follows the bytes that came, not the length that was announced.
  const std::size_t have = request_.body.size();
  request_.body.resize(std::min<std::size_t>(body_length_, have + kBodyStep));
  socket_.async_read_some(net::buffer(request_.body) + have,
                          [self = shared_from_this(), have](boost::system::error_code error, std::size_t size) {
                            self->request_.body.resize(have + size);
                            self->on_body_bytes(error, size);
                          });
}

void Session::on_body_bytes(IoError error, std::size_t) {
  const bool is_whole = request_.body.size() == body_length_;
  if (is_late_ && phase_ == Phase::kBody && !is_whole) {
    Response response;
    response.status = 408;
    refuse(std::move(response));
  } else if (error || phase_ == Phase::kClosed) {
    close();
  } else if (!is_whole) {
    read_body();
  } else {
    is_late_ = false;
    request_begin_ = Clock::now();
    if (answer()) {
      serve();
    }
  }
}

std::optional<Response> Session::over_rate(double tokens) {
  const auto wait = is_rate_limited_ ? context_.limiter->take(request_.client, request_begin_, tokens) : std::nullopt;
  if (!wait) {
    return std::nullopt;
  }
  Response response = problem(ErrorCode::kTooManyRequests);
  response.headers.emplace_back("Retry-After", std::to_string(wait->count()));
  return response;
}

bool Session::answer() {
  if (decision_.route->is_slow) {
    answer_slowly();
    return false;
  }
  return send(invoke());
}

void Session::answer_slowly() {
  phase_ = Phase::kAnswer;
  deadline_ = Clock::time_point::max();  // how long it takes is the handler's to say; that of the body must not ring now
  net::post(*context_.slow, [self = shared_from_this()] {
    step_back();
    auto response = std::make_shared<Response>(self->invoke());
    net::post(self->socket_.get_executor(), [self, response] {
      if (self->send(std::move(*response))) {
        self->serve();
      }
    });
  });
}

/// The handler's response. Touches nothing of the session but the request and what belongs to it.
Response Session::invoke() {
  Response response;
  if (auto failure = guarded([&] { response = Router::invoke(decision_, request_); })) {
    response = std::move(*failure);
  }
  if (request_.body.capacity() > kBodyKept) {
    std::string{}.swap(request_.body);
  }
  body_room_.reset();
  return response;
}

bool Session::refuse(ErrorCode code, std::string_view detail) { return refuse(problem(code, detail)); }

bool Session::refuse(Response response) {
  keep_alive_ = false;
  return send(std::move(response));
}

}  // namespace quyhoach::server
