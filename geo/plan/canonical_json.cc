#include "geo/plan/canonical_json.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <vector>

#include "geo/plan/json_reader.h"

namespace quyhoach::geo {

namespace {

using Json = rapidjson::Value;

std::string_view text_of(const Json& value) { return {value.GetString(), value.GetStringLength()}; }

/// Bytes of UTF-8 by the order of UTF-16: what needs two code units there, 0xD800 and up, comes before U+E000.
unsigned rank_of(char byte) noexcept {
  const auto value = static_cast<unsigned char>(byte);
  constexpr unsigned kFourBytes = 0xF0;
  constexpr unsigned kBeforeE000 = 0xED;
  return value >= kFourBytes ? 2U * kBeforeE000 + 1U : 2U * value;
}

bool comes_before(std::string_view a, std::string_view b) noexcept {
  const auto [first, second] = std::ranges::mismatch(a, b);
  if (first == a.end() || second == b.end()) {
    return first == a.end() && second != b.end();
  }
  const unsigned rank_a = rank_of(*first);
  const unsigned rank_b = rank_of(*second);
  return rank_a != rank_b ? rank_a < rank_b : static_cast<unsigned char>(*first) < static_cast<unsigned char>(*second);
}

class CanonicalWriter {
 public:
  explicit CanonicalWriter(std::string& out) : out_(out) {}

  /// \return whether there is a canonical form
  bool write(const Json& value, std::span<const std::string_view> without, int depth) {
    constexpr int kDeepest = 64;
    if (depth > kDeepest) {
      return false;
    }
    switch (value.GetType()) {
      case rapidjson::kNullType: out_ += "null"; return true;
      case rapidjson::kFalseType: out_ += "false"; return true;
      case rapidjson::kTrueType: out_ += "true"; return true;
      case rapidjson::kStringType: write_text(text_of(value)); return true;
      case rapidjson::kNumberType: out_ += canonical_number(value.GetDouble()); return true;
      case rapidjson::kArrayType: return write_array(value, depth);
      case rapidjson::kObjectType: return write_object(value, without, depth);
    }
    return false;
  }

 private:
  bool write_array(const Json& array, int depth) {
    out_ += '[';
    for (const Json& item : array.GetArray()) {
      if (out_.back() != '[') {
        out_ += ',';
      }
      if (!write(item, {}, depth + 1)) {
        return false;
      }
    }
    out_ += ']';
    return true;
  }

  bool write_object(const Json& object, std::span<const std::string_view> without, int depth) {
    std::vector<const Json::Member*> members;
    members.reserve(object.MemberCount());
    for (const auto& member : object.GetObject()) {
      if (std::ranges::find(without, text_of(member.name)) == without.end()) {
        members.push_back(&member);
      }
    }
    std::ranges::sort(members, comes_before, [](const Json::Member* member) { return text_of(member->name); });
    const auto twice = std::ranges::adjacent_find(members, {}, [](const Json::Member* member) { return text_of(member->name); });
    if (twice != members.end()) {
      return false;
    }
    out_ += '{';
    for (const Json::Member* member : members) {
      if (member != members.front()) {
        out_ += ',';
      }
      write_text(text_of(member->name));
      out_ += ':';
      if (!write(member->value, {}, depth + 1)) {
        return false;
      }
    }
    out_ += '}';
    return true;
  }

  void write_text(std::string_view text) {
    out_ += '"';
    for (const char c : text) {
      switch (c) {
        case '"': out_ += "\\\""; break;
        case '\\': out_ += "\\\\"; break;
        case '\b': out_ += "\\b"; break;
        case '\t': out_ += "\\t"; break;
        case '\n': out_ += "\\n"; break;
        case '\f': out_ += "\\f"; break;
        case '\r': out_ += "\\r"; break;
        default:
          if (static_cast<unsigned char>(c) < ' ') {
            constexpr std::string_view kDigits = "0123456789abcdef";
            out_.append("\\u00").append(1, kDigits[static_cast<unsigned char>(c) >> 4U]).append(1, kDigits[static_cast<unsigned char>(c) & 15U]);
          } else {
            out_ += c;
          }
      }
    }
    out_ += '"';
  }

  std::string& out_;
};

}  // namespace

std::string canonical_number(double number) {
  if (number == 0.0) {
    return "0";
  }
  std::array<char, 32> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), std::abs(number), std::chars_format::scientific).ptr;
  const std::string_view written{buffer.data(), static_cast<std::size_t>(end - buffer.data())};
  const std::size_t mark = written.find('e');
  std::string digits{written.substr(0, 1)};
  digits += written.substr(std::min<std::size_t>(2, mark), mark - std::min<std::size_t>(2, mark));
  const std::string_view power = written.substr(mark + 1);
  int exponent = 0;
  std::from_chars(power.data() + (power.front() == '+' ? 1 : 0), power.data() + power.size(), exponent);
  // ECMA-262, Number::toString: 0.digits × 10^point.
  const int point = exponent + 1;
  const int count = static_cast<int>(digits.size());
  constexpr int kMostWhole = 21;
  constexpr int kMostZeros = 6;
  std::string out = number < 0.0 ? "-" : "";
  if (point >= count && point <= kMostWhole) {
    return out.append(digits).append(static_cast<std::size_t>(point - count), '0');
  }
  if (point > 0 && point <= kMostWhole) {
    return out.append(digits, 0, static_cast<std::size_t>(point)).append(".").append(digits, static_cast<std::size_t>(point));
  }
  if (point <= 0 && point > -kMostZeros) {
    return out.append("0.").append(static_cast<std::size_t>(-point), '0').append(digits);
  }
  out.append(digits, 0, 1);
  if (count > 1) {
    out.append(".").append(digits, 1);
  }
  return out.append(exponent < 0 ? "e-" : "e+").append(std::to_string(std::abs(exponent)));
}

Result<std::string> canonical_json(std::string_view json, std::span<const std::string_view> without) {
  rapidjson::Document document;
  if (const auto fault = read_json(json, document)) {
    return Error{ErrorCode::kBodyUnreadable, "not JSON: byte " + std::to_string(fault->byte)};
  }
  std::string out;
  out.reserve(json.size());
  if (!document.IsObject() || !CanonicalWriter{out}.write(document, without, 0)) {
    return Error{ErrorCode::kBodyUnreadable, "JSON without a canonical form (RFC 8785)"};
  }
  return out;
}

}  // namespace quyhoach::geo
