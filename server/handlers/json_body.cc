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

/// `SPIKE`, or `SPIKE:zones.shp:FID 17:1f0c9a2e`
bool is_repair(std::string_view text) noexcept {
  constexpr std::size_t kLongest = 1'024;
  return text.size() <= kLongest && is_code(text.substr(0, text.find(':')));
}

/// Adds a list of texts that `fits`. \return false if it is anything else
bool read_list(const rapidjson::Value& list, std::size_t most, bool (*fits)(std::string_view), std::set<std::string>& into) {
  if (!list.IsArray() || list.Size() > most) {
    return false;
  }
  for (const auto& text : list.GetArray()) {
    if (!text.IsString() || !fits(text_of(text))) {
      return false;
    }
    into.emplace(text_of(text));
  }
  return true;
}

bool read_text(const rapidjson::Value& text, std::string& into) {
  if (!text.IsString()) {
    return false;
  }
  into = text_of(text);
  return true;
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

Result<CheckOrder> read_check_order(std::string_view body) {
  const Error unreadable{ErrorCode::kBodyUnreadable, "expected a JSON object of accept, a list of at most 100 codes of findings, and [repairs], "
                                                     "a list of at most 2,000 ids of repairs or codes of findings, and [profile]"};
  rapidjson::Document document;
  if (geo::read_json(body, document) || !document.IsObject()) {
    return unreadable;
  }
  CheckOrder order;
  std::set<std::string_view> seen;
  // As const: RapidJSON's other iterators compare with themselves in two ways in C++20.
  for (const auto& member : std::as_const(document).GetObject()) {
    const std::string_view name = text_of(member.name);
    const bool is_good = seen.insert(name).second &&
                         (name == "accept"    ? read_list(member.value, kCodesMax, is_code, order.accept)
                          : name == "repairs" ? read_list(member.value, kRepairsMax, is_repair, order.repairs)
                                              : name == "profile" && read_text(member.value, order.profile));
    if (!is_good) {
      return unreadable;
    }
  }
  return seen.contains("accept") ? Result<CheckOrder>{std::move(order)} : unreadable;
}

Result<ProfileOrder> read_profile_order(std::string_view body) {
  const Error unreadable{ErrorCode::kBodyUnreadable,
                         "expected a JSON object of name, plan_toml and [repairs], a list of at most 100 codes of findings"};
  rapidjson::Document document;
  if (geo::read_json(body, document) || !document.IsObject()) {
    return unreadable;
  }
  ProfileOrder order;
  std::set<std::string> repairs;
  std::set<std::string_view> seen;
  for (const auto& member : std::as_const(document).GetObject()) {
    const std::string_view name = text_of(member.name);
    const bool is_good = seen.insert(name).second && (name == "name"        ? read_text(member.value, order.name)
                                                      : name == "plan_toml" ? read_text(member.value, order.plan_toml)
                                                                            : name == "repairs" && read_list(member.value, kCodesMax, is_code, repairs));
    if (!is_good) {
      return unreadable;
    }
  }
  order.repairs = {repairs.begin(), repairs.end()};
  return seen.contains("name") && seen.contains("plan_toml") ? Result<ProfileOrder>{std::move(order)} : unreadable;
}

bool is_json_type(std::string_view content_type) noexcept {
  constexpr std::string_view kJson = "application/json";
  const std::string_view type = geo::trim(content_type.substr(0, content_type.find(';')));
  return type.size() == kJson.size() && std::equal(type.begin(), type.end(), kJson.begin(), [](char a, char b) {
           return (a >= 'A' && a <= 'Z' ? static_cast<char>(a + ('a' - 'A')) : a) == b;
         });
}

}  // namespace quyhoach::server
