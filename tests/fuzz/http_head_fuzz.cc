// libFuzzer target for everything that reads the raw bytes of a request head. The promises are those of head_check.h
// and path_decode.h.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "geo/base/text.h"
#include "server/http/head_check.h"
#include "server/http/head_parser.h"
#include "server/http/path_decode.h"

namespace {

namespace srv = quyhoach::server;

void require(bool claim) {
  if (!claim) {
    std::abort();
  }
}

void check_target(std::string_view target) {
  std::string path;
  std::vector<srv::QueryParameter> query;
  if (!srv::decode_target(target, path, query) || target == "*") {
    return;
  }
  require(path.front() == '/' && quyhoach::geo::is_utf8(path));
  require(path.find('\0') == std::string::npos && path.find('\\') == std::string::npos);
  require((path + "/").find("/../") == std::string::npos && (path + "/").find("/./") == std::string::npos);
  for (const auto& [name, value] : query) {
    require(quyhoach::geo::is_utf8(name) && quyhoach::geo::is_utf8(value));
    require(name.find('\0') == std::string::npos && value.find('\0') == std::string::npos);
  }
}

void check_bytes(std::string_view bytes) {
  const srv::HeadCheck whole = srv::check_head(bytes);
  if (whole.state == srv::HeadState::kComplete) {
    const std::string_view head = bytes.substr(0, whole.size);
    require(whole.size <= bytes.size() && head.find("\r\n\r\n") + 4 == head.size());
    require(head.find('\0') == std::string_view::npos);
    const std::size_t target = head.find(' ') + 1;
    std::string path;
    std::vector<srv::QueryParameter> query;
    const bool is_decodable = srv::decode_target(head.substr(target, head.find(' ', target) - target), path, query);
    srv::Request request;
    srv::HeadParser parser{request};
    require(!parser.parse(head) || is_decodable);
  }
  // A refusal is final, whatever follows.
  const srv::HeadCheck half = srv::check_head(bytes.substr(0, bytes.size() / 2));
  require(half.state == srv::HeadState::kIncomplete || half.state == whole.state);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes{reinterpret_cast<const char*>(data), size};
  check_bytes(bytes);
  check_target(bytes);
  return 0;
}
