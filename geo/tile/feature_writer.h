#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "geo/tile/byte_sink.h"
#include "geo/tile/tile_point.h"

namespace quyhoach::geo {

/// One attribute of a feature: indices into the layer's keys and values (MVT 2.1 §4.4).
struct Tag {
  std::uint32_t key = 0;
  std::uint32_t value = 0;
};

/// What a feature carries beside its geometry.
struct FeatureHead {
  std::optional<std::uint64_t> id;
  std::span<const Tag> tags;
};

/// Append one feature as a field of the Layer message. \pre the rings are valid and wound by MVT 2.1 §4.3.4.4; lines
/// have two points or more and no point twice in a row.
void write_polygon(const FeatureHead& head, const TileRings& rings, ByteSink& out);
/// A polygon whose geometry is at hand from write_polygon_steps().
void write_polygon(const FeatureHead& head, TilePoint first, std::span<const std::uint8_t> steps, ByteSink& out);
void write_line(const FeatureHead& head, const TileRings& lines, ByteSink& out);
void write_point(const FeatureHead& head, TilePoint point, ByteSink& out);

/// The geometry of a polygon after the parameters of its first MoveTo: the same in whatever tile it lies.
void write_polygon_steps(const TileRings& rings, ByteSink& out);

}  // namespace quyhoach::geo
