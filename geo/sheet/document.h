#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "geo/base/result.h"

namespace quyhoach::geo {

/// What stands on a one-page document. Texts are UTF-8 in normal form C; one paragraph is one string without line
/// breaks.
struct DocumentText {
  std::string heading;                  ///< Small, above the title: number and date.
  std::string title;                    ///< Large, centred, broken over lines as needed.
  std::vector<std::string> paragraphs;  ///< Broken over lines as needed; what passes the page's foot is an error.
  std::string watermark;                ///< Printed large and pale across the page; may be empty.
  std::string created;  ///< ISO 8601, "2026-01-01T00:00:00Z": the PDF's date, so that bytes can be repeated.
};

/// Writes an A4 page as PDF. The fonts are embedded as subsets.
/// Errors: kUnavailable when `file` cannot be written, kBadData when the text does not fit on the page.
[[nodiscard]] Result<std::filesystem::path> write_document(const DocumentText& text, const std::filesystem::path& file);

}  // namespace quyhoach::geo
