#pragma once

#include <filesystem>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "geo/io/defect.h"
#include "geo/io/objects.h"
#include "geo/io/register.h"
#include "geo/io/source_reader.h"

namespace quyhoach::geo {

/// Reads the parcels layers into one batch per commune, checking keys: missing parts, unknown communes, unknown land use,
/// duplicates (kept). The batches have no merged land use yet.
[[nodiscard]] std::map<std::string, ParcelSet::Parts> import_parcels(const ImportContext& context);

/// Reads one plan's layers. \param folder  of plan.toml.
[[nodiscard]] PlanContent import_plan(const ImportContext& context, const PlanInfo& plan, const std::filesystem::path& folder);

/// Reads communes, roads, water and places.
[[nodiscard]] BaseMap import_base(const ImportContext& context);

struct ImportOptions {
  std::filesystem::path district;   ///< Folder of district.toml.
  std::filesystem::path catalogue;  ///< Folder of topics.tsv, land_use_*.tsv, search_words.tsv, accuracy.tsv, personal_columns.txt.
  std::set<std::string> accept;     ///< Defect codes taken knowingly.
  std::string who;                  ///< UTF-8, as `why`.
  std::string why;
  unsigned threads = 2;
  ReaderProcess::Options reader;
  std::function<void(const std::string&)> progress;  ///< One line of what is going on; may be empty.
};

struct ImportResult {
  ImportReport report;
  std::string edition;  ///< Empty when the load was refused.
  std::size_t parcels = 0;
  std::size_t plans = 0;
};

/// Loads a district folder into a register: everything is read and checked first; only without refusing defects is anything
/// published. \return an Error only where the register or the machine fails, or the options cannot be kept (kParameterValue); bad
/// data is in the report.
[[nodiscard]] Result<ImportResult> import_district(const ImportOptions& options, Register& into);

}  // namespace quyhoach::geo
