#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "geo/base/result.h"
#include "geo/coord/points.h"
#include "geo/geom/shape_store.h"
#include "geo/plan/finding_catalogue.h"

namespace quyhoach::geo {

/// What a finding looks like on the ground, in the district's CRS: one shape of polygons or of lines.
struct FindingShape {
  ShapeStore store;
  bool is_lines = false;
};

/// One thing wrong with what came in.
struct Defect {
  std::string kind;                ///< Of the catalogue: its code, or "CODE.variant".
  std::string file = {};           ///< Relative to the district folder.
  std::string feature = {};        ///< "FID 17" or a parcel reference; empty for a whole file.
  std::optional<GridPoint> place = {};  ///< Where on the ground, in the district's CRS.
  std::vector<Figure> figures = {};     ///< What its sentence is filled with.
  std::shared_ptr<const FindingShape> shape = {};  ///< May be null.
  bool is_fatal = false;           ///< Whatever the catalogue says: without this file there is no load.

  // What the report makes of it.
  Severity severity = Severity::kFatal;
  std::string code = {};  ///< Stable: CRS_MISSING, GEOM_INVALID, …
  Text message = {};      ///< What is wrong and what to do, in words.
};

/// The catalogue of findings in `folder`/findings.toml. \return kUnavailable where it cannot be read or has faults.
[[nodiscard]] Result<std::shared_ptr<const FindingCatalogue>> read_finding_catalogue(const std::filesystem::path& folder);

/// Every defect of one load. Counts are complete; the list keeps the first kMaxListed of each code, so that a million bad
/// rows cannot fill the memory. One thread.
class ImportReport {
 public:
  static constexpr std::size_t kMaxListed = 200;

  explicit ImportReport(std::shared_ptr<const FindingCatalogue> catalogue, std::set<std::string> accepted = {})
      : catalogue_(std::move(catalogue)), accepted_(std::move(accepted)) {}

  /// A kind that the catalogue does not have is fatal: nothing is judged that nobody described.
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
  /// The words of this report. Never null.
  [[nodiscard]] const std::shared_ptr<const FindingCatalogue>& catalogue() const noexcept { return catalogue_; }

 private:
  std::shared_ptr<const FindingCatalogue> catalogue_;
  std::set<std::string> accepted_;
  std::set<std::string> errors_;
  std::set<std::string> fatal_;
  std::vector<Defect> listed_;
  std::map<std::string, std::size_t> counts_;
};

/// "GEOM_INVALID  plans/x/zones.gpkg  FID 17  at E 580679.3 N 1213237.7  Self-intersection; …" \param language  vi or en
[[nodiscard]] std::string to_line(const Defect& defect, std::string_view language = "en");

}  // namespace quyhoach::geo
