#include "data/store/user.h"

#include <algorithm>
#include <array>
#include <utility>

#include "geo/base/text.h"

namespace quyhoach::store {

using geo::Error;
using geo::ErrorCode;
using geo::Result;

namespace {

constexpr std::array<std::pair<Role, std::string_view>, 4> kRoles = {{
    {Role::kClerk, "clerk"},
    {Role::kPlanner, "planner"},
    {Role::kApprover, "approver"},
    {Role::kAdministrator, "administrator"},
}};

bool is_one_line(std::string_view text) {
  return geo::is_utf8(text) && std::none_of(text.begin(), text.end(), [](char c) { return (c >= 0 && c < 0x20) || c == 0x7F; });
}

/// \pre is_utf8(text)
std::size_t characters(std::string_view text) {
  constexpr unsigned kContinuationMask = 0xC0;
  constexpr unsigned kContinuation = 0x80;
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & kContinuationMask) != kContinuation;
  }));
}

}  // namespace

std::string_view role_name(Role role) noexcept {
  return std::find_if(kRoles.begin(), kRoles.end(), [role](const auto& r) { return r.first == role; })->second;
}

std::optional<Role> role_of_name(std::string_view name) noexcept {
  const auto* const found = std::find_if(kRoles.begin(), kRoles.end(), [name](const auto& r) { return r.second == name; });
  return found == kRoles.end() ? std::nullopt : std::optional{found->first};
}

std::string login_key(std::string_view login) {
  return login.size() <= kLoginMax_bytes && is_one_line(login) ? geo::fold(login) : std::string{};
}

Result<bool> check_new_user(const NewUser& user) {
  if (login_key(user.login).empty()) {
    return Error{ErrorCode::kParameterValue, "a login is one line with a letter or digit, of " + std::to_string(kLoginMax_bytes) +
                                                 " bytes at most"};
  }
  if (geo::trim(user.name).empty() || user.name.size() > kNameMax_bytes || !is_one_line(user.name)) {
    return Error{ErrorCode::kParameterValue, "a name is one line of " + std::to_string(kNameMax_bytes) + " bytes at most"};
  }
  return true;
}

Result<bool> check_link(const Link& link) {
  const auto is_good = [](std::string_view text, std::size_t most_bytes) {
    return !text.empty() && text.size() <= most_bytes && std::ranges::all_of(text, [](char c) { return c >= 0x20 && c < 0x7F; });
  };
  if (!is_good(link.issuer, kIssuerMax_bytes) || !is_good(link.subject, kSubjectMax_bytes)) {
    return Error{ErrorCode::kParameterValue, "issuer and subject are printable ASCII, a subject of " +
                                                 std::to_string(kSubjectMax_bytes) + " characters at most"};
  }
  return true;
}

Result<std::string> fit_password(std::string_view password) {
  if (password.size() > kPasswordMax_bytes || !geo::is_utf8(password)) {
    return Error{ErrorCode::kPasswordUnfit, "a password is UTF-8 of " + std::to_string(kPasswordMax_bytes) + " bytes at most"};
  }
  std::string text = geo::to_nfc(password);
  if (characters(text) < kPasswordMin_characters) {
    return Error{ErrorCode::kPasswordUnfit, "a password has " + std::to_string(kPasswordMin_characters) + " characters or more"};
  }
  return text;
}

}  // namespace quyhoach::store
