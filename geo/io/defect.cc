#include "geo/io/defect.h"

#include <array>
#include <cstdio>
#include <utility>

#include "geo/base/text.h"
#include "geo/io/durable.h"

namespace quyhoach::geo {

Result<std::shared_ptr<const FindingCatalogue>> read_finding_catalogue(const std::filesystem::path& folder) {
  const auto toml = read_file((folder / "findings.toml").string());
  if (!toml) {
    return Error{ErrorCode::kUnavailable, "the catalogue of findings: " + toml.error().message};
  }
  std::vector<std::string> errors;
  auto catalogue = FindingCatalogue::parse(*toml, "findings.toml", errors);
  if (!errors.empty()) {
    return Error{ErrorCode::kUnavailable, "the catalogue of findings: " + errors.front()};
  }
  return std::shared_ptr<const FindingCatalogue>{std::make_shared<FindingCatalogue>(std::move(catalogue))};
}

void ImportReport::add(Defect defect) {
  const FindingKind* kind = catalogue_->kind(defect.kind);
  defect.code = kind != nullptr ? kind->code() : std::string_view{defect.kind};
  defect.severity = kind == nullptr || defect.is_fatal ? Severity::kFatal : kind->severity;
  if (defect.severity == Severity::kError) {
    errors_.insert(defect.code);
  }
  if (defect.severity == Severity::kFatal) {
    fatal_.insert(defect.code);
  }
  if (++counts_[defect.code] <= kMaxListed) {
    defect.message = catalogue_->say({defect.kind, defect.figures});
    listed_.push_back(std::move(defect));
  }
}

void ImportReport::merge(ImportReport other) {
  std::map<std::string, std::size_t> listed;
  for (const auto& [code, count] : other.counts_) {
    listed[code] = std::min(counts_[code], kMaxListed);
    counts_[code] += count;
  }
  for (Defect& defect : other.listed_) {
    if (++listed[defect.code] <= kMaxListed) {
      listed_.push_back(std::move(defect));
    }
  }
  errors_.insert(other.errors_.begin(), other.errors_.end());
  fatal_.insert(other.fatal_.begin(), other.fatal_.end());
}

std::set<std::string> ImportReport::refusing() const {
  std::set<std::string> codes = fatal_;
  for (const std::string& code : errors_) {
    if (!accepted_.contains(code)) {
      codes.insert(code);
    }
  }
  return codes;
}

std::vector<std::string> ImportReport::accepted_codes() const {
  std::vector<std::string> codes;
  for (const std::string& code : accepted_) {
    if (counts_.contains(code)) {
      codes.push_back(code);
    }
  }
  return codes;
}

std::string to_line(const Defect& defect, std::string_view language) {
  std::string line = defect.severity >= Severity::kError ? "error   " : defect.severity == Severity::kWarning ? "warning " : "note    ";
  line += defect.code + "  " + defect.file;
  if (!defect.feature.empty()) {
    line += "  " + defect.feature;
  }
  if (defect.place) {
    std::array<char, 80> text{};
    std::snprintf(text.data(), text.size(), "  at E %.2f N %.2f", defect.place->east_m, defect.place->north_m);
    line += text.data();
  }
  return line + "  " + defect.message.in(language);
}

}  // namespace quyhoach::geo
