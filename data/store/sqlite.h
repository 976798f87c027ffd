#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>

#include "data/store/time.h"

struct sqlite3;
struct sqlite3_stmt;

namespace quyhoach::store {

/// SQLite failed: disk full, file damaged, locked for too long. Thrown inside this folder only, where nearly every line could
/// fail; the store turns it into kUnavailable at its door.
class SqliteError : public std::runtime_error {
 public:
  SqliteError(sqlite3* database, const std::string& doing);
};

/// One connection: WAL, synchronous=FULL, foreign keys enforced, five seconds of patience with other processes. One thread at a
/// time.
class Database {
 public:
  explicit Database(const std::string& path);
  /// Statements without parameters, one after the other.
  void execute(const char* sql);
  /// Rows the last INSERT, UPDATE or DELETE touched.
  [[nodiscard]] std::int64_t changed() const noexcept;
  [[nodiscard]] std::int64_t last_row_id() const noexcept;
  [[nodiscard]] sqlite3* handle() const noexcept { return handle_.get(); }

 private:
  struct Close {
    void operator()(sqlite3* handle) const noexcept;
  };
  std::unique_ptr<sqlite3, Close> handle_;
};

/// A statement with its values: `Statement{database, "… WHERE id = ?"}.bind(id)`, then `step` for each row.
class Statement {
 public:
  Statement(Database& database, std::string_view sql);

  /// All parameters, in order. Numbers, moments, and texts, which are copied.
  template <typename... Values>
  Statement& bind(const Values&... values) {
    int index = 0;
    (bind_one(++index, values), ...);
    return *this;
  }
  /// Whether there is a further row.
  bool step();
  /// Runs a statement that gives no rows.
  void run() { step(); }

  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] std::string text(int column) const;
  [[nodiscard]] Time time(int column) const { return Time{std::chrono::milliseconds{integer(column)}}; }
  [[nodiscard]] bool is_null(int column) const;

 private:
  template <typename Value>
  void bind_one(int index, const Value& value) {
    if constexpr (std::is_same_v<Value, Time>) {
      bind_integer(index, value.time_since_epoch().count());
    } else if constexpr (std::is_convertible_v<Value, std::string_view>) {
      bind_text(index, value);
    } else {
      static_assert(std::is_integral_v<Value>);
      bind_integer(index, static_cast<std::int64_t>(value));
    }
  }
  void bind_integer(int index, std::int64_t value);
  void bind_text(int index, std::string_view value);
  void check(int code, const char* doing) const;

  struct Finalize {
    void operator()(sqlite3_stmt* statement) const noexcept;
  };
  sqlite3* database_;
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

/// Everything or nothing: undone unless `commit` is reached. Takes the right to write at once, so that what is read inside is
/// still so when it is written.
class Transaction {
 public:
  explicit Transaction(Database& database);
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction();
  void commit();

 private:
  Database& database_;
  bool is_open_ = true;
};

}  // namespace quyhoach::store
