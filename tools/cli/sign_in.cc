#include "tools/cli/sign_in.h"

#include <cstdio>
#include <iostream>
#include <string>

#include <termios.h>
#include <unistd.h>

#include "tools/cli/options.h"

namespace quyhoach::cli {

using geo::Error;
using geo::ErrorCode;
using geo::Result;

namespace {

/// A line from standard input; typed at a terminal it is not shown.
Result<std::string> read_password() {
  termios before{};
  const bool is_terminal = ::tcgetattr(STDIN_FILENO, &before) == 0;
  if (is_terminal) {
    std::fputs("password: ", stderr);
    termios quiet = before;
    quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
  }
  std::string password;
  const bool came = static_cast<bool>(std::getline(std::cin, password));
  if (is_terminal) {
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
    std::fputc('\n', stderr);
  }
  return came ? Result<std::string>{std::move(password)} : Error{ErrorCode::kUnauthenticated, "no password came from standard input"};
}

}  // namespace

Result<bool> sign_in(store::Store& state, const Arguments& arguments) {
  const auto password = read_password();
  if (!password) {
    return password.error();
  }
  const auto tried = state.sign_in(arguments.text(kAs), *password);
  if (!tried) {
    return tried.error();
  }
  if (!tried->opened) {
    return tried->locked_for.count() > 0
               ? Error{ErrorCode::kSignInLocked, "too many wrong passwords: wait " + std::to_string(tried->locked_for.count()) + " s"}
               : Error{ErrorCode::kSignInRefused, "login or password is wrong"};
  }
  const bool must_change = tried->opened->session.user.must_change_password;
  if (const auto closed = state.sign_out(tried->opened->token); !closed) {
    return closed.error();
  }
  return must_change ? Result<bool>{Error{ErrorCode::kPasswordChangeDue,
                                          "the first password must be changed before: quyhoach user password, or on the page"}}
                     : Result<bool>{true};
}

}  // namespace quyhoach::cli
