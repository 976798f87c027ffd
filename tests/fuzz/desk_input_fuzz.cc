// libFuzzer target for what people send to the desk: JSON bodies, and the names of files they upload.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "geo/base/text.h"
#include "server/handlers/desk_draft_order.h"
#include "server/handlers/desk_uploads.h"
#include "server/handlers/json_body.h"

namespace {

namespace srv = quyhoach::server;

void require(bool claim) {
  if (!claim) {
    std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes{reinterpret_cast<const char*>(data), size};  // NOLINT(*-reinterpret-cast)
  if (const auto texts = srv::read_texts(bytes, {"to"}, {"reason"})) {
    require(texts->contains("to") && texts->size() <= 2);
    for (const auto& [name, text] : *texts) {
      require((name == "to" || name == "reason") && quyhoach::geo::is_utf8(text));
    }
  }
  if (const auto order = srv::read_check_order(bytes)) {
    require(order->accept.size() <= srv::kCodesMax && order->repairs.size() <= srv::kRepairsMax);
    for (const auto& code : order->accept) {
      require(!code.empty() && code.size() <= 64);
    }
    for (const auto& repair : order->repairs) {
      require(!repair.empty() && quyhoach::geo::is_utf8(repair));
    }
  }
  if (const auto order = srv::read_profile_order(bytes)) {
    require(order->repairs.size() <= srv::kCodesMax && quyhoach::geo::is_utf8(order->plan_toml));
  }
  if (const auto order = srv::read_draft_order(bytes)) {
    require(order->upload.has_value() || order->patch.has_value());
    require(!order->patch || quyhoach::geo::is_utf8(*order->patch));
  }
  if (const auto path = srv::upload_path(bytes)) {
    // It is the bytes that were sent, and whatever it is put below, it stays below.
    require(path->string() == bytes && path->is_relative());
    require((std::filesystem::path{"/a/b"} / *path).lexically_normal().string() == "/a/b/" + path->string());
    require(bytes.find('\0') == std::string_view::npos);
  }
  return 0;
}
