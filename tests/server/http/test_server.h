#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <utility>

#include "server/http/server.h"
#include "tests/server/http/raw_client.h"

namespace quyhoach::server {

/// A server on a free port with a few routes that show what a request became:
/// `/echo` (GET, POST, 1,000 bytes) answers method, path, query and body; `/marker` counts its calls; `/throws` throws;
/// `/tagged` has an ETag; `/prepared` the same, serialised once; `/pages` large enough for a PageFile; `/big` answers 20 MB; `/empty` 204.
class TestServer {
 public:
  static constexpr std::size_t kBig = 20'000'000;
  static std::string page_bytes() {
    std::string bytes(50'000, '\0');
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      bytes[i] = static_cast<char>(i * i % 251);
    }
    return bytes;
  }

  explicit TestServer(Options options = {}, const std::function<void(Router&)>& add_routes = {}) {
    options.threads = 2;
    options.log = [this](std::string_view line) {
      const std::lock_guard lock{log_mutex_};
      log_.append(line).append("\n");
    };
    Router router = routes();
    if (add_routes) {
      add_routes(router);
    }
    server_ = std::make_unique<Server>(std::move(options), std::move(router));
    const auto port = server_->start();
    if (!port) {
      throw std::runtime_error{port.error().message};
    }
  }

  [[nodiscard]] std::uint16_t port() const { return server_->port(); }
  [[nodiscard]] Server& server() { return *server_; }
  [[nodiscard]] int markers() const { return markers_; }
  [[nodiscard]] std::string log() const {
    const std::lock_guard lock{log_mutex_};
    return log_;
  }

 private:
  static Response echo(const Request& request) {
    std::string text = request.method == Method::kPost ? "POST " : request.method == Method::kHead ? "HEAD " : "GET ";
    text += request.path;
    for (const auto& [name, value] : request.query) {
      text.append("|").append(name).append("=").append(value);
    }
    return text_response("text/plain; charset=utf-8", text + "#" + request.body);
  }

  Router routes() {
    Router router;
    router.add({.pattern = "/echo",
                .name = "echo",
                .handler = [](const Request& r, const PathValues&) { return echo(r); },
                .parameters = {"a", "b"},
                .methods = {Method::kGet, Method::kPost},
                .body_max_bytes = 1'000,
                .is_public = true});
    router.add("/echo/{rest*}", "echo", echo);
    router.add("/marker", "marker", [this](const Request&) {
      ++markers_;
      return text_response("text/plain", "marker");
    });
    router.add("/throws", "throws",
               [](const Request&) -> Response { throw std::runtime_error{"parcel 27553/10/16 of secret"}; });
    Response tagged = text_response("text/plain", "tagged body");
    tagged.etag = "\"v1\"";
    tagged.cache_control = "no-cache";
    router.add("/tagged", "tagged", [tagged](const Request&) { return tagged; });
    router.add(
        "/prepared", "prepared", [p = prepare(tagged)](const Request&) { return respond(p); }, true);
    tagged.body = std::make_shared<const std::string>(page_bytes());
    router.add(
        "/pages", "pages", [p = prepare(tagged)](const Request&) { return respond(p); }, true);
    router.add("/big", "big", [](const Request&) { return text_response("text/plain", std::string(kBig, 'b')); });
    router.add("/empty", "empty", [](const Request&) {
      Response response;
      response.status = 204;
      return response;
    });
    return router;
  }

  std::atomic<int> markers_ = 0;
  mutable std::mutex log_mutex_;
  std::string log_;
  std::unique_ptr<Server> server_;
};

/// A whole GET request.
inline std::string get(std::string_view target, std::string_view more_fields = {}) {
  return "GET " + std::string{target} + " HTTP/1.1\r\nHost: localhost\r\n" + std::string{more_fields} + "\r\n";
}

}  // namespace quyhoach::server
