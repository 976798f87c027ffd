#include "tools/cli/user.h"

#include <array>
#include <cstdio>
#include <iostream>
#include <string>

#include <pwd.h>
#include <unistd.h>

#include "data/store/secret.h"
#include "data/store/store.h"
#include "tools/cli/words.h"

namespace quyhoach::cli {

namespace {

using geo::Error;
using geo::ErrorCode;
using geo::Result;

/// Whom the audit log names: `--who`, or the system account that runs us.
std::string who(const Words& words) {
  if (words.has("--who")) {
    return words.value("--who");
  }
  std::array<char, 4'096> buffer{};
  passwd entry{};
  passwd* found = nullptr;
  ::getpwuid_r(::geteuid(), &entry, buffer.data(), buffer.size(), &found);
  return "system:" + (found != nullptr ? std::string{found->pw_name} : std::to_string(::geteuid()));
}

/// The first line of standard input, with `--password-stdin`; else a password made for the occasion. Never a word of the
/// command line, which everybody on the machine can read.
struct Initial {
  std::string password;
  bool is_made = false;
};
Result<Initial> initial_password(const Words& words) {
  if (!words.has("--password-stdin")) {
    return Initial{store::random_password(), true};
  }
  Initial initial;
  if (!std::getline(std::cin, initial.password)) {
    return Error{ErrorCode::kPasswordUnfit, "no password came from standard input"};
  }
  return initial;
}

int say(const Result<store::User>& user, const char* what, const Initial* initial) {
  if (!user) {
    return fail(user.error());
  }
  std::printf("%s: %s, %s\n", user->login.c_str(), std::string{store::role_name(user->role)}.c_str(), what);
  if (initial != nullptr && initial->is_made) {
    std::printf("password: %s\n", initial->password.c_str());
  }
  if (initial != nullptr) {
    std::printf("It must be changed when it is first used.\n");
  }
  return kDone;
}

int list(store::Store& state) {
  const auto users = state.users();
  if (!users) {
    return fail(users.error());
  }
  const store::Time now = store::system_now();
  for (const store::User& user : *users) {
    const char* standing = user.is_disabled                                  ? "disabled"
                           : user.locked_until && *user.locked_until > now ? "locked"
                           : user.must_change_password                       ? "new password"
                                                                             : "active";
    std::printf("%-20s  %-13s  %-12s  %s\n", user.login.c_str(), std::string{store::role_name(user.role)}.c_str(), standing,
                user.name.c_str());
  }
  return kDone;
}

/// Whom OpenID providers know as which account.
int list_links(store::Store& state) {
  const auto links = state.links();
  if (!links) {
    return fail(links.error());
  }
  for (const store::Link& link : *links) {
    std::printf("%-20s  %s  %s\n", link.login.c_str(), link.issuer.c_str(), link.subject.c_str());
  }
  return kDone;
}

/// The password somebody has, and the one wanted: two lines of standard input.
int change_password(store::Store& state, const std::string& login) {
  std::string from;
  std::string to;
  if (!std::getline(std::cin, from) || !std::getline(std::cin, to)) {
    return fail({ErrorCode::kPasswordUnfit, "the old and the new password come from standard input, a line each"});
  }
  const auto tried = state.sign_in(login, from);
  if (!tried || !tried->opened) {
    return fail(tried ? Error{ErrorCode::kUnauthenticated, "login or password is wrong, or it is locked for a while"} : tried.error());
  }
  const auto changed = state.change_password(tried->opened->token, from, to);
  if (changed && changed->opened) {
    (void)state.sign_out(changed->opened->token);
  }
  return say(changed ? state.user(login) : Result<store::User>{changed.error()}, "password changed", nullptr);
}

}  // namespace

std::optional<int> user_command(std::span<char* const> given) {
  const auto words = tell_apart(given, {"--state", "--name", "--role", "--who", "--issuer", "--subject"}, {"--password-stdin"});
  if (!words || !words->has("--state") || words->plain.empty()) {
    return std::nullopt;
  }
  const std::string& command = words->plain.front();
  const bool has_login = words->plain.size() == 2;
  const bool is_list = command == "list" && words->plain.size() == 1;
  const bool is_add = command == "add" && has_login && words->has("--name") && words->has("--role");
  const bool is_reset = command == "reset" && has_login;
  const bool is_disable = command == "disable" && has_login;
  const bool is_links = command == "links" && words->plain.size() == 1;
  const bool is_link = command == "link" && has_login && words->has("--issuer") && words->has("--subject");
  const bool is_unlink = command == "unlink" && has_login && words->has("--issuer");
  const bool is_change = command == "password" && has_login;
  if (!is_list && !is_add && !is_reset && !is_disable && !is_change && !is_links && !is_link && !is_unlink) {
    return std::nullopt;
  }
  const auto role = store::role_of_name(words->value("--role"));
  if (is_add && !role) {
    return fail({ErrorCode::kParameterValue, "a role is clerk, planner, approver or administrator"});
  }
  const auto state = store::open_state(words->value("--state"), is_add ? store::IfMissing::kMake : store::IfMissing::kRefuse);
  if (!state) {
    return fail(state.error());
  }
  if (is_list) {
    return list(**state);
  }
  if (is_links) {
    return list_links(**state);
  }
  const std::string& login = words->plain.back();
  if (is_change) {
    return change_password(**state, login);
  }
  const store::Act act{who(*words), {}, "{}"};
  if (is_link) {
    return say((*state)->link_user({login, words->value("--issuer"), words->value("--subject")}, act), "linked", nullptr);
  }
  if (is_unlink) {
    return say((*state)->unlink_user(login, words->value("--issuer"), act), "unlinked, and signed out everywhere", nullptr);
  }
  if (is_disable) {
    return say((*state)->disable_user(login, act), "disabled, and signed out everywhere", nullptr);
  }
  const auto initial = initial_password(*words);
  if (!initial) {
    return fail(initial.error());
  }
  return is_add ? say((*state)->add_user({login, words->value("--name"), *role, initial->password}, act), "added", &*initial)
                : say((*state)->reset_user(login, initial->password, act), "enabled, unlocked, and signed out everywhere",
                      &*initial);
}

}  // namespace quyhoach::cli
