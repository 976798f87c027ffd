#pragma once

#include <string>
#include <string_view>

#include "server/http/message.h"

namespace quyhoach::server {

/// `data` as one gzip member (RFC 1952), level 6. Same input, same bytes. Any thread.
[[nodiscard]] std::string gzip(std::string_view data);

/// `data` as a brotli stream (RFC 7932), quality 5 unless told. Same input, same bytes. Any thread.
[[nodiscard]] std::string brotli(std::string_view data, int quality = 5);

struct AcceptedEncodings {
  bool gzip = false;
  bool brotli = false;
};

/// Reads Accept-Encoding. q=0 refuses; `*` stands for what is not named; what cannot be read is not accepted.
/// RFC 9110 §12.5.3
[[nodiscard]] AcceptedEncodings accepted_encodings(std::string_view accept_encoding) noexcept;

/// Whether bodies of this media type shrink: text, JSON, XML, SVG, JavaScript, …
[[nodiscard]] bool is_compressible(std::string_view content_type) noexcept;

/// Compresses the body of a 200 as the request accepts, if its type shrinks and it has 1 KiB or more. Sets
/// Content-Encoding and Vary, and gives the ETag an ending per encoding, since a strong ETag names bytes (RFC 9110
/// §8.8.3.3). When that ETag matches If-None-Match the body is left alone, for it is not going to be sent.
void compress_for(const Request& request, Response& response);

}  // namespace quyhoach::server
