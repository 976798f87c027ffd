#include "server/http/router.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "server/http/compression.h"
#include "server/http/problem.h"

namespace quyhoach::server {
namespace {

using geo::ErrorCode;

/// Cuts the first segment off `rest`. False when it was the last.
bool next_segment(std::string_view& rest, std::string_view& segment) noexcept {
  const std::size_t slash = rest.find('/');
  segment = rest.substr(0, slash);
  rest = slash == std::string_view::npos ? std::string_view{} : rest.substr(slash + 1);
  return slash != std::string_view::npos;
}

Response method_not_allowed(std::string allow) {
  Response response = problem(ErrorCode::kMethodNotAllowed);
  response.headers.emplace_back("Allow", std::move(allow));
  return response;
}

std::optional<Response> check_parameters(const Route& route, const Request& request) {
  if (route.any_parameter) {
    return std::nullopt;
  }
  std::uint64_t seen = 0;
  for (const QueryParameter& parameter : request.query) {
    const auto it = std::find(route.parameters.begin(), route.parameters.end(), parameter.name);
    const std::vector<ProblemMember> members = {{"parameter", json_string(parameter.name)}};
    if (it == route.parameters.end()) {
      return problem(ErrorCode::kParameterUnknown, {}, members);
    }
    const std::uint64_t bit = std::uint64_t{1} << static_cast<unsigned>(it - route.parameters.begin());
    if ((seen & bit) != 0) {
      return problem(ErrorCode::kParameterRepeated, {}, members);
    }
    seen |= bit;
  }
  return std::nullopt;
}

}  // namespace

Verb verb_of(std::string_view method) noexcept {
  static constexpr std::array<std::pair<std::string_view, Verb>, 9> kVerbs = {{
      {"GET", Verb::kGet},
      {"HEAD", Verb::kHead},
      {"POST", Verb::kPost},
      {"OPTIONS", Verb::kOptions},
      {"TRACE", Verb::kTrace},
      {"PUT", Verb::kOtherKnown},
      {"DELETE", Verb::kDelete},
      {"PATCH", Verb::kOtherKnown},
      {"CONNECT", Verb::kOtherKnown},
  }};
  const auto* const it =
      std::find_if(kVerbs.begin(), kVerbs.end(), [method](const auto& v) { return v.first == method; });
  return it == kVerbs.end() ? Verb::kUnknown : it->second;
}

std::string_view PathValues::operator[](std::string_view name) const noexcept {
  for (std::size_t i = 0; i < size_; ++i) {
    if ((*names_)[i] == name) {
      return values_[i];
    }
  }
  assert(!"the pattern captures this name");
  return {};
}

/// A place in the tree of segments. Only the ends of patterns have routes.
struct Router::Node {
  struct Child {
    std::string text;  ///< The literal, or the literal tail after a capture.
    std::unique_ptr<Node> node;
  };
  std::vector<Child> literals;
  std::vector<Child> captures_with_tail;
  std::unique_ptr<Node> capture;
  std::unique_ptr<Node> rest;  ///< `{name*}`
  const Route* get = nullptr;
  const Route* post = nullptr;
  const Route* remove = nullptr;  ///< DELETE

  [[nodiscard]] const Route* any() const noexcept { return get != nullptr ? get : post != nullptr ? post : remove; }
  [[nodiscard]] bool is_end() const noexcept { return any() != nullptr; }
  [[nodiscard]] const Route*& of(Method method) noexcept {
    return method == Method::kPost ? post : method == Method::kDelete ? remove : get;
  }
  [[nodiscard]] const Route* of(Verb verb) const noexcept {
    switch (verb) {
      case Verb::kGet:
      case Verb::kHead: return get;
      case Verb::kPost: return post;
      case Verb::kDelete: return remove;
      default: return nullptr;
    }
  }
  [[nodiscard]] std::string allow() const {
    return std::string{get != nullptr ? "GET, HEAD, " : ""} + (post != nullptr ? "POST, " : "") +
           (remove != nullptr ? "DELETE, " : "") + "OPTIONS";
  }

