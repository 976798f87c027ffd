#include <utility>

#include "data/store/sqlite_store.h"
#include "geo/base/sha256.h"

namespace quyhoach::store {

using geo::Error;
using geo::ErrorCode;
using geo::Result;
using std::chrono::seconds;

namespace {

std::string hash_of_login(std::string_view login) { return geo::sha256_hex(login_key(login)); }

/// What the audit log keeps of a link: who could sign in as whom is a question that comes years later.
Act with_link(Database& database, const Act& act, std::string_view issuer, std::string_view subject) {
  Statement row{database, "SELECT json_set(?, '$.issuer', ?, '$.subject', ?)"};
  row.bind(act.details, issuer, subject).step();
  return {act.by, act.files, row.text(0)};
}

}  // namespace

std::optional<User> SqliteStore::linked_user(std::string_view issuer, std::string_view subject) {
  Statement row{database_, "SELECT u.login_hash FROM links l JOIN users u ON u.id = l.user_id "
                           "WHERE l.issuer = ? AND l.subject = ?"};
  if (!row.bind(issuer, subject).step()) {
    return std::nullopt;
  }
  return find_account(row.text(0)).value().user;
}

Result<User> SqliteStore::link_user(const Link& link, const Act& act) {
  if (const auto good = check_link(link); !good) {
    return good.error();
  }
  return write([&, login_hash = hash_of_login(link.login)]() -> Result<User> {
    const auto account = find_account(login_hash);
    if (!account) {
      return Error{ErrorCode::kUserUnknown, "there is no such user"};
    }
    if (linked_user(link.issuer, link.subject)) {
      return Error{ErrorCode::kLinkExists, "this person of the provider is linked to an account"};
    }
    Statement taken{database_, "SELECT 1 FROM links WHERE user_id = ? AND issuer = ?"};
    if (taken.bind(account->user.id, link.issuer).step()) {
      return Error{ErrorCode::kLinkExists, "another person of the provider is linked to this account"};
    }
    Statement{database_, "INSERT INTO links VALUES (?, ?, ?, ?)"}
        .bind(link.issuer, link.subject, account->user.id, options_.clock())
        .run();
    return record_user(login_hash, "user.linked", with_link(database_, act, link.issuer, link.subject));
  });
}

Result<User> SqliteStore::unlink_user(std::string_view login, std::string_view issuer, const Act& act) {
  return write([&, login_hash = hash_of_login(login)]() -> Result<User> {
    const auto account = find_account(login_hash);
    if (!account) {
      return Error{ErrorCode::kUserUnknown, "there is no such user"};
    }
    Statement link{database_, "SELECT subject FROM links WHERE user_id = ? AND issuer = ?"};
    if (!link.bind(account->user.id, issuer).step()) {
      return Error{ErrorCode::kLinkUnknown, "nobody of that provider is linked to this account"};
    }
    const std::string subject = link.text(0);
    Statement{database_, "DELETE FROM links WHERE user_id = ? AND issuer = ?"}.bind(account->user.id, issuer).run();
    end_sessions(account->user.id);
    return record_user(login_hash, "user.unlinked", with_link(database_, act, issuer, subject));
  });
}

Result<std::vector<Link>> SqliteStore::links() {
  return read([&]() -> Result<std::vector<Link>> {
    std::vector<Link> links;
    Statement row{database_, "SELECT u.login, l.issuer, l.subject FROM links l JOIN users u ON u.id = l.user_id "
                             "ORDER BY u.login, l.issuer"};
    while (row.step()) {
      links.push_back({row.text(0), row.text(1), row.text(2)});
    }
    return links;
  });
}

Result<SignIn> SqliteStore::sign_in_linked(std::string_view issuer, std::string_view subject) {
  return write([&]() -> Result<SignIn> {
    const auto user = linked_user(issuer, subject);
    if (!user || user->is_disabled) {
      return SignIn{};
    }
    const Time now = options_.clock();
    if (user->locked_until && *user->locked_until > now) {
      return SignIn{std::nullopt, std::chrono::ceil<seconds>(*user->locked_until - now)};
    }
    Statement{database_, "DELETE FROM sessions WHERE expires_at <= ?"}.bind(now).run();
    return SignIn{open_session(*user), seconds{0}};
  });
}

}  // namespace quyhoach::store
