#include "tools/cli/amend.h"

#include <filesystem>
#include <map>

#include "geo/io/durable.h"
#include "geo/io/unpack.h"
#include "geo/plan/json.h"
#include "geo/plan/plan_patch.h"

namespace quyhoach::cli {

using desk::DraftSource;
using geo::Error;
using geo::ErrorCode;
using geo::Result;

namespace {

/// Keys whose values are numbers: what is no number there is told by the patch's reader.
bool is_number_key(const std::string& key) { return key == "scale" || key == "accuracy_m"; }

bool is_number(const std::string& text) {
  return !text.empty() && text.find_first_not_of("0123456789.") == std::string::npos && text.front() != '.' && text.back() != '.';
}

void write(geo::JsonWriter& json, const std::string& key, const std::string& value) {
  json.key(key);
  if (value.empty()) {
    json.null();
  } else if (is_number_key(key) && is_number(value)) {
    json.raw(value);
  } else {
    json.value(std::string_view{value});
  }
}

}  // namespace

Result<DraftSource> source_at(const std::string& path, const std::string& kind) {
  const store::DraftKind known = store::kind_of_name(kind).value_or(store::DraftKind::kPlan);
  std::error_code error;
  if (std::filesystem::is_directory(path, error) || geo::is_archive_file(path)) {
    return DraftSource{.kind = known, .folder = path, .patch = {}};
  }
  auto patch = geo::read_file(path);
  return patch ? Result<DraftSource>{DraftSource{.kind = known, .folder = {}, .patch = std::move(*patch)}} : patch.error();
}

Result<DraftSource> amendment(const std::string& plan, std::span<const std::string> sets) {
  std::map<std::string, std::map<std::string, std::string>> tables;  // "" holds the keys of none.
  for (const std::string& set : sets) {
    const auto equals = set.find('=');
    const std::string path = set.substr(0, equals);
    const auto point = path.find('.');
    const std::string table = point == std::string::npos ? "" : path.substr(0, point);
    const std::string key = point == std::string::npos ? path : path.substr(point + 1);
    if (equals == std::string::npos || key.empty() || !tables[table].emplace(key, set.substr(equals + 1)).second) {
      return Error{ErrorCode::kParameterValue, "--set takes KEY=VALUE, each key once: " + set};
    }
  }
  geo::JsonWriter json;
  json.begin_object();
  json.member("plan", std::string_view{plan});
  for (const auto& [table, keys] : tables) {
    if (!table.empty()) {
      json.key(table);
      json.begin_object();
    }
    for (const auto& [key, value] : keys) {
      write(json, key, value);
    }
    if (!table.empty()) {
      json.end_object();
    }
  }
  json.end_object();
  auto patch = geo::patch_of_json(json.text());
  if (!patch) {
    return Error{ErrorCode::kParameterValue, patch.error().message};
  }
  const bool is_status = tables[""].contains("action");
  return DraftSource{.kind = is_status ? store::DraftKind::kStatus : store::DraftKind::kMetadata, .folder = {}, .patch = std::move(*patch)};
}

}  // namespace quyhoach::cli
