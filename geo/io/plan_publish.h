#pragma once

#include <filesystem>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "geo/io/defect.h"
#include "geo/io/reader_process.h"
#include "geo/io/register.h"
#include "geo/io/repair.h"

namespace quyhoach::geo {

/// One plan on its way into a district that is published already.
struct PlanCheckOptions {
  std::filesystem::path folder;     ///< Of plan.toml and all it names.
  std::filesystem::path catalogue;  ///< Folder of personal_columns.txt.
  std::set<std::string> accept;     ///< Defect codes taken knowingly.
  std::set<std::string> repairs = {};  ///< Repairs to apply: ids of proposals, or codes for all proposals of a code.
  ReaderProcess::Options reader;
};

struct CheckedPlan {
  ImportReport report;
  RepairList repairs;                ///< What was proposed and what was applied.
  PlanInfo info;                     ///< Empty where plan.toml cannot be read.
  std::vector<ObjectEntry> objects;  ///< The plan and its documents, in the register and in no edition; none if it was refused.
  std::string edition;               ///< Whose district it was checked against.
};

/// Reads and checks a plan as a load would, against the district of the current edition, and puts its objects into the register.
/// \pre `into` is open for writing. \return an Error only where the register or the machine fails.
[[nodiscard]] Result<CheckedPlan> check_plan(const PlanCheckOptions& options, const Register& into);

/// The manifest of the current edition with one plan in place of the plan of the same id, or beside the others.
/// \param objects  of CheckedPlan. \return kParameterValue if there is no plan among them
[[nodiscard]] Result<EditionManifest> with_plan(const Register& in, const std::vector<ObjectEntry>& objects);

}  // namespace quyhoach::geo
