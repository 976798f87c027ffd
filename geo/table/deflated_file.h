#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

namespace quyhoach::geo {

/// A text in a file without a name, packed by DEFLATE (RFC 1951) as it comes. One thread at a time.
class DeflatedFile {
 public:
  /// \param path  the file is made beside it, and is gone with this object
  explicit DeflatedFile(const std::string& path);
  DeflatedFile(DeflatedFile&&) noexcept;
  ~DeflatedFile();

  void add(std::string_view text);
  /// The end of the text; and what stands before all that was added, for it may be known only now. \return whether all is written
  [[nodiscard]] bool end(std::string_view before, std::string_view after);

  /// Of the whole text. \pre end() was true, as for what follows
  [[nodiscard]] std::uint32_t crc() const noexcept { return crc_; }
  [[nodiscard]] std::uint64_t size() const noexcept { return size_; }
  [[nodiscard]] std::uint64_t packed_size() const noexcept { return packed_size_; }
  /// Has what is packed read from its beginning. \return whether it can be
  [[nodiscard]] bool rewind() noexcept;
  /// \return the bytes read, fewer than `length` only at the end; -1 where the disk fails
  [[nodiscard]] std::int64_t read(char* into, std::size_t length) noexcept;

 private:
  class Packer;
  struct Close {
    void operator()(std::FILE* file) const noexcept { std::fclose(file); }
  };
  void pack(std::string_view text, int flush);

  std::unique_ptr<std::FILE, Close> file_;
  std::unique_ptr<Packer> packer_;  ///< Until end().
  std::string before_;              ///< Packed.
  std::size_t read_of_before_ = 0;
  std::uint32_t crc_ = 0;
  std::uint64_t size_ = 0;
  std::uint64_t packed_size_ = 0;
  bool good_ = true;
};

}  // namespace quyhoach::geo
