#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "geo/io/objects.h"
#include "geo/io/plan_publish.h"

namespace quyhoach::geo {

/// What every check of a change begins with: the current edition and its district.
struct ChangeContext {
  EditionManifest manifest;
  std::shared_ptr<const District> district;
  GridTransform transform;
};
[[nodiscard]] Result<ChangeContext> begin_change(const Register& in);

/// A check of any kind, begun: nothing has been found yet.
struct BegunCheck {
  ChangeContext context;
  CheckedPlan found;
};
/// \return what begin_change says; kUnavailable where the catalogue of findings cannot be read
[[nodiscard]] Result<BegunCheck> begin_check(const PlanCheckOptions& options, const Register& in);

/// What a check found, without the objects of what is refused. \return kCheckCancelled where the reader's progress says so
[[nodiscard]] Result<CheckedPlan> end_check(const PlanCheckOptions& options, CheckedPlan found);

/// The documents of a plan.
[[nodiscard]] std::vector<ObjectEntry> documents_of(const EditionManifest& manifest, const std::string& plan);

/// Where an object lies, once its bytes are seen to be what its name promises. \return kHashMismatch
[[nodiscard]] Result<std::string> whole_object(const Register& in, const ObjectEntry& object);

/// A plan of the edition as it was written. \return kHashMismatch, kBadData
[[nodiscard]] Result<PlanContent> content_of(const Register& in, const ChangeContext& context, const ObjectEntry& plan);

}  // namespace quyhoach::geo
