#include "geo/io/edition_json.h"

#include <algorithm>

#include "geo/plan/json.h"
#include "geo/plan/json_reader.h"

namespace quyhoach::geo {

namespace {

bool is_object_file(std::string_view file) {
  constexpr std::size_t kHex = 64;
  return file.size() > kHex + 1 && file[kHex] == '.' && file.size() < kHex + 8 &&
         std::all_of(file.begin(), file.begin() + kHex,
                     [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }) &&
         std::all_of(file.begin() + kHex + 1, file.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

/// Members of one JSON object, each of the type asked for; remembers the first failure.
class Members {
 public:
  Members(const rapidjson::Value& object, std::string& error) : object_(object), error_(error) {}

  std::string text(const char* name) {
    const auto member = object_.FindMember(name);
    if (member == object_.MemberEnd() || !member->value.IsString()) {
      fail(name, "a text");
      return {};
    }
    return {member->value.GetString(), member->value.GetStringLength()};
  }
  std::uint64_t number(const char* name) {
    const auto member = object_.FindMember(name);
    if (member == object_.MemberEnd() || !member->value.IsUint64()) {
      fail(name, "a whole number");
      return 0;
    }
    return member->value.GetUint64();
  }
  const rapidjson::Value* array(const char* name) {
    const auto member = object_.FindMember(name);
    if (member == object_.MemberEnd() || !member->value.IsArray()) {
      fail(name, "a list");
      return nullptr;
    }
    return &member->value;
  }
  std::vector<std::string> texts(const char* name) {
    std::vector<std::string> out;
    if (const rapidjson::Value* list = array(name)) {
      for (const rapidjson::Value& text : list->GetArray()) {
        if (!text.IsString()) {
          fail(name, "texts");
          break;
        }
        out.emplace_back(text.GetString(), text.GetStringLength());
      }
    }
    return out;
  }

 private:
  void fail(const char* name, const char* expected) {
    if (error_.empty()) {
      error_ = std::string{name} + ": expected " + expected;
    }
  }
  const rapidjson::Value& object_;
  std::string& error_;
};

}  // namespace

std::string to_json(const EditionManifest& manifest) {
  JsonWriter json;
  json.begin_object();
  json.member("format", "1");
  json.member("id", manifest.info.id);
  json.member("parent", manifest.info.parent);
  json.member("created_at", manifest.info.created_at);
  json.member("who", manifest.info.who);
  json.member("why", manifest.info.why);
  if (!manifest.info.audit_head.empty()) {
    json.member("audit_head", manifest.info.audit_head);
  }
  json.member("district", manifest.district);
  json.member("datum_operation", manifest.datum_operation);
  json.key("accepted");
  json.begin_array();
  for (const std::string& code : manifest.info.accepted) {
    json.value(code);
  }
  json.end_array();
  if (!manifest.info.repairs.empty()) {
    json.key("repairs");
    json.begin_array();
    for (const std::string& id : manifest.info.repairs) {
      json.value(id);
    }
    json.end_array();
  }
  json.key("objects");
  json.begin_array();
  for (const ObjectEntry& object : manifest.objects) {
    json.begin_object();
    json.member("kind", object.kind);
    json.member("id", object.id);
    json.member("file", object.file);
    json.member("bytes", object.bytes);
    json.member("features", object.features);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return std::string{json.text()};
}

Result<EditionManifest> parse_edition(const std::string& text) {
  rapidjson::Document document;
  if (read_json(text, document) || !document.IsObject()) {
    return Error{ErrorCode::kManifest, "edition manifest is not a JSON object"};
  }
  std::string error;
  EditionManifest out;
  Members members{document, error};
  if (members.text("format") != "1" && error.empty()) {
    error = "format: expected 1";
  }
  out.info.id = members.text("id");
  out.info.parent = members.text("parent");
  out.info.created_at = members.text("created_at");
  out.info.who = members.text("who");
  out.info.why = members.text("why");
  if (document.HasMember("audit_head")) {
    out.info.audit_head = members.text("audit_head");
  }
  out.district = members.text("district");
  out.datum_operation = members.text("datum_operation");
  out.info.accepted = members.texts("accepted");
  if (document.HasMember("repairs")) {
    out.info.repairs = members.texts("repairs");
  }
  if (const rapidjson::Value* objects = members.array("objects")) {
    for (const rapidjson::Value& value : objects->GetArray()) {
      if (!value.IsObject()) {
        error = error.empty() ? "objects: expected objects" : error;
        break;
      }
      Members object{value, error};
      ObjectEntry entry{object.text("kind"), object.text("id"), object.text("file"), object.number("bytes"),
                        object.number("features")};
      if (error.empty() && !is_object_file(entry.file)) {
        error = "file: expected <sha256>.<extension>";
      }
      out.objects.push_back(std::move(entry));
    }
  }
  if (!error.empty()) {
    return Error{ErrorCode::kManifest, "edition manifest: " + error};
  }
  return out;
}

}  // namespace quyhoach::geo
