#include "geo/tile/geometry_decode.h"

#include <limits>
#include <string>

namespace quyhoach::geo {

namespace {

constexpr std::uint32_t kMoveTo = 1;
constexpr std::uint32_t kLineTo = 2;
constexpr std::uint32_t kClosePath = 7;

class Decoder {
 public:
  Decoder(std::span<const std::uint32_t> integers, DecodedGeometry& out, DefectLog& log)
      : rest_(integers), out_(out), log_(log) {}

  [[nodiscard]] bool at_end() const noexcept { return rest_.empty(); }

  // Takes a command integer of that id. MVT 2.1 §4.3.1: "CommandInteger = (id & 0x7) | (count << 3)".
  [[nodiscard]] bool command(std::uint32_t id, std::uint32_t& count) {
    if (at_end()) {
      log_.must(TileDefectCode::kCommand, "§4.3.4: the sequence ends where command " + std::to_string(id) + " is due");
      return false;
    }
    const std::uint32_t integer = rest_.front();
    rest_ = rest_.subspan(1);
    count = integer >> 3U;
    if ((integer & 7U) != id) {
      log_.must(TileDefectCode::kCommand, "§4.3.4: command " + std::to_string(integer & 7U) + " where " +
                                              std::to_string(id) + " is due");
      return false;
    }
    return true;
  }

  // Takes `count` pairs of parameters. §4.3.3: a command with a count of n "MUST be immediately followed by n pairs of
  // ParameterIntegers". The count is compared with what is there before anything is reserved.
  [[nodiscard]] bool steps(std::uint32_t count, bool line) {
    if (count > rest_.size() / 2) {
      log_.must(TileDefectCode::kParameter, "§4.3.3: " + std::to_string(count) + " pairs announced, " +
                                                std::to_string(rest_.size() / 2) + " there");
      return false;
    }
    for (std::uint32_t i = 0; i < count; ++i) {
      std::int64_t dx = 0;
      std::int64_t dy = 0;
      if (!parameter(rest_[2 * i], dx) || !parameter(rest_[2 * i + 1], dy)) {
        return false;
      }
      if (line && dx == 0 && dy == 0) {
        log_.must(TileDefectCode::kPointRepeated,
                  "§4.3.3.2: For any pair of (dX, dY) the dX and dY MUST NOT both be 0");
      }
      cursor_ = {cursor_.x + dx, cursor_.y + dy};
      out_.points.push_back(cursor_);
    }
    rest_ = rest_.subspan(std::size_t{count} * 2);
    return true;
  }

  [[nodiscard]] bool move_once() {
    std::uint32_t count = 0;
    if (!command(kMoveTo, count)) {
      return false;
    }
    return expect(count == 1, "A MoveTo command with a command count of 1") && steps(1, false);
  }

  [[nodiscard]] bool expect(bool holds, const char* rule) {
    if (!holds) {
      log_.must(TileDefectCode::kCommand, std::string{"§4.3.4: "} + rule);
    }
    return holds;
  }

 private:
  // §4.3.2: "value = ((ParameterInteger >> 1) ^ (-(ParameterInteger & 1)))"
  [[nodiscard]] bool parameter(std::uint32_t integer, std::int64_t& value) {
    const auto magnitude = static_cast<std::int64_t>(integer >> 1U);
    value = (integer & 1U) == 0 ? magnitude : -magnitude - 1;
    if (value < -std::int64_t{std::numeric_limits<std::int32_t>::max()}) {
      log_.must(TileDefectCode::kParameter,
                "§4.3.2: values less than -1 * (pow(2,31) - 1) are not supported");
      return false;
    }
    return true;
  }

  std::span<const std::uint32_t> rest_;
  WidePoint cursor_;  // §4.3: "the cursor is at (0,0)"
  DecodedGeometry& out_;
  DefectLog& log_;
};

// §4.3.4.2: "MUST consist of a single MoveTo command with a command count greater than 0".
bool decode_points(Decoder& decoder) {
  std::uint32_t count = 0;
  return decoder.command(kMoveTo, count) && decoder.expect(count > 0, "a command count greater than 0") &&
         decoder.steps(count, false) && decoder.expect(decoder.at_end(), "a single MoveTo command");
}

// §4.3.4.3: "1. A MoveTo command with a command count of 1, 2. A LineTo command with a command count greater than 0".
bool decode_one_line(Decoder& decoder) {
  std::uint32_t count = 0;
  return decoder.move_once() && decoder.command(kLineTo, count) &&
         decoder.expect(count > 0, "A LineTo command with a command count greater than 0") &&
         decoder.steps(count, true);
}

// §4.3.4.4: "1. A MoveTo command with a command count of 1, 2. A LineTo command with a command count greater than 1,
// 3. A ClosePath command". §4.3.3.3: "A ClosePath command MUST have a command count of 1 and no parameters."
bool decode_one_ring(Decoder& decoder) {
  std::uint32_t count = 0;
  return decoder.move_once() && decoder.command(kLineTo, count) &&
         decoder.expect(count > 1, "A LineTo command with a command count greater than 1") &&
         decoder.steps(count, true) && decoder.command(kClosePath, count) &&
         decoder.expect(count == 1, "A ClosePath command MUST have a command count of 1");
}

}  // namespace

bool decode_geometry(std::span<const std::uint32_t> integers, GeometryType type, DecodedGeometry& out,
                     DefectLog& log) {
  out.points.clear();
  out.ends.clear();
  Decoder decoder{integers, out, log};
  if (type == GeometryType::kPoint) {
    return decode_points(decoder);
  }
  while (!decoder.at_end()) {
    if (!(type == GeometryType::kLine ? decode_one_line(decoder) : decode_one_ring(decoder))) {
      return false;
    }
    out.ends.push_back(out.points.size());
  }
  return true;
}

}  // namespace quyhoach::geo
