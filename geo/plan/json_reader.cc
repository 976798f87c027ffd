#include "geo/plan/json_reader.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>

#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

#include "geo/base/text.h"

namespace quyhoach::geo {

namespace {

template <typename T>
std::errc read_number(std::string_view text, T& value) noexcept {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end != text.data() + text.size() ? std::errc::invalid_argument : error;
}

/// The nearest double, infinite where the number is larger than any. \pre a number of JSON
double to_double(std::string_view number) noexcept {
  double value = 0.0;
  if (read_number(number, value) != std::errc::result_out_of_range) {
    return value;
  }
  // Too large or too small: the place of its first digit that counts tells.
  const auto mark = std::min(number.find_first_of("eE"), number.size());
  const std::string_view digits = number.substr(0, mark);
  const auto point = static_cast<std::int64_t>(std::min(digits.find('.'), digits.size()));
  const auto first = static_cast<std::int64_t>(digits.find_first_of("123456789"));
  std::string_view power = number.substr(std::min(mark + 1, number.size()));
  const bool is_negative = power.starts_with('-');
  power.remove_prefix(is_negative || power.starts_with('+') ? 1 : 0);
  constexpr std::int64_t kHuge = std::numeric_limits<std::int64_t>::max() / 4;
  std::int64_t exponent = 0;
  if (read_number(power, exponent) == std::errc::result_out_of_range || exponent > kHuge) {
    exponent = kHuge;
  }
  return point - first + (is_negative ? -exponent : exponent) > 0 ? std::numeric_limits<double>::infinity() : 0.0;
}

/// Hands what RapidJSON reads to a document, but for numbers and texts. Of them RapidJSON 1.1 is not to be trusted: its tables of
/// powers are read outside their bounds for "0.000…1" with 350 zeros and for "0.1e-2147483647", and of half a character
/// ("\uDEE0") it makes what is not UTF-8.
class Builder : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, Builder> {
 public:
  explicit Builder(rapidjson::Document& document) : document_(document) {}

  [[nodiscard]] bool is_number_too_large() const noexcept { return is_number_too_large_; }

  bool Null() { return document_.Null(); }
  bool Bool(bool value) { return document_.Bool(value); }
  bool RawNumber(const char* text, rapidjson::SizeType length, bool /*copy*/) {
    const std::string_view number{text, length};
    if (std::uint64_t whole = 0; read_number(number, whole) == std::errc{}) {
      return document_.Uint64(whole);
    }
    const double value = to_double(number);
    is_number_too_large_ = std::isinf(value);
    return !is_number_too_large_ && document_.Double(value);
  }
  bool String(const char* text, rapidjson::SizeType length, bool /*copy*/) {
    return is_utf8({text, length}) && document_.String(text, length, true);
  }
  bool StartObject() { return document_.StartObject(); }
  bool Key(const char* text, rapidjson::SizeType length, bool copy) { return String(text, length, copy); }
  bool EndObject(rapidjson::SizeType count) { return document_.EndObject(count); }
  bool StartArray() { return document_.StartArray(); }
  bool EndArray(rapidjson::SizeType count) { return document_.EndArray(count); }

 private:
  rapidjson::Document& document_;
  bool is_number_too_large_ = false;
};

}  // namespace

std::optional<JsonFault> read_json(std::string_view text, rapidjson::Document& document) {
  std::optional<JsonFault> fault;
  const auto generate = [&](rapidjson::Document& into) {
    constexpr unsigned kFlags =
        rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag | rapidjson::kParseNumbersAsStringsFlag;
    rapidjson::MemoryStream bytes{text.data(), text.size()};
    rapidjson::EncodedInputStream<rapidjson::UTF8<>, rapidjson::MemoryStream> stream{bytes};
    Builder builder{into};
    rapidjson::Reader reader;
    if (const auto result = reader.Parse<kFlags>(stream, builder); !result) {
      fault = JsonFault{result.Offset(), result.Code() == rapidjson::kParseErrorNumberTooBig || builder.is_number_too_large()};
    }
    return !fault;
  };
  document.Populate(generate);
  return fault;
}

}  // namespace quyhoach::geo
