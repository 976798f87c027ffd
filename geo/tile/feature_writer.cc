#include "geo/tile/feature_writer.h"

#include <cassert>
#include <cstddef>
#include <cstring>

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/wire_format_lite.h>

#include "geo/tile/vector_tile.pb.h"

namespace quyhoach::geo {

namespace {

using google::protobuf::internal::WireFormatLite;
using google::protobuf::io::CodedOutputStream;
using tile::Tile;
using tile::Tile_Feature;
using tile::Tile_Layer;

constexpr std::size_t kMaxVarint32 = 5;  // bytes
constexpr std::size_t kMaxHead = 48;     // every field but the tags and the geometry, with their lengths

std::uint8_t* put(std::uint32_t value, std::uint8_t* to) { return CodedOutputStream::WriteVarint32ToArray(value, to); }

std::uint8_t* put_packed_tag(int field, std::uint8_t* to) {
  return WireFormatLite::WriteTagToArray(field, WireFormatLite::WIRETYPE_LENGTH_DELIMITED, to);
}

// MVT 2.1 §4.3.1: "CommandInteger = (id & 0x7) | (count << 3)".
enum class Command : std::uint32_t { kMoveTo = 1, kLineTo = 2, kClosePath = 7 };
std::uint8_t* put_command(Command command, std::size_t count, std::uint8_t* to) {
  return put(static_cast<std::uint32_t>(command) | (static_cast<std::uint32_t>(count) << 3U), to);
}

// §4.3.3: parameters are relative to a cursor that begins at (0,0). §4.3.2: "ParameterInteger = (value << 1) ^ (value
// >> 31)".
std::uint8_t* put_step(TilePoint point, TilePoint& cursor, std::uint8_t* to) {
  to = put(WireFormatLite::ZigZagEncode32(point.x - cursor.x), to);
  to = put(WireFormatLite::ZigZagEncode32(point.y - cursor.y), to);
  cursor = point;
  return to;
}

std::uint8_t* put_move(TilePoint point, TilePoint& cursor, std::uint8_t* to) {
  return put_step(point, cursor, put_command(Command::kMoveTo, 1, to));
}

// All of a line but its first point, where the cursor is.
std::uint8_t* put_rest(std::span<const TilePoint> line, TilePoint& cursor, std::uint8_t* to) {
  to = put_command(Command::kLineTo, line.size() - 1, to);
  for (const TilePoint p : line.subspan(1)) {
    to = put_step(p, cursor, to);
  }
  return to;
}

// All of a polygon but the first point of its first ring, where the cursor is.
std::uint8_t* put_polygon_steps(const TileRings& rings, TilePoint cursor, std::uint8_t* to) {
  for (std::size_t i = 0; i < rings.ends.size(); ++i) {
    if (i > 0) {
      to = put_move(rings.ring(i).front(), cursor, to);
    }
    to = put_command(Command::kClosePath, 1, put_rest(rings.ring(i), cursor, to));
  }
  return to;
}

// How many integers those are at most.
std::size_t polygon_integers(const TileRings& rings) { return 2 * rings.points.size() + 3 * rings.ends.size(); }

std::uint8_t* put_tags(std::span<const Tag> tags, std::uint8_t* to) {
  std::size_t length = 0;
  for (const Tag tag : tags) {
    length += CodedOutputStream::VarintSize32(tag.key) + CodedOutputStream::VarintSize32(tag.value);
  }
  to = put_packed_tag(Tile_Feature::kTagsFieldNumber, to);
  to = put(static_cast<std::uint32_t>(length), to);
  for (const Tag tag : tags) {
    to = put(tag.key, to);
    to = put(tag.value, to);
  }
  return to;
}

// Moves [begin, end) so that `value` fits before it, where one byte was left. \return the new end.
std::uint8_t* put_length_before(std::uint8_t* begin, std::uint8_t* end) {
  const auto length = static_cast<std::uint32_t>(end - begin);
  const std::size_t extra = CodedOutputStream::VarintSize32(length) - 1;
  if (extra != 0) {
    std::memmove(begin + extra, begin, length);
  }
  put(length, begin - 1);
  return end + extra;
}

// Lengths stand before what they count. One byte is left for each; a longer message is moved up by the difference,
// which at a few dozen bytes is cheaper than going over the geometry twice.
template <typename PutGeometry>
void write_feature(const FeatureHead& head, Tile::GeomType type, std::size_t max_integers, ByteSink& out,
                   PutGeometry put_geometry) {
  std::uint8_t* to = out.reserve(kMaxHead + kMaxVarint32 * (max_integers + 2 * head.tags.size()));
  to = put_packed_tag(Tile_Layer::kFeaturesFieldNumber, to);
  std::uint8_t* const feature = ++to;
  if (head.id) {
    to = WireFormatLite::WriteUInt64ToArray(Tile_Feature::kIdFieldNumber, *head.id, to);
  }
  if (!head.tags.empty()) {
    to = put_tags(head.tags, to);
  }
  to = WireFormatLite::WriteEnumToArray(Tile_Feature::kTypeFieldNumber, type, to);
  to = put_packed_tag(Tile_Feature::kGeometryFieldNumber, to);
  std::uint8_t* const geometry = ++to;
  to = put_length_before(geometry, put_geometry(to));
  out.commit(put_length_before(feature, to));
}

}  // namespace

void write_polygon(const FeatureHead& head, const TileRings& rings, ByteSink& out) {
  assert(!rings.empty() && rings.ends.front().shell != 0);
  write_feature(head, Tile::POLYGON, polygon_integers(rings), out, [&](std::uint8_t* to) {
    TilePoint cursor;
    to = put_move(rings.points.front(), cursor, to);
    return put_polygon_steps(rings, cursor, to);
  });
}

void write_polygon_steps(const TileRings& rings, ByteSink& out) {
  assert(!rings.empty() && rings.ends.front().shell != 0);
  out.commit(put_polygon_steps(rings, rings.points.front(), out.reserve(kMaxVarint32 * polygon_integers(rings))));
}

void write_polygon(const FeatureHead& head, TilePoint first, std::span<const std::uint8_t> steps, ByteSink& out) {
  constexpr std::size_t kMoveIntegers = 3;
  write_feature(head, Tile::POLYGON, kMoveIntegers + steps.size(), out, [&](std::uint8_t* to) {
    TilePoint cursor;
    to = put_move(first, cursor, to);
    std::memcpy(to, steps.data(), steps.size());
    return to + steps.size();
  });
}

void write_line(const FeatureHead& head, const TileRings& lines, ByteSink& out) {
  assert(!lines.empty());
  const std::size_t integers = 2 * lines.points.size() + 2 * lines.ends.size();
  write_feature(head, Tile::LINESTRING, integers, out, [&](std::uint8_t* to) {
    TilePoint cursor;
    for (std::size_t i = 0; i < lines.ends.size(); ++i) {
      to = put_rest(lines.ring(i), cursor, put_move(lines.ring(i).front(), cursor, to));
    }
    return to;
  });
}

void write_point(const FeatureHead& head, TilePoint point, ByteSink& out) {
  write_feature(head, Tile::POINT, 3, out, [&](std::uint8_t* to) {
    TilePoint cursor;
    return put_move(point, cursor, to);
  });
}

}  // namespace quyhoach::geo
