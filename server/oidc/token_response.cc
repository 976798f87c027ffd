#include "server/oidc/token_response.h"

#include <algorithm>
#include <utility>

#include "server/oidc/json_object.h"

namespace quyhoach::oidc {

using geo::Error;
using geo::ErrorCode;
using geo::Result;

bool is_error_name(std::string_view text) noexcept {
  constexpr std::size_t kLongest = 64;
  return !text.empty() && text.size() <= kLongest &&
         std::ranges::all_of(text, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
         });
}

Result<TokenResponse> parse_token_response(int status, std::string_view body) {
  constexpr int kOk = 200;
  const auto document = JsonObject::read(body);
  if (status != kOk) {
    const std::string name = document ? document->text("error").value_or("") : "";
    return Error{name == "invalid_grant" ? ErrorCode::kOidcState : ErrorCode::kOidcProvider,
                 "the provider gave no token: " + std::to_string(status) + (is_error_name(name) ? " " + name : "")};
  }
  auto id_token = document ? document->text("id_token") : std::nullopt;
  auto access_token = document ? document->text("access_token") : std::nullopt;
  if (!id_token || !access_token) {
    return Error{ErrorCode::kOidcProvider, "the provider's answer holds no ID token"};
  }
  return TokenResponse{std::move(*id_token), std::move(*access_token)};
}

}  // namespace quyhoach::oidc
