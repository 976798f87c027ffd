#pragma once

#include <array>
#include <cassert>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/http/message.h"

namespace quyhoach::server {

/// What a request line asks for, including what no handler is ever given.
enum class Verb {
  kGet,
  kHead,
  kPost,
  kDelete,
  kOptions,
  kTrace,       ///< Always 405. RFC 9110 §9.3.8 would echo the request, cookies included.
  kOtherKnown,  ///< PUT, PATCH, CONNECT: 405 where the path exists.
  kUnknown,     ///< 501. RFC 9110 §9.1
};

/// The verb of a method token; methods are case-sensitive. RFC 9110 §9.1
[[nodiscard]] Verb verb_of(std::string_view method) noexcept;

/// The captured segments of a matched pattern, as views into `Request::path`.
class PathValues {
 public:
  static constexpr std::size_t kMax = 8;

  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  /// \pre index < size()
  [[nodiscard]] std::string_view operator[](std::size_t index) const noexcept {
    assert(index < size_);
    return values_[index];
  }
  /// \pre the route's pattern captures `name`
  [[nodiscard]] std::string_view operator[](std::string_view name) const noexcept;

 private:
  friend class Router;
  std::array<std::string_view, kMax> values_{};
  std::size_t size_ = 0;
  const std::vector<std::string>* names_ = nullptr;
};

using RouteHandler = std::function<Response(const Request&, const PathValues&)>;
/// Whether to read a request's body at all: a refusal, or nothing.
using BodyCheck = std::function<std::optional<Response>(const Request&)>;

/// One line of the route table.
///
/// A pattern is segments between slashes: a literal, `{name}`, `{name}.mvt` (a capture with a literal tail) or, last,
/// `{name*}` (all that is left, slashes included, possibly empty). Captures are never empty otherwise. The more literal
/// segment wins, whatever the order of the table.
struct Route {
  std::string pattern = {};
  std::string name = {};  ///< For metrics. Routes may share one.
  RouteHandler handler = {};
  std::vector<std::string> parameters = {};      ///< Query parameters this route knows; any other is 400.
  bool any_parameter = false;                    ///< Pages: messengers add parameters of their own to a shared link.
  std::vector<Method> methods = {Method::kGet};  ///< HEAD always follows GET.
  std::size_t body_max_bytes = 0;                ///< A longer body is 413, before it is read.
  BodyCheck before_body = {};                    ///< Asked before a body is read. Its refusal ends the connection.
  double rate_cost = 1.0;                        ///< Tokens a request takes of its address: more where an answer is dear. At least 1.
  bool is_slow = false;                          ///< Answered by threads of its own, for it may take seconds or wait for disks.
  bool is_public = false;                        ///< Any web page may read the answer (CORS).
  bool compress = false;                         ///< Compress the answer (text types, 1 KiB and more) as accepted.
  std::vector<std::string> captures = {};        ///< Filled by Router::add.
  std::size_t metrics_slot = 0;                  ///< Filled by the Server.
};

/// The route table. Filled before the server starts, then only read: `route` and `handle` may be called from any number
/// of threads, `add` from one and never at the same time.
class Router {
 public:
  Router();
  Router(Router&&) noexcept;
  Router& operator=(Router&&) noexcept;
  ~Router();

  /// \pre the pattern starts with '/', has at most PathValues::kMax captures, and no route has it with the same method
  void add(Route route);

  /// A plain handler for a pattern that needs no captured values.
  void add(std::string pattern, std::string name, Handler handler, bool is_public = false);

  /// What `route` decided: either `refusal` is set, or `route` is and its handler may be called.
  struct Decision {
    const Route* route = nullptr;  ///< Also set with a refusal when the path was found.
    PathValues values;
    std::optional<Response> refusal;
  };

  /// Finds the route and checks method and query, without looking at the body. Refusals: NOT_FOUND 404,
  /// METHOD_NOT_ALLOWED 405 with Allow, NOT_IMPLEMENTED 501, PARAMETER_UNKNOWN and PARAMETER_REPEATED 400; OPTIONS is
  /// answered 204. Allocates nothing unless it refuses.
  [[nodiscard]] Decision route(Verb verb, const Request& request) const;

  /// Calls the handler and applies what belongs to the route. What the handler throws passes through.
  /// \pre decision.route is set and decision.refusal is not
  [[nodiscard]] static Response invoke(const Decision& decision, const Request& request);

  /// `route` and `invoke` in one, for tests of handlers without a socket.
  [[nodiscard]] Response handle(const Request& request) const;

  [[nodiscard]] std::vector<std::unique_ptr<Route>>& routes() noexcept { return routes_; }
  [[nodiscard]] const std::vector<std::unique_ptr<Route>>& routes() const noexcept { return routes_; }

 private:
  struct Node;
  const Node* find(const Node& node, std::string_view rest, PathValues& values) const;

  std::vector<std::unique_ptr<Route>> routes_;
  std::unique_ptr<Node> root_;
};

}  // namespace quyhoach::server
