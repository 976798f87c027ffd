#include "server/http/static_files.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <optional>
#include <system_error>

#include "geo/base/sha256.h"
#include "server/http/compression.h"
#include "server/http/conditional.h"
#include "server/http/problem.h"

namespace quyhoach::server {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kHashLength = 8;

std::string_view content_type_of(std::string_view extension) noexcept {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 14> kTypes = {{
      {".html", "text/html; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".mjs", "text/javascript; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".json", "application/json"},
      {".map", "application/json"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".woff2", "font/woff2"},
      {".pbf", "application/x-protobuf"},
      {".txt", "text/plain; charset=utf-8"},
      {".ico", "image/vnd.microsoft.icon"},
      {".pdf", "application/pdf"},
      {".webmanifest", "application/manifest+json"},
  }};
  const auto* const it =
      std::find_if(kTypes.begin(), kTypes.end(), [extension](const auto& type) { return type.first == extension; });
  return it == kTypes.end() ? "application/octet-stream" : it->second;
}

/// Whether a path is /assets/… with a content hash as the build writes it: eight base64url characters after a dash. At
/// least one is no lower-case letter, or `planning-overview.js` would be kept for a year.
bool has_hashed_name(std::string_view path) noexcept {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  const std::string_view stem = name.substr(0, name.find('.'));
  if (path.substr(0, 8) != "/assets/" || stem.size() <= kHashLength || stem[stem.size() - kHashLength - 1] != '-') {
    return false;
  }
  const std::string_view hash = stem.substr(stem.size() - kHashLength);
  return std::any_of(hash.begin(), hash.end(), [](char c) { return c < 'a' || c > 'z'; });
}

geo::Result<std::string> read_file(const fs::path& path, std::size_t bytes_max) {
  std::ifstream stream{path, std::ios::binary};
  std::string content;
  std::array<char, 65'536> chunk{};
  while (stream) {
    stream.read(chunk.data(), chunk.size());
    content.append(chunk.data(), static_cast<std::size_t>(stream.gcount()));
    if (content.size() > bytes_max) {
      return geo::Error{geo::ErrorCode::kBadData, "file is too large to serve: " + path.string()};
    }
  }
  if (!stream.eof()) {
    return geo::Error{geo::ErrorCode::kUnavailable, "file cannot be read: " + path.string()};
  }
  return content;
}

std::shared_ptr<const PreparedResponse> prepare_encoded(const Response& plain, std::string_view encoding,
                                                        std::string_view etag_ending, std::string encoded) {
  if (encoded.size() >= plain.body->size()) {
    return nullptr;
  }
  Response response = plain;
  response.headers.emplace_back("Content-Encoding", encoding);
  response.etag.insert(response.etag.size() - 1, etag_ending);
  response.body = std::make_shared<const std::string>(std::move(encoded));
  return prepare(response);
}

/// The answer to a range, or nothing when the whole is to be sent.
std::optional<Response> serve_range(const Request& request, const Response& plain) {
  // RFC 9110 §14.2: only GET has ranges; §13.1.5: If-Range wants the strong tag; §13.2.2: If-None-Match comes first.
  if (request.method != Method::kGet || request.range.empty() ||
      (!request.if_range.empty() && request.if_range != plain.etag) ||
      if_none_match_matches(request.if_none_match, plain.etag)) {
    return std::nullopt;
  }
  const std::size_t size = plain.body->size();
  const RangeRequest range = read_range(request.range, size);
  if (range.kind == RangeRequest::Kind::kWhole) {
    return std::nullopt;
  }
  Response response = plain;
  if (range.kind == RangeRequest::Kind::kUnsatisfiable) {
    response = {};
    response.status = 416;
    response.headers.emplace_back("Content-Range", "bytes */" + std::to_string(size));
    return response;
  }
  response.status = 206;
  response.headers.emplace_back("Content-Range", "bytes " + std::to_string(range.first) + "-" +
                                                     std::to_string(range.last) + "/" + std::to_string(size));
  response.body = std::make_shared<const std::string>(*plain.body, range.first, range.last - range.first + 1);
  return response;
}

}  // namespace

