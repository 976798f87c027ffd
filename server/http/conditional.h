#pragma once

#include <cstddef>
#include <string_view>

namespace quyhoach::server {

/// Whether If-None-Match `field` matches `etag` under weak comparison: a list of tags or `*`. False for an empty field
/// or an empty tag. RFC 9110 §13.1.2, §8.8.3.2
[[nodiscard]] bool if_none_match_matches(std::string_view field, std::string_view etag) noexcept;

/// What a Range field asks of a body. RFC 9110 §14.2
struct RangeRequest {
  enum class Kind {
    kWhole,          ///< No range, one we cannot read, or several: answer as if it were not there.
    kOne,            ///< 206 with bytes `first` to `last`, both included.
    kUnsatisfiable,  ///< 416
  };
  Kind kind = Kind::kWhole;
  std::size_t first = 0;
  std::size_t last = 0;
};

/// Reads a Range field for a body of `size` bytes. Several ranges are never served: a thousand overlapping ones of a
/// large body are an attack (RFC 9110 §14.2, §17.15), and no client of ours asks for two.
[[nodiscard]] RangeRequest read_range(std::string_view field, std::size_t size) noexcept;

}  // namespace quyhoach::server
