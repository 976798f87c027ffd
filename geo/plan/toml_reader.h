#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
// toml++ 3.3 asserts that a header begins with a key and then reports the error anyway: "[[[" must not end a debug build.
#define TOML_ASSERT(expression) static_assert(true)
#include <toml++/toml.h>

#include "geo/plan/date.h"
#include "geo/plan/district.h"

namespace quyhoach::geo {

/// Reads one TOML table strictly and collects *every* defect ("plan.toml:12: scale: expected a whole number …") instead of
/// stopping at the first. A key nobody asked for is a defect too. Used on one thread.
class TomlReader {
 public:
  /// \param errors  receives one line per defect; outlives the reader.
  TomlReader(const toml::table& table, std::string file, std::string path, std::vector<std::string>& errors)
      : table_(table), file_(std::move(file)), path_(std::move(path)), errors_(errors) {}

  enum class Need { kRequired, kOptional };

  std::string text(std::string_view key, Need need = Need::kRequired);
  std::optional<double> number(std::string_view key, Need need = Need::kRequired);
  std::optional<std::int64_t> integer(std::string_view key, Need need = Need::kRequired);
  bool boolean(std::string_view key);
  std::optional<Date> date(std::string_view key, Need need = Need::kRequired);
  std::vector<std::string> texts(std::string_view key, Need need = Need::kRequired);
  std::vector<double> numbers(std::string_view key, Need need = Need::kRequired);
  std::optional<TomlReader> table(std::string_view key, Need need = Need::kRequired);
  std::vector<TomlReader> tables(std::string_view key);
  /// Every key of this table with its text (numbers and booleans as written by std::to_string's rules of JSON).
  std::map<std::string, std::string> all_texts();

  /// To be called last: reports keys that were not asked for.
  void finish();
  void error(std::string_view key, const std::string& expected);
  [[nodiscard]] int line() const { return static_cast<int>(table_.source().begin.line); }

 private:
  const toml::node* take(std::string_view key, Need need, const char* expected);
  void report(const toml::node* node, std::string_view key, const std::string& message);

  const toml::table& table_;
  std::string file_;
  std::string path_;
  std::vector<std::string>& errors_;
  std::set<std::string, std::less<>> asked_;
};

}  // namespace quyhoach::geo
