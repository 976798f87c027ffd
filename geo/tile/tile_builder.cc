#include "geo/tile/tile_builder.h"

#include <algorithm>
#include <cassert>
#include <cstdint>

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/wire_format_lite.h>

#include "geo/tile/vector_tile.pb.h"

namespace quyhoach::geo {

namespace {

using google::protobuf::internal::WireFormatLite;
using google::protobuf::io::CodedOutputStream;

}  // namespace

TileBuilder::TileBuilder(TileId tile) : frame_(tile) { assert(is_valid(tile)); }

LayerBuilder& TileBuilder::layer(std::string_view name, const LayerOptions& options) {
  const auto found =
      std::find_if(layers_.begin(), layers_.end(), [&](const LayerBuilder& layer) { return layer.name() == name; });
  return found != layers_.end() ? *found : layers_.emplace_back(name, frame_, options);
}

std::string TileBuilder::finish() const {
  std::string bytes(byte_estimate(), '\0');
  auto* to = reinterpret_cast<std::uint8_t*>(bytes.data());  // NOLINT(*-reinterpret-cast): Protobuf writes uint8
  for (const LayerBuilder& layer : layers_) {
    if (layer.feature_count() == 0) {
      continue;
    }
    to = WireFormatLite::WriteTagToArray(tile::Tile::kLayersFieldNumber, WireFormatLite::WIRETYPE_LENGTH_DELIMITED, to);
    to = CodedOutputStream::WriteVarint32ToArray(static_cast<std::uint32_t>(layer.byte_size()), to);
    to = layer.write_to(to);
  }
  return bytes;
}

std::size_t TileBuilder::byte_estimate() const noexcept {
  std::size_t size = 0;
  for (const LayerBuilder& layer : layers_) {
    if (layer.feature_count() != 0) {
      size += 1 + WireFormatLite::LengthDelimitedSize(layer.byte_size());
    }
  }
  return size;
}

std::size_t TileBuilder::dropped() const noexcept {
  std::size_t dropped = 0;
  for (const LayerBuilder& layer : layers_) {
    dropped += layer.dropped();
  }
  return dropped;
}

}  // namespace quyhoach::geo
