#include "geo/table/deflated_file.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <vector>

#include <fcntl.h>
#include <unistd.h>
#include <zlib.h>

namespace quyhoach::geo {

namespace {

/// Rows of a table are so alike that the higher levels find little more, and packing is most of the work of a spreadsheet.
constexpr int kLevel = 1;
constexpr std::size_t kBlock_bytes = std::size_t{1} << 16U;

std::uint32_t crc_of(std::string_view text, std::uint32_t crc_before) noexcept {
  if (text.data() == nullptr) {  // Of nothing at all zlib says 0, whatever was before.
    return crc_before;
  }
  return static_cast<std::uint32_t>(crc32_z(crc_before, reinterpret_cast<const Bytef*>(text.data()), text.size()));
}

/// A file for reading and writing that has no name any more; -1 for none.
int unnamed_file(const std::string& path) {
  std::string name = path + ".XXXXXX";
  const int file = ::mkostemp(name.data(), O_CLOEXEC);
  if (file >= 0) {
    ::unlink(name.c_str());
  }
  return file;
}

}  // namespace

/// A stream of zlib.
class DeflatedFile::Packer {
 public:
  Packer() {
    constexpr int kRaw = -MAX_WBITS;  // Without zlib's own head and checksum.
    is_open_ = deflateInit2(&stream_, kLevel, Z_DEFLATED, kRaw, MAX_MEM_LEVEL, Z_DEFAULT_STRATEGY) == Z_OK;
  }
  Packer(const Packer&) = delete;
  Packer& operator=(const Packer&) = delete;
  ~Packer() {
    if (is_open_) {
      deflateEnd(&stream_);
    }
  }

  /// Calls `sink(bytes)` with what comes out. \return false where there is no memory
  template <typename Sink>
  [[nodiscard]] bool pack(std::string_view text, int flush, Sink sink) {
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));  // zlib only reads it.
    stream_.avail_in = static_cast<uInt>(text.size());
    do {
      stream_.next_out = out_.data();
      stream_.avail_out = static_cast<uInt>(out_.size());
      if (!is_open_ || deflate(&stream_, flush) == Z_STREAM_ERROR) {
        return false;
      }
      sink(std::string_view{reinterpret_cast<const char*>(out_.data()), out_.size() - stream_.avail_out});
    } while (stream_.avail_out == 0);
    return true;
  }

 private:
  z_stream stream_{};
  bool is_open_ = false;
  std::vector<Bytef> out_ = std::vector<Bytef>(kBlock_bytes);
};

DeflatedFile::DeflatedFile(const std::string& path) : packer_(std::make_unique<Packer>()) {
  const int file = unnamed_file(path);
  file_.reset(file < 0 ? nullptr : ::fdopen(file, "w+b"));
  if (file >= 0 && !file_) {
    ::close(file);
  }
  good_ = file_ != nullptr;
}
DeflatedFile::DeflatedFile(DeflatedFile&&) noexcept = default;
DeflatedFile::~DeflatedFile() = default;

void DeflatedFile::pack(std::string_view text, int flush) {
  crc_ = crc_of(text, crc_);
  size_ += text.size();
  good_ = good_ && packer_->pack(text, flush, [&](std::string_view packed) {
    packed_size_ += packed.size();
    good_ = good_ && std::fwrite(packed.data(), 1, packed.size(), file_.get()) == packed.size();
  }) && good_;
}

void DeflatedFile::add(std::string_view text) { pack(text, Z_NO_FLUSH); }

bool DeflatedFile::end(std::string_view before, std::string_view after) {
  pack(after, Z_FINISH);
  packer_ = std::make_unique<Packer>();
  // RFC 1951 §3.2.3: a stream is a row of blocks, of which only the last says that it is. These ones end with a whole byte, and what
  // follows them looks back no further than to its own beginning: so it goes on as if it had been packed after them.
  good_ = packer_->pack(before, Z_SYNC_FLUSH, [&](std::string_view packed) { before_ += packed; }) && good_;
  packer_.reset();
  crc_ = static_cast<std::uint32_t>(crc32_combine(crc_of(before, 0), crc_, static_cast<z_off_t>(size_)));
  size_ += before.size();
  packed_size_ += before_.size();
  return good_ && std::fflush(file_.get()) == 0 && rewind();
}

bool DeflatedFile::rewind() noexcept {
  read_of_before_ = 0;
  return std::fseek(file_.get(), 0, SEEK_SET) == 0;
}

std::int64_t DeflatedFile::read(char* into, std::size_t length) noexcept {
  const std::size_t first = std::min(length, before_.size() - read_of_before_);
  std::memcpy(into, before_.data() + read_of_before_, first);
  read_of_before_ += first;
  const std::size_t count = first + std::fread(into + first, 1, length - first, file_.get());
  return std::ferror(file_.get()) == 0 ? static_cast<std::int64_t>(count) : -1;
}

}  // namespace quyhoach::geo
