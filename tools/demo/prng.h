#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace quyhoach::tools::demo {

/// 64-bit FNV-1a. Used only to derive seeds from names.
[[nodiscard]] constexpr std::uint64_t hash_of(std::string_view text) noexcept {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (const char c : text) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  }
  return hash;
}

/// splitmix64. Ours, because the results of std::uniform_*_distribution differ between standard libraries and the demo
/// district must be the same bytes everywhere.
class Random {
 public:
  explicit constexpr Random(std::uint64_t seed) noexcept : state_(seed) {}
  /// An independent stream for one named thing: adding a road must not change every parcel after it.
  constexpr Random(std::uint64_t seed, std::string_view name) noexcept
      : state_(seed * 0x9e3779b97f4a7c15ULL ^ hash_of(name)) {
    next();
  }

  constexpr std::uint64_t next() noexcept {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15ULL);
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31U);
  }
  /// In [0, 1).
  constexpr double uniform() noexcept { return static_cast<double>(next() >> 11U) * 0x1.0p-53; }
  /// In [low, high).
  constexpr double uniform(double low, double high) noexcept { return low + (high - low) * uniform(); }
  constexpr bool chance(double probability) noexcept { return uniform() < probability; }
  /// In [0, count). \pre count > 0
  constexpr std::size_t below(std::size_t count) noexcept {
    return static_cast<std::size_t>(uniform() * static_cast<double>(count));
  }
  /// In [low, high], both included.
  constexpr int between(int low, int high) noexcept {
    return low + static_cast<int>(below(static_cast<std::size_t>(high - low + 1)));
  }
  /// Bell-shaped around 0, within ±2, standard deviation 0.58.
  constexpr double bell() noexcept { return uniform() + uniform() + uniform() + uniform() - 2.0; }

 private:
  std::uint64_t state_;
};

}  // namespace quyhoach::tools::demo
