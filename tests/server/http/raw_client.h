#pragma once

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

namespace quyhoach::server {

/// One response as it came over the wire.
struct RawResponse {
  int status = 0;  ///< 0 when the connection ended before a whole head.
  std::string head;
  std::string body;

  /// The value of a field, or "" when it is not there.
  [[nodiscard]] std::string field(std::string_view name) const;
};

/// A blocking client that sends what it is told, byte for byte. A read that takes 20 s ends as if the server had
/// closed.
class RawClient {
 public:
  explicit RawClient(std::uint16_t port, int receive_buffer_bytes = 0);
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;
  ~RawClient();

  [[nodiscard]] bool is_connected() const noexcept { return is_connected_; }
  /// False once the server has closed.
  bool send(std::string_view bytes);
  void finish_sending();
  /// Whether something can be read (also the end) within `limit_ms`.
  [[nodiscard]] bool is_readable(int limit_ms);
  /// Reads one response; `has_body` is false for the answer to a HEAD.
  RawResponse read(bool has_body = true);
  RawResponse ask(std::string_view bytes) { return send(bytes), read(); }
  /// Everything until the server closes.
  std::string read_all();
  /// Whether the server closes without another byte.
  bool is_closed() { return read_all().empty() && has_ended_; }

 private:
  bool receive();

  int socket_ = -1;
  bool is_connected_ = false;
  bool has_ended_ = false;
  std::string buffer_;
};

inline std::string RawResponse::field(std::string_view name) const {
  const std::size_t at = head.find("\r\n" + std::string{name} + ": ");
  if (at == std::string::npos) {
    return {};
  }
  const std::size_t value = at + 2 + name.size() + 2;
  return head.substr(value, head.find("\r\n", value) - value);
}

inline RawClient::RawClient(std::uint16_t port, int receive_buffer_bytes) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
  const timeval limit{.tv_sec = 20, .tv_usec = 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  if (receive_buffer_bytes != 0) {
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_buffer_bytes, sizeof receive_buffer_bytes);
  }
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  is_connected_ = ::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
}

inline RawClient::~RawClient() { ::close(socket_); }

inline bool RawClient::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) {
      return false;
    }
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

inline void RawClient::finish_sending() { ::shutdown(socket_, SHUT_WR); }

inline bool RawClient::is_readable(int limit_ms) {
  pollfd wanted{.fd = socket_, .events = POLLIN, .revents = 0};
  return !buffer_.empty() || ::poll(&wanted, 1, limit_ms) > 0;
}

inline bool RawClient::receive() {
  std::array<char, 65'536> chunk{};
  const ssize_t size = ::recv(socket_, chunk.data(), chunk.size(), 0);
  if (size <= 0) {
    has_ended_ = size == 0 || (errno != EAGAIN && errno != EWOULDBLOCK);
    return false;
  }
  buffer_.append(chunk.data(), static_cast<std::size_t>(size));
  return true;
}

inline RawResponse RawClient::read(bool has_body) {
  RawResponse response;
  std::size_t end = 0;
  while ((end = buffer_.find("\r\n\r\n")) == std::string::npos) {
    if (!receive()) {
      return response;
    }
  }
  response.head = buffer_.substr(0, end + 4);
  buffer_.erase(0, end + 4);
  response.status = std::atoi(response.head.c_str() + std::string_view{"HTTP/1.1 "}.size());
  const std::string length = response.field("Content-Length");
  const std::size_t size = has_body && !length.empty() ? std::stoul(length) : 0;
  while (buffer_.size() < size && receive()) {
  }
  response.body = buffer_.substr(0, size);
  buffer_.erase(0, std::min(size, buffer_.size()));
  return response;
}

inline std::string RawClient::read_all() {
  while (receive()) {
  }
  return std::exchange(buffer_, {});
}

/// Spins until `condition` holds; false after 20 s.
template <typename Condition>
[[nodiscard]] bool eventually(Condition condition) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds{20};
  while (!condition()) {
    if (std::chrono::steady_clock::now() > end) {
      return false;
    }
    std::this_thread::yield();
  }
  return true;
}

}  // namespace quyhoach::server
