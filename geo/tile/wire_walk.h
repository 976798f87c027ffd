#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace quyhoach::geo {

/// How a field is written (Protobuf encoding guide). Groups are not read: MVT has none.
enum class WireType { kVarint = 0, kFixed64 = 1, kBytes = 2, kFixed32 = 5 };

/// One field of a message. `bytes` points into the message.
struct WireField {
  int number = 0;
  WireType type = WireType::kVarint;
  std::uint64_t varint = 0;  ///< Of kVarint.
  std::string_view bytes;    ///< Of kBytes.
};

/// Goes over the fields of one Protobuf message where it lies; allocates nothing. The checker reads the wire itself
/// because a generated message hides what it looks for: wrong wire types, unknown and repeated fields.
class WireWalk {
 public:
  explicit WireWalk(std::string_view message) noexcept : rest_(message) {}

  /// Reads the next field. \return false at the end and at the first byte that cannot be read.
  [[nodiscard]] bool next(WireField& field);
  /// Whether the walk stopped before the end of the message.
  [[nodiscard]] bool failed() const noexcept { return failed_; }

 private:
  [[nodiscard]] bool fail() noexcept {
    failed_ = true;
    return false;
  }

  std::string_view rest_;
  bool failed_ = false;
};

/// Reads a packed `repeated uint32`. \return false if it is cut short or a number needs more than 32 bits.
[[nodiscard]] bool read_packed(std::string_view bytes, std::vector<std::uint32_t>& out);

}  // namespace quyhoach::geo
