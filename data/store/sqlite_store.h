#pragma once

#include <mutex>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "data/store/sqlite.h"
#include "data/store/store.h"

namespace quyhoach::store {

/// The store in SQLite. One connection behind a mutex: a call takes tens of microseconds, or one fsync; passwords are hashed
/// outside of it. Its members are spread over sqlite_users.cc, sqlite_links.cc, sqlite_sessions.cc, sqlite_drafts.cc, sqlite_profiles.cc and
/// sqlite_audit.cc.
class SqliteStore final : public Store {
 public:
  /// Throws SqliteError.
  SqliteStore(const std::string& path, StoreOptions options);

  geo::Result<User> add_user(const NewUser& user, const Act& act) override;
  geo::Result<User> user(std::string_view login) override;
  geo::Result<std::vector<User>> users() override;
  geo::Result<User> disable_user(std::string_view login, const Act& act) override;
  geo::Result<User> reset_user(std::string_view login, std::string_view password, const Act& act) override;
  geo::Result<User> set_role(std::string_view login, Role role, const Act& act) override;
  geo::Result<User> set_name(std::string_view login, std::string_view name, const Act& act) override;

  geo::Result<User> link_user(const Link& link, const Act& act) override;
  geo::Result<User> unlink_user(std::string_view login, std::string_view issuer, const Act& act) override;
  geo::Result<std::vector<Link>> links() override;

  geo::Result<SignIn> sign_in(std::string_view login, std::string_view password) override;
  geo::Result<SignIn> sign_in_linked(std::string_view issuer, std::string_view subject) override;
  geo::Result<std::optional<Session>> session(std::string_view token) override;
  geo::Result<bool> sign_out(std::string_view token) override;
  geo::Result<std::int64_t> sign_out_everywhere(std::int64_t user_id) override;
  geo::Result<SignIn> change_password(std::string_view token, std::string_view from, std::string_view to) override;

  geo::Result<Draft> add_draft(const DraftText& text, const Act& act) override;
  geo::Result<Draft> draft(std::string_view id) override;
  geo::Result<std::vector<Draft>> drafts(std::optional<DraftState> state) override;
  geo::Result<Draft> edit_draft(std::string_view id, const DraftText& text, const Act& act) override;
  geo::Result<Draft> step_draft(std::string_view id, const DraftStep& step, const Act& act) override;

  geo::Result<Profile> save_profile(std::string_view name, std::string_view text, const Act& act) override;
  geo::Result<bool> remove_profile(std::string_view name, const Act& act) override;
  geo::Result<Profile> profile(std::string_view name) override;
  geo::Result<std::vector<Profile>> profiles() override;

  geo::Result<AuditRecord> audit_append(const AuditEntry& entry) override;
  geo::Result<std::vector<AuditRecord>> audit_list(std::uint64_t after, std::size_t limit) override;
  geo::Result<AuditHead> audit_head() override;
  geo::Result<AuditCheck> audit_verify(const std::vector<AuditHead>& expected) override;

 private:
  /// Runs `work`, which gives a Result, with the connection to itself. What SQLite throws becomes kUnavailable.
  template <typename Work>
  std::invoke_result_t<Work> read(Work work) {
    const std::lock_guard lock{mutex_};
    try {
      return work();
    } catch (const SqliteError& error) {
      return geo::Error{geo::ErrorCode::kUnavailable, error.what()};
    }
  }
  /// The same in a transaction, which is undone when `work` gives an error or throws.
  template <typename Work>
  std::invoke_result_t<Work> write(Work work) {
    return read([&]() -> std::invoke_result_t<Work> {
      Transaction transaction{database_};
      auto result = work();
      if (result) {
        transaction.commit();
      }
      return result;
    });
  }

  /// Counts an attempt, checks the password without holding the connection, and lets `on_success` open a session.
  template <typename OnSuccess>
  geo::Result<SignIn> attempt(const std::string& login_hash, std::string_view password, OnSuccess on_success);

  // The following are called inside `read` or `write`.
  struct Account {
    User user;
    std::string password_hash;
  };
  std::optional<Account> find_account(const std::string& login_hash);
  geo::Result<User> record_user(const std::string& login_hash, const char* action, const Act& act);
  std::chrono::seconds count_attempt(const std::string& login_hash);
  std::optional<User> linked_user(std::string_view issuer, std::string_view subject);
  OpenedSession open_session(const User& user);
  std::optional<Session> find_session(const std::string& token_hash);
  void forget_failures(const std::string& login_hash);
  std::int64_t end_sessions(std::int64_t user_id);
  std::optional<Draft> find_draft(std::string_view id);
  geo::Result<Draft> record_draft(std::string_view id, const std::string& action, const Act& act);
  std::optional<Profile> find_profile(std::string_view name);
  geo::Result<User> profile_writer(const Act& act);
  geo::Result<AuditRecord> append(const AuditEntry& entry);
  AuditHead head();
  bool is_json(std::string_view text);

  std::mutex mutex_;
  Database database_;
  StoreOptions options_;
};

}  // namespace quyhoach::store
