#include "geo/io/source_files.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <fstream>
#include <string_view>

namespace quyhoach::geo {

namespace fs = std::filesystem;

namespace {

std::string to_lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

std::string first_bytes(const fs::path& path, std::size_t enough) {
  std::string bytes(enough, '\0');
  std::ifstream file{path, std::ios::binary};
  file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(file.gcount()));
  return bytes;
}

/// RFC 7946 §2: a GeoJSON text is a JSON object. A byte order mark, which Windows editors write, is let pass.
bool may_be_geojson(std::string_view bytes) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  if (bytes.starts_with(kMark)) {
    bytes.remove_prefix(kMark.size());
  }
  const auto first = bytes.find_first_not_of(" \t\r\n");
  return first == std::string_view::npos || bytes[first] == '{';
}

bool may_be(std::string_view extension, const std::string& bytes) {
  using std::string_view_literals::operator""sv;
  constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kSignatures{{
      {".gpkg", "SQLite format 3\0"sv},  // SQLite file format §1.3
      {".shp", "\0\0\x27\x0A"sv},        // ESRI Shapefile Technical Description, table 1: file code 9994, big endian
      {".fgb", "fgb\x03"sv},             // FlatGeobuf specification, magic bytes
      {".tab", "!table"sv},
      {".mif", "version"sv},
  }};
  if (extension == ".geojson" || extension == ".json") {
    return may_be_geojson(bytes);
  }
  const auto known = std::find_if(kSignatures.begin(), kSignatures.end(), [&](const auto& s) { return s.first == extension; });
  if (known == kSignatures.end() || bytes.size() < known->second.size()) {
    return true;
  }
  const std::string start = bytes.substr(0, known->second.size());
  return (extension == ".tab" || extension == ".mif" ? to_lower(start) : start) == known->second;
}

/// The companion with this extension in either case, as Windows tools write both; nothing where there is none.
std::optional<fs::path> companion(fs::path path, std::string extension) {
  std::error_code ignored;
  if (fs::is_regular_file(path.replace_extension(extension), ignored)) {
    return path;
  }
  std::transform(extension.begin(), extension.end(), extension.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return fs::is_regular_file(path.replace_extension(extension), ignored) ? std::optional{path} : std::nullopt;
}

/// The finding for drawings that no driver here reads: it says how to save them so that one does.
std::optional<std::string> unreadable_drawing(std::string_view extension, std::string_view bytes) {
  using std::string_view_literals::operator""sv;
  constexpr std::string_view kCompoundFile = "\xD0\xCF\x11\xE0"sv;  // [MS-CFB] §2.2: MicroStation V8 writes such files
  if (extension == ".dwg") {
    return "DRIVER_NOT_ALLOWED.dwg";
  }
  if (extension == ".dgn" && bytes.starts_with(kCompoundFile)) {
    return "DRIVER_NOT_ALLOWED.dgn_v8";
  }
  if (extension == ".dxf" && bytes.starts_with("AutoCAD Binary DXF"sv)) {
    return "DRIVER_NOT_ALLOWED.dxf_binary";
  }
  const auto is_v7 = [&] {  // First element: level 8, type 9 (2D, 3D) or a cell library, which is no drawing
    return bytes.size() >= 4 && (bytes.starts_with("\x08\x09"sv) || bytes.starts_with("\xC8\x09"sv));
  };
  return extension == ".dgn" && !is_v7() ? std::optional<std::string>{"DRIVER_NOT_ALLOWED.dgn"} : std::nullopt;
}

std::optional<FileFault> find_shapefile_fault(const fs::path& path) {
  for (const char* extension : {".dbf", ".shx"}) {
    if (!companion(path, extension)) {
      return FileFault{"FILE_MISSING.shapefile", fs::path{path}.replace_extension(extension), ""};
    }
  }
  constexpr std::size_t kLongestPrj = 65'536;
  if (const auto prj = companion(path, ".prj"); prj && crs_names_files(first_bytes(*prj, kLongestPrj))) {
    return FileFault{"CRS_NOT_ALLOWED.file", *prj, ""};
  }
  return std::nullopt;
}

}  // namespace

bool crs_names_files(std::string_view text) noexcept {
  return text.find("PROJ4") != std::string_view::npos || text.find("grids=") != std::string_view::npos ||
         text.find("PARAMETERFILE") != std::string_view::npos;
}

std::optional<FileFault> find_file_fault(const fs::path& path) {
  const std::string extension = to_lower(path.extension().string());
  constexpr std::size_t kEnough = 512;
  const std::string bytes = first_bytes(path, kEnough);
  if (const auto kind = unreadable_drawing(extension, bytes)) {
    return FileFault{*kind, path, ""};
  }
  if (!may_be(extension, bytes)) {
    return FileFault{"DRIVER_NOT_ALLOWED.bytes", path, extension};
  }
  return extension == ".shp" ? find_shapefile_fault(path) : std::nullopt;
}

}  // namespace quyhoach::geo
