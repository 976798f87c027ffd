#include "geo/io/plan_objects.h"

#include <algorithm>
#include <sstream>

#include "geo/base/text.h"
#include "geo/io/durable.h"
#include "geo/io/plan_checks.h"
#include "geo/plan/document_files.h"
#include "geo/plan/manifest.h"

namespace quyhoach::geo {

namespace fs = std::filesystem;

Result<std::map<std::string, std::string>> put_documents(const PlanInfo& plan, const fs::path& folder, const fs::path& root,
                                                         const std::vector<ObjectEntry>& known, const Register& into,
                                                         ImportReport& report, std::vector<ObjectEntry>& objects) {
  std::map<std::string, std::string> kept;
  for (const Document& document : plan.documents) {
    const auto have = std::ranges::find(known, document.file, &ObjectEntry::file);
    if (have != known.end()) {
      if (std::ranges::find(objects, document.file, &ObjectEntry::file) == objects.end()) {
        objects.push_back(*have);
      }
      continue;
    }
    const std::string name = (folder / document.file).lexically_relative(root).string();
    const auto defect = [&](const char* kind, const std::string& text) {
      report.add({.kind = kind, .file = name, .figures = {{"text", text}}});
    };
    constexpr std::size_t kLargest = std::size_t{64} << 20U;
    const auto bytes = read_file((folder / document.file).string(), kLargest);
    if (!bytes) {
      defect("FILE_MISSING.document", bytes.error().message);
      continue;
    }
    if (const char* fault = document_fault(*bytes)) {
      defect(fault, "");
      continue;
    }
    auto entry = into.put_bytes(*bytes, "document", plan.id + "/" + document.file, "pdf");
    if (!entry) {
      return entry.error();
    }
    if (kept.emplace(document.file, entry->file).second) {
      objects.push_back(std::move(*entry));
    }
  }
  return kept;
}

Result<ObjectEntry> put_content(const PlanContent& content, const std::string& id, const std::string& crs, const Register& into) {
  const std::string path = into.temporary_path("plan.gpkg");
  if (const auto written = write_plan(path, crs, content); !written) {
    return written.error();
  }
  auto entry = into.put_file(path, "plan", id, "gpkg");
  if (entry) {
    entry->features = content.areas.size() + content.lines.size();
  }
  return entry;
}

std::optional<std::string> read_text(const fs::path& path, const std::string& name, ImportReport& report, Needed needed) {
  const bool is_fatal = needed == Needed::kByTheLoad;
  auto text = read_file(path.string());
  if (!text) {
    report.add({.kind = "FILE_MISSING", .file = name, .is_fatal = is_fatal});
    return std::nullopt;
  }
  if (!is_utf8(*text)) {
    report.add({.kind = "TEXT_ENCODING.file", .file = name, .is_fatal = is_fatal});
    return std::nullopt;
  }
  return std::move(*text);
}

namespace {

/// A manifest's error, written for the log, in both languages: "plan.toml:12: scale" stays, what follows is a phrase where the
/// catalogue has its words.
Phrase told_of_manifest(const std::string& error, const FindingCatalogue& catalogue) {
  constexpr std::string_view kColon = ": ";
  for (std::size_t at = error.find(kColon); at != std::string::npos; at = error.find(kColon, at + kColon.size())) {
    if (auto what = catalogue.phrase_like(std::string_view{error}.substr(at + kColon.size()), "manifest."); !what.empty()) {
      return {"manifest", {{"at", error.substr(0, at)}, {"what", std::move(what)}}};
    }
  }
  return {"words", {{"words", error}}};
}

}  // namespace

void add_manifest_defects(const std::vector<std::string>& errors, ImportReport& report, Needed needed) {
  for (const std::string& error : errors) {
    const bool missing = error.find(": missing") != std::string::npos || error.find("must not be empty") != std::string::npos;
    report.add({.kind = missing ? "META_MISSING" : "MANIFEST",
                .file = error.substr(0, error.find(':')),
                .figures = {{"text", told_of_manifest(error, *report.catalogue())}},
                .is_fatal = needed == Needed::kByTheLoad});
  }
}

std::set<std::string> read_personal_columns(const fs::path& catalogue, ImportReport& report) {
  std::set<std::string> names;
  std::istringstream lines{read_text(catalogue / "personal_columns.txt", "personal_columns.txt", report, Needed::kByTheLoad).value_or("")};
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with('#') && !trim(line).empty()) {
      names.insert(fold(line));
    }
  }
  return names;
}

std::optional<PlanFile> read_plan_file(const fs::path& folder, const fs::path& root, const District& district, ImportReport& report) {
  const std::string name = (folder / "plan.toml").lexically_relative(root).string();
  auto toml = read_text(folder / "plan.toml", name, report);
  if (!toml) {
    return std::nullopt;
  }
  auto manifest = parse_plan(*toml, name, district);
  add_manifest_defects(manifest.errors, report);
  return manifest.errors.empty() ? std::optional<PlanFile>{{std::move(manifest.value), std::move(*toml), folder}} : std::nullopt;
}

void check_references(const PlanFile& plan, const std::string& name, const std::set<std::string>& ids, ImportReport& report) {
  if (!plan.info.amends.empty() && !ids.contains(plan.info.amends)) {
    report.add({.kind = "REFERENCE_UNKNOWN.amends", .file = name, .figures = {{"plan", plan.info.amends}}});
  }
  for (const std::string& id : plan.info.replaces) {
    if (!ids.contains(id)) {
      report.add({.kind = "REFERENCE_UNKNOWN.replaces", .file = name, .figures = {{"plan", id}}});
    }
  }
}

Result<std::vector<ObjectEntry>> put_plan(const ImportContext& context, const PlanFile& plan, const Register& into) {
  std::vector<ObjectEntry> objects;
  PlanContent content = import_plan(context, plan.info, plan.folder);
  const auto documents = put_documents(plan.info, plan.folder, context.root, {}, into, context.report, objects);
  if (!documents) {
    return documents.error();
  }
  if (!context.report.refusing().empty()) {
    return objects;
  }
  content.toml = with_document_files(plan.toml, *documents);
  auto entry = put_content(content, plan.info.id, context.district.crs, into);
  if (!entry) {
    return entry.error();
  }
  objects.push_back(std::move(*entry));
  return objects;
}

}  // namespace quyhoach::geo
