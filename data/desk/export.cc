#include "data/desk/export.h"

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "geo/io/durable.h"
#include "geo/io/table_geopackage.h"
#include "geo/table/csv.h"
#include "geo/table/xlsx.h"

namespace quyhoach::desk {

using geo::Error;
using geo::ErrorCode;
using geo::Result;

namespace {

struct Form {
  ExportFormat format;
  std::string_view name;
  std::string_view media_type;
};
constexpr std::array<Form, 3> kForms{{{ExportFormat::kCsv, "csv", "text/csv; charset=utf-8"},
                                      {ExportFormat::kXlsx, "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
                                      {ExportFormat::kGpkg, "gpkg", "application/geopackage+sqlite3"}}};

const Form& form_of(ExportFormat format) noexcept { return kForms.at(static_cast<std::size_t>(format)); }

/// A folder nobody else can look into; gone with everything in it when it goes out of scope.
class ScratchFolder {
 public:
  ScratchFolder() {
    std::error_code error;
    std::string name = (std::filesystem::temp_directory_path(error) / "quyhoach-export-XXXXXX").string();
    if (!error && ::mkdtemp(name.data()) != nullptr) {
      path_ = name;
    }
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  ~ScratchFolder() {
    std::error_code ignored;
    if (!path_.empty()) {
      std::filesystem::remove_all(path_, ignored);
    }
  }
  /// Empty where there is none.
  [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

 private:
  std::filesystem::path path_;
};

Result<bool> write_bytes(std::string_view bytes, const std::string& path) {
  std::ofstream file{path, std::ios::binary};
  file << bytes;
  file.close();
  return file ? Result<bool>{true} : Error{ErrorCode::kUnavailable, "cannot write " + path};
}

Result<bool> write_in_form(std::span<const geo::Table> tables, ExportFormat format, const std::string& crs, const std::string& path) {
  switch (format) {
    case ExportFormat::kXlsx: return geo::write_xlsx(tables, path);
    case ExportFormat::kGpkg: return geo::write_geopackage(tables, crs, path);
    case ExportFormat::kCsv: break;
  }
  return write_bytes(to_csv(tables.front()), path);
}

/// Lets `write` make a file beside `path`, which takes its place once it is whole.
template <typename Write>
Result<bool> write_whole(const std::filesystem::path& path, std::string_view extension, Write write) {
  const std::filesystem::path part = path.parent_path() / ("." + path.filename().string() + ".part." + std::string{extension});
  std::error_code error;
  auto written = write(part.string());
  if (written) {
    std::filesystem::rename(part, path, error);
    written = error ? Result<bool>{Error{ErrorCode::kUnavailable, "cannot write " + path.string()}} : written;
  }
  if (!written) {
    std::filesystem::remove(part, error);
  }
  return written;
}

}  // namespace

std::optional<ExportFormat> export_format(std::string_view name) noexcept {
  for (const Form& form : kForms) {
    if (form.name == name) {
      return form.format;
    }
  }
  return std::nullopt;
}

std::string_view name_of(ExportFormat format) noexcept { return form_of(format).name; }
std::string_view media_type(ExportFormat format) noexcept { return form_of(format).media_type; }

Result<bool> write_export(std::span<const geo::Table> tables, ExportFormat format, const std::string& crs, const std::string& path) {
  return write_whole(path, name_of(format), [&](const std::string& part) { return write_in_form(tables, format, crs, part); });
}

Result<bool> write_page(std::string_view html, const std::string& path) {
  return write_whole(path, "html", [&](const std::string& part) { return write_bytes(html, part); });
}

Result<std::string> export_bytes(std::span<const geo::Table> tables, ExportFormat format, const std::string& crs) {
  if (format == ExportFormat::kCsv) {
    return to_csv(tables.front());
  }
  const ScratchFolder scratch;
  if (scratch.path().empty()) {
    return Error{ErrorCode::kUnavailable, "no folder for temporary files"};
  }
  const std::string path = (scratch.path() / "export").string() + "." + std::string{name_of(format)};
  const auto written = write_export(tables, format, crs, path);
  // Every parcel of the largest district, with its outline.
  constexpr std::size_t kLargest_bytes = std::size_t{2} << 30U;
  return written ? geo::read_file(path, kLargest_bytes) : written.error();
}

Fact demo_fact(std::string_view language) {
  return {"DEMO", in_language(language, "Dữ liệu DEMO: thửa đất, đồ án và quyết định đều hư cấu.",
                              "DEMO data: every parcel, plan and decision is invented.")};
}

geo::Table table_of_facts(std::vector<Fact> facts, std::string_view language) {
  constexpr int kWide = 60;
  geo::Table table{.name = "about", .title = in_language(language, "Giới thiệu", "About"), .columns = {}, .rows = {}};
  table.columns = {{.name = "fact", .title = in_language(language, "Mục", "Fact"), .width = 26},
                   {.name = "value", .title = in_language(language, "Nội dung", "Value"), .width = kWide}};
  table.rows = [facts = std::move(facts)](const geo::RowSink& sink) {
    for (const Fact& fact : facts) {
      sink(std::array<geo::Cell, 2>{std::string_view{fact.name}, std::string_view{fact.value}});
    }
  };
  return table;
}

}  // namespace quyhoach::desk
