#pragma once

#include <optional>
#include <string>
#include <vector>

#include "data/store/draft.h"
#include "geo/io/plan_publish.h"

namespace quyhoach::desk {

/// What a check left with its draft, to be published.
struct DraftChange {
  std::vector<geo::ObjectEntry> objects;
  std::optional<std::vector<geo::ObjectEntry>> base;  ///< Nothing of drafts that an older release checked.
  std::vector<std::string> accepted;                  ///< Codes of findings.
  std::vector<std::string> repairs = {};              ///< Ids of those made.
};

/// DraftText::settings of a draft that passed its check, or not.
[[nodiscard]] std::string settings_of(const geo::CheckedPlan& checked);

/// \return kDraftState where no check has passed
[[nodiscard]] geo::Result<DraftChange> change_of(const store::Draft& draft);

}  // namespace quyhoach::desk
