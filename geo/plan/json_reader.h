#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include <rapidjson/document.h>

namespace quyhoach::geo {

/// Why a text is not read.
struct JsonFault {
  std::size_t byte = 0;             ///< Where.
  bool is_number_too_large = false; ///< JSON, but a number in it is larger than any double.
};

/// The one way JSON from outside is read into a document, in constant stack. Whole numbers from 0 are Uint64 where they fit, all
/// others the nearest double; what is too small for one is zero. Texts are UTF-8. Any thread.
[[nodiscard]] std::optional<JsonFault> read_json(std::string_view text, rapidjson::Document& document);

}  // namespace quyhoach::geo
