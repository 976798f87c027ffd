#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "data/store/time.h"
#include "geo/base/result.h"

namespace quyhoach::store {

/// What a person may do. A person has one role, and none includes another: whoever gives out accounts does not approve plans
/// with the same account, and each route and each step of a draft names the roles it is for.
enum class Role {
  kClerk,          ///< Answers people at the counter.
  kPlanner,        ///< Writes drafts.
  kApprover,       ///< Approves and publishes drafts of others; may write drafts, too, and then another approves them.
  kAdministrator,  ///< Gives out accounts. Neither writes nor approves drafts.
};

/// The role's public name, `planner`.
[[nodiscard]] std::string_view role_name(Role role) noexcept;
[[nodiscard]] std::optional<Role> role_of_name(std::string_view name) noexcept;

struct User {
  std::int64_t id = 0;
  std::string login;  ///< As it was given, in NFC.
  std::string name;   ///< For people: "Trần Thị Bình".
  Role role = Role::kClerk;
  bool must_change_password = false;  ///< Somebody else chose it: nothing may be done before it is changed.
  bool is_disabled = false;
  int failed_sign_ins = 0;            ///< Since the last good one.
  std::optional<Time> locked_until;   ///< Set while, or after, signing in was locked for wrong passwords.
  Time created_at{};
};

/// A person of an OpenID provider and the account that is theirs.
struct Link {
  std::string login;
  std::string issuer;   ///< The provider, letter for letter as it writes itself.
  std::string subject;  ///< Its name for the person, which it gives to nobody else, ever.
};

struct NewUser {
  std::string login;
  std::string name;
  Role role = Role::kClerk;
  std::string password;  ///< Must be changed when it is first used.
};

inline constexpr std::size_t kLoginMax_bytes = 128;
inline constexpr std::size_t kNameMax_bytes = 256;
inline constexpr std::size_t kIssuerMax_bytes = 2048;
inline constexpr std::size_t kSubjectMax_bytes = 255;  ///< OpenID Connect Core §2
inline constexpr std::size_t kPasswordMin_characters = 12;
inline constexpr std::size_t kPasswordMax_bytes = 1024;

/// What logins are compared by: "Bình.TT" and "binh tt" are the same person, so that nobody can pass for another by a mark or
/// a point. Empty for what cannot be a login: longer than kLoginMax_bytes, not UTF-8, with control characters, without a letter
/// or digit.
[[nodiscard]] std::string login_key(std::string_view login);

/// \return kParameterValue for a login, name that is empty, too long, not UTF-8 or holds control characters
[[nodiscard]] geo::Result<bool> check_new_user(const NewUser& user);

/// \return kParameterValue for an issuer or a subject that is empty, too long or not printable ASCII
[[nodiscard]] geo::Result<bool> check_link(const Link& link);

/// `password` in NFC, as it is hashed: two keyboards may send one letter in two ways (RFC 8265 §4.2).
/// \return kPasswordUnfit for fewer than kPasswordMin_characters, more than kPasswordMax_bytes, or what is not UTF-8
[[nodiscard]] geo::Result<std::string> fit_password(std::string_view password);

}  // namespace quyhoach::store
