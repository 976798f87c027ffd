#include "geo/io/defect.h"

#include <array>
#include <cstdio>
#include <utility>

namespace quyhoach::geo {

void ImportReport::add(Defect defect) {
  const std::size_t count = ++counts_[defect.code];
  if (defect.severity == Severity::kError) {
    errors_.insert(defect.code);
  }
  if (defect.severity == Severity::kFatal) {
    fatal_.insert(defect.code);
  }
  if (count <= kMaxListed) {
    listed_.push_back(std::move(defect));
  }
}

void ImportReport::merge(ImportReport other) {
  std::map<std::string, std::size_t> unlisted = other.counts_;
  for (Defect& defect : other.listed_) {
    --unlisted[defect.code];
    add(std::move(defect));
  }
  for (const auto& [code, count] : unlisted) {
    counts_[code] += count;
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

std::string to_line(const Defect& defect) {
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
  return line + "  " + defect.message;
}

}  // namespace quyhoach::geo
