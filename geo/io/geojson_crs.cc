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

/// Walks the whole file and keeps crs.type and crs.properties.name of the top level.
class CrsHandler : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, CrsHandler> {
 public:
  bool Default() { return value(); }
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
    if (depth_ <= 3) {
      key_.assign(text, length);
    }
    if (depth_ == 1) {
      in_crs_ = key_ == "crs";
      found = found || in_crs_;
    }
    return true;
  }
  bool StartObject() { return ++depth_ < kMaxDepth; }
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
  std::string type;
  std::string name;

 private:
  static constexpr int kMaxDepth = 64;
  static bool value() { return true; }
  int depth_ = 0;
  bool in_crs_ = false;
  std::string key_;
};

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
  rapidjson::Reader reader;
  CrsHandler handler;
  const auto result = reader.Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag>(stream, handler);
  if (result.IsError()) {
    return Error{ErrorCode::kBadData, std::string{"not GeoJSON: "} + rapidjson::GetParseError_En(result.Code()) + " at byte " +
                                          std::to_string(result.Offset())};
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