  static Node& child(std::vector<Child>& children, std::string_view text) {
    const auto it = std::find_if(children.begin(), children.end(), [text](const Child& c) { return c.text == text; });
    return it != children.end() ? *it->node
                                : *children.emplace_back(Child{std::string{text}, std::make_unique<Node>()}).node;
  }
  static Node& child(std::unique_ptr<Node>& node) {
    if (!node) {
      node = std::make_unique<Node>();
    }
    return *node;
  }
};

Router::Router() : root_(std::make_unique<Node>()) {}
Router::Router(Router&&) noexcept = default;
Router& Router::operator=(Router&&) noexcept = default;
Router::~Router() = default;

void Router::add(Route new_route) {
  assert(!new_route.pattern.empty() && new_route.pattern.front() == '/');
  assert(new_route.parameters.size() <= 64);
  Route& route = *routes_.emplace_back(std::make_unique<Route>(std::move(new_route)));
  route.captures.clear();
  Node* node = root_.get();
  std::string_view rest = std::string_view{route.pattern}.substr(1);
  std::string_view segment;
  for (bool has_more = true; has_more;) {
    has_more = next_segment(rest, segment);
    const std::size_t close = segment.find('}');
    if (segment.empty() || segment.front() != '{' || close == std::string_view::npos) {
      node = &Node::child(node->literals, segment);
      continue;
    }
    const bool takes_rest = segment[close - 1] == '*';
    assert(!takes_rest || (!has_more && close + 1 == segment.size()));
    route.captures.emplace_back(segment.substr(1, close - (takes_rest ? 2 : 1)));
    const std::string_view tail = segment.substr(close + 1);
    node = takes_rest     ? &Node::child(node->rest)
           : tail.empty() ? &Node::child(node->capture)
                          : &Node::child(node->captures_with_tail, tail);
  }
  assert(route.captures.size() <= PathValues::kMax);
  for (const Method method : route.methods) {
    const Route*& place = node->of(method);
    assert((place == nullptr || place == &route) && "two routes with one pattern and method");
    place = &route;
  }
}

void Router::add(std::string pattern, std::string name, Handler handler, bool is_public) {
  add(Route{.pattern = std::move(pattern),
            .name = std::move(name),
            .handler = [handler = std::move(handler)](const Request& r, const PathValues&) { return handler(r); },
            .is_public = is_public});
}

const Router::Node* Router::find(const Node& node, std::string_view rest, PathValues& values) const {
  std::string_view tail = rest;
  std::string_view segment;
  const bool has_more = next_segment(tail, segment);
  const auto descend = [&](const Node& next) {
    return has_more ? find(next, tail, values) : next.is_end() ? &next : nullptr;
  };
  const auto descend_capturing = [&](const Node& next, std::string_view value) {
    const std::size_t size_before = values.size_;
    values.values_.at(values.size_++) = value;
    const Node* found = descend(next);
    if (found == nullptr) {
      values.size_ = size_before;
    }
    return found;
  };
  for (const Node::Child& child : node.literals) {
    if (child.text == segment) {
      if (const Node* found = descend(*child.node)) {
        return found;
      }
    }
  }
  for (const Node::Child& child : node.captures_with_tail) {
    if (segment.size() > child.text.size() && segment.substr(segment.size() - child.text.size()) == child.text) {
      if (const Node* found = descend_capturing(*child.node, segment.substr(0, segment.size() - child.text.size()))) {
        return found;
      }
    }
  }
  if (node.capture && !segment.empty()) {
    if (const Node* found = descend_capturing(*node.capture, segment)) {
      return found;
    }
  }
  if (node.rest) {
    values.values_.at(values.size_++) = rest;
    return node.rest.get();
  }
  return nullptr;
}

Router::Decision Router::route(Verb verb, const Request& request) const {
  static constexpr std::string_view kAnyMethod = "GET, HEAD, POST, DELETE, OPTIONS";
  Decision decision;
  const bool has_path = request.path.size() > 0 && request.path.front() == '/';
  const Node* node = has_path ? find(*root_, std::string_view{request.path}.substr(1), decision.values) : nullptr;
  if (verb == Verb::kUnknown) {
    decision.refusal = problem(ErrorCode::kNotImplemented);
  } else if (verb == Verb::kTrace) {
    decision.refusal = method_not_allowed(node != nullptr ? node->allow() : std::string{kAnyMethod});
  } else if (verb == Verb::kOptions && (node != nullptr || request.path == "*")) {
    // CORS preflight (Fetch §3.2.2) and plain OPTIONS alike; Access-Control-Allow-Origin is the session's to add.
    Response& response = decision.refusal.emplace();
    response.status = 204;
    response.headers.emplace_back("Allow", node != nullptr ? node->allow() : std::string{kAnyMethod});
    if (node != nullptr && node->any()->is_public) {
      decision.route = node->any();
      response.headers.emplace_back("Access-Control-Allow-Methods", node->allow());
      response.headers.emplace_back("Access-Control-Allow-Headers", "Content-Type, If-None-Match, Range");
      response.headers.emplace_back("Access-Control-Max-Age", "86400");
    }
  } else if (node == nullptr) {
    decision.refusal = problem(ErrorCode::kNotFound);
  } else if (const Route* found = node->of(verb)) {
    decision.route = found;
    decision.values.names_ = &decision.route->captures;
    decision.refusal = check_parameters(*decision.route, request);
  } else {
    decision.route = node->any();
    decision.refusal = method_not_allowed(node->allow());
  }
  return decision;
}

Response Router::invoke(const Decision& decision, const Request& request) {
  assert(decision.route != nullptr && !decision.refusal);
  Response response = decision.route->handler(request, decision.values);
  if (decision.route->compress && !response.prepared) {
    compress_for(request, response);
  }
  return response;
}

Response Router::handle(const Request& request) const {
  const Verb verb = request.method == Method::kPost     ? Verb::kPost
                    : request.method == Method::kHead   ? Verb::kHead
                    : request.method == Method::kDelete ? Verb::kDelete
                                                        : Verb::kGet;
  Decision decision = route(verb, request);
  return decision.refusal ? std::move(*decision.refusal) : invoke(decision, request);
}

}  // namespace quyhoach::server
