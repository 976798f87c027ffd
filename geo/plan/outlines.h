#pragma once

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace quyhoach::geo {

/// What can be known of shapes before a tile that does not cut them is drawn. At one zoom, the one with the most shapes a tile,
/// their whole outline: rounded to the zoom's grid, valid there, and in the form in which a vector tile writes it. Of that form
/// only the first point depends on the tile, for all others are steps (MVT 2.1 §4.3.3); so drawing is copying. At the next few
/// zooms, whether rounding is all there is to do. Made when parcels are loaded, in about 30 bytes a parcel.
/// Deeply const once filled: any number of threads may read.
class Outlines {
 public:
  struct Outline {
    std::uint32_t x = 0;  ///< First point, in units of the zoom's tiles (4096 to a tile) from the world's north-western corner.
    std::uint32_t y = 0;
    std::uint32_t reach = 0;  ///< No point is further from the first along either axis, in units.
    std::span<const std::uint8_t> steps;  ///< Geometry after the parameters of the first MoveTo.
  };
  /// The finest zoom whose numbers fit.
  static constexpr std::uint32_t kFinestZoom = 14;
  /// How many zooms after it may be known as sound.
  static constexpr std::uint32_t kSoundZooms = 3;

  Outlines() = default;
  /// \pre zoom <= kFinestZoom
  explicit Outlines(std::uint32_t zoom) : zoom_(zoom) { assert(zoom <= kFinestZoom); }

  [[nodiscard]] std::uint32_t zoom() const noexcept { return zoom_; }
  [[nodiscard]] std::size_t size() const noexcept { return begins_.size(); }

  /// Says that the shape added last is valid and large enough to be seen once its points are rounded to the zoom's grid. \pre zoom() < zoom <= zoom() + kSoundZooms
  void mark_sound(std::uint32_t zoom) {
    assert(zoom > zoom_ && zoom <= zoom_ + kSoundZooms);
    sound_.resize(size());
    sound_.back() = static_cast<std::uint8_t>(sound_.back() | 1U << (zoom - zoom_));
  }
  /// Whether shape `i` is known to be so. Any zoom.
  [[nodiscard]] bool is_sound(std::size_t i, std::uint32_t zoom) const noexcept {
    return i < sound_.size() && zoom > zoom_ && zoom <= zoom_ + kSoundZooms &&
           (static_cast<unsigned>(sound_[i]) >> (zoom - zoom_) & 1U) != 0;
  }

  /// Appends the outline of the next shape. \return false if its numbers do not fit: the shape then has none.
  bool add(const Outline& outline) {
    if (outline.x > kMaxPlace || outline.y > kMaxPlace || outline.reach > kMaxReach) {
      add_none();
      return false;
    }
    begins_.push_back(static_cast<std::uint32_t>(bytes_.size()));
    std::uint64_t head = std::uint64_t{outline.x} | std::uint64_t{outline.y} << kPlaceBits |
                         std::uint64_t{outline.reach} << (2 * kPlaceBits);
    for (std::size_t i = 0; i < kHeadSize; ++i, head >>= 8U) {
      bytes_.push_back(static_cast<std::uint8_t>(head));
    }
    bytes_.insert(bytes_.end(), outline.steps.begin(), outline.steps.end());
    return true;
  }
  /// The next shape has to be drawn from its points.
  void add_none() { begins_.push_back(static_cast<std::uint32_t>(bytes_.size())); }
  /// Gives back what adding took in advance.
  void freeze() {
    bytes_.shrink_to_fit();
    begins_.shrink_to_fit();
    sound_.shrink_to_fit();
  }

  /// The outline of shape `i`, where there is one: of a set without outlines never.
  [[nodiscard]] std::optional<Outline> find(std::size_t i) const noexcept {
    if (i >= begins_.size()) {
      return std::nullopt;
    }
    const std::size_t begin = begins_[i];
    const std::size_t end = i + 1 < begins_.size() ? begins_[i + 1] : bytes_.size();
    if (begin == end) {
      return std::nullopt;
    }
    std::uint64_t head = 0;
    for (std::size_t k = kHeadSize; k-- > 0;) {
      head = head << 8U | bytes_[begin + k];
    }
    return Outline{.x = static_cast<std::uint32_t>(head & kMaxPlace),
                   .y = static_cast<std::uint32_t>(head >> kPlaceBits & kMaxPlace),
                   .reach = static_cast<std::uint32_t>(head >> (2 * kPlaceBits)),
                   .steps = std::span{bytes_}.subspan(begin + kHeadSize, end - begin - kHeadSize)};
  }

 private:
  static constexpr unsigned kPlaceBits = kFinestZoom + 12;  // 4096 units to a tile
  static constexpr std::uint32_t kMaxPlace = (1U << kPlaceBits) - 1;
  static constexpr std::uint32_t kMaxReach = (1U << (64 - 2 * kPlaceBits)) - 1;
  static constexpr std::size_t kHeadSize = sizeof(std::uint64_t);

  std::uint32_t zoom_ = 0;
  std::vector<std::uint8_t> bytes_;
  std::vector<std::uint32_t> begins_;
  std::vector<std::uint8_t> sound_;  ///< A bit for each zoom after zoom_; may be shorter than begins_.
};

}  // namespace quyhoach::geo
