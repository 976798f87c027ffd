#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "geo/coord/grid_transform.h"
#include "geo/geom/box.h"
#include "geo/geom/shape_store.h"
#include "geo/io/defect.h"
#include "geo/io/reader_process.h"
#include "geo/io/repair.h"
#include "geo/plan/district.h"

namespace quyhoach::geo {

class Surroundings;

/// What every layer of a load is read with. One thread.
struct ImportContext {
  const District& district;
  const GridTransform& transform;
  std::filesystem::path root;                 ///< The district folder: paths in defects are relative to it.
  std::set<std::string> personal_columns;     ///< Folded names of columns that hold personal data.
  ReaderProcess& reader;                      ///< Of the root: opens the files.
  ImportReport& report;
  RepairList* repairs = nullptr;              ///< Where repairs are proposed, and applied if accepted; may be null.
  const Surroundings* surroundings = nullptr;  ///< What plans are held against; may be null.
  unsigned threads = 1;                       ///< What is computed of a layer once it is read may take so many.
};

/// One good feature: finite, inside the district, valid; in the plane of the district's CRS.
struct SourceFeature {
  std::string file;                     ///< For defects.
  std::int64_t fid = 0;
  ShapeView<GridPoint> shape;           ///< Valid during the call only.
  std::map<std::string, std::string, std::less<>> values;  ///< ours → text, NFC, trimmed; nothing for a null.

  [[nodiscard]] std::string text(std::string_view field) const {
    const auto found = values.find(field);
    return found == values.end() ? std::string{} : found->second;
  }
  [[nodiscard]] std::string name() const { return "FID " + std::to_string(fid); }
  [[nodiscard]] GridPoint place() const;
};

enum class ShapeKind { kPolygons, kLines, kPoints };

/// Whether the first file of a layer source holds polygons, by its declared type; so it is said of a file that cannot be read too.
[[nodiscard]] bool holds_polygons(const ImportContext& context, const LayerSource& source, const std::filesystem::path& folder);

/// Reads every file of one layer source and calls `take` for each feature that has no defect; all defects go to the report.
/// \param folder  of the manifest that names the files; \param declared_crs  what the manifest says its data is in.
/// \return number of features seen, good or not.
std::size_t read_source(const ImportContext& context, const LayerSource& source, const std::filesystem::path& folder,
                        const std::string& declared_crs, ShapeKind kind,
                        const std::function<void(const SourceFeature&)>& take);

/// A number from a field. Absent → nothing; "5 tầng", "12,5" … → nothing and a VALUE_FORMAT with the proposed reading.
[[nodiscard]] std::optional<double> read_number(const ImportContext& context, const SourceFeature& feature,
                                                std::string_view field);

/// The land-use code of a feature, after the source's own words are mapped: "ONT", "ONT+CLN", empty; an unknown code is a
/// CODE_UNKNOWN, and nothing comes back.
[[nodiscard]] std::optional<std::string> read_land_use(const ImportContext& context, const LayerSource& source,
                                                       const SourceFeature& feature);

}  // namespace quyhoach::geo
