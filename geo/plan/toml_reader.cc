#define TOML_IMPLEMENTATION
#include "geo/plan/toml_reader.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "geo/base/text.h"

namespace quyhoach::geo {

namespace {

/// The commonest ways in which people break TOML, by what toml++ says of them; the last fits any.
constexpr std::array<std::pair<std::string_view, std::string_view>, 17> kSyntaxKinds{{
    {"cannot redefine", "this key or table stands here already"},
    {"string: unescaped control", "a text is not closed by its quotation mark"},
    {"literal string: control", "a text is not closed by its quotation mark"},
    {"string: encountered end-of-file", "a text is not closed by its quotation mark"},
    {"unknown escape", "a \\ in a text is written \\\\"},
    {"table header", "the head of a table is not closed by its brackets"},
    {"expected keys", "a line does not begin with a key"},
    {"expected '='", "a key is not followed by ="},
    {"expected a comment", "something else stands behind the value"},
    {"parsing array", "a list is not closed, or lacks a comma"},
    {"parsing inline table", "a table in braces is not closed, or lacks a comma"},
    {"parsing date", "a day is written wrongly; expected 2026-01-31, without quotes"},
    {"parsing value", "a value is written wrongly; texts stand in quotes"},
    {"floating-point", "a value is written wrongly; texts stand in quotes"},
    {"integer", "a value is written wrongly; texts stand in quotes"},
    {"key-value pair: encountered end-of-file", "a key has no value"},
    {"", "this is no TOML"},
}};

}  // namespace

std::string syntax_error(const toml::parse_error& error, const std::string& file) {
  const std::string_view words = error.description();
  const auto kind = std::ranges::find_if(kSyntaxKinds, [&](const auto& one) { return words.find(one.first) != std::string_view::npos; });
  const auto& at = error.source().begin;
  return file + ":" + std::to_string(at.line) + ": column " + std::to_string(at.column) + ": " + std::string{kind->second} + ": \"" +
         std::string{words} + "\"";
}

void TomlReader::report(const toml::node* node, std::string_view key, const std::string& message) {
  const auto line = node != nullptr ? node->source().begin.line : table_.source().begin.line;
  errors_.push_back(file_ + ":" + std::to_string(line) + ": " + path_ + std::string{key} + ": " + message);
}

void TomlReader::error(std::string_view key, const std::string& expected) { report(table_.get(key), key, expected); }

const toml::node* TomlReader::take(std::string_view key, Need need, const char* expected) {
  asked_.emplace(key);
  const toml::node* node = table_.get(key);
  if (node == nullptr && need == Need::kRequired) {
    report(nullptr, key, std::string{"missing; expected "} + expected);
  }
  return node;
}

std::string TomlReader::text(std::string_view key, Need need) {
  constexpr const char* kExpected = "a text in quotes";
  const toml::node* node = take(key, need, kExpected);
  if (node == nullptr) {
    return {};
  }
  const auto value = node->value_exact<std::string>();
  if (!value) {
    report(node, key, std::string{"expected "} + kExpected);
    return {};
  }
  if (trim(*value).empty() && need == Need::kRequired) {
    report(node, key, "must not be empty");
  }
  return to_nfc(*value);
}

std::optional<double> TomlReader::number(std::string_view key, Need need) {
  constexpr const char* kExpected = "a number";
  const toml::node* node = take(key, need, kExpected);
  if (node == nullptr) {
    return std::nullopt;
  }
  if ((!node->is_integer() && !node->is_floating_point()) || !std::isfinite(*node->value<double>())) {
    report(node, key, std::string{"expected "} + kExpected);
    return std::nullopt;
  }
  return node->value<double>();
}

std::optional<std::int64_t> TomlReader::integer(std::string_view key, Need need) {
  constexpr const char* kExpected = "a whole number";
  const toml::node* node = take(key, need, kExpected);
  if (node == nullptr) {
    return std::nullopt;
  }
  const auto value = node->value_exact<std::int64_t>();
  if (!value) {
    report(node, key, std::string{"expected "} + kExpected);
  }
  return value;
}

bool TomlReader::boolean(std::string_view key, Need need) {
  constexpr const char* kExpected = "true or false";
  const toml::node* node = take(key, need, kExpected);
  if (node == nullptr) {
    return false;
  }
  const auto value = node->value_exact<bool>();
  if (!value) {
    report(node, key, std::string{"expected "} + kExpected);
  }
  return value.value_or(false);
}

std::optional<Date> TomlReader::date(std::string_view key, Need need) {
  constexpr const char* kExpected = "a date written 2026-01-31, without quotes";
  const toml::node* node = take(key, need, kExpected);
  if (node == nullptr) {
    return std::nullopt;
  }
  const auto value = node->value_exact<toml::date>();
  if (!value) {
    report(node, key, std::string{"expected "} + kExpected);
    return std::nullopt;
  }
  return Date{std::chrono::year{value->year} / std::chrono::month{value->month} / std::chrono::day{value->day}};
}

std::vector<std::string> TomlReader::texts(std::string_view key, Need need) {
  constexpr const char* kExpected = "a list of texts";
  std::vector<std::string> all;
  const toml::node* node = take(key, need, kExpected);
  if (node == nullptr) {
    return all;
  }
  const toml::array* array = node->as_array();
  bool good = array != nullptr;
  if (good) {
    for (const toml::node& item : *array) {
      const auto value = item.value_exact<std::string>();
      good = good && value.has_value();
      all.push_back(to_nfc(value.value_or("")));
    }
  }
  if (!good) {
    report(node, key, std::string{"expected "} + kExpected);
  } else if (all.empty() && need == Need::kRequired) {
    report(node, key, "must not be empty");
  }
  return all;
}

std::vector<double> TomlReader::numbers(std::string_view key, Need need) {
  constexpr const char* kExpected = "a list of numbers";
  std::vector<double> all;
  const toml::node* node = take(key, need, kExpected);
  if (node == nullptr) {
    return all;
  }
  const toml::array* array = node->as_array();
  bool good = array != nullptr;
  if (good) {
    for (const toml::node& item : *array) {
      const auto value = item.value<double>();
      good = good && value.has_value() && !item.is_boolean() && std::isfinite(*value);
      all.push_back(value.value_or(0.0));
    }
  }
  if (!good) {
    report(node, key, std::string{"expected "} + kExpected);
  }
  return all;
}

std::optional<TomlReader> TomlReader::table(std::string_view key, Need need) {
  const std::string expected = "a table [" + path_ + std::string{key} + "]";
  const toml::node* node = take(key, need, expected.c_str());
  if (node == nullptr) {
    return std::nullopt;
  }
  if (!node->is_table()) {
    report(node, key, "expected " + expected);
    return std::nullopt;
  }
  return TomlReader{*node->as_table(), file_, path_ + std::string{key} + ".", errors_};
}

std::vector<TomlReader> TomlReader::tables(std::string_view key) {
  const std::string expected = "tables [[" + path_ + std::string{key} + "]]";
  std::vector<TomlReader> all;
  const toml::node* node = take(key, Need::kOptional, expected.c_str());
  if (node == nullptr) {
    return all;
  }
  const toml::array* array = node->as_array();
  if (array == nullptr || !array->is_homogeneous<toml::table>()) {
    report(node, key, "expected " + expected);
    return all;
  }
  for (const toml::node& item : *array) {
    all.emplace_back(*item.as_table(), file_, path_ + std::string{key} + ".", errors_);
  }
  return all;
}

std::map<std::string, std::string> TomlReader::all_texts() {
  std::map<std::string, std::string> all;
  for (const auto& [key, node] : table_) {
    asked_.emplace(key.str());
    if (const auto text = node.value_exact<std::string>()) {
      all.emplace(key.str(), to_nfc(*text));
    } else if (const auto whole = node.value_exact<std::int64_t>()) {
      all.emplace(key.str(), std::to_string(*whole));
    } else if (const auto real = node.value_exact<double>(); real && std::isfinite(*real)) {
      all.emplace(key.str(), std::to_string(*real));
    } else {
      report(&node, key.str(), "expected a text or a number");
    }
  }
  return all;
}

void TomlReader::finish() {
  for (const auto& [key, node] : table_) {
    if (!asked_.contains(key.str())) {
      report(&node, key.str(), "unknown key");
    }
  }
}

}  // namespace quyhoach::geo
