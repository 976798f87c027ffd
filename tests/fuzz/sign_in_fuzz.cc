// libFuzzer target for what reaches us from people who are not signed in: the body that signs in, and the Cookie field.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "data/store/user.h"
#include "geo/base/text.h"
#include "server/handlers/guard.h"
#include "server/handlers/json_body.h"
#include "server/http/cookie.h"

namespace {

namespace srv = quyhoach::server;
namespace store = quyhoach::store;

void require(bool claim) {
  if (!claim) {
    std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes{reinterpret_cast<const char*>(data), size};  // NOLINT(*-reinterpret-cast)
  if (const auto texts = srv::read_texts(bytes, {"login", "password"})) {
    require(quyhoach::geo::is_utf8(texts->at("login")) && quyhoach::geo::is_utf8(texts->at("password")));
    const std::string key = store::login_key(texts->at("login"));
    require(store::login_key(key) == key);
    if (const auto password = store::fit_password(texts->at("password"))) {
      require(store::fit_password(*password).has_value() && *store::fit_password(*password) == *password);
    }
  }
  if (const auto value = srv::cookie_value(bytes, "s")) {
    require(value->find_first_of("\";,\\ \t\r\n") == std::string_view::npos);
    require(value->data() >= bytes.data() && value->data() + value->size() <= bytes.data() + bytes.size());
  }
  srv::Request request;
  request.cookie = bytes;
  if (const auto token = srv::session_token(request)) {
    require(token->size() == 64);
  }
  return 0;
}
