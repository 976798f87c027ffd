#pragma once

#include <cmath>
#include <string_view>

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

namespace quyhoach::geo {

/// The one way JSON is written: compact, UTF-8, doubles in a form that reads back to the same bits, NaN as null.
class JsonWriter {
 public:
  void begin_object() { writer_.StartObject(); }
  void end_object() { writer_.EndObject(); }
  void begin_array() { writer_.StartArray(); }
  void end_array() { writer_.EndArray(); }
  void key(std::string_view name) { writer_.Key(name.data(), static_cast<rapidjson::SizeType>(name.size())); }
  void value(std::string_view text) { writer_.String(text.data(), static_cast<rapidjson::SizeType>(text.size())); }
  void value(const char* text) { value(std::string_view{text}); }
  void value(bool flag) { writer_.Bool(flag); }
  void value(double number) {
    if (std::isfinite(number)) {
      writer_.Double(number);
    } else {
      writer_.Null();
    }
  }
  void value(int number) { writer_.Int(number); }
  void value(std::uint64_t number) { writer_.Uint64(number); }
  void null() { writer_.Null(); }
  /// JSON written before, put in as it is.
  void raw(std::string_view json) { writer_.RawValue(json.data(), json.size(), rapidjson::kObjectType); }

  template <typename T>
  void member(std::string_view name, const T& v) {
    key(name);
    value(v);
  }
  /// An empty text is written as null.
  void member_or_null(std::string_view name, std::string_view text) {
    key(name);
    if (text.empty()) {
      null();
    } else {
      value(text);
    }
  }
  void null_member(std::string_view name) {
    key(name);
    null();
  }

  /// What has been written so far.
  [[nodiscard]] std::string_view text() const { return {buffer_.GetString(), buffer_.GetSize()}; }
  void clear() {
    buffer_.Clear();
    writer_.Reset(buffer_);
  }

 private:
  rapidjson::StringBuffer buffer_;
  rapidjson::Writer<rapidjson::StringBuffer> writer_{buffer_};
};

}  // namespace quyhoach::geo
