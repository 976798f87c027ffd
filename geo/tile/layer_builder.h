#pragma once

#include <cassert>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "geo/coord/points.h"
#include "geo/geom/shape.h"
#include "geo/plan/outlines.h"
#include "geo/tile/byte_sink.h"
#include "geo/tile/dictionary.h"
#include "geo/tile/feature_writer.h"
#include "geo/tile/polygon_fit.h"
#include "geo/tile/tile_frame.h"

namespace quyhoach::geo {

/// How a layer draws its features. Lengths in tile units (4096 to a tile).
struct LayerOptions {
  std::int32_t buffer = 64;       ///< Polygons and lines are clipped this far outside the tile. 0…4096.
  std::int32_t point_buffer = 0;  ///< 0: a point belongs to exactly one tile, as labels must.
  double simplify = 0.0;          ///< Douglas–Peucker tolerance; 0: none.
  double min_area = 4.0;          ///< Square units. Rings smaller than this are left out. At least half a unit counts.
  bool prepared = false;          ///< Polygons come cut to the tile and valid on its grid: they are not checked again.
};

/// One layer of a tile under construction (MVT 2.1 §4.1). Made by TileBuilder. One thread.
class LayerBuilder {
 public:
  LayerBuilder(std::string_view name, TileFrame frame, const LayerOptions& options);
  LayerBuilder(const LayerBuilder&) = delete;
  LayerBuilder& operator=(const LayerBuilder&) = delete;
  LayerBuilder(LayerBuilder&&) = default;
  LayerBuilder& operator=(LayerBuilder&&) = default;
  ~LayerBuilder() = default;

  /// Index of a key, the same for the same text. May be kept by the caller for the life of this layer.
  [[nodiscard]] std::uint32_t key(std::string_view name) { return keys_.intern(name); }

  /// Index of a value, the same for the same type and value. May be kept by the caller for the life of this layer.
  [[nodiscard]] std::uint32_t value(std::string_view text);
  [[nodiscard]] std::uint32_t value(std::int64_t number);
  [[nodiscard]] std::uint32_t value(double number);
  // A template, so that neither a `const char*` becomes a bool nor an int a double.
  template <std::integral T>
  [[nodiscard]] std::uint32_t value(T number) {
    if constexpr (std::same_as<T, bool>) {
      return bool_value(number);
    } else {
      assert(std::in_range<std::int64_t>(number));
      return value(static_cast<std::int64_t>(number));
    }
  }

  /// Adds a polygon or multipolygon. Winding of the input does not matter; what is written is valid on the tile's grid.
  /// \param id unique within the layer (MVT 2.1 §4.2), the caller's care.
  /// \pre indices of `tags` are of this layer.
  /// \return whether something of it is in the tile.
  bool add_polygon(ShapeView<WorldPoint> shape, std::optional<std::uint64_t> id, std::span<const Tag> tags);

  /// Adds a polygon whose outline at the tile's zoom is known, if it lies wholly inside the tile and its buffer.
  /// \return whether it does; if not, nothing is added.
  bool add_outline(const Outlines::Outline& outline, std::uint64_t id, std::span<const Tag> tags);

  /// Adds a polygon that is sound at the tile's zoom (Outlines::is_sound), if it lies wholly inside the tile and its buffer.
  /// \return whether it does; if not, nothing is added.
  bool add_sound_polygon(ShapeView<WorldPoint> shape, std::uint64_t id, std::span<const Tag> tags);

  /// Adds a line or several (each ring of `shape` is an open line).
  bool add_line(ShapeView<WorldPoint> shape, std::optional<std::uint64_t> id, std::span<const Tag> tags);

  /// Adds a point if it lies in the half-open tile, widened by `point_buffer`.
  bool add_point(WorldPoint point, std::optional<std::uint64_t> id, std::span<const Tag> tags);

  [[nodiscard]] const std::string& name() const noexcept { return name_; }
  [[nodiscard]] std::size_t feature_count() const noexcept { return feature_count_; }
  /// Polygons lost because GEOS could not make them valid on the grid.
  [[nodiscard]] std::size_t dropped() const noexcept { return dropped_; }
  /// Length of the Layer message as it would be written now.
  [[nodiscard]] std::size_t byte_size() const noexcept;
  /// Writes the Layer message. \pre `to` has byte_size() bytes. \return the end.
  [[nodiscard]] std::uint8_t* write_to(std::uint8_t* to) const noexcept;

 private:
  [[nodiscard]] std::uint32_t bool_value(bool flag);
  [[nodiscard]] bool knows(std::span<const Tag> tags) const noexcept;
  [[nodiscard]] bool count(FitOutcome outcome) noexcept;

  std::string name_;
  TileFrame frame_;
  FitOptions fit_;
  std::int32_t point_buffer_;
  Dictionary keys_;
  Dictionary values_;
  ByteSink features_;
  std::string value_scratch_;
  std::size_t feature_count_ = 0;
  std::size_t dropped_ = 0;
};

}  // namespace quyhoach::geo
