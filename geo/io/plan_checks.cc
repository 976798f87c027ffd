#include "geo/io/plan_checks.h"

#include <algorithm>

#include "geo/base/text.h"
#include "geo/plan/plan_facts.h"

namespace quyhoach::geo {

void check_dates(const PlanFile& plan, const std::string& name, Date today, ImportReport& report) {
  for (Phrase& odd : odd_dates(plan.info, today)) {
    report.add({.kind = std::move(odd.id), .file = name, .figures = std::move(odd.figures)});
  }
}

void check_known(const PlanInfo& plan, const std::string& name, const std::vector<PlanInfo>& others, ImportReport& report) {
  for (const PlanInfo& other : others) {
    if (other.id == plan.id) {
      report.add({.kind = "PLAN_KNOWN", .file = name, .figures = {{"plan", plan.id}}});
    } else if (fold(other.decision.number) == fold(plan.decision.number) && other.decision.date == plan.decision.date &&
               fold(other.decision.authority) == fold(plan.decision.authority)) {
      report.add({.kind = "DECISION_KNOWN", .file = name, .figures = {{"number", plan.decision.number}, {"plan", other.id}}});
    }
  }
}

const char* document_fault(std::string_view bytes) noexcept {
  if (!bytes.starts_with("%PDF-")) {
    return "DOCUMENT_UNREADABLE";
  }
  // Annex H of the reference, note 18: readers look for the end in the last 1,024 bytes.
  constexpr std::size_t kEnd = 1'024;
  if (bytes.substr(bytes.size() - std::min(bytes.size(), kEnd)).find("%%EOF") == std::string_view::npos) {
    return "DOCUMENT_UNREADABLE.cut";
  }
  // The trailer, a dictionary after the last "trailer" or of the last cross-reference stream, names the encryption dictionary.
  const auto trailer = bytes.rfind("trailer");
  const auto from = trailer != std::string_view::npos ? trailer : bytes.rfind("/XRef");
  if (from != std::string_view::npos) {
    constexpr std::size_t kLongest = 4'096;
    const std::size_t begin = trailer != std::string_view::npos ? from : from - std::min(from, kLongest / 2);
    if (bytes.substr(begin, kLongest).find("/Encrypt") != std::string_view::npos) {
      return "DOCUMENT_UNREADABLE.locked";
    }
  }
  return nullptr;
}

}  // namespace quyhoach::geo