const std::vector<std::pair<std::string, std::string>>& document_headers() {
  static const std::vector<std::pair<std::string, std::string>> kHeaders = {
      {"Content-Security-Policy",
       "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data: blob:; "
       "worker-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; "
       "frame-ancestors 'none'"},
      {"Referrer-Policy", "no-referrer"},
  };
  return kHeaders;
}

StaticFiles::File StaticFiles::make_file(std::string_view path, std::string content,
                                         const StaticFilesOptions& options) {
  const std::string_view extension = path.substr(std::min(path.rfind('.'), path.size()));
  File file;
  Response& plain = file.plain;
  plain.content_type = content_type_of(extension);
  plain.etag = "\"" + geo::sha256_hex(content).substr(0, 32) + "\"";
  plain.cache_control = has_hashed_name(path) ? "public, max-age=31536000, immutable" : "no-cache";
  plain.headers.emplace_back("Accept-Ranges", "bytes");
  plain.body = std::make_shared<const std::string>(std::move(content));
  if (extension == ".html" || extension == ".svg") {
    plain.headers.insert(plain.headers.end(), options.document_headers.begin(), options.document_headers.end());
  }
  if (is_compressible(plain.content_type)) {
    plain.headers.emplace_back("Vary", "Accept-Encoding");
    file.gzip = prepare_encoded(plain, "gzip", "-gz", gzip(*plain.body, Effort::kOnce));
    file.brotli = prepare_encoded(plain, "br", "-br", brotli(*plain.body, Effort::kOnce));
  }
  file.identity = prepare(plain);
  return file;
}

geo::Result<std::shared_ptr<const StaticFiles>> StaticFiles::load(const fs::path& directory,
                                                                  const StaticFilesOptions& options) {
  auto result = std::make_shared<StaticFiles>();
  std::size_t total_bytes = 0;
  std::error_code error;
  fs::recursive_directory_iterator it{directory, error};
  for (const fs::recursive_directory_iterator end; !error && it != end; it.increment(error)) {
    const fs::file_status status = it->symlink_status(error);
    if (error) {
      break;
    }
    if (it->path().filename().native().front() == '.') {
      if (fs::is_directory(status)) {
        it.disable_recursion_pending();
      }
      continue;
    }
    if (fs::is_directory(status)) {
      continue;
    }
    if (!fs::is_regular_file(status)) {
      return geo::Error{geo::ErrorCode::kBadData, "neither file nor directory: " + it->path().string()};
    }
    auto content = read_file(it->path(), options.file_max_bytes);
    if (!content) {
      return content.error();
    }
    total_bytes += content->size();
    if (total_bytes > options.total_max_bytes) {
      return geo::Error{geo::ErrorCode::kBadData, "directory is too large to serve: " + directory.string()};
    }
    std::string path = "/" + it->path().lexically_relative(directory).generic_string();
    File file = make_file(path, std::move(*content), options);
    result->files_.emplace(std::move(path), std::move(file));
  }
  if (error) {
    return geo::Error{geo::ErrorCode::kUnavailable,
                      "directory cannot be read: " + directory.string() + ": " + error.message()};
  }
  return std::shared_ptr<const StaticFiles>{std::move(result)};
}

Response StaticFiles::serve(const Request& request, std::string_view path) const {
  const bool is_directory = !path.empty() && path.back() == '/';
  const auto it = is_directory ? files_.find(std::string{path} + "index.html") : files_.find(path);
  if (it == files_.end()) {
    return problem(geo::ErrorCode::kNotFound);
  }
  const File& file = it->second;
  if (auto range = serve_range(request, file.plain)) {
    return std::move(*range);
  }
  return respond(request.accepts_brotli && file.brotli ? file.brotli
                 : request.accepts_gzip && file.gzip   ? file.gzip
                                                       : file.identity);
}

}  // namespace quyhoach::server
