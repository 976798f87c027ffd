#pragma once

#include <map>
#include <string>
#include <string_view>

#include "geo/plan/plan.h"

namespace quyhoach::geo {

class TomlReader;

/// The `page` of a document's table; 0 where there is none or a defect.
[[nodiscard]] int read_page(TomlReader& document);

/// Whether the register holds the document, by its hash: else the plan only says that there is one.
[[nodiscard]] bool is_kept(const Document& document) noexcept;

/// The text of a plan.toml with the `file` of its documents replaced, however it is quoted; nothing else is touched.
/// \param files  the file as parse_plan gives it → what to write; others stay. \pre no value holds a quote or a backslash
[[nodiscard]] std::string with_document_files(std::string_view toml, const std::map<std::string, std::string>& files);

}  // namespace quyhoach::geo
