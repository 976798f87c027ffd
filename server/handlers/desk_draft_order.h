#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "data/store/draft.h"
#include "geo/base/result.h"

namespace quyhoach::server {

/// What a draft is to be made of: DraftOrder of openapi.yaml.
struct DraftOrder {
  store::DraftKind kind = store::DraftKind::kPlan;
  std::optional<std::string> upload;
  std::optional<std::string> patch;  ///< In TOML (patch_of_json).
};

/// Reads `{"kind": "status", "patch": {…}}`, `{"upload": "…"}`: an upload where the kind has a folder, a patch where it has none,
/// or both. Any thread. \return kBodyUnreadable for anything else
[[nodiscard]] geo::Result<DraftOrder> read_draft_order(std::string_view body);

}  // namespace quyhoach::server
