#include "tools/cli/findings.h"

#include <cstdio>

#include "tools/cli/say.h"

namespace quyhoach::cli {

namespace {

std::string_view name_of(geo::Severity severity) noexcept {
  switch (severity) {
    case geo::Severity::kNote: return "note";
    case geo::Severity::kWarning: return "warning";
    case geo::Severity::kError: return "error";
    case geo::Severity::kFatal: return "fatal";
  }
  return "";
}

void write_finding(geo::JsonWriter& json, const geo::Defect& defect) {
  json.begin_object();
  json.member("code", defect.code);
  json.member("severity", name_of(defect.severity));
  json.member("file", defect.file);
  json.member("feature", defect.feature);
  json.member("message", defect.message);
  if (defect.place) {
    json.member("east_m", defect.place->east_m);
    json.member("north_m", defect.place->north_m);
  }
  json.end_object();
}

}  // namespace

void print_report(const geo::ImportReport& report, std::string_view) {
  for (const auto& defect : report.listed()) {
    std::printf("%s\n", to_line(defect).c_str());
  }
  for (const auto& [code, count] : report.counts()) {
    std::printf("total    %s %zu%s\n", code.c_str(), count, report.accepted().contains(code) ? " (accepted)" : "");
  }
}

void write_report(geo::JsonWriter& json, const geo::ImportReport& report) {
  write_texts(json, "refusing", report.refusing());
  write_texts(json, "accepted", report.accepted_codes());
  json.key("counts");
  json.begin_object();
  for (const auto& [code, count] : report.counts()) {
    json.member(code, std::uint64_t{count});
  }
  json.end_object();
  json.key("findings");
  json.begin_array();
  for (const geo::Defect& defect : report.listed()) {
    write_finding(json, defect);
  }
  json.end_array();
}

}  // namespace quyhoach::cli
