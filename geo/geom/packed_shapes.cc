#include "geo/geom/packed_shapes.h"

#include <algorithm>
#include <bit>
#include <cassert>

namespace quyhoach::geo {

namespace {

constexpr unsigned kPayloadBits = 7;
constexpr std::uint8_t kMore = 0x80;
constexpr std::uint8_t kPayload = 0x7F;

void put(std::uint64_t value, std::vector<std::uint8_t>& to) {
  for (; value >= kMore; value >>= kPayloadBits) {
    to.push_back(static_cast<std::uint8_t>(value) | kMore);
  }
  to.push_back(static_cast<std::uint8_t>(value));
}

std::uint64_t get(const std::uint8_t*& from) noexcept {
  std::uint64_t value = *from++;
  if (value < kMore) {
    return value;
  }
  value &= kPayload;
  for (unsigned shift = kPayloadBits;; shift += kPayloadBits) {
    const std::uint64_t byte = *from++;
    value |= (byte & kPayload) << shift;
    if (byte < kMore) {
      return value;
    }
  }
}

constexpr std::uint64_t zigzag(std::int64_t value) noexcept {
  return (static_cast<std::uint64_t>(value) << 1U) ^ static_cast<std::uint64_t>(value >> 63);
}
constexpr std::int64_t unzigzag(std::uint64_t value) noexcept {
  return static_cast<std::int64_t>(value >> 1U) ^ -static_cast<std::int64_t>(value & 1U);
}

/// Zero bits at the end of every coordinate.
unsigned common_shift(const ShapeView<WorldPoint>& shape) noexcept {
  std::uint32_t all = 0;
  for (std::size_t i = 0; i < shape.ring_count(); ++i) {
    for (const WorldPoint p : shape.ring(i)) {
      all |= p.x | p.y;
    }
  }
  return all == 0 ? 0U : static_cast<unsigned>(std::countr_zero(all));
}

}  // namespace

void PackedShapes::add(const ShapeView<WorldPoint>& shape) {
  assert(bytes_.size() <= UINT32_MAX);
  begins_.push_back(static_cast<std::uint32_t>(bytes_.size()));
  const unsigned shift = common_shift(shape);
  put(shift, bytes_);
  put(shape.ring_count(), bytes_);
  std::int64_t x = 0;
  std::int64_t y = 0;
  for (std::size_t i = 0; i < shape.ring_count(); ++i) {
    const auto ring = shape.ring(i);
    put(ring.size() << 1U | (shape.is_shell(i) ? 1U : 0U), bytes_);
    for (const WorldPoint p : ring) {
      const std::int64_t px = p.x >> shift;
      const std::int64_t py = p.y >> shift;
      put(zigzag(px - x), bytes_);
      put(zigzag(py - y), bytes_);
      x = px;
      y = py;
    }
  }
}

void PackedShapes::freeze() {
  bytes_.shrink_to_fit();
  begins_.shrink_to_fit();
}

ShapeView<WorldPoint> PackedShapes::read(std::size_t i, WorldStore& scratch) const {
  assert(i < size());
  scratch.clear();
  const std::uint8_t* from = bytes_.data() + begins_[i];
  const auto shift = static_cast<unsigned>(get(from));
  std::int64_t x = 0;
  std::int64_t y = 0;
  for (std::uint64_t rings = get(from); rings > 0; --rings) {
    const std::uint64_t head = get(from);
    for (WorldPoint& point : scratch.extend(head >> 1U)) {
      x += unzigzag(get(from));
      y += unzigzag(get(from));
      point = {static_cast<std::uint32_t>(x << shift), static_cast<std::uint32_t>(y << shift)};
    }
    scratch.end_ring((head & 1U) != 0);
  }
  scratch.end_shape();
  return scratch.view(0);
}

}  // namespace quyhoach::geo
