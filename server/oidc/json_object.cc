#include "server/oidc/json_object.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "geo/plan/json_reader.h"

namespace quyhoach::oidc {

namespace {

/// Deep enough for every document of a provider; and what is released or copied takes stack by its depth.
constexpr int kDepthMax = 16;

std::string_view text_of(const rapidjson::Value& value) { return {value.GetString(), value.GetStringLength()}; }

/// Counted on the bytes, before anything is built of them.
bool is_too_deep(std::string_view bytes) {
  int depth = 0;
  bool is_in_text = false;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (is_in_text) {
      i += bytes[i] == '\\' ? 1U : 0U;
      is_in_text = i >= bytes.size() || bytes[i] != '"';
    } else if (bytes[i] == '"') {
      is_in_text = true;
    } else if (bytes[i] == '{' || bytes[i] == '[') {
      if (++depth > kDepthMax) {
        return true;
      }
    } else if (bytes[i] == '}' || bytes[i] == ']') {
      --depth;
    }
  }
  return false;
}

bool has_member_twice(const rapidjson::Value& value) {
  if (value.IsArray()) {
    return std::any_of(value.Begin(), value.End(), [](const rapidjson::Value& item) { return has_member_twice(item); });
  }
  if (!value.IsObject()) {
    return false;
  }
  std::vector<std::string_view> names;
  for (const auto& member : value.GetObject()) {
    if (has_member_twice(member.value)) {
      return true;
    }
    names.push_back(text_of(member.name));
  }
  std::sort(names.begin(), names.end());
  return std::adjacent_find(names.begin(), names.end()) != names.end();
}

}  // namespace

std::optional<JsonObject> JsonObject::read(std::string_view bytes) {
  rapidjson::Document document;
  if (is_too_deep(bytes) || geo::read_json(bytes, document) || !document.IsObject() ||
      has_member_twice(std::as_const(document))) {
    return std::nullopt;
  }
  return JsonObject{std::move(document)};
}

const rapidjson::Value* JsonObject::find(std::string_view name) const {
  for (const auto& member : document_.GetObject()) {
    if (text_of(member.name) == name) {
      return &member.value;
    }
  }
  return nullptr;
}

std::optional<std::string> JsonObject::text(std::string_view name) const {
  const auto* value = find(name);
  return value != nullptr && value->IsString() ? std::optional{std::string{text_of(*value)}} : std::nullopt;
}

std::optional<bool> JsonObject::flag(std::string_view name) const {
  const auto* value = find(name);
  return value != nullptr && value->IsBool() ? std::optional{value->GetBool()} : std::nullopt;
}

std::optional<std::int64_t> JsonObject::moment_s(std::string_view name) const {
  constexpr double kYear10000_s = 253'402'300'800.0;
  const auto* value = find(name);
  if (value == nullptr || !value->IsNumber()) {
    return std::nullopt;
  }
  const double seconds = value->GetDouble();
  return seconds >= 0.0 && seconds < kYear10000_s ? std::optional{static_cast<std::int64_t>(std::floor(seconds))} : std::nullopt;
}

std::optional<std::vector<std::string>> JsonObject::texts(std::string_view name) const {
  const auto* value = find(name);
  if (value == nullptr || !value->IsArray()) {
    return std::nullopt;
  }
  std::vector<std::string> texts;
  for (const auto& item : value->GetArray()) {
    if (!item.IsString()) {
      return std::nullopt;
    }
    texts.emplace_back(text_of(item));
  }
  return texts;
}

std::optional<std::vector<JsonObject>> JsonObject::objects(std::string_view name) const {
  const auto* value = find(name);
  if (value == nullptr || !value->IsArray()) {
    return std::nullopt;
  }
  std::vector<JsonObject> objects;
  for (const auto& item : value->GetArray()) {
    if (item.IsObject()) {
      rapidjson::Document copy;
      copy.CopyFrom(item, copy.GetAllocator());
      objects.push_back(JsonObject{std::move(copy)});
    }
  }
  return objects;
}

}  // namespace quyhoach::oidc
