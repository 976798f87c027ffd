#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "geo/base/result.h"
#include "server/http/message.h"

namespace quyhoach::server {

/// Fields of every document a browser runs (HTML, SVG): the one place that says what our pages may do. No inline script
/// or style, nothing from elsewhere, no frame around us. CSP Level 3; Referrer-Policy, because a parcel is a URL.
[[nodiscard]] const std::vector<std::pair<std::string, std::string>>& document_headers();

struct StaticFilesOptions {
  std::size_t file_max_bytes = 32U << 20U;
  std::size_t total_max_bytes = 256U << 20U;
  std::vector<std::pair<std::string, std::string>> document_headers = server::document_headers();
};

/// A directory of files, read into memory once, with gzip and brotli of those that shrink, and every response
/// serialised. Names under /assets/ that carry a hash (`index-DiwrgTd4.js`) may be kept forever; everything else is
/// asked for again with its ETag. Hidden files are left out.
///
/// Threads: deeply const once loaded.
class StaticFiles {
 public:
  /// kUnavailable when a file cannot be read; kBadData for one that is too large or neither file nor directory (a
  /// symbolic link could lead out of the directory).
  [[nodiscard]] static geo::Result<std::shared_ptr<const StaticFiles>> load(const std::filesystem::path& directory,
                                                                            const StaticFilesOptions& options = {});

  /// The file of a request path, `/assets/index.js`; for a path that ends in '/', its index.html. 404 NOT_FOUND if
  /// none. One range of a GET is answered 206 or 416 from the uncompressed bytes. RFC 9110 §14
  [[nodiscard]] Response serve(const Request& request, std::string_view path) const;

  [[nodiscard]] bool contains(std::string_view path) const { return files_.find(path) != files_.end(); }
  [[nodiscard]] std::size_t size() const noexcept { return files_.size(); }

 private:
  struct File {
    Response plain;  ///< Whole, not compressed, for ranges.
    std::shared_ptr<const PreparedResponse> identity;
    std::shared_ptr<const PreparedResponse> gzip;  ///< Null when it would not be smaller.
    std::shared_ptr<const PreparedResponse> brotli;
  };

  static File make_file(std::string_view path, std::string content, const StaticFilesOptions& options);

  std::map<std::string, File, std::less<>> files_;  ///< By path from the directory, with its leading '/'.
};

}  // namespace quyhoach::server
