#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace quyhoach::geo {

/// How far what is drawn may be from where it is.
struct Accuracy {
  enum class Source {
    kStated,   ///< By whoever drew it.
    kScale,    ///< By the scale it was mapped at, from the table.
    kDefault,  ///< Nobody says at what scale it was mapped.
  };
  double metres = 0.0;
  Source source = Source::kDefault;
  int scale = 0;  ///< 2000 means 1/2000; 0: not stated.
};
[[nodiscard]] std::string_view name_of(Accuracy::Source source) noexcept;

/// Accuracy by scale (data/catalogue/accuracy.tsv). Immutable once loaded; kept with the edition, so that an old answer is asked again
/// with the figures of its day.
struct AccuracyTable {
  struct Row {
    int scale = 0;
    double metres = 0.0;
    double area_tolerance = 0.0;  ///< m² for each root of a m²; of parcels only.
  };
  std::vector<Row> parcel;  ///< Ascending by scale; the first is that of 0, no scale stated.
  std::vector<Row> plan;    ///< Ascending by scale.

  /// Of what is mapped at 1/scale: between two rows as the coarser, beyond the last as many times it as the scale is.
  [[nodiscard]] static Row row_for(const std::vector<Row>& rows, int scale) noexcept;
};

}  // namespace quyhoach::geo
