#pragma once

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>

namespace quyhoach::geo {

/// Bytes that only grow. Unlike a string it does not clear what it reserves, and hands out room to be written through a
/// pointer, as Protobuf's `…ToArray` functions want it.
class ByteSink {
 public:
  /// \return room for at least `size` bytes after what is written; valid until the next call.
  [[nodiscard]] std::uint8_t* reserve(std::size_t size) {
    if (capacity_ - size_ < size) {
      grow(size);
    }
    return bytes_.get() + size_;
  }
  /// Keeps what was written up to `end`. \pre `end` lies in the room of the last reserve().
  void commit(const std::uint8_t* end) noexcept {
    assert(end >= bytes_.get() + size_ && end <= bytes_.get() + capacity_);
    size_ = static_cast<std::size_t>(end - bytes_.get());
  }
  /// Empty again, its memory kept.
  void clear() noexcept { size_ = 0; }
  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
  [[nodiscard]] const std::uint8_t* data() const noexcept { return bytes_.get(); }

 private:
  void grow(std::size_t size) {
    constexpr std::size_t kFirst = 4096;
    capacity_ = std::max({kFirst, capacity_ * 2, size_ + size});
    auto larger = std::make_unique_for_overwrite<std::uint8_t[]>(capacity_);
    if (size_ != 0) {
      std::memcpy(larger.get(), bytes_.get(), size_);
    }
    bytes_ = std::move(larger);
  }

  std::unique_ptr<std::uint8_t[]> bytes_;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

}  // namespace quyhoach::geo
