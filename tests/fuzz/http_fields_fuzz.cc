// libFuzzer target for the values of header fields and of the command line that have a grammar of their own: If-None-Match, Range,
// networks.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "server/http/conditional.h"
#include "server/http/rate_limit.h"

namespace {

namespace srv = quyhoach::server;

void require(bool claim) {
  if (!claim) {
    std::abort();
  }
}

void check_range(std::string_view field, std::size_t size) {
  const srv::RangeRequest range = srv::read_range(field, size);
  require(range.kind != srv::RangeRequest::Kind::kOne || (range.first <= range.last && range.last < size));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};  // NOLINT(*-reinterpret-cast)
  for (const std::size_t body : {std::size_t{0}, std::size_t{1}, std::size_t{4096}, ~std::size_t{0}}) {
    check_range(text, body);
  }
  const bool weak = srv::if_none_match_matches(text, "W/\"abc\"");
  require(weak == srv::if_none_match_matches(text, "\"abc\""));
  require(!weak || text == "*" || text.find("\"abc\"") != std::string_view::npos);
  if (const auto network = srv::Network::parse(text)) {
    const auto slash = text.find('/');
    boost::system::error_code error;
    const auto address = boost::asio::ip::make_address(std::string{text.substr(0, slash)}, error);
    require(!error && network->contains(address));
  }
  return 0;
}
