#include "geo/geom/packed_shapes.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstring>

namespace quyhoach::geo {

namespace {

using Bytes = std::vector<std::uint8_t>;

static_assert(std::endian::native == std::endian::little);
constexpr std::size_t kWord = sizeof(std::uint64_t);
constexpr unsigned kBits = 8;

/// The lowest `width` bytes of a number, the lowest first.
void put(std::uint64_t value, std::size_t width, Bytes& to) {
  for (; width > 0; --width, value >>= kBits) {
    to.push_back(static_cast<std::uint8_t>(value));
  }
}

/// A number of `width` bytes, its sign carried up. \pre kWord bytes can be read; 1 ≤ width ≤ kWord
std::int64_t get(const std::uint8_t* from, std::size_t width) noexcept {
  std::uint64_t value = 0;
  std::memcpy(&value, from, kWord);
  const std::size_t unused = kBits * (kWord - width);
  return static_cast<std::int64_t>(value << unused) >> unused;
}

std::uint32_t get_unsigned(const std::uint8_t*& from, std::size_t width) noexcept {
  const auto value = static_cast<std::uint64_t>(get(from, width));
  from += width;
  return static_cast<std::uint32_t>(value & ((std::uint64_t{1} << (kBits * width)) - 1));
}

/// A count: seven bits a byte, the lowest first, the eighth set on all but the last.
constexpr unsigned kCountBits = 7;
constexpr std::uint32_t kMore = 1U << kCountBits;

void put_count(std::size_t value, Bytes& to) {
  for (; value >= kMore; value >>= kCountBits) {
    to.push_back(static_cast<std::uint8_t>(value | kMore));
  }
  to.push_back(static_cast<std::uint8_t>(value));
}

std::uint32_t get_count(const std::uint8_t*& from) noexcept {
  std::uint32_t value = 0;
  for (unsigned at = 0;; at += kCountBits) {
    const std::uint32_t byte = *from++;
    value |= (byte & (kMore - 1)) << at;
    if (byte < kMore) {
      return value;
    }
  }
}

/// Bytes that hold a signed number.
std::size_t width_of(std::int64_t value) noexcept {
  std::size_t width = 1;
  while (value != static_cast<std::int64_t>(static_cast<std::uint64_t>(value) << (kBits * (kWord - width))) >>
                      (kBits * (kWord - width))) {
    ++width;
  }
  return width;
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

/// Calls `use(dx, dy)` for the step to every point but the first.
template <typename Use>
void each_step(const ShapeView<WorldPoint>& shape, unsigned shift, Use&& use) {
  bool first = true;
  WorldPoint last;
  for (std::size_t i = 0; i < shape.ring_count(); ++i) {
    for (const WorldPoint p : shape.ring(i)) {
      if (!first) {
        use((std::int64_t{p.x} >> shift) - (std::int64_t{last.x} >> shift),
            (std::int64_t{p.y} >> shift) - (std::int64_t{last.y} >> shift));
      }
      first = false;
      last = p;
    }
  }
}

/// What a shape begins with: a byte for the width and the shift of its steps, the number of rings, the first point; then each
/// ring's number of points twice over, plus one for a shell; then the steps.
constexpr unsigned kShiftBits = 5;
constexpr std::size_t kPointWidth = 4;

}  // namespace

void PackedShapes::add(const ShapeView<WorldPoint>& shape) {
  bytes_.resize(bytes_.size() - std::min(bytes_.size(), kWord));  // Without what was left behind the last shape.
  begins_.push_back(static_cast<std::uint32_t>(bytes_.size()));
  const unsigned shift = common_shift(shape);
  std::size_t width = 1;
  each_step(shape, shift, [&](std::int64_t dx, std::int64_t dy) { width = std::max({width, width_of(dx), width_of(dy)}); });
  put(width << kShiftBits | shift, 1, bytes_);
  put_count(shape.ring_count(), bytes_);
  const WorldPoint first = shape.point_count() == 0 ? WorldPoint{} : shape.points[shape.first];
  put(first.x, kPointWidth, bytes_);
  put(first.y, kPointWidth, bytes_);
  for (std::size_t i = 0; i < shape.ring_count(); ++i) {
    put_count(shape.ring(i).size() << 1U | (shape.is_shell(i) ? 1U : 0U), bytes_);
  }
  each_step(shape, shift, [&](std::int64_t dx, std::int64_t dy) {
    put(static_cast<std::uint64_t>(dx), width, bytes_);
    put(static_cast<std::uint64_t>(dy), width, bytes_);
  });
  bytes_.resize(bytes_.size() + kWord);  // The last step is read with the bytes after it.
  assert(bytes_.size() <= UINT32_MAX);
}

void PackedShapes::freeze() {
  bytes_.shrink_to_fit();
  begins_.shrink_to_fit();
}

ShapeView<WorldPoint> PackedShapes::read(std::size_t i, WorldStore& scratch) const {
  assert(i < size());
  scratch.clear();
  const std::uint8_t* from = bytes_.data() + begins_[i];
  const unsigned head = get_unsigned(from, 1);
  const std::size_t width = head >> kShiftBits;
  const unsigned shift = head & ((1U << kShiftBits) - 1);
  const std::uint32_t rings = get_count(from);
  WorldPoint at;
  at.x = get_unsigned(from, kPointWidth);
  at.y = get_unsigned(from, kPointWidth);
  const std::uint8_t* step = from;
  for (std::uint32_t r = 0; r < rings; ++r) {
    get_count(step);
  }
  bool first = true;
  for (std::uint32_t r = 0; r < rings; ++r) {
    const std::uint32_t ring = get_count(from);
    for (WorldPoint& point : scratch.extend(ring >> 1U)) {
      if (!first) {
        at.x += static_cast<std::uint32_t>(get(step, width) << shift);
        at.y += static_cast<std::uint32_t>(get(step + width, width) << shift);
        step += 2 * width;
      }
      first = false;
      point = at;
    }
    scratch.end_ring((ring & 1U) != 0);
  }
  scratch.end_shape();
  return scratch.view(0);
}

}  // namespace quyhoach::geo
