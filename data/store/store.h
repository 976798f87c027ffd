#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/store/audit.h"
#include "data/store/draft.h"
#include "data/store/profile.h"
#include "data/store/session.h"
#include "data/store/time.h"
#include "data/store/user.h"
#include "geo/base/result.h"

namespace quyhoach::store {

/// Who does something, and what the audit log keeps of it. A reason that is to be in the log goes into `details`.
struct Act {
  std::string by;                  ///< A login where a draft is concerned; elsewhere also whoever runs the command line.
  std::vector<std::string> files;  ///< As in AuditEntry.
  std::string details = "{}";      ///< JSON.
};

/// The state of an installation: people, their sessions, drafts, and the audit log. What changes users, drafts or profiles is written
/// together with its audit record, or not at all; sessions are not in the log.
///
/// Any member may be called from any thread; processes may share a store. Every call may give kUnavailable, when the database
/// does not answer, and then has changed nothing.
class Store {
 public:
  Store() = default;
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;
  virtual ~Store() = default;

  // --- people

  /// \return kParameterValue, kPasswordUnfit; kUserExists for a login with the same login_key
  virtual geo::Result<User> add_user(const NewUser& user, const Act& act) = 0;
  /// \return kUserUnknown
  [[nodiscard]] virtual geo::Result<User> user(std::string_view login) = 0;
  /// By login.
  [[nodiscard]] virtual geo::Result<std::vector<User>> users() = 0;
  /// Ends the user's sessions, too. \return kUserUnknown
  virtual geo::Result<User> disable_user(std::string_view login, const Act& act) = 0;
  /// Sets a password that must be changed at first use, ends the user's sessions, unlocks, and enables.
  /// \return kUserUnknown, kPasswordUnfit
  virtual geo::Result<User> reset_user(std::string_view login, std::string_view password, const Act& act) = 0;

  /// Gives the user another role and ends the user's sessions, which were opened with the one before; drafts stay as they are.
  /// The role the user has already changes nothing and is not recorded. The record's details name both: `act.details` is not read.
  /// \return kUserUnknown
  virtual geo::Result<User> set_role(std::string_view login, Role role, const Act& act) = 0;
  /// Changes the person's name. The record does not hold it: names are people's, and the log is kept for ever.
  /// \return kUserUnknown; kParameterValue as check_new_user
  virtual geo::Result<User> set_name(std::string_view login, std::string_view name, const Act& act) = 0;
  /// Lets a person of an OpenID provider sign in as `link.login`. What was linked is unlinked first, never moved.
  /// \return what check_link says, kUserUnknown; kLinkExists when that person has an account, or the account a person of that issuer
  virtual geo::Result<User> link_user(const Link& link, const Act& act) = 0;
  /// Ends the user's sessions, too, for they may have begun there. \return kUserUnknown, kLinkUnknown
  virtual geo::Result<User> unlink_user(std::string_view login, std::string_view issuer, const Act& act) = 0;
  /// By login.
  [[nodiscard]] virtual geo::Result<std::vector<Link>> links() = 0;

  // --- sessions

  /// The wrong password number kFreeFailures locks the login for 2 s, each further one twice as long as the one before, up
  /// to kLongestLock; an unknown login counts as a known one does. Takes about 0.1 s of one processor, unless locked.
  virtual geo::Result<SignIn> sign_in(std::string_view login, std::string_view password) = 0;
  /// Opens a session for whom an OpenID provider vouches for. Neither session nor wait: nobody is linked, or the user is disabled.
  /// While wrong passwords lock the login, this door is locked, too; it neither counts nor forgets them.
  virtual geo::Result<SignIn> sign_in_linked(std::string_view issuer, std::string_view subject) = 0;
  /// The session of a token. Nothing when there is none, it has expired, or its user is disabled.
  [[nodiscard]] virtual geo::Result<std::optional<Session>> session(std::string_view token) = 0;
  /// Whether there was one.
  virtual geo::Result<bool> sign_out(std::string_view token) = 0;
  /// Ends all sessions of a user. \return how many
  virtual geo::Result<std::int64_t> sign_out_everywhere(std::int64_t user_id) = 0;
  /// Ends all sessions of the token's user and opens a new one. A wrong old password counts and locks as in sign_in.
  /// \return kUnauthenticated; kPasswordUnfit, also for the same password again
  virtual geo::Result<SignIn> change_password(std::string_view token, std::string_view from, std::string_view to) = 0;

