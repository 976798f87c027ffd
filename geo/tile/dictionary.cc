#include "geo/tile/dictionary.h"

#include <cstring>
#include <functional>

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/wire_format_lite.h>

namespace quyhoach::geo {

namespace {

using google::protobuf::internal::WireFormatLite;
using google::protobuf::io::CodedOutputStream;

constexpr std::size_t kFirstSlots = 64;
constexpr std::size_t kMaxVarint = 10;  // bytes

}  // namespace

Dictionary::Dictionary(int field) noexcept
    : tag_(WireFormatLite::MakeTag(field, WireFormatLite::WIRETYPE_LENGTH_DELIMITED)) {}

bool Dictionary::is(const Entry& entry, std::size_t hash, std::string_view payload) const noexcept {
  return entry.hash == hash && entry.length == payload.size() &&
         std::memcmp(wire_.data() + entry.offset, payload.data(), payload.size()) == 0;
}

std::uint32_t Dictionary::intern(std::string_view payload) {
  if (entries_.size() * 2 >= slots_.size()) {
    rehash();
  }
  const std::size_t hash = std::hash<std::string_view>{}(payload);
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = hash & mask;
  while (slots_[slot] != 0) {
    if (is(entries_[slots_[slot] - 1], hash, payload)) {
      return slots_[slot] - 1;
    }
    slot = (slot + 1) & mask;
  }
  append(payload, hash);
  slots_[slot] = size();
  return size() - 1;
}

void Dictionary::append(std::string_view payload, std::size_t hash) {
  const auto length = static_cast<std::uint32_t>(payload.size());
  std::uint8_t* to = wire_.reserve(2 * kMaxVarint + payload.size());
  to = CodedOutputStream::WriteVarint32ToArray(tag_, to);
  to = CodedOutputStream::WriteVarint32ToArray(length, to);
  entries_.push_back({hash, static_cast<std::uint32_t>(to - wire_.data()), length});
  if (length != 0) {
    std::memcpy(to, payload.data(), length);
  }
  wire_.commit(to + length);
}

void Dictionary::rehash() {
  slots_.assign(slots_.empty() ? kFirstSlots : slots_.size() * 2, 0);
  const std::size_t mask = slots_.size() - 1;
  for (std::uint32_t i = 0; i < entries_.size(); ++i) {
    std::size_t slot = entries_[i].hash & mask;
    while (slots_[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    slots_[slot] = i + 1;
  }
}

}  // namespace quyhoach::geo
