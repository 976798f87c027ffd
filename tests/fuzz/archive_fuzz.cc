// libFuzzer target for archives: what comes out keeps to the limits, and every path lies below its folder.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <string_view>

#include "geo/io/archive_path.h"
#include "geo/io/archive_read.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace quyhoach::geo;
  const std::string_view bytes{reinterpret_cast<const char*>(data), size};  // NOLINT(*-reinterpret-cast)
  constexpr std::uint64_t kMost = std::uint64_t{1} << 20U;
  const ArchiveLimits limits{.max_members = 50, .max_bytes = kMost, .max_member_bytes = kMost / 2, .max_ratio = 100, .free_bytes = 1000};
  std::uint64_t members = 0;
  std::uint64_t left = 0;
  std::uint64_t total = 0;
  const auto outcome = read_archive(bytes, limits, {[&](const RawMember& member) {
                                                      const std::filesystem::path path{member.path};
                                                      for (const auto& part : path) {
                                                        if (part == ".." || part == "/") {
                                                          std::abort();
                                                        }
                                                      }
                                                      if (left != 0 || ++members > limits.max_members || path.is_absolute()) {
                                                        std::abort();
                                                      }
                                                      left = member.bytes;
                                                      return true;
                                                    },
                                                    [&](std::string_view piece) {
                                                      total += piece.size();
                                                      if (piece.size() > left || total > limits.max_bytes) {
                                                        std::abort();
                                                      }
                                                      left -= piece.size();
                                                      return true;
                                                    }});
  if (std::holds_alternative<RawEnd>(outcome) && (left != 0 || std::get<RawEnd>(outcome).seen != members)) {
    std::abort();
  }
  const auto path = archive_path(bytes);
  if (path && (path->is_absolute() || !archive_path(path->string()) || *archive_path(path->string()) != *path)) {
    std::abort();
  }
  return 0;
}
