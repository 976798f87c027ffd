#include "server/http/page_file.h"

#include <atomic>

#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

namespace quyhoach::server {

namespace {

std::atomic<std::size_t> g_open{0};

std::size_t most_open() noexcept {
  static const std::size_t kMost = [] {
    rlimit limit{};
    return ::getrlimit(RLIMIT_NOFILE, &limit) == 0 ? static_cast<std::size_t>(limit.rlim_cur / 2) : std::size_t{0};
  }();
  return kMost;
}

bool write_all(int fd, std::string_view bytes) noexcept {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written <= 0) {
      return false;
    }
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

}  // namespace

std::shared_ptr<const PageFile> PageFile::make(std::string_view bytes) {
  if (bytes.size() < kSmallest_bytes || bytes.size() > kLargest_bytes || g_open.load(std::memory_order_relaxed) >= most_open()) {
    return nullptr;
  }
  const int fd = ::memfd_create("quyhoach", MFD_CLOEXEC);
  if (fd < 0) {
    return nullptr;
  }
  g_open.fetch_add(1, std::memory_order_relaxed);
  auto file = std::make_shared<const PageFile>(fd, bytes.size());
  return write_all(fd, bytes) ? file : nullptr;
}

PageFile::~PageFile() {
  ::close(fd_);
  g_open.fetch_sub(1, std::memory_order_relaxed);
}

}  // namespace quyhoach::server
