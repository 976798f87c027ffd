#pragma once

#include <span>
#include <string>

#include "data/desk/desk.h"

namespace quyhoach::cli {

/// What `quyhoach import PATH --kind KIND` makes a draft of: a folder, a ZIP archive of one, or a patch.toml alone. \param kind  empty: plan.
/// \pre a kind there is. \return kUnavailable for a file that cannot be read
[[nodiscard]] geo::Result<desk::DraftSource> source_at(const std::string& path, const std::string& kind);

/// What `quyhoach amend PLAN --set KEY=VALUE …` makes a draft of: a status where an `action` is among the keys, else a correction.
/// Keys of a table have a point, `decision.number`; an empty value takes the key away. \return kParameterValue for what is no
/// KEY=VALUE or comes twice
[[nodiscard]] geo::Result<desk::DraftSource> amendment(const std::string& plan, std::span<const std::string> sets);

}  // namespace quyhoach::cli
