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

/// The documents of a plan.
[[nodiscard]] std::vector<ObjectEntry> documents_of(const EditionManifest& manifest, const std::string& plan);

/// Where an object lies, once its bytes are seen to be what its name promises. \return kHashMismatch
[[nodiscard]] Result<std::string> whole_object(const Register& in, const ObjectEntry& object);

/// A plan of the edition as it was written. \return kHashMismatch, kBadData
[[nodiscard]] Result<PlanContent> content_of(const Register& in, const ChangeContext& context, const ObjectEntry& plan);

}  // namespace quyhoach::geo
