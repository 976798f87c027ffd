#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>

#include "geo/coord/tile_id.h"
#include "geo/tile/layer_builder.h"
#include "geo/tile/tile_frame.h"

namespace quyhoach::geo {

/// One vector tile (MVT 2.1) under construction. One thread.
class TileBuilder {
 public:
  /// \pre is_valid(tile)
  explicit TileBuilder(TileId tile);

  /// The layer of that name; made at first use, then always the same one. MVT 2.1 §4.1: "A Vector Tile MUST NOT contain
  /// two or more layers whose `name` values are byte-for-byte identical." The reference stays good as long as the tile.
  /// \param options of the first call count.
  [[nodiscard]] LayerBuilder& layer(std::string_view name, const LayerOptions& options = {});

  /// The tile's bytes; layers in the order they were made, without those that have no feature (§4.1: "A layer SHOULD
  /// contain at least one feature"). Empty if no layer is left.
  [[nodiscard]] std::string finish() const;

  /// Length of finish() as things are.
  [[nodiscard]] std::size_t byte_estimate() const noexcept;

  /// Features lost in all layers because GEOS could not make them valid.
  [[nodiscard]] std::size_t dropped() const noexcept;

 private:
  TileFrame frame_;
  std::deque<LayerBuilder> layers_;
};

}  // namespace quyhoach::geo
