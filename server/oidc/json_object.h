#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <rapidjson/document.h>

namespace quyhoach::oidc {

/// A JSON object from a provider. What has the same member twice, at any depth, is not read: two readers could take different ones
/// (RFC 7519 §4). Deeply const.
class JsonObject {
 public:
  /// Nothing for what is no JSON object. Any thread.
  [[nodiscard]] static std::optional<JsonObject> read(std::string_view bytes);

  [[nodiscard]] bool has(std::string_view name) const { return find(name) != nullptr; }
  /// Nothing when the member is missing or no text; so for the following.
  [[nodiscard]] std::optional<std::string> text(std::string_view name) const;
  [[nodiscard]] std::optional<bool> flag(std::string_view name) const;
  /// Seconds since 1970, a number that may have a fraction (RFC 7519 §2), rounded down.
  [[nodiscard]] std::optional<std::int64_t> moment_s(std::string_view name) const;
  [[nodiscard]] std::optional<std::vector<std::string>> texts(std::string_view name) const;
  /// The objects of an array; what is no object is left out. Nothing when there is no array.
  [[nodiscard]] std::optional<std::vector<JsonObject>> objects(std::string_view name) const;

 private:
  explicit JsonObject(rapidjson::Document document) : document_(std::move(document)) {}
  [[nodiscard]] const rapidjson::Value* find(std::string_view name) const;

  rapidjson::Document document_;
};

}  // namespace quyhoach::oidc
