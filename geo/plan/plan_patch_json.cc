#include <optional>

#include "geo/plan/date.h"
#include "geo/plan/json_reader.h"
#include "geo/plan/plan_patch.h"
#include "geo/plan/toml_manifest.h"

namespace quyhoach::geo {

namespace {

bool is_date_key(std::string_view key) noexcept { return key == "from" || key == "to" || key == "date"; }

std::string_view text_of(const rapidjson::Value& value) { return {value.GetString(), value.GetStringLength()}; }

/// JSON values as TOML nodes.
class Converter {
 public:
  /// \param path  of the object, "in_force."
  [[nodiscard]] bool fill(const rapidjson::Value& object, toml::table& into, const std::string& path, int depth) {
    for (const auto& member : object.GetObject()) {
      const std::string key{text_of(member.name)};
      if (into.contains(key)) {
        return false;
      }
      if (member.value.IsNull()) {
        removed_.push_back(path + key);
        continue;
      }
      toml::array one;
      if (!append(member.value, key, path + key + ".", depth, one)) {
        return false;
      }
      one.front().visit([&](auto& node) { into.insert(key, std::move(node)); });
    }
    return true;
  }
  [[nodiscard]] toml::array& removed() noexcept { return removed_; }

 private:
  bool append(const rapidjson::Value& value, std::string_view key, const std::string& path, int depth, toml::array& to) {
    if (value.IsString()) {
      const auto day = is_date_key(key) ? parse_date(text_of(value)) : std::nullopt;
      day ? to.push_back(to_toml(*day)) : to.push_back(std::string{text_of(value)});
      return true;
    }
    if (value.IsBool()) {
      to.push_back(value.GetBool());
      return true;
    }
    if (value.IsNumber()) {
      value.IsInt64() ? to.push_back(value.GetInt64()) : to.push_back(value.GetDouble());
      return true;
    }
    if (depth >= kPatchDeepest) {
      return false;
    }
    if (value.IsObject()) {
      toml::table table;
      const bool good = fill(value, table, path, depth + 1);
      to.push_back(std::move(table));
      return good;
    }
    bool good = value.IsArray();
    toml::array array;
    if (good) {
      for (const auto& item : value.GetArray()) {
        good = good && append(item, "", path, depth + 1, array);
      }
    }
    to.push_back(std::move(array));
    return good;
  }

  toml::array removed_;
};

}  // namespace

Result<std::string> patch_of_json(std::string_view json) {
  const Error unreadable{ErrorCode::kBodyUnreadable, "a patch is a JSON object of texts, numbers, truths, lists and objects"};
  rapidjson::Document document;
  if (read_json(json, document) || !document.IsObject()) {
    return unreadable;
  }
  toml::table patch;
  Converter converter;
  if (!converter.fill(document, patch, "", 0) || (!converter.removed().empty() && patch.contains("remove"))) {
    return unreadable;
  }
  if (!converter.removed().empty()) {
    patch.insert("remove", converter.removed());
  }
  return to_text(patch);
}

}  // namespace quyhoach::geo
