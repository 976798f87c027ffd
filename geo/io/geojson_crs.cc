#include "geo/io/geojson_crs.h"

#include <cstdio>
#include <memory>
#include <string_view>
#include <vector>

#include <rapidjson/error/en.h>
#include <rapidjson/filereadstream.h>
#include <rapidjson/reader.h>

#include "geo/coord/grid_transform.h"

namespace quyhoach::geo {

namespace {

bool is_crs_in_any_case(std::string_view key) {
  return key.size() == 3 && (key[0] == 'c' || key[0] == 'C') && (key[1] == 'r' || key[1] == 'R') && (key[2] == 's' || key[2] == 'S');
}

/// Walks the whole file and keeps crs.type and crs.properties.name of the top level. GDAL is less strict than this must be: it
/// finds members in any case, and a `crs` inside a geometry too; whatever it could take for a link is `foreign` here.
class CrsHandler : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, CrsHandler> {
 public:
  bool Default() { return value(); }
  /// Numbers stay text: nothing here needs their value.
  bool RawNumber(const char* /*text*/, rapidjson::SizeType /*length*/, bool /*copy*/) { return value(); }
  bool String(const char* text, rapidjson::SizeType length, bool /*copy*/) {
    if (in_crs_ && depth_ == 2 && key_ == "type") {
      type = std::string{text, length};
    }
    if (in_crs_ && depth_ == 3 && key_ == "name") {
      name = std::string{text, length};
    }
    return value();
  }
  bool Key(const char* text, rapidjson::SizeType length, bool /*copy*/) {
    key_.assign(text, length);
    if (depth_ == 1) {
      in_crs_ = key_ == "crs";
      foreign = foreign || (in_crs_ && found);  // Twice: which of them counts is anybody's guess.
      found = found || in_crs_;
    } else if (in_crs_) {
      foreign = foreign || (key_ != "type" && key_ != "properties" && key_ != "name");
    }
    is_other_crs_ = !(depth_ == 1 && in_crs_) && is_crs_in_any_case(key_);
    return true;
  }
  bool StartObject() {
    foreign = foreign || is_other_crs_;
    is_other_crs_ = false;
    return ++depth_ < kMaxDepth;
  }
  bool EndObject(rapidjson::SizeType /*count*/) {
    --depth_;
    return true;
  }
  bool StartArray() { return ++depth_ < kMaxDepth; }
  bool EndArray(rapidjson::SizeType /*count*/) {
    --depth_;
    return true;
  }

  bool found = false;
  bool foreign = false;  ///< A `crs` in another place or spelling, twice, or with members of unknown meaning.
  std::string type;
  std::string name;

 private:
  static constexpr int kMaxDepth = 64;
  bool value() {
    is_other_crs_ = false;
    return true;
  }
  int depth_ = 0;
  bool in_crs_ = false;
  bool is_other_crs_ = false;  ///< The key just read is a `crs` that is not the top level's.
  std::string key_;
};

void skip_byte_order_mark(rapidjson::FileReadStream& stream) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  const char* start = stream.Peek4();
  if (start != nullptr && std::string_view{start, kMark.size()} == kMark) {
    for (std::size_t i = 0; i < kMark.size(); ++i) {
      stream.Take();
    }
  }
}

}  // namespace

Result<std::string> geojson_crs(const std::string& path) {
  struct Close {
    void operator()(std::FILE* file) const noexcept { std::fclose(file); }
  };
  const std::unique_ptr<std::FILE, Close> file{std::fopen(path.c_str(), "rb")};
  if (!file) {
    return Error{ErrorCode::kUnavailable, "cannot open " + path};
  }
  std::vector<char> buffer(std::size_t{1} << 16U);
  rapidjson::FileReadStream stream{file.get(), buffer.data(), buffer.size()};
  skip_byte_order_mark(stream);
  rapidjson::Reader reader;
  CrsHandler handler;
  constexpr unsigned kFlags = rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag |
                              rapidjson::kParseNumbersAsStringsFlag | rapidjson::kParseNanAndInfFlag;
  const auto result = reader.Parse<kFlags>(stream, handler);
  if (result.Code() == rapidjson::kParseErrorNumberTooBig) {  // 1e999: RapidJSON refuses it whatever its flags.
    return Error{ErrorCode::kCoordNotFinite, "a number too large for any coordinate at byte " + std::to_string(result.Offset())};
  }
  if (result.IsError()) {
    return Error{ErrorCode::kBadData, std::string{"not GeoJSON: "} + rapidjson::GetParseError_En(result.Code()) + " at byte " +
                                          std::to_string(result.Offset())};
  }
  if (handler.foreign) {
    return Error{ErrorCode::kCrsNotAllowed, "only one crs member is allowed, at the top level, with nothing but a name"};
  }
  if (!handler.found) {
    return std::string{"EPSG:4326"};
  }
  const std::string_view name = handler.name;
  if (handler.type == "name" && (name == "urn:ogc:def:crs:OGC:1.3:CRS84" || name == "urn:ogc:def:crs:OGC::CRS84")) {
    return std::string{"EPSG:4326"};
  }
  constexpr std::string_view kUrn = "urn:ogc:def:crs:EPSG:";
  std::string code{name};
  if (name.starts_with(kUrn)) {
    code = "EPSG:" + std::string{name.substr(name.rfind(':') + 1)};
  }
  if (handler.type != "name" || !is_epsg_code(code)) {
    return Error{ErrorCode::kCrsNotAllowed, "the crs member must name an EPSG code; links and files are not followed"};
  }
  return code;
}

}  // namespace quyhoach::geo
