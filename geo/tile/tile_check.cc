#include "geo/tile/tile_check.h"

#include <algorithm>

#include "geo/base/text.h"
#include "geo/tile/defect_log.h"
#include "geo/tile/feature_check.h"
#include "geo/tile/vector_tile.pb.h"
#include "geo/tile/wire_walk.h"

namespace quyhoach::geo {

namespace {

using tile::Tile_Layer;

// Everything of a layer but its features. Views into the tile's bytes.
struct LayerFields {
  std::optional<std::uint64_t> version;
  std::optional<std::string_view> name;
  std::optional<std::uint64_t> extent;
  std::vector<std::string_view> keys;
  std::vector<std::string_view> values;
  std::size_t feature_count = 0;
};

template <typename T>
void set_once(std::optional<T>& field, T value, DefectLog& log) {
  if (field) {
    log.must(TileDefectCode::kFieldRepeated, "a layer field that may stand once stands twice");
  }
  field = value;
}

void take_field(const WireField& field, LayerFields& layer, DefectLog& log) {
  const bool varint = field.type == WireType::kVarint;
  const bool bytes = field.type == WireType::kBytes;
  if (field.number == Tile_Layer::kFeaturesFieldNumber && bytes) {
    ++layer.feature_count;
  } else if (field.number == Tile_Layer::kKeysFieldNumber && bytes) {
    layer.keys.push_back(field.bytes);
  } else if (field.number == Tile_Layer::kValuesFieldNumber && bytes) {
    layer.values.push_back(field.bytes);
  } else if (field.number == Tile_Layer::kNameFieldNumber && bytes) {
    set_once(layer.name, field.bytes, log);
  } else if (field.number == Tile_Layer::kVersionFieldNumber && varint) {
    set_once(layer.version, field.varint, log);
  } else if (field.number == Tile_Layer::kExtentFieldNumber && varint) {
    set_once(layer.extent, field.varint, log);
  } else {
    log.must(TileDefectCode::kUnreadable,
             "layer field " + std::to_string(field.number) + " is unknown or of the wrong wire type");
  }
}

template <typename T>
bool has_repeats(std::vector<T>& list) {
  std::sort(list.begin(), list.end());
  return std::adjacent_find(list.begin(), list.end()) != list.end();
}

// §4.1, quoted at each check. Sorts the keys and values.
void check_layer_fields(LayerFields& layer, DefectLog& log) {
  if (layer.version != 2U) {
    log.must(TileDefectCode::kVersion, "§4.1: version 2.1 contains a version field with the integer value 2");
  }
  if (!layer.name) {
    log.must(TileDefectCode::kName, "§4.1: A layer MUST contain a name field");
  } else if (!is_utf8(*layer.name)) {
    log.must(TileDefectCode::kText, "a layer name that is not UTF-8");
  }
  // The sentence says MUST, but the standard's own schema gives a default of 4096 and many of its fixtures rely on it:
  // a missing extent breaks the letter, and every reader reads it.
  if (!layer.extent) {
    log.should(TileDefectCode::kExtent, "§4.1: A layer MUST contain an extent (the schema assumes 4096)");
  } else if (*layer.extent == 0 || *layer.extent > UINT32_MAX) {
    log.must(TileDefectCode::kExtent, "§4.1: an extent that describes the width and height of the tile");
  }
  if (layer.feature_count == 0) {
    log.should(TileDefectCode::kLayerEmpty, "§4.1: A layer SHOULD contain at least one feature");
  }
  if (!std::all_of(layer.keys.begin(), layer.keys.end(), is_utf8)) {
    log.must(TileDefectCode::kText, "a key that is not UTF-8");
  }
  for (const std::string_view value : layer.values) {
    check_value(value, log);
  }
  if (has_repeats(layer.keys)) {
    log.should(TileDefectCode::kKeyRepeated, "§4.1: keys SHOULD NOT contain two or more values which are identical");
  }
  if (has_repeats(layer.values)) {
    log.should(TileDefectCode::kValueRepeated, "§4.1: values SHOULD NOT contain two or more values … identical");
  }
}

// Features may stand before the keys and values they point to, so the layer is gone over twice.
void check_layer(std::string_view message, std::vector<std::string_view>& names, DefectLog& log) {
  log.enter_layer({});
  LayerFields layer;
  WireWalk walk{message};
  for (WireField field; walk.next(field);) {
    take_field(field, layer, log);
  }
  log.enter_layer(layer.name.value_or(std::string_view{}));
  if (walk.failed()) {
    log.must(TileDefectCode::kUnreadable, "the layer message is cut short or damaged");
    return;
  }
  check_layer_fields(layer, log);
  if (layer.name) {
    names.push_back(*layer.name);
  }
  std::vector<std::uint64_t> ids;
  std::size_t index = 0;
  WireWalk again{message};
  for (WireField field; !log.is_full() && again.next(field);) {
    if (field.number == Tile_Layer::kFeaturesFieldNumber && field.type == WireType::kBytes) {
      log.enter_feature(index++);
      if (const auto id = check_feature(field.bytes, layer.keys.size(), layer.values.size(), log)) {
        ids.push_back(*id);
      }
    }
  }
  log.enter_feature(std::nullopt);
  if (has_repeats(ids)) {
    log.should(TileDefectCode::kIdRepeated, "§4.2: the value of the id SHOULD be unique among the features");
  }
}

}  // namespace

std::vector<TileDefect> check_tile(std::string_view bytes) {
  DefectLog log;
  if (bytes.size() > kMaxCheckedTileBytes) {
    log.must(TileDefectCode::kTooLarge, std::to_string(bytes.size()) + " bytes are more than the checker reads");
    return log.take();
  }
  std::vector<std::string_view> names;
  std::size_t layer_count = 0;
  WireWalk walk{bytes};
  for (WireField field; !log.is_full() && walk.next(field);) {
    if (field.number == tile::Tile::kLayersFieldNumber && field.type == WireType::kBytes) {
      ++layer_count;
      check_layer(field.bytes, names, log);
    } else {
      log.enter_layer({});
      log.must(TileDefectCode::kUnreadable, "tile field " + std::to_string(field.number) + " is not a layer");
    }
  }
  log.enter_layer({});
  if (walk.failed()) {
    log.must(TileDefectCode::kUnreadable, "the tile message is cut short or damaged");
  } else if (layer_count == 0) {
    log.should(TileDefectCode::kNoLayer, "§4.1: A Vector Tile SHOULD contain at least one layer");
  }
  if (has_repeats(names)) {
    log.must(TileDefectCode::kNameRepeated,
             "§4.1: MUST NOT contain two or more layers whose name values are byte-for-byte identical");
  }
  return log.take();
}

bool is_conforming(const std::vector<TileDefect>& defects) noexcept {
  return std::none_of(defects.begin(), defects.end(),
                      [](const TileDefect& defect) { return defect.rank == TileDefectRank::kMust; });
}

}  // namespace quyhoach::geo
