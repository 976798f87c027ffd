#pragma once

#include <span>
#include <string>
#include <vector>

#include "geo/geom/polygonise.h"
#include "geo/io/source_reader.h"

namespace quyhoach::geo {

/// What polygons of a drawing are made of.
struct DrawingContent {
  const ShapeStore& lines;
  std::span<const DrawingText> texts;
  std::span<const std::int64_t> fids;  ///< Of the texts.
  PolygoniseOptions options;
};

/// Proposes to close each outline of a drawing whose two ends nearly meet, by the edge between them, where a polygon comes of that alone.
/// \param made  of `drawing`. \return the edges that are accepted, as lines: none where nothing is. \pre context.repairs
[[nodiscard]] ShapeStore closing_edges(const ImportContext& context, const std::string& file, const DrawingContent& drawing, const Polygonised& made);

}  // namespace quyhoach::geo
