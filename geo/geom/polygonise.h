#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "geo/base/result.h"
#include "geo/coord/points.h"
#include "geo/geom/shape_store.h"

namespace quyhoach::geo {

/// A text of a drawing and the point it is set at.
struct DrawingText {
  GridPoint at;
  std::string text;
};

/// What may be wrong with lines and texts that were meant to be polygons.
enum class DrawingDefect {
  kDangle,        ///< A line ends without meeting another.
  kUnclosed,      ///< Two free ends lie so near that an outline was meant to close there.
  kGapClosed,     ///< Such a gap within `snap_m`, closed by a stretch of its own.
  kCutEdge,       ///< A line that has one and the same polygon on both sides, and meets others at both ends.
  kRingInvalid,   ///< An outline that GEOS cannot make a polygon of.
  kNoText,        ///< A polygon without a text.
  kSeveralTexts,  ///< A polygon with two or more.
  kTextOutside,   ///< A text in no polygon.
};

struct DrawingFinding {
  DrawingDefect defect = DrawingDefect::kDangle;
  GridPoint place;
  double length_m = 0.0;  ///< Of the dangle or the edge, or the width of the gap; 0 for polygons and texts.
  std::optional<std::uint32_t> polygon;  ///< Index of the polygon it is about.
  std::vector<std::uint32_t> texts;      ///< Indices of the texts it is about.
  std::array<GridPoint, 2> ends = {};    ///< Of kUnclosed: the free ends.
};

struct PolygoniseOptions {
  double snap_m = 0.0;  ///< A free end this near to a line is joined to it and reported; 0: no line is touched.
  double near_m = 0.5;  ///< Two free ends this near to each other are one unclosed outline rather than two dangles.
};

struct Polygonised {
  ShapeStore polygons;  ///< One shape each, with its holes; from west to east, then south to north.
  /// For each polygon the index of the text inside; nothing where there is none, or two that differ.
  std::vector<std::optional<std::uint32_t>> texts;
  std::vector<DrawingFinding> findings;  ///< By defect, then from west to east.
};

/// Makes polygons of boundary lines with texts inside, as drawings (DGN, DXF) have them: lines are cut wherever they
/// meet, each smallest outline becomes a polygon, islands are holes of what is around them and polygons themselves.
/// Coordinates are kept as they are, but for points where lines cross. Two lines drawn over each other with other
/// vertices leave slivers, which are reported as polygons without a text. The same input gives the same output.
/// One thread; time about linear. \param lines  in the grid, each ring one open line.
/// \return kCoordNotFinite, or kBadData with GEOS's message.
[[nodiscard]] Result<Polygonised> polygonise(const ShapeStore& lines, std::span<const DrawingText> texts,
                                             const PolygoniseOptions& options = {});

}  // namespace quyhoach::geo
