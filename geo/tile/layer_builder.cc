#include "geo/tile/layer_builder.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <cstring>

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/wire_format_lite.h>

#include "geo/tile/vector_tile.pb.h"

namespace quyhoach::geo {

namespace {

using google::protobuf::internal::WireFormatLite;
using google::protobuf::io::CodedOutputStream;
using tile::Tile_Layer;
using tile::Tile_Value;

constexpr std::uint32_t kVersion = 2;  // MVT 2.1 §4.1: "the integer value `2`"
constexpr std::size_t kMaxScalar = 16;  // bytes of a Value that is no string

TileRings& scratch_rings() {
  thread_local TileRings rings;
  return rings;
}

std::string_view as_text(const std::uint8_t* begin, const std::uint8_t* end) noexcept {
  return {reinterpret_cast<const char*>(begin), static_cast<std::size_t>(end - begin)};  // NOLINT(*-reinterpret-cast)
}

std::uint8_t* put_all(const ByteSink& bytes, std::uint8_t* to) noexcept {
  if (!bytes.empty()) {
    std::memcpy(to, bytes.data(), bytes.size());
  }
  return to + bytes.size();
}

FitOptions fit_options(const LayerOptions& options) noexcept {
  assert(options.buffer >= 0 && options.buffer <= kTileExtent && options.simplify >= 0.0 && options.min_area >= 0.0);
  return {.box = {-options.buffer, kTileExtent + options.buffer},
          .simplify = options.simplify,
          .min_area2 = std::max<std::int64_t>(1, std::llround(2.0 * options.min_area)),
          .prepared = options.prepared};
}

}  // namespace

LayerBuilder::LayerBuilder(std::string_view name, TileFrame frame, const LayerOptions& options)
    : name_(name),
      frame_(frame),
      fit_(fit_options(options)),
      point_buffer_(options.point_buffer),
      keys_(Tile_Layer::kKeysFieldNumber),
      values_(Tile_Layer::kValuesFieldNumber) {}

std::uint32_t LayerBuilder::value(std::string_view text) {
  std::array<std::uint8_t, kMaxScalar> head;  // NOLINT(*-member-init): written below
  std::uint8_t* to = WireFormatLite::WriteTagToArray(Tile_Value::kStringValueFieldNumber,
                                                     WireFormatLite::WIRETYPE_LENGTH_DELIMITED, head.data());
  to = CodedOutputStream::WriteVarint32ToArray(static_cast<std::uint32_t>(text.size()), to);
  value_scratch_ = as_text(head.data(), to);
  value_scratch_ += text;
  return values_.intern(value_scratch_);
}

std::uint32_t LayerBuilder::value(std::int64_t number) {
  std::array<std::uint8_t, kMaxScalar> bytes;  // NOLINT(*-member-init): written below
  // A negative int_value takes ten bytes, a sint_value few.
  const std::uint8_t* end =
      number >= 0 ? WireFormatLite::WriteInt64ToArray(Tile_Value::kIntValueFieldNumber, number, bytes.data())
                  : WireFormatLite::WriteSInt64ToArray(Tile_Value::kSintValueFieldNumber, number, bytes.data());
  return values_.intern(as_text(bytes.data(), end));
}

std::uint32_t LayerBuilder::value(double number) {
  assert(std::isfinite(number));
  std::array<std::uint8_t, kMaxScalar> bytes;  // NOLINT(*-member-init): written below
  const std::uint8_t* end =
      WireFormatLite::WriteDoubleToArray(Tile_Value::kDoubleValueFieldNumber, number, bytes.data());
  return values_.intern(as_text(bytes.data(), end));
}

std::uint32_t LayerBuilder::bool_value(bool flag) {
  std::array<std::uint8_t, kMaxScalar> bytes;  // NOLINT(*-member-init): written below
  const std::uint8_t* end = WireFormatLite::WriteBoolToArray(Tile_Value::kBoolValueFieldNumber, flag, bytes.data());
  return values_.intern(as_text(bytes.data(), end));
}

bool LayerBuilder::knows(std::span<const Tag> tags) const noexcept {
  return std::all_of(tags.begin(), tags.end(),
                     [&](Tag tag) { return tag.key < keys_.size() && tag.value < values_.size(); });
}

bool LayerBuilder::count(FitOutcome outcome) noexcept {
  feature_count_ += outcome == FitOutcome::kVisible ? 1 : 0;
  dropped_ += outcome == FitOutcome::kFailed ? 1 : 0;
  return outcome == FitOutcome::kVisible;
}

bool LayerBuilder::add_polygon(ShapeView<WorldPoint> shape, std::optional<std::uint64_t> id,
                               std::span<const Tag> tags) {
  assert(knows(tags));
  TileRings& rings = scratch_rings();
  if (!count(fit_polygon(shape, frame_, fit_, rings))) {
    return false;
  }
  write_polygon({id, tags}, rings, features_);
  return true;
}

bool LayerBuilder::add_outline(const Outlines::Outline& outline, std::uint64_t id, std::span<const Tag> tags) {
  assert(knows(tags));
  const WidePoint first = frame_.place(outline.x, outline.y);
  const auto fits = [&](std::int64_t at) { return at - outline.reach >= fit_.box.low && at + outline.reach <= fit_.box.high; };
  if (!fits(first.x) || !fits(first.y)) {
    return false;
  }
  write_polygon({id, tags}, {static_cast<std::int32_t>(first.x), static_cast<std::int32_t>(first.y)}, outline.steps, features_);
  return count(FitOutcome::kVisible);
}

bool LayerBuilder::add_sound_polygon(ShapeView<WorldPoint> shape, std::uint64_t id, std::span<const Tag> tags) {
  assert(knows(tags));
  TileRings& rings = scratch_rings();
  if (!round_sound(shape, frame_, fit_.box, rings)) {
    return false;
  }
  write_polygon({id, tags}, rings, features_);
  return count(FitOutcome::kVisible);
}

bool LayerBuilder::add_line(ShapeView<WorldPoint> shape, std::optional<std::uint64_t> id, std::span<const Tag> tags) {
  assert(knows(tags));
  TileRings& lines = scratch_rings();
  if (!count(fit_line(shape, frame_, fit_, lines))) {
    return false;
  }
  write_line({id, tags}, lines, features_);
  return true;
}

bool LayerBuilder::add_point(WorldPoint point, std::optional<std::uint64_t> id, std::span<const Tag> tags) {
  assert(knows(tags));
  if (!count(frame_.contains(point, point_buffer_) ? FitOutcome::kVisible : FitOutcome::kInvisible)) {
    return false;
  }
  const WidePoint snapped = frame_.snap(point);
  write_point({id, tags}, {static_cast<std::int32_t>(snapped.x), static_cast<std::int32_t>(snapped.y)}, features_);
  return true;
}

std::size_t LayerBuilder::byte_size() const noexcept {
  constexpr std::size_t kTagSize = 1;  // every field number of Layer is below 16
  return kTagSize + WireFormatLite::UInt32Size(kVersion) + kTagSize + WireFormatLite::StringSize(name_) +
         features_.size() + keys_.wire().size() + values_.wire().size() + kTagSize +
         WireFormatLite::UInt32Size(kTileExtent);
}

std::uint8_t* LayerBuilder::write_to(std::uint8_t* to) const noexcept {
  // MVT 2.1 §4.1: "The `version` field SHOULD be the first field within the layer."
  to = WireFormatLite::WriteUInt32ToArray(Tile_Layer::kVersionFieldNumber, kVersion, to);
  to = WireFormatLite::WriteStringToArray(Tile_Layer::kNameFieldNumber, name_, to);
  to = put_all(features_, to);
  to = put_all(keys_.wire(), to);
  to = put_all(values_.wire(), to);
  return WireFormatLite::WriteUInt32ToArray(Tile_Layer::kExtentFieldNumber, kTileExtent, to);
}

}  // namespace quyhoach::geo