  // --- drafts

  /// By `act.by`, its author.
  /// \return what check_text says; kForbidden unless may_write_drafts; kBadData for settings that are not JSON
  virtual geo::Result<Draft> add_draft(const DraftText& text, const Act& act) = 0;
  /// \return kDraftUnknown
  [[nodiscard]] virtual geo::Result<Draft> draft(std::string_view id) = 0;
  /// Those in `state`, or all; changed last, first.
  [[nodiscard]] virtual geo::Result<std::vector<Draft>> drafts(std::optional<DraftState> state) = 0;
  /// \return kDraftUnknown, kForbidden unless `act.by` is the author, kDraftState unless it is with the author, and as
  ///         add_draft
  virtual geo::Result<Draft> edit_draft(std::string_view id, const DraftText& text, const Act& act) = 0;
  /// \return kDraftUnknown, and what check_step says
  virtual geo::Result<Draft> step_draft(std::string_view id, const DraftStep& step, const Act& act) = 0;

  // --- profiles of consultants

  /// New, or in place of the one of the same profile_key. \return what check_profile says; kForbidden unless may_write_drafts;
  ///         kParameterValue where there are kMostProfiles
  virtual geo::Result<Profile> save_profile(std::string_view name, std::string_view text, const Act& act) = 0;
  /// \return kForbidden unless may_write_drafts, kProfileUnknown
  virtual geo::Result<bool> remove_profile(std::string_view name, const Act& act) = 0;
  /// \return kProfileUnknown
  [[nodiscard]] virtual geo::Result<Profile> profile(std::string_view name) = 0;
  /// By name.
  [[nodiscard]] virtual geo::Result<std::vector<Profile>> profiles() = 0;

  // --- audit log

  /// \return what check_entry says, and kBadData for details that are not JSON
  virtual geo::Result<AuditRecord> audit_append(const AuditEntry& entry) = 0;
  /// At most `limit` records after number `after`, oldest first.
  [[nodiscard]] virtual geo::Result<std::vector<AuditRecord>> audit_list(std::uint64_t after, std::size_t limit) = 0;
  [[nodiscard]] virtual geo::Result<AuditHead> audit_head() = 0;
  /// Walks the whole log: a million records take some seconds, in which the store answers nobody else.
  [[nodiscard]] virtual geo::Result<AuditCheck> audit_verify(const std::vector<AuditHead>& expected) = 0;
};

inline constexpr int kFreeFailures = 5;
inline constexpr std::chrono::seconds kLongestLock{900};
/// Wrong passwords are forgotten after this long without another.
inline constexpr std::chrono::hours kFailuresKept{24};

struct StoreOptions {
  Clock clock = system_now;
  SessionLimits sessions = {};
};

/// A store in one SQLite file, made when it is missing and readable by its owner alone. What a call has acknowledged survives a
/// kill and a power cut (WAL, synchronous=FULL).
/// \return kUnavailable when the file cannot be opened, is no SQLite database, or was written by a newer release
[[nodiscard]] geo::Result<std::shared_ptr<Store>> open_sqlite_store(const std::string& path, StoreOptions options = {});

/// What to do where there is no store yet. Whoever only looks must not take a mistyped name for an empty log.
enum class IfMissing { kMake, kRefuse };

/// The store of an installation: `state.sqlite` in `folder`; both are made for their owner alone.
/// \return kUnavailable, also when it is missing and is not to be made, or the folder above is missing
[[nodiscard]] geo::Result<std::shared_ptr<Store>> open_state(const std::string& folder, IfMissing if_missing);

}  // namespace quyhoach::store
