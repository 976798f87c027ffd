#include "data/store/schema.h"

#include <array>
#include <cstddef>

namespace quyhoach::store {

namespace {

/// Moments are milliseconds since 1970 in UTC. A release only ever adds to this list: what has been shipped is not changed.
constexpr std::array kMigrations = {
    R"sql(
CREATE TABLE users (
  id INTEGER PRIMARY KEY,
  login TEXT NOT NULL,
  login_hash TEXT NOT NULL UNIQUE, -- of its login_key
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  must_change_password INTEGER NOT NULL,
  is_disabled INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL
) STRICT;

-- By the hash of the login_key of what was typed as a login: people type passwords there by mistake. Unknown logins count, too.
CREATE TABLE failed_sign_ins (
  login_hash TEXT PRIMARY KEY,
  failed INTEGER NOT NULL,
  locked_until INTEGER NOT NULL,
  tried_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX failed_sign_ins_by_time ON failed_sign_ins (tried_at);

CREATE TABLE sessions (
  token_hash TEXT PRIMARY KEY,
  csrf TEXT NOT NULL,
  user_id INTEGER NOT NULL REFERENCES users (id),
  created_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_by_user ON sessions (user_id);
CREATE INDEX sessions_by_end ON sessions (expires_at);

CREATE TABLE drafts (
  id TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  plan TEXT NOT NULL,
  folder TEXT NOT NULL,
  reason TEXT NOT NULL,
  settings TEXT NOT NULL,
  state TEXT NOT NULL,
  author_id INTEGER NOT NULL REFERENCES users (id),
  approver_id INTEGER REFERENCES users (id),
  edition TEXT NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX drafts_by_state ON drafts (state, changed_at);

CREATE TABLE audit (
  seq INTEGER PRIMARY KEY,
  time TEXT NOT NULL,
  who TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  files TEXT NOT NULL,
  details TEXT NOT NULL,
  previous TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
-- Against mistakes. Against malice there is the chain of hashes.
CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END;
CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END;
)sql",
    R"sql(
-- Whom an OpenID provider knows as `subject` is the user; one of each provider at most.
CREATE TABLE links (
  issuer TEXT NOT NULL,
  subject TEXT NOT NULL,
  user_id INTEGER NOT NULL REFERENCES users (id),
  linked_at INTEGER NOT NULL,
  PRIMARY KEY (issuer, subject)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX links_by_user ON links (user_id, issuer);
)sql",
    // A draft may change a plan's status or what was written of it, or the parcels of a commune: until then all were plans.
    R"sql(
ALTER TABLE drafts ADD COLUMN kind TEXT NOT NULL DEFAULT 'plan';
)sql",
    R"sql(
CREATE TABLE profiles (
  name_key TEXT PRIMARY KEY, -- profile_key of its name
  name TEXT NOT NULL,
  text TEXT NOT NULL,
  saved_by INTEGER NOT NULL REFERENCES users (id),
  saved_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
)sql",
};

}  // namespace

void migrate(Database& database) {
  Transaction transaction{database};
  database.execute("CREATE TABLE IF NOT EXISTS schema_version "
                   "(version INTEGER PRIMARY KEY, migrated_at INTEGER NOT NULL) STRICT");
  Statement current{database, "SELECT coalesce(max(version), 0) FROM schema_version"};
  current.step();
  const auto version = static_cast<std::size_t>(current.integer(0));
  if (version > kMigrations.size()) {
    throw std::runtime_error{"the state database was written by a newer release: schema " + std::to_string(version)};
  }
  for (std::size_t next = version; next < kMigrations.size(); ++next) {
    database.execute(kMigrations.at(next));
    Statement{database, "INSERT INTO schema_version VALUES (?, ?)"}.bind(next + 1, system_now()).run();
  }
  transaction.commit();
}

}  // namespace quyhoach::store
