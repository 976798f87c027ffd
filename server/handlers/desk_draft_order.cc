#include "server/handlers/desk_draft_order.h"

#include <utility>

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include "geo/plan/json_reader.h"
#include "geo/plan/plan_patch.h"

namespace quyhoach::server {

using geo::Error;
using geo::ErrorCode;
using geo::Result;

namespace {

std::string_view text_of(const rapidjson::Value& value) { return {value.GetString(), value.GetStringLength()}; }

std::string json_of(const rapidjson::Value& value) {
  rapidjson::StringBuffer text;
  rapidjson::Writer<rapidjson::StringBuffer> writer{text};
  value.Accept(writer);
  return {text.GetString(), text.GetSize()};
}

}  // namespace

Result<DraftOrder> read_draft_order(std::string_view body) {
  const Error unreadable{ErrorCode::kBodyUnreadable,
                         "expected a JSON object of kind (plan, status, metadata or parcels), upload, patch: an upload, a patch or both"};
  rapidjson::Document document;
  if (geo::read_json(body, document) || !document.IsObject()) {
    return unreadable;
  }
  DraftOrder order;
  bool has_kind = false;
  for (const auto& member : std::as_const(document).GetObject()) {
    const std::string_view name = text_of(member.name);
    if (name == "patch" && member.value.IsObject() && !order.patch) {
      auto patch = geo::patch_of_json(json_of(member.value));
      if (!patch) {
        return patch.error();
      }
      order.patch = std::move(*patch);
    } else if (name == "upload" && member.value.IsString() && !order.upload) {
      order.upload = std::string{text_of(member.value)};
    } else if (name == "kind" && member.value.IsString() && !has_kind) {
      const auto kind = store::kind_of_name(text_of(member.value));
      if (!kind) {
        return unreadable;
      }
      order.kind = *kind;
      has_kind = true;
    } else {
      return unreadable;
    }
  }
  return order.upload || order.patch ? Result<DraftOrder>{std::move(order)} : unreadable;
}

}  // namespace quyhoach::server
