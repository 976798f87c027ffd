#pragma once

#include <string>
#include <string_view>

#include "geo/base/result.h"
#include "geo/plan/json.h"
#include "tools/cli/arguments.h"

namespace quyhoach::cli {

/// Says what went wrong: a sentence on standard error, or with --json an object on standard output.
/// \return kUsage when the machine failed, else kRefused
int fail(const Arguments& arguments, const geo::Error& error);

/// The same for what is wrong with the words themselves. \return kUsage
int wrong_use(const geo::Error& error, bool as_json);

/// A document, on a line of standard output.
void print(const geo::JsonWriter& json);
void print(std::string_view json);

void write_texts(geo::JsonWriter& json, std::string_view name, const auto& texts) {
  json.key(name);
  json.begin_array();
  for (const auto& text : texts) {
    json.value(std::string_view{text});
  }
  json.end_array();
}

}  // namespace quyhoach::cli
