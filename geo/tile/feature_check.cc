#include "geo/tile/feature_check.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <vector>

#include "geo/base/text.h"
#include "geo/tile/geometry_decode.h"
#include "geo/tile/polygon_check.h"
#include "geo/tile/vector_tile.pb.h"
#include "geo/tile/wire_walk.h"

namespace quyhoach::geo {

namespace {

using tile::Tile_Feature;
using tile::Tile_Value;

struct FeatureFields {
  std::optional<std::uint64_t> id;
  std::optional<std::uint64_t> type;
  std::optional<std::string_view> tags;
  std::optional<std::string_view> geometry;
};

template <typename T>
void set_once(std::optional<T>& field, T value, int number, DefectLog& log) {
  if (field) {
    log.must(TileDefectCode::kFieldRepeated, "feature field " + std::to_string(number) + " stands twice");
  }
  field = value;
}

FeatureFields read_fields(std::string_view message, DefectLog& log) {
  FeatureFields fields;
  WireWalk walk{message};
  for (WireField field; walk.next(field);) {
    const bool varint = field.type == WireType::kVarint;
    const bool bytes = field.type == WireType::kBytes;
    if (field.number == Tile_Feature::kIdFieldNumber && varint) {
      set_once(fields.id, field.varint, field.number, log);
    } else if (field.number == Tile_Feature::kTypeFieldNumber && varint) {
      set_once(fields.type, field.varint, field.number, log);
    } else if (field.number == Tile_Feature::kTagsFieldNumber && bytes) {
      set_once(fields.tags, field.bytes, field.number, log);
    } else if (field.number == Tile_Feature::kGeometryFieldNumber && bytes) {
      set_once(fields.geometry, field.bytes, field.number, log);
    } else {
      log.must(TileDefectCode::kUnreadable,
               "feature field " + std::to_string(field.number) + " is unknown or of the wrong wire type");
    }
  }
  if (walk.failed()) {
    log.must(TileDefectCode::kUnreadable, "the feature message is cut short or damaged");
  }
  return fields;
}

// §4.4, quoted at each check.
void check_tags(std::span<const std::uint32_t> tags, std::size_t key_count, std::size_t value_count, DefectLog& log) {
  if (tags.size() % 2 != 0) {
    log.must(TileDefectCode::kTags, "§4.4: A feature MUST have an even number of tag fields");
  }
  std::vector<std::uint32_t> keys;
  for (std::size_t i = 0; i + 1 < tags.size(); i += 2) {
    if (tags[i] >= key_count || tags[i + 1] >= value_count) {
      log.must(TileDefectCode::kTags,
               "§4.4: MUST NOT contain a key index or value index greater than or equal to the number of elements");
    }
    keys.push_back(tags[i]);
  }
  std::sort(keys.begin(), keys.end());
  if (std::adjacent_find(keys.begin(), keys.end()) != keys.end()) {
    log.must(TileDefectCode::kTagRepeated, "§4.4: Every key index MUST be unique within that feature");
  }
}

void check_geometry(std::string_view bytes, std::optional<std::uint64_t> type, DefectLog& log) {
  thread_local std::vector<std::uint32_t> integers;
  thread_local DecodedGeometry geometry;
  if (!read_packed(bytes, integers)) {
    log.must(TileDefectCode::kUnreadable, "the geometry is no list of 32 bit integers");
    return;
  }
  if (integers.empty()) {
    log.must(TileDefectCode::kGeometryMissing, "§4.2: A feature MUST contain a geometry field");
    return;
  }
  // §4.3.4.1: "This geometry type encodes experimental geometry types": there is nothing to check it by.
  if (!type || *type == tile::Tile::UNKNOWN) {
    return;
  }
  const auto known = static_cast<GeometryType>(*type);
  if (decode_geometry(integers, known, geometry, log) && known == GeometryType::kPolygon) {
    check_polygon(geometry, log);
  }
}

}  // namespace

std::optional<std::uint64_t> check_feature(std::string_view message, std::size_t key_count, std::size_t value_count,
                                           DefectLog& log) {
  FeatureFields fields = read_fields(message, log);
  if (fields.tags) {
    thread_local std::vector<std::uint32_t> tags;
    if (read_packed(*fields.tags, tags)) {
      check_tags(tags, key_count, value_count, log);
    } else {
      log.must(TileDefectCode::kUnreadable, "the tags are no list of 32 bit integers");
    }
  }
  if (!fields.type || *fields.type > tile::Tile::POLYGON) {
    log.must(TileDefectCode::kType, "§4.2: A feature MUST contain a type field as described in the Geometry Types");
    fields.type.reset();
  }
  check_geometry(fields.geometry.value_or(std::string_view{}), fields.type, log);
  return fields.id;
}

void check_value(std::string_view message, DefectLog& log) {
  constexpr std::array kWireTypes = {WireType::kBytes,  WireType::kFixed32, WireType::kFixed64, WireType::kVarint,
                                     WireType::kVarint, WireType::kVarint,  WireType::kVarint};  // fields 1…7
  std::size_t count = 0;
  WireWalk walk{message};
  for (WireField field; walk.next(field); ++count) {
    const auto place = static_cast<std::size_t>(field.number - 1);
    if (place >= kWireTypes.size() || kWireTypes[place] != field.type) {
      log.must(TileDefectCode::kValue,
               "§4.1: value field " + std::to_string(field.number) + " is unknown or of the wrong wire type");
    } else if (field.number == Tile_Value::kStringValueFieldNumber && !is_utf8(field.bytes)) {
      log.must(TileDefectCode::kText, "a string value that is not UTF-8");
    }
  }
  if (walk.failed()) {
    log.must(TileDefectCode::kUnreadable, "a value message is cut short or damaged");
  } else if (count != 1) {
    log.must(TileDefectCode::kValue, "§4.1: A value MUST contain exactly one of these optional fields");
  }
}

}  // namespace quyhoach::geo
