#pragma once

#include <string>
#include <string_view>

#include "geo/plan/manifest.h"

namespace quyhoach::geo {

/// What may be changed of a plan in the register without reading its layers again (data/schema/README.md).
enum class PatchKind {
  kStatus,    ///< It is suspended, applies again, is repealed or has expired: a later decision.
  kMetadata,  ///< What was written of it wrongly: title, decision, dates, scale, accuracy, documents.
};

/// The plan a patch is for. \param file  how the patch is called in errors, "patch.toml".
[[nodiscard]] Manifest<std::string> patched_plan(std::string_view patch, const std::string& file);

/// A plan's manifest as a patch makes it: its comments are gone, its other keys and values are what they were. What parse_plan
/// would refuse is refused here, with the patch's own key and line: "patch.toml:3: scale: expected a whole number".
/// \param toml  of the plan, as its object holds it.
[[nodiscard]] Manifest<std::string> patch_plan(PatchKind kind, std::string_view patch, const std::string& file, std::string_view toml,
                                               const District& district);

/// A plan's manifest once another plan has taken its place. \param on  first day the other is in force. \param by  its decision.
/// \pre the plan came into force before that day
[[nodiscard]] Manifest<std::string> replaced_plan(std::string_view toml, const District& district, Date on, const Decision& by);

/// A patch in TOML from one in JSON of the same keys: texts of the form 2026-01-31 under `from`, `to` and `date` become dates, and
/// a key that is null is one to remove (RFC 7396). \return kBodyUnreadable for anything but an object of texts, numbers, truths,
///         lists and objects, at most kPatchDeepest deep
[[nodiscard]] Result<std::string> patch_of_json(std::string_view json);
inline constexpr int kPatchDeepest = 4;

}  // namespace quyhoach::geo
