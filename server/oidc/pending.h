#pragma once

#include <chrono>
#include <cstddef>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "server/oidc/provider.h"

namespace quyhoach::oidc {

/// A sign-in that has gone to the provider and is expected back.
struct PendingSignIn {
  SignInSecrets secrets;
  std::string session_before;  ///< Token of the session this browser had; empty: none.
};

/// The sign-ins under way. They are kept here, not in a cookie: the verifier and the nonce never leave the server, and each is used
/// once because it is gone when it is taken. There is room for kMost, some 12 MB; whoever comes then takes the place of the one
/// that has waited longest. A restart forgets them, and their people press the button again. Any thread.
class PendingSignIns {
 public:
  static constexpr std::chrono::minutes kLongest{10};
  static constexpr std::size_t kMost = 16'384;

  explicit PendingSignIns(UnixClock clock) : clock_(std::move(clock)) {}

  /// \param browser  a random token that the browser keeps in a cookie and nobody else knows
  void add(const std::string& browser, PendingSignIn pending);

  /// The sign-in of a browser that brings `state` back, which is then gone. Nothing when there is none, it took longer than
  /// kLongest, or the state is another: a stranger's link does not end a sign-in.
  [[nodiscard]] std::optional<PendingSignIn> take(std::string_view browser, std::string_view state);

 private:
  struct Entry {
    std::string browser;
    std::chrono::sys_seconds begun_at;
    PendingSignIn pending;
  };
  using Entries = std::list<Entry>;

  const UnixClock clock_;
  std::mutex mutex_;
  Entries entries_;  ///< Oldest first.
  std::unordered_map<std::string, Entries::iterator> by_browser_;
};

}  // namespace quyhoach::oidc
