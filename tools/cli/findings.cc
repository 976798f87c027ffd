#include "tools/cli/findings.h"

#include <algorithm>
#include <cstdio>

namespace quyhoach::cli {

namespace {

/// How a code's findings are mended, by the first of them that is listed. \return empty where the catalogue has none
std::string mend_of(const geo::ImportReport& report, const std::string& code, std::string_view language) {
  const auto first = std::ranges::find(report.listed(), code, &geo::Defect::code);
  const geo::FindingKind* kind = first == report.listed().end() ? nullptr : report.catalogue()->kind(first->kind);
  return kind == nullptr ? std::string{} : language == "vi" ? kind->mend.vi : kind->mend.en;
}

}  // namespace

void print_report(const geo::ImportReport& report, std::string_view language) {
  for (const auto& defect : report.listed()) {
    std::printf("%s\n", to_line(defect, language).c_str());
  }
  for (const auto& [code, count] : report.counts()) {
    std::printf("total    %s %zu%s\n", code.c_str(), count, report.accepted().contains(code) ? " (accepted)" : "");
    if (const std::string mend = mend_of(report, code, language); !mend.empty()) {
      std::printf("         %s\n", mend.c_str());
    }
  }
}

}  // namespace quyhoach::cli
