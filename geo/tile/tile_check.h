#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace quyhoach::geo {

/// What is wrong with a tile. Each value names one sentence of MVT 2.1; the check quotes it.
enum class TileDefectCode {
  kTooLarge,         ///< More bytes than the checker reads (kMaxCheckedTileBytes).
  kUnreadable,       ///< Not Protobuf, or a field of the wrong wire type, or one the schema does not have.
  kFieldRepeated,    ///< A field that may stand once stands twice.
  kNoLayer,          ///< §4.1 SHOULD contain at least one layer.
  kLayerEmpty,       ///< §4.1 SHOULD contain at least one feature.
  kVersion,          ///< §4.1 version missing or not 2.
  kName,             ///< §4.1 name missing.
  kNameRepeated,     ///< §4.1 two layers of one name.
  kExtent,           ///< §4.1 extent missing or 0.
  kKeyRepeated,      ///< §4.1 SHOULD NOT.
  kValueRepeated,    ///< §4.1 SHOULD NOT.
  kValue,            ///< §4.1 not exactly one field in a value.
  kText,             ///< A name, key or string value that is not UTF-8 (Protobuf `string`).
  kTags,             ///< §4.4 odd number of integers, or an index out of range.
  kTagRepeated,      ///< §4.4 one key twice in a feature.
  kIdRepeated,       ///< §4.2 SHOULD be unique.
  kType,             ///< §4.2 type missing or unknown to the schema.
  kGeometryMissing,  ///< §4.2 MUST contain a geometry.
  kCommand,          ///< §4.3.1, §4.3.4: unknown command, wrong count or wrong order.
  kParameter,        ///< §4.3.2 too few parameters, or one of -2^31.
  kPointRepeated,    ///< §4.3.3.2 a LineTo of (0,0), or a ring that closes on its own last point.
  kRingAreaZero,     ///< §4.3.4.4 SHOULD NOT have an area of zero.
  kRingOrder,        ///< §4.3.4.4 an interior ring before any exterior ring.
  kPolygonInvalid,   ///< §4.3.4.4 rings cross, touch themselves, or do not nest.
  kPartsOverlap,     ///< OGC Simple Features (not MVT): two polygons of one feature overlap or share an edge.
};

/// kMust: breaks a MUST. kShould: breaks a SHOULD, or only OGC's rules.
enum class TileDefectRank { kMust, kShould };

struct TileDefect {
  TileDefectCode code;
  TileDefectRank rank;
  std::string layer;                   ///< Name, as far as known.
  std::optional<std::size_t> feature;  ///< Position in the layer, from 0.
  std::string message;                 ///< For the log.
};

/// Larger input is refused unread: no tile we or a browser could use comes near it.
inline constexpr std::size_t kMaxCheckedTileBytes = std::size_t{8} << 20U;
/// No more defects than this are listed.
inline constexpr std::size_t kMaxTileDefects = 200;

/// Checks a tile's bytes, uncompressed, against MVT 2.1, strictly and on its own: nothing of the encoder is used.
/// Memory is bounded by a small multiple of the input, whatever the input says about itself.
/// Threads: any; uses the calling thread's GEOS context.
/// \return what is wrong, in the order met; empty for a faultless tile.
[[nodiscard]] std::vector<TileDefect> check_tile(std::string_view bytes);

/// Whether no defect breaks a MUST.
[[nodiscard]] bool is_conforming(const std::vector<TileDefect>& defects) noexcept;

}  // namespace quyhoach::geo
