#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "geo/coord/points.h"

namespace quyhoach::geo {

enum class Severity {
  kNote,     ///< Told, changes nothing.
  kWarning,  ///< Told; the feature is kept as it is.
  kError,    ///< Refuses the load unless its code is accepted; then the feature, where it is one feature's, is left out.
  kFatal,    ///< Refuses the load whatever is accepted: without this file there is no district.
};

/// One thing wrong with what came in.
struct Defect {
  Severity severity = Severity::kError;
  std::string code;                ///< Stable: CRS_MISSING, GEOM_INVALID, …
  std::string file;                ///< Relative to the district folder.
  std::string feature;             ///< "FID 17" or a parcel reference; empty for a whole file.
  std::optional<GridPoint> place;  ///< Where on the ground, in the district's CRS.
  std::string message;             ///< What is wrong and what to do, in words.
};

/// Every defect of one load. Counts are complete; the list keeps the first kMaxListed of each code, so that a million bad
/// rows cannot fill the memory. One thread.
class ImportReport {
 public:
  static constexpr std::size_t kMaxListed = 200;

  explicit ImportReport(std::set<std::string> accepted = {}) : accepted_(std::move(accepted)) {}

  void add(Defect defect);
  /// Adds everything of another report (made on another thread).
  void merge(ImportReport other);

  [[nodiscard]] const std::vector<Defect>& listed() const noexcept { return listed_; }
  [[nodiscard]] const std::map<std::string, std::size_t>& counts() const noexcept { return counts_; }
  [[nodiscard]] const std::set<std::string>& accepted() const noexcept { return accepted_; }
  /// Codes of errors that were not accepted or cannot be: the load is refused while there is one.
  [[nodiscard]] std::set<std::string> refusing() const;
  /// Codes accepted by name that really occurred.
  [[nodiscard]] std::vector<std::string> accepted_codes() const;

 private:
  std::set<std::string> accepted_;
  std::set<std::string> errors_;
  std::set<std::string> fatal_;
  std::vector<Defect> listed_;
  std::map<std::string, std::size_t> counts_;
};

/// "GEOM_INVALID  plans/x/zones.gpkg  FID 17  at E 580679.3 N 1213237.7  Self-intersection; …"
[[nodiscard]] std::string to_line(const Defect& defect);

}  // namespace quyhoach::geo
