#include <cstdio>
#include <iostream>
#include <string>

#include "data/store/secret.h"
#include "tools/cli/handlers.h"
#include "tools/cli/options.h"
#include "tools/cli/places.h"
#include "tools/cli/say.h"

namespace quyhoach::cli {

namespace {

using geo::Error;
using geo::ErrorCode;
using geo::Result;
using StorePtr = std::shared_ptr<store::Store>;

/// The first line of standard input, with `--password-stdin`; else a password made for the occasion. Never a word of the
/// command line, which everybody on the machine can read.
struct Initial {
  std::string password;
  bool is_made = false;
};
Result<Initial> initial_password(const Arguments& arguments) {
  if (!arguments.has(kPasswordStdin)) {
    return Initial{store::random_password(), true};
  }
  Initial initial;
  if (!std::getline(std::cin, initial.password)) {
    return Error{ErrorCode::kPasswordUnfit, "no password came from standard input"};
  }
  return initial;
}

const char* standing_of(const store::User& user) {
  return user.is_disabled                                                     ? "disabled"
         : user.locked_until && *user.locked_until > store::system_now() ? "locked"
         : user.must_change_password                                          ? "new password"
                                                                              : "active";
}

void print_json(const store::User& user, const std::string& password) {
  geo::JsonWriter json;
  json.begin_object();
  json.member("login", user.login);
  json.member("name", user.name);
  json.member("role", store::role_name(user.role));
  json.member("standing", standing_of(user));
  if (!password.empty()) {
    json.member("password", password);
  }
  json.end_object();
  print(json);
}

int say(const Arguments& arguments, const Result<store::User>& user, const char* what, const Initial* initial = nullptr) {
  if (!user) {
    return fail(arguments, user.error());
  }
  const std::string made = initial != nullptr && initial->is_made ? initial->password : std::string{};
  if (arguments.has(kJson)) {
    print_json(*user, made);
    return kDone;
  }
  std::printf("%s: %s, %s\n", user->login.c_str(), std::string{store::role_name(user->role)}.c_str(), what);
  if (!made.empty()) {
    std::printf("password: %s\n", made.c_str());
  }
  if (initial != nullptr) {
    std::printf("It must be changed when it is first used.\n");
  }
  return kDone;
}

/// Opens the state and does `work`, which gives a user.
template <typename Work>
int change(const Arguments& arguments, const char* what, Work work) {
  const auto state = open_state(arguments);
  return state ? say(arguments, work(**state, arguments.plain(0), store::Act{.by = who(arguments), .files = {}}), what)
               : fail(arguments, state.error());
}

Result<store::User> change_password(store::Store& state, const std::string& login) {
  std::string from;
  std::string to;
  if (!std::getline(std::cin, from) || !std::getline(std::cin, to)) {
    return Error{ErrorCode::kPasswordUnfit, "the old and the new password come from standard input, a line each"};
  }
  const auto tried = state.sign_in(login, from);
  if (!tried || !tried->opened) {
    return tried ? Error{ErrorCode::kSignInRefused, "login or password is wrong, or it is locked for a while"} : tried.error();
  }
  const auto changed = state.change_password(tried->opened->token, from, to);
  if (changed && changed->opened) {
    (void)state.sign_out(changed->opened->token);
  }
  return changed ? state.user(login) : Result<store::User>{changed.error()};
}

}  // namespace

int run_user_add(const Arguments& arguments) {
  const auto state = store::open_state(arguments.text(kState), store::IfMissing::kMake);
  const auto initial = state ? initial_password(arguments) : Result<Initial>{state.error()};
  if (!initial) {
    return fail(arguments, initial.error());
  }
  const auto role = *store::role_of_name(arguments.text(kRole));  // checked when the words were told apart
  return say(arguments, (*state)->add_user({arguments.plain(0), arguments.text(kName), role, initial->password}, {.by = who(arguments), .files = {}}),
             "added", &*initial);
}

int run_user_reset(const Arguments& arguments) {
  const auto state = open_state(arguments);
  const auto initial = state ? initial_password(arguments) : Result<Initial>{state.error()};
  if (!initial) {
    return fail(arguments, initial.error());
  }
  return say(arguments, (*state)->reset_user(arguments.plain(0), initial->password, {.by = who(arguments), .files = {}}),
             "enabled, unlocked, and signed out everywhere", &*initial);
}

int run_user_disable(const Arguments& arguments) {
  return change(arguments, "disabled, and signed out everywhere",
                [](store::Store& state, const std::string& login, const store::Act& act) { return state.disable_user(login, act); });
}

int run_user_role(const Arguments& arguments) {
  const auto role = *store::role_of_name(arguments.plain(1));  // checked when the words were told apart
  return change(arguments, "from now on; signed out everywhere if it was another",
                [role](store::Store& state, const std::string& login, const store::Act& act) { return state.set_role(login, role, act); });
}

int run_user_name(const Arguments& arguments) {
  return change(arguments, "renamed", [&](store::Store& state, const std::string& login, const store::Act& act) {
    return state.set_name(login, arguments.plain(1), act);
  });
}

int run_user_password(const Arguments& arguments) {
  const auto state = open_state(arguments);
  return state ? say(arguments, change_password(**state, arguments.plain(0)), "password changed") : fail(arguments, state.error());
}

int run_user_link(const Arguments& arguments) {
  return change(arguments, "linked", [&](store::Store& state, const std::string& login, const store::Act& act) {
    return state.link_user({login, arguments.text(kIssuer), arguments.text(kSubject)}, act);
  });
}

int run_user_unlink(const Arguments& arguments) {
  return change(arguments, "unlinked, and signed out everywhere", [&](store::Store& state, const std::string& login, const store::Act& act) {
    return state.unlink_user(login, arguments.text(kIssuer), act);
  });
}

int run_user_links(const Arguments& arguments) {
  const auto state = open_state(arguments);
  const auto links = state ? (*state)->links() : Result<std::vector<store::Link>>{state.error()};
  if (!links) {
    return fail(arguments, links.error());
  }
  for (const store::Link& link : *links) {
    if (!arguments.has(kJson)) {
      std::printf("%-20s  %s  %s\n", link.login.c_str(), link.issuer.c_str(), link.subject.c_str());
      continue;
    }
    geo::JsonWriter json;
    json.begin_object();
    json.member("login", link.login);
    json.member("issuer", link.issuer);
    json.member("subject", link.subject);
    json.end_object();
    print(json);
  }
  return kDone;
}

int run_user_list(const Arguments& arguments) {
  const auto state = open_state(arguments);
  const auto users = state ? (*state)->users() : Result<std::vector<store::User>>{state.error()};
  if (!users) {
    return fail(arguments, users.error());
  }
  for (const store::User& user : *users) {
    if (arguments.has(kJson)) {
      print_json(user, {});
    } else {
      std::printf("%-20s  %-13s  %-12s  %s\n", user.login.c_str(), std::string{store::role_name(user.role)}.c_str(), standing_of(user),
                  user.name.c_str());
    }
  }
  return kDone;
}

}  // namespace quyhoach::cli
