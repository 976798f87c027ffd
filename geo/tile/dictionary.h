#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "geo/tile/byte_sink.h"

namespace quyhoach::geo {

/// The keys or the values of one layer, each once, in the order of first use, kept ready for the wire.
/// MVT 2.1 §4.1: "The set of keys SHOULD NOT contain two or more values which are byte-for-byte identical", "The set of
/// values SHOULD NOT contain two or more values of the same type which are byte-for-byte identical."
class Dictionary {
 public:
  /// \param field number of the repeated field in the Layer message.
  explicit Dictionary(int field) noexcept;

  /// \return the index of the entry whose encoded payload (a key's text, a Value message) is `payload`.
  [[nodiscard]] std::uint32_t intern(std::string_view payload);

  [[nodiscard]] std::uint32_t size() const noexcept { return static_cast<std::uint32_t>(entries_.size()); }
  /// The entries as fields of the Layer message.
  [[nodiscard]] const ByteSink& wire() const noexcept { return wire_; }

 private:
  struct Entry {
    std::size_t hash;
    std::uint32_t offset;  // of the payload in wire_
    std::uint32_t length;
  };

  [[nodiscard]] bool is(const Entry& entry, std::size_t hash, std::string_view payload) const noexcept;
  void append(std::string_view payload, std::size_t hash);
  void rehash();

  std::uint32_t tag_;
  ByteSink wire_;
  std::vector<Entry> entries_;
  std::vector<std::uint32_t> slots_;  // open addressing, a power of two; index + 1, 0 is free
};

}  // namespace quyhoach::geo
