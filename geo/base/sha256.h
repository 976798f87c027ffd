#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "geo/base/result.h"

struct evp_md_ctx_st;

namespace quyhoach::geo {

/// SHA-256 (FIPS 180-4) of bytes given in pieces. One object per thread.
class Sha256 {
 public:
  Sha256();
  void update(std::string_view bytes);
  /// \return 64 lower-case hexadecimal digits. The object may not be used afterwards.
  [[nodiscard]] std::string finish();

 private:
  struct Deleter {
    void operator()(evp_md_ctx_st* context) const noexcept;
  };
  std::unique_ptr<evp_md_ctx_st, Deleter> context_;
};

/// \return SHA-256 of `bytes` in hexadecimal.
[[nodiscard]] std::string sha256_hex(std::string_view bytes);

/// \return SHA-256 of a file's bytes in hexadecimal, or kUnavailable if it cannot be read.
[[nodiscard]] Result<std::string> sha256_of_file(const std::string& path);

}  // namespace quyhoach::geo
