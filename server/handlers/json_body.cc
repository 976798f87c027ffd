#include "server/handlers/json_body.h"

#include <algorithm>
#include <utility>

#include "geo/base/text.h"
#include "geo/plan/json_reader.h"

namespace quyhoach::server {

using geo::Error;
using geo::ErrorCode;
using geo::Result;

namespace {

std::string_view text_of(const rapidjson::Value& text) { return {text.GetString(), text.GetStringLength()}; }

/// `ZONES_GAP`
bool is_code(std::string_view text) noexcept {
  constexpr std::size_t kLongest = 64;
  return !text.empty() && text.size() <= kLongest &&
         std::ranges::all_of(text, [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; });
}

}  // namespace

Result<Texts> read_texts(std::string_view body, const std::vector<std::string_view>& needed,
                         const std::vector<std::string_view>& optional) {
  const auto unreadable = [&] {
    std::string message = "expected a JSON object of texts:";
    for (const std::string_view name : needed) {
      message.append(" ").append(name);
    }
    for (const std::string_view name : optional) {
      message.append(" [").append(name).append("]");
    }
    return Error{ErrorCode::kBodyUnreadable, std::move(message)};
  };
  const auto is_in = [](const std::vector<std::string_view>& names, std::string_view name) {
    return std::ranges::find(names, name) != names.end();
  };
  rapidjson::Document document;
  if (geo::read_json(body, document) || !document.IsObject()) {
    return unreadable();
  }
  Texts texts;
  // As const: RapidJSON's other iterators compare with themselves in two ways in C++20.
  for (const auto& member : std::as_const(document).GetObject()) {
    const std::string_view name = text_of(member.name);
    if ((!is_in(needed, name) && !is_in(optional, name)) || !member.value.IsString() ||
        !texts.emplace(name, text_of(member.value)).second) {
      return unreadable();
    }
  }
  const bool has_all = std::ranges::all_of(needed, [&](std::string_view name) { return texts.contains(name); });
  return has_all ? Result<Texts>{std::move(texts)} : unreadable();
}

Result<std::set<std::string>> read_accepted(std::string_view body) {
  const Error unreadable{ErrorCode::kBodyUnreadable, "expected a JSON object of accept, a list of at most 100 codes of findings"};
  rapidjson::Document document;
  if (geo::read_json(body, document) || !document.IsObject() || document.MemberCount() != 1) {
    return unreadable;
  }
  const auto& member = *std::as_const(document).MemberBegin();
  if (text_of(member.name) != "accept" || !member.value.IsArray() || member.value.Size() > kCodesMax) {
    return unreadable;
  }
  std::set<std::string> codes;
  for (const auto& code : member.value.GetArray()) {
    if (!code.IsString() || !is_code(text_of(code))) {
      return unreadable;
    }
    codes.emplace(text_of(code));
  }
  return codes;
}

bool is_json_type(std::string_view content_type) noexcept {
  constexpr std::string_view kJson = "application/json";
  const std::string_view type = geo::trim(content_type.substr(0, content_type.find(';')));
  return type.size() == kJson.size() && std::equal(type.begin(), type.end(), kJson.begin(), [](char a, char b) {
           return (a >= 'A' && a <= 'Z' ? static_cast<char>(a + ('a' - 'A')) : a) == b;
         });
}

}  // namespace quyhoach::server
