#pragma once

#include <string>
#include <string_view>

#include "server/http/message.h"

namespace quyhoach::server {

/// How much time compressing may take. Vector tiles, mostly packed numbers, shrink by 2 to 6 % more at four times the time.
enum class Effort {
  kPerRequest,  ///< While a client waits: gzip 1, brotli 1.
  kOnce,        ///< When the server starts, for many clients: gzip 9, brotli 9.
};

/// `data` as one gzip member (RFC 1952). Same input, same bytes. Any thread.
[[nodiscard]] std::string gzip(std::string_view data, Effort effort = Effort::kPerRequest);

/// `data` as a brotli stream (RFC 7932). Same input, same bytes. Any thread.
[[nodiscard]] std::string brotli(std::string_view data, Effort effort = Effort::kPerRequest);

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
