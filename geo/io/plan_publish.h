#pragma once

#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "geo/io/defect.h"
#include "geo/io/reader_process.h"
#include "geo/io/register.h"
#include "geo/io/repair.h"
#include "geo/plan/plan_patch.h"

namespace quyhoach::geo {

/// A change on its way into a district that is published already.
struct PlanCheckOptions {
  std::filesystem::path folder;     ///< Of plan.toml, patch.toml or parcels.toml, and all it names.
  std::filesystem::path catalogue;  ///< Folder of personal_columns.txt.
  std::set<std::string> accept;     ///< Defect codes taken knowingly.
  std::set<std::string> repairs = {};  ///< Repairs to apply: ids of proposals, or codes for all proposals of a code.
  ReaderProcess::Options reader;
  unsigned threads = 1;             ///< What small maps show is drawn by so many, beside the checks.
};

/// What a check found, and the change it left in the register, named by no edition yet.
struct CheckedPlan {
  ImportReport report;
  RepairList repairs;                ///< What was proposed and what was applied.
  PlanInfo info;                     ///< Empty where plan.toml cannot be read, and of parcels.
  std::vector<ObjectEntry> objects;  ///< Plans, each with all its documents, or the parcels of a commune; none if it was refused.
  std::string edition;               ///< It was checked against.
  std::vector<ObjectEntry> base = {};    ///< What the edition has in their place; documents are not compared.
};

/// Reads and checks a plan as a load would, against the district of the current edition, and puts its objects into the register.
/// Plans that it replaces are among them: they say since when, and by which decision (replaced_plan).
/// \pre `into` is open for writing. \return an Error only where the register or the machine fails,
/// or kCheckCancelled where the reader's progress says so.
[[nodiscard]] Result<CheckedPlan> check_plan(const PlanCheckOptions& options, const Register& into);

/// Reads `folder`/patch.toml and puts the plan as the patch makes it into the register, with the shapes it has. Documents that the
/// patch adds lie in the folder, or are the plan's already. \pre, \return as check_plan
[[nodiscard]] Result<CheckedPlan> check_patch(PatchKind kind, const PlanCheckOptions& options, const Register& into);

/// Reads `folder`/parcels.toml and its layers as a load would, and puts the commune's parcels into the register.
/// \pre, \return as check_plan
[[nodiscard]] Result<CheckedPlan> check_parcels(const PlanCheckOptions& options, const Register& into);
/// More of a commune's parcels than this share may not disappear unless PARCELS_VANISH is accepted.
inline constexpr double kMostVanished = 0.01;

/// The manifest of the current edition with a change in place of what it changes.
/// \param objects, base  of CheckedPlan; without a base nothing is compared.
/// \return kParameterValue for a change of nothing; kDraftStale if the current edition has something else than the base, and
///         than the change itself, in a place the change takes
[[nodiscard]] Result<EditionManifest> with_change(const Register& in, const std::vector<ObjectEntry>& objects,
                                                  const std::optional<std::vector<ObjectEntry>>& base);

}  // namespace quyhoach::geo
