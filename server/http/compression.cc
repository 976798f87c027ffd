#include "server/http/compression.h"

#include <algorithm>
#include <array>
#include <memory>
#include <new>

#include <brotli/encode.h>
#include <libdeflate.h>

#include "server/http/conditional.h"

namespace quyhoach::server {
namespace {

constexpr int kLightest = 1;
constexpr int kThorough = 9;
constexpr std::size_t kWorthCompressing = 1024;

struct CompressorDeleter {
  void operator()(libdeflate_compressor* c) const noexcept { libdeflate_free_compressor(c); }
};

char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool equals_ignoring_case(std::string_view a, std::string_view b) noexcept {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

std::string_view trim(std::string_view text) noexcept {
  const std::size_t begin = std::min(text.find_first_not_of(" \t"), text.size());
  const std::size_t end = text.find_last_not_of(" \t") + 1;
  return begin < end ? text.substr(begin, end - begin) : std::string_view{};
}

/// Whether a weight is a qvalue above zero. weight = OWS ";" OWS "q=" qvalue; RFC 9110 §12.4.2
bool is_above_zero(std::string_view qvalue) noexcept {
  if (qvalue.empty() || qvalue.size() > 5 || (qvalue[0] != '0' && qvalue[0] != '1') ||
      (qvalue.size() > 1 && qvalue[1] != '.')) {
    return false;
  }
  const std::string_view decimals = qvalue.substr(std::min<std::size_t>(2, qvalue.size()));
  if (!std::all_of(decimals.begin(), decimals.end(), [](char c) { return c >= '0' && c <= '9'; })) {
    return false;
  }
  const bool has_decimals = decimals.find_first_not_of('0') != std::string_view::npos;
  return qvalue[0] == '1' ? !has_decimals : has_decimals;
}

/// Ends a tag differently per encoding: `"abc"` becomes `"abc-br"`.
void append_to_etag(std::string& etag, std::string_view ending) {
  if (!etag.empty() && etag.back() == '"') {
    etag.insert(etag.size() - 1, ending);
  }
}

}  // namespace

std::string gzip(std::string_view data, Effort effort) {
  using Compressor = std::unique_ptr<libdeflate_compressor, CompressorDeleter>;
  // A compressor costs 0.3 MB and some time to make, and must not be shared: one per thread for what is done often.
  thread_local const Compressor often{libdeflate_alloc_compressor(kLightest)};
  const Compressor once{effort == Effort::kOnce ? libdeflate_alloc_compressor(kThorough) : nullptr};
  libdeflate_compressor* const compressor = effort == Effort::kOnce ? once.get() : often.get();
  if (compressor == nullptr) {
    throw std::bad_alloc{};
  }
  std::string out(libdeflate_gzip_compress_bound(compressor, data.size()), '\0');
  out.resize(libdeflate_gzip_compress(compressor, data.data(), data.size(), out.data(), out.size()));
  return out;
}

std::string brotli(std::string_view data, Effort effort) {
  std::string out(BrotliEncoderMaxCompressedSize(data.size()), '\0');
  std::size_t size = out.size();
  const int quality = effort == Effort::kOnce ? kThorough : kLightest;
  const BROTLI_BOOL done = BrotliEncoderCompress(quality, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_GENERIC, data.size(),
                                                 reinterpret_cast<const std::uint8_t*>(data.data()), &size,
                                                 reinterpret_cast<std::uint8_t*>(out.data()));
  if (done == BROTLI_FALSE) {
    throw std::bad_alloc{};  // the only way it can fail: the bound is large enough
  }
  out.resize(size);
  return out;
}

AcceptedEncodings accepted_encodings(std::string_view accept_encoding) noexcept {
  enum class Said { kNothing, kYes, kNo };
  Said gzip_said = Said::kNothing;
  Said brotli_said = Said::kNothing;
  Said any_said = Said::kNothing;
  while (!accept_encoding.empty()) {
    const std::size_t comma = std::min(accept_encoding.find(','), accept_encoding.size());
    const std::string_view item = accept_encoding.substr(0, comma);
    accept_encoding.remove_prefix(std::min(comma + 1, accept_encoding.size()));
    const std::size_t semicolon = std::min(item.find(';'), item.size());
    const std::string_view coding = trim(item.substr(0, semicolon));
    Said said = Said::kYes;
    if (semicolon < item.size()) {
      const std::string_view weight = trim(item.substr(semicolon + 1));
      const bool is_weight = weight.size() > 2 && lower(weight[0]) == 'q' && weight[1] == '=';
      said = is_weight && is_above_zero(weight.substr(2)) ? Said::kYes : Said::kNo;
    }
    if (equals_ignoring_case(coding, "gzip") || equals_ignoring_case(coding, "x-gzip")) {
      gzip_said = said;
    } else if (equals_ignoring_case(coding, "br")) {
      brotli_said = said;
    } else if (coding == "*") {
      any_said = said;
    }
  }
  const auto accepted = [any_said](Said said) { return (said == Said::kNothing ? any_said : said) == Said::kYes; };
  return {.gzip = accepted(gzip_said), .brotli = accepted(brotli_said)};
}

bool is_compressible(std::string_view content_type) noexcept {
  static constexpr std::array<std::string_view, 4> kTypes = {
      "application/javascript", "application/xml", "application/x-protobuf", "application/vnd.mapbox-vector-tile"};
  const std::string_view type = trim(content_type.substr(0, content_type.find(';')));
  const auto ends_with = [type](std::string_view end) {
    return type.size() >= end.size() && type.substr(type.size() - end.size()) == end;
  };
  return type.substr(0, 5) == "text/" || ends_with("json") || ends_with("+xml") ||
         std::find(kTypes.begin(), kTypes.end(), type) != kTypes.end();
}

void compress_for(const Request& request, Response& response) {
  if (response.status != 200 || !response.body || response.body->size() < kWorthCompressing ||
      !is_compressible(response.content_type)) {
    return;
  }
  response.headers.emplace_back("Vary", "Accept-Encoding");
  if (!request.accepts_brotli && !request.accepts_gzip) {
    return;
  }
  append_to_etag(response.etag, request.accepts_brotli ? "-br" : "-gz");
  response.headers.emplace_back("Content-Encoding", request.accepts_brotli ? "br" : "gzip");
  if (!if_none_match_matches(request.if_none_match, response.etag)) {
    response.body =
        std::make_shared<const std::string>(request.accepts_brotli ? brotli(*response.body) : gzip(*response.body));
  }
}

}  // namespace quyhoach::server
