#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "geo/geom/polygonise.h"
#include "geo/io/reader_wire.h"
#include "geo/io/source_reader.h"

namespace quyhoach::geo {

/// Collects the lines and texts of one drawing while its file is read, and makes polygons of them.
class DrawingReader {
 public:
  /// \pre source.drawing
  DrawingReader(const ImportContext& context, const LayerSource& source, std::string file);

  /// Columns the drivers of drawings have: a feature's layer (DXF) or level (DGN), whether it belongs to a sheet rather than to
  /// the model, its text.
  static constexpr std::array<const char*, 4> kColumns{"Layer", "Level", "PaperSpace", "Text"};

  enum class Part { kNone, kBoundary, kText };
  /// \param style  may be null: then nothing is chosen by it.
  [[nodiscard]] Part part_of(std::string_view layer, RawKind kind, const RawStyle* style = nullptr) const;

  /// \param shape  in the grid
  void add_boundary(const ShapeView<GridPoint>& shape, RawKind kind);
  void add_text(GridPoint at, std::string text, std::int64_t fid);

  /// Reports what is wrong with the drawing, and gives each polygon as a feature: its FID is that of its text, or, where it needs
  /// none, its number from west to east.
  void finish(const std::function<void(const SourceFeature&)>& take) const;

 private:
  /// Made of all lines, and of the edges that close outlines where these are accepted.
  [[nodiscard]] Result<Polygonised> polygons() const;
  /// \param alike  all the texts it is about say the same.
  void report(const DrawingFinding& finding, bool alike) const;

  const ImportContext& context_;
  const LayerSource& source_;
  std::string file_;
  ShapeStore lines_;
  std::vector<DrawingText> texts_;
  std::vector<std::int64_t> fids_;  ///< Of the texts.
};

}  // namespace quyhoach::geo
