#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

namespace quyhoach::server {

/// Bytes in a file that has no name and lives in memory (memfd_create(2)): the kernel sends its pages as they are (sendfile(2)),
/// where bytes of ours would be copied for every client. Never changes. Any number of threads may send the same one.
class PageFile {
 public:
  /// Below the first a second system call costs more than the copy it saves; above the second the kernel, which moves 16 pages at
  /// a time, loses what it saved.
  static constexpr std::size_t kSmallest_bytes = 16'384;
  static constexpr std::size_t kLargest_bytes = 65'536;

  /// \return null for a body it would not help, if the kernel refuses, or if half of the process's file descriptors hold page
  /// files already: the bytes are then sent from where they are.
  static std::shared_ptr<const PageFile> make(std::string_view bytes);

  PageFile(int fd, std::size_t size) : fd_(fd), size_(size) {}
  ~PageFile();
  PageFile(const PageFile&) = delete;
  PageFile& operator=(const PageFile&) = delete;

  [[nodiscard]] int fd() const noexcept { return fd_; }
  [[nodiscard]] std::size_t size() const noexcept { return size_; }

 private:
  int fd_;
  std::size_t size_;
};

}  // namespace quyhoach::server
