#include "tools/cli/say.h"

#include <cstdio>

#include "geo/base/text.h"
#include "tools/cli/options.h"

namespace quyhoach::cli {

using geo::ErrorCode;

namespace {

void say(const geo::Error& error, bool as_json) {
  if (!as_json) {
    std::fprintf(stderr, "quyhoach: %s\n", error.message.c_str());
    return;
  }
  geo::JsonWriter json;
  json.begin_object();
  json.key("error");
  json.begin_object();
  json.member("code", error_name(error.code));
  json.member("message", std::string_view{geo::is_utf8(error.message) ? error.message : "a word that is not UTF-8"});
  json.end_object();
  json.end_object();
  print(json);
}

}  // namespace

int fail(const Arguments& arguments, const geo::Error& error) {
  say(error, arguments.has(kJson));
  return error.code == ErrorCode::kUnavailable || error.code == ErrorCode::kInternal ? kUsage : kRefused;
}

int wrong_use(const geo::Error& error, bool as_json) {
  say(error, as_json);
  return kUsage;
}

void print(const geo::JsonWriter& json) { print(json.text()); }

void print(std::string_view json) {
  std::fwrite(json.data(), 1, json.size(), stdout);
  std::fputc('\n', stdout);
}

}  // namespace quyhoach::cli
