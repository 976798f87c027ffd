#include "data/store/sqlite.h"

#include <sqlite3.h>

namespace quyhoach::store {

SqliteError::SqliteError(sqlite3* database, const std::string& doing)
    : std::runtime_error(doing + ": " + (database != nullptr ? sqlite3_errmsg(database) : "no memory")) {}

void Database::Close::operator()(sqlite3* handle) const noexcept { sqlite3_close(handle); }

Database::Database(const std::string& path) {
  constexpr int kPatience_ms = 5'000;
  sqlite3* opened = nullptr;
  // NOMUTEX: the store's own lock lets one thread in at a time.
  const int code = sqlite3_open_v2(path.c_str(), &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
                                   nullptr);
  handle_.reset(opened);
  if (code != SQLITE_OK) {
    throw SqliteError{opened, "cannot open " + path};
  }
  sqlite3_busy_timeout(opened, kPatience_ms);
  execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;");
}

void Database::execute(const char* sql) {
  if (sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr) != SQLITE_OK) {
    throw SqliteError{handle_.get(), "the state database failed"};
  }
}

std::int64_t Database::changed() const noexcept { return sqlite3_changes64(handle_.get()); }

std::int64_t Database::last_row_id() const noexcept { return sqlite3_last_insert_rowid(handle_.get()); }

void Statement::Finalize::operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }

Statement::Statement(Database& database, std::string_view sql) : database_(database.handle()) {
  sqlite3_stmt* prepared = nullptr;
  check(sqlite3_prepare_v2(database_, sql.data(), static_cast<int>(sql.size()), &prepared, nullptr),
        "the state database was not understood");
  statement_.reset(prepared);
}

void Statement::check(int code, const char* doing) const {
  if (code != SQLITE_OK) {
    throw SqliteError{database_, doing};
  }
}

bool Statement::step() {
  const int code = sqlite3_step(statement_.get());
  if (code != SQLITE_ROW && code != SQLITE_DONE) {
    throw SqliteError{database_, "the state database failed"};
  }
  return code == SQLITE_ROW;
}

std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(statement_.get(), column); }

std::string Statement::text(int column) const {
  const void* bytes = sqlite3_column_blob(statement_.get(), column);
  const int size = sqlite3_column_bytes(statement_.get(), column);
  return bytes == nullptr ? std::string{} : std::string{static_cast<const char*>(bytes), static_cast<std::size_t>(size)};
}

bool Statement::is_null(int column) const { return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL; }

void Statement::bind_integer(int index, std::int64_t value) {
  check(sqlite3_bind_int64(statement_.get(), index, value), "a value cannot be stored");
}

void Statement::bind_text(int index, std::string_view value) {
  // A null pointer would be NULL, not the empty text.
  const char* bytes = value.empty() ? "" : value.data();
  check(sqlite3_bind_text64(statement_.get(), index, bytes, value.size(), SQLITE_TRANSIENT, SQLITE_UTF8),
        "a value cannot be stored");
}

Transaction::Transaction(Database& database) : database_(database) { database_.execute("BEGIN IMMEDIATE"); }

Transaction::~Transaction() {
  if (is_open_) {
    // Fails when SQLite has undone it by itself, which is as well.
    sqlite3_exec(database_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
  }
}

void Transaction::commit() {
  database_.execute("COMMIT");
  is_open_ = false;
}

}  // namespace quyhoach::store
