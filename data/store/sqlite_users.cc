#include "data/store/secret.h"
#include "data/store/sqlite_store.h"
#include "geo/base/sha256.h"
#include "geo/base/text.h"

namespace quyhoach::store {

using geo::Error;
using geo::ErrorCode;
using geo::Result;

namespace {

constexpr std::string_view kAccounts =
    "SELECT u.id, u.login, u.name, u.role, u.must_change_password, u.is_disabled, u.created_at, coalesce(f.failed, 0), "
    "coalesce(f.locked_until, 0), u.password_hash FROM users u LEFT JOIN failed_sign_ins f ON f.login_hash = u.login_hash ";
constexpr int kPasswordColumn = 9;

User user_of(const Statement& row) {
  User user;
  user.id = row.integer(0);
  user.login = row.text(1);
  user.name = row.text(2);
  user.role = role_of_name(row.text(3)).value_or(Role::kClerk);  // the least, should a newer release know more
  user.must_change_password = row.integer(4) != 0;
  user.is_disabled = row.integer(5) != 0;
  user.created_at = row.time(6);
  user.failed_sign_ins = static_cast<int>(row.integer(7));
  if (row.integer(8) != 0) {
    user.locked_until = row.time(8);
  }
  return user;
}

Error no_such_user() { return {ErrorCode::kUserUnknown, "there is no such user"}; }

std::string hash_of_login(std::string_view login) { return geo::sha256_hex(login_key(login)); }

}  // namespace

std::optional<SqliteStore::Account> SqliteStore::find_account(const std::string& login_hash) {
  Statement row{database_, std::string{kAccounts} + "WHERE u.login_hash = ?"};
  if (!row.bind(login_hash).step()) {
    return std::nullopt;
  }
  return Account{user_of(row), row.text(kPasswordColumn)};
}

Result<User> SqliteStore::record_user(const std::string& login_hash, const char* action, const Act& act) {
  const auto account = find_account(login_hash);
  if (!account) {
    return no_such_user();
  }
  if (const auto record = append({act.by, action, account->user.login, act.files, act.details}); !record) {
    return record.error();
  }
  return account->user;
}

Result<User> SqliteStore::add_user(const NewUser& user, const Act& act) {
  if (const auto good = check_new_user(user); !good) {
    return good.error();
  }
  const auto password = fit_password(user.password);
  if (!password) {
    return password.error();
  }
  const std::string login_hash = hash_of_login(user.login);
  const std::string password_hash = hash_password(*password);
  return write([&]() -> Result<User> {
    if (find_account(login_hash)) {
      return Error{ErrorCode::kUserExists, "there is a user with this login, or with one that reads the same"};
    }
    Statement{database_, "INSERT INTO users (login, login_hash, name, role, password_hash, must_change_password, created_at) "
                         "VALUES (?, ?, ?, ?, ?, 1, ?)"}
        .bind(geo::to_nfc(user.login), login_hash, geo::to_nfc(user.name), role_name(user.role), password_hash, options_.clock())
        .run();
    return record_user(login_hash, "user.added", act);
  });
}

Result<User> SqliteStore::user(std::string_view login) {
  return read([&]() -> Result<User> {
    auto account = find_account(hash_of_login(login));
    if (!account) {
      return no_such_user();
    }
    return std::move(account->user);
  });
}

Result<std::vector<User>> SqliteStore::users() {
  return read([&]() -> Result<std::vector<User>> {
    std::vector<User> users;
    Statement row{database_, std::string{kAccounts} + "ORDER BY u.login"};
    while (row.step()) {
      users.push_back(user_of(row));
    }
    return users;
  });
}

Result<User> SqliteStore::disable_user(std::string_view login, const Act& act) {
  return write([&, login_hash = hash_of_login(login)]() -> Result<User> {
    Statement{database_, "UPDATE users SET is_disabled = 1 WHERE login_hash = ?"}.bind(login_hash).run();
    auto user = record_user(login_hash, "user.disabled", act);
    if (user) {
      end_sessions(user->id);
    }
    return user;
  });
}

Result<User> SqliteStore::reset_user(std::string_view login, std::string_view password, const Act& act) {
  const auto fit = fit_password(password);
  if (!fit) {
    return fit.error();
  }
  return write([&, login_hash = hash_of_login(login), password_hash = hash_password(*fit)]() -> Result<User> {
    Statement{database_, "UPDATE users SET password_hash = ?, must_change_password = 1, is_disabled = 0 WHERE login_hash = ?"}
        .bind(password_hash, login_hash)
        .run();
    forget_failures(login_hash);
    auto user = record_user(login_hash, "user.reset", act);
    if (user) {
      end_sessions(user->id);
    }
    return user;
  });
}

Result<User> SqliteStore::set_role(std::string_view login, Role role, const Act& act) {
  return write([&, login_hash = hash_of_login(login)]() -> Result<User> {
    const auto account = find_account(login_hash);
    if (!account) {
      return no_such_user();
    }
    const Role was = account->user.role;
    if (was == role) {
      return account->user;
    }
    Statement{database_, "UPDATE users SET role = ? WHERE login_hash = ?"}.bind(role_name(role), login_hash).run();
    Act recorded = act;
    recorded.details = R"({"role":")" + std::string{role_name(role)} + R"(","was":")" + std::string{role_name(was)} + R"("})";
    auto user = record_user(login_hash, "user.role_changed", recorded);
    if (user) {
      end_sessions(user->id);
    }
    return user;
  });
}

Result<User> SqliteStore::set_name(std::string_view login, std::string_view name, const Act& act) {
  if (const auto good = check_new_user({std::string{login}, std::string{name}, Role::kClerk, {}}); !good) {
    return good.error();
  }
  return write([&, login_hash = hash_of_login(login)]() -> Result<User> {
    Statement{database_, "UPDATE users SET name = ? WHERE login_hash = ?"}.bind(geo::to_nfc(name), login_hash).run();
    return record_user(login_hash, "user.renamed", act);
  });
}

}  // namespace quyhoach::store
