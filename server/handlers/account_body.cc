#include "server/handlers/account_body.h"

#include <algorithm>
#include <utility>

#include "geo/base/text.h"
#include "geo/plan/json_reader.h"

namespace quyhoach::server {

using geo::Error;
using geo::ErrorCode;
using geo::Result;

Result<TwoTexts> read_two_texts(std::string_view body, std::string_view first, std::string_view second) {
  const Error unreadable{ErrorCode::kBodyUnreadable,
                         "expected a JSON object of the texts " + std::string{first} + " and " + std::string{second}};
  rapidjson::Document document;
  if (geo::read_json(body, document) || !document.IsObject() || document.MemberCount() != 2) {
    return unreadable;
  }
  TwoTexts texts;
  int found = 0;
  // As const: RapidJSON's other iterators compare with themselves in two ways in C++20.
  for (const auto& member : std::as_const(document).GetObject()) {
    const std::string_view name{member.name.GetString(), member.name.GetStringLength()};
    if ((name != first && name != second) || !member.value.IsString()) {
      return unreadable;
    }
    (name == first ? texts.first : texts.second).assign(member.value.GetString(), member.value.GetStringLength());
    found |= name == first ? 1 : 2;
  }
  return found == 3 ? Result<TwoTexts>{std::move(texts)} : unreadable;
}

bool is_json_type(std::string_view content_type) noexcept {
  constexpr std::string_view kJson = "application/json";
  const std::string_view type = geo::trim(content_type.substr(0, content_type.find(';')));
  return type.size() == kJson.size() && std::equal(type.begin(), type.end(), kJson.begin(), [](char a, char b) {
           return (a >= 'A' && a <= 'Z' ? static_cast<char>(a + ('a' - 'A')) : a) == b;
         });
}

}  // namespace quyhoach::server
