#include <algorithm>

#include "data/store/secret.h"
#include "data/store/sqlite_store.h"
#include "geo/base/sha256.h"
#include "geo/base/text.h"

namespace quyhoach::store {

using geo::Error;
using geo::ErrorCode;
using geo::Result;
using std::chrono::seconds;

namespace {

/// How long a login is locked after its `failed`th wrong password.
seconds lock_after(std::int64_t failed) {
  constexpr std::int64_t kMostDoublings = 20;  // far beyond kLongestLock, far from an overflow
  const std::int64_t doublings = failed - kFreeFailures + 1;
  return doublings < 1 ? seconds{0} : std::min(kLongestLock, seconds{std::int64_t{1} << std::min(doublings, kMostDoublings)});
}

}  // namespace

seconds SqliteStore::count_attempt(const std::string& login_hash) {
  const Time now = options_.clock();
  Statement{database_, "DELETE FROM failed_sign_ins WHERE tried_at < ?"}.bind(Time{now - kFailuresKept}).run();
  Statement row{database_, "SELECT failed, locked_until FROM failed_sign_ins WHERE login_hash = ?"};
  const bool is_known = row.bind(login_hash).step();
  if (is_known && row.time(1) > now) {
    return std::chrono::ceil<seconds>(row.time(1) - now);
  }
  const std::int64_t failed = (is_known ? row.integer(0) : 0) + 1;
  const seconds lock = lock_after(failed);
  Statement{database_, "INSERT INTO failed_sign_ins VALUES (?, ?, ?, ?) ON CONFLICT (login_hash) DO UPDATE SET "
                       "failed = excluded.failed, locked_until = excluded.locked_until, tried_at = excluded.tried_at"}
      .bind(login_hash, failed, lock == seconds{0} ? Time{} : Time{now + lock}, now)
      .run();
  return seconds{0};
}

void SqliteStore::forget_failures(const std::string& login_hash) {
  Statement{database_, "DELETE FROM failed_sign_ins WHERE login_hash = ?"}.bind(login_hash).run();
}

template <typename OnSuccess>
Result<SignIn> SqliteStore::attempt(const std::string& login_hash, std::string_view password, OnSuccess on_success) {
  struct Begun {
    seconds locked_for{0};
    std::optional<Account> account;
  };
  // An attempt counts as failed before its password is looked at: a hundred at once are not a hundred free guesses.
  const auto begun = write([&]() -> Result<Begun> {
    const seconds locked_for = count_attempt(login_hash);
    return Begun{locked_for, locked_for == seconds{0} ? find_account(login_hash) : std::nullopt};
  });
  if (!begun) {
    return begun.error();
  }
  if (begun->locked_for != seconds{0}) {
    return SignIn{std::nullopt, begun->locked_for};
  }
  const std::string& hash = begun->account ? begun->account->password_hash : hash_of_nobody();
  if (!is_password_of(hash, geo::to_nfc(password)) || !begun->account) {
    return SignIn{};
  }
  return write([&]() -> Result<SignIn> {
    const auto account = find_account(login_hash);  // it may have been changed while the password was looked at
    if (!account || account->user.is_disabled || account->password_hash != hash) {
      return SignIn{};
    }
    forget_failures(login_hash);
    return on_success(account->user);
  });
}

Result<SignIn> SqliteStore::sign_in(std::string_view login, std::string_view password) {
  return attempt(geo::sha256_hex(login_key(login)), password, [this](const User& user) -> Result<SignIn> {
    Statement{database_, "DELETE FROM sessions WHERE expires_at <= ?"}.bind(options_.clock()).run();
    return SignIn{open_session(user), seconds{0}};
  });
}

Result<SignIn> SqliteStore::change_password(std::string_view token, std::string_view from, std::string_view to) {
  const auto now = session(token);
  if (!now) {
    return now.error();
  }
  if (!*now) {
    return Error{ErrorCode::kUnauthenticated, "nobody is signed in"};
  }
  const auto fit = fit_password(to);
  if (!fit) {
    return fit.error();
  }
  if (*fit == geo::to_nfc(from)) {
    return Error{ErrorCode::kPasswordUnfit, "the new password is the old one"};
  }
  const std::string& login = (*now)->user.login;
  const std::string password_hash = hash_password(*fit);
  return attempt(geo::sha256_hex(login_key(login)), from, [&](User user) -> Result<SignIn> {
    Statement{database_, "UPDATE users SET password_hash = ?, must_change_password = 0 WHERE id = ?"}
        .bind(password_hash, user.id)
        .run();
    end_sessions(user.id);
    user.must_change_password = false;
    if (const auto record = append({login, "user.password_changed", login, {}, "{}"}); !record) {
      return record.error();
    }
    return SignIn{open_session(user), seconds{0}};
  });
}

OpenedSession SqliteStore::open_session(const User& user) {
  const Time now = options_.clock();
  OpenedSession opened{random_token(), {user, random_token(), now, now, now + options_.sessions.longest}};
  opened.session.user.failed_sign_ins = 0;
  opened.session.user.locked_until.reset();
  Statement{database_, "INSERT INTO sessions VALUES (?, ?, ?, ?, ?, ?)"}
      .bind(geo::sha256_hex(opened.token), opened.session.csrf, user.id, now, now, opened.session.expires_at)
      .run();
  return opened;
}

std::optional<Session> SqliteStore::find_session(const std::string& token_hash) {
  constexpr std::chrono::minutes kSeenStep{1};  // not one fsync per request
  const Time now = options_.clock();
  Statement row{database_, "SELECT s.csrf, s.created_at, s.seen_at, s.expires_at, u.login_hash FROM sessions s "
                           "JOIN users u ON u.id = s.user_id "
                           "WHERE s.token_hash = ? AND s.expires_at > ? AND s.seen_at > ? AND NOT u.is_disabled"};
  if (!row.bind(token_hash, now, Time{now - options_.sessions.idle}).step()) {
    return std::nullopt;
  }
  Session session{find_account(row.text(4)).value().user, row.text(0), row.time(1), row.time(2), row.time(3)};
  if (now - session.seen_at >= kSeenStep) {
    Statement{database_, "UPDATE sessions SET seen_at = ? WHERE token_hash = ?"}.bind(now, token_hash).run();
    session.seen_at = now;
  }
  return session;
}

Result<std::optional<Session>> SqliteStore::session(std::string_view token) {
  return read([&]() -> Result<std::optional<Session>> { return find_session(geo::sha256_hex(token)); });
}

Result<bool> SqliteStore::sign_out(std::string_view token) {
  return write([&]() -> Result<bool> {
    Statement{database_, "DELETE FROM sessions WHERE token_hash = ?"}.bind(geo::sha256_hex(token)).run();
    return database_.changed() != 0;
  });
}

std::int64_t SqliteStore::end_sessions(std::int64_t user_id) {
  Statement{database_, "DELETE FROM sessions WHERE user_id = ?"}.bind(user_id).run();
  return database_.changed();
}

Result<std::int64_t> SqliteStore::sign_out_everywhere(std::int64_t user_id) {
  return write([&]() -> Result<std::int64_t> { return end_sessions(user_id); });
}

}  // namespace quyhoach::store
