#include "geo/tile/wire_walk.h"

#include <limits>

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/wire_format_lite.h>

namespace quyhoach::geo {

namespace {

using google::protobuf::internal::WireFormatLite;
using google::protobuf::io::CodedInputStream;

CodedInputStream stream_over(std::string_view bytes) {
  // NOLINTNEXTLINE(*-reinterpret-cast): Protobuf reads uint8
  return CodedInputStream{reinterpret_cast<const std::uint8_t*>(bytes.data()), static_cast<int>(bytes.size())};
}

constexpr std::size_t kMaxMessage = std::numeric_limits<int>::max();  // what CodedInputStream can address

}  // namespace

bool WireWalk::next(WireField& field) {
  if (rest_.empty() || failed_) {
    return false;
  }
  if (rest_.size() > kMaxMessage) {
    return fail();
  }
  CodedInputStream in = stream_over(rest_);
  const std::uint32_t tag = in.ReadTag();
  field = {.number = WireFormatLite::GetTagFieldNumber(tag),
           .type = static_cast<WireType>(WireFormatLite::GetTagWireType(tag)),
           .varint = 0,
           .bytes = {}};
  if (field.number == 0) {
    return fail();
  }
  std::uint32_t length = 0;  // bytes after the tag (and after the length itself)
  switch (field.type) {
    case WireType::kVarint:
      if (!in.ReadVarint64(&field.varint)) {
        return fail();
      }
      break;
    case WireType::kFixed64: length = sizeof(std::uint64_t); break;
    case WireType::kFixed32: length = sizeof(std::uint32_t); break;
    case WireType::kBytes:
      if (!in.ReadVarint32(&length)) {
        return fail();
      }
      break;
    default: return fail();
  }
  const auto read = static_cast<std::size_t>(in.CurrentPosition());
  if (length > rest_.size() - read) {
    return fail();
  }
  field.bytes = rest_.substr(read, length);
  rest_.remove_prefix(read + length);
  return true;
}

bool read_packed(std::string_view bytes, std::vector<std::uint32_t>& out) {
  out.clear();
  CodedInputStream in = stream_over(bytes);
  while (static_cast<std::size_t>(in.CurrentPosition()) < bytes.size()) {
    std::uint64_t value = 0;
    if (!in.ReadVarint64(&value) || value > std::numeric_limits<std::uint32_t>::max()) {
      return false;
    }
    out.push_back(static_cast<std::uint32_t>(value));
  }
  return true;
}

}  // namespace quyhoach::geo
