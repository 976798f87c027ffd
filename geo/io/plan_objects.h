#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "geo/io/district_import.h"
#include "geo/io/register.h"

namespace quyhoach::geo {

/// A plan's manifest on its way in.
struct PlanFile {
  PlanInfo info;
  std::string toml;
  std::filesystem::path folder;
};

/// Whether the load can do without a file.
enum class Needed { kByItsPart, kByTheLoad };

/// Folded names of columns that hold personal data, from the catalogue's personal_columns.txt; a defect where it is missing.
[[nodiscard]] std::set<std::string> read_personal_columns(const std::filesystem::path& catalogue, ImportReport& report);

/// A text file that must be there and be UTF-8; a defect otherwise, fatal where the load needs it. \param name  for the report.
[[nodiscard]] std::optional<std::string> read_text(const std::filesystem::path& path, const std::string& name, ImportReport& report,
                                                   Needed needed = Needed::kByItsPart);

/// What is wrong with a manifest, as defects.
void add_manifest_defects(const std::vector<std::string>& errors, ImportReport& report, Needed needed = Needed::kByItsPart);

/// Reads `folder`/plan.toml. \param root  what names in the report are relative to. \return nothing after a defect.
[[nodiscard]] std::optional<PlanFile> read_plan_file(const std::filesystem::path& folder, const std::filesystem::path& root,
                                                     const District& district, ImportReport& report);

/// Defects for plans that a plan names and `ids` does not hold.
void check_references(const PlanFile& plan, const std::string& name, const std::set<std::string>& ids, ImportReport& report);

/// Puts a plan's documents into the register, each a PDF beside its manifest. \param known  those the register has, which are kept
/// where the manifest names their file. \param objects  the documents are added to it.
/// \return the file in the register of each that came, by its name in the manifest
[[nodiscard]] Result<std::map<std::string, std::string>> put_documents(const PlanInfo& plan, const std::filesystem::path& folder,
                                                                       const std::filesystem::path& root,
                                                                       const std::vector<ObjectEntry>& known, const Register& into,
                                                                       ImportReport& report, std::vector<ObjectEntry>& objects);

/// Writes a plan's object and puts it into the register.
[[nodiscard]] Result<ObjectEntry> put_content(const PlanContent& content, const std::string& id, const std::string& crs,
                                              const Register& into);

/// Reads a plan's layers, checks them, and puts the plan's documents and its object into the register; no object once the report
/// refuses anything.
/// \pre `into` is open for writing. \return an Error only where the register fails.
[[nodiscard]] Result<std::vector<ObjectEntry>> put_plan(const ImportContext& context, const PlanFile& plan, const Register& into);

}  // namespace quyhoach::geo
