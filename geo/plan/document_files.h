#pragma once

#include <map>
#include <string>
#include <string_view>

namespace quyhoach::geo {

/// The text of a plan.toml with the `file` of its documents replaced, however it is quoted; nothing else is touched.
/// \param files  the file as parse_plan gives it → what to write; others stay. \pre no value holds a quote or a backslash
[[nodiscard]] std::string with_document_files(std::string_view toml, const std::map<std::string, std::string>& files);

}  // namespace quyhoach::geo
