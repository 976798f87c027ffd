#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "geo/base/result.h"
#include "geo/table/table.h"

namespace quyhoach::desk {

/// The forms a list leaves the house in.
enum class ExportFormat {
  kCsv,   ///< The first table alone.
  kXlsx,  ///< A leaf each.
  kGpkg,  ///< A layer each.
};

/// "csv", "xlsx", "gpkg", which are also the ends of the files' names. \return nothing for any other name
[[nodiscard]] std::optional<ExportFormat> export_format(std::string_view name) noexcept;
[[nodiscard]] std::string_view name_of(ExportFormat format) noexcept;
/// The Content-Type of its bytes.
[[nodiscard]] std::string_view media_type(ExportFormat format) noexcept;

/// Writes tables to a file, which is replaced once the new one is whole. The same tables give the same bytes. \param crs  of their
/// places. \return kUnavailable where it cannot
[[nodiscard]] geo::Result<bool> write_export(std::span<const geo::Table> tables, ExportFormat format, const std::string& crs,
                                             const std::string& path);

/// The same with a page.
[[nodiscard]] geo::Result<bool> write_page(std::string_view html, const std::string& path);

/// The same as bytes, by way of a folder for temporary files that is gone afterwards. Any thread.
[[nodiscard]] geo::Result<std::string> export_bytes(std::span<const geo::Table> tables, ExportFormat format, const std::string& crs);

/// One of two texts by the language of the reader.
[[nodiscard]] inline std::string in_language(std::string_view language, std::string_view vi, std::string_view en) {
  return std::string{language == "en" ? en : vi};
}

/// Facts about a list that stand beside it, as a table of two columns: what it is about, of which edition and day.
struct Fact {
  std::string name;
  std::string value;
};
/// What every list of a DEMO district says first.
[[nodiscard]] Fact demo_fact(std::string_view language);
[[nodiscard]] geo::Table table_of_facts(std::vector<Fact> facts, std::string_view language);

}  // namespace quyhoach::desk
