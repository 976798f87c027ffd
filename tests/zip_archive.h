#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <zlib.h>

namespace quyhoach::test {

/// ZIP archives as other programs write them, and as none does: every field of a member can be set wrong (APPNOTE 6.3.9).
class ZipArchive {
 public:
  struct Member {
    std::string name = {};
    std::string bytes = {};
    std::uint16_t method = 8;
    std::uint16_t flags = 0;
    std::uint32_t unix_mode = 0;       ///< 0: made on MS-DOS.
    std::uint32_t crc_error = 0;       ///< Added to the CRC.
    std::int64_t size_error = 0;       ///< Added to the unpacked size.
    std::string packed = {};                ///< Instead of what `bytes` packs to, …
    std::uint32_t packed_crc = 0;      ///< … with this CRC
    std::uint64_t packed_from = 0;     ///< … of so many bytes.
    std::string local_name = {};            ///< Instead of `name`, before its bytes.
  };

  ZipArchive& add(Member member) {
    members_.push_back(std::move(member));
    return *this;
  }
  ZipArchive& add(std::string name, std::string bytes) { return add(Member{.name = std::move(name), .bytes = std::move(bytes)}); }

  [[nodiscard]] std::string bytes() const {
    std::string out;
    std::string directory;
    for (const Member& member : members_) {
      const std::uint32_t offset = static_cast<std::uint32_t>(out.size());
      const std::string packed = !member.packed.empty() ? member.packed : member.method == 8 ? deflated(member.bytes) : member.bytes;
      const std::uint64_t size = static_cast<std::uint64_t>(static_cast<std::int64_t>(member.packed.empty() ? member.bytes.size() : member.packed_from) + member.size_error);
      const std::uint32_t crc = (member.packed.empty() ? crc_of(member.bytes) : member.packed_crc) + member.crc_error;
      const std::string& local = member.local_name.empty() ? member.name : member.local_name;
      put(out, 0x04034B50U, 4);
      put_common(out, member, crc, packed.size(), size, local.size());
      out += local + packed;
      put(directory, 0x02014B50U, 4);
      put(directory, member.unix_mode == 0 ? 20U : (3U << 8U) + 20U, 2);
      put_common(directory, member, crc, packed.size(), size, member.name.size());
      put(directory, 0, 2);  // comment
      put(directory, 0, 2);  // disk
      put(directory, 0, 2);
      put(directory, member.unix_mode << 16U, 4);
      put(directory, offset, 4);
      directory += member.name;
    }
    const std::size_t start = out.size();
    out += directory;
    put(out, 0x06054B50U, 4);
    put(out, 0, 4);
    put(out, members_.size(), 2);
    put(out, members_.size(), 2);
    put(out, directory.size(), 4);
    put(out, start, 4);
    put(out, 0, 2);
    return out;
  }

  [[nodiscard]] static std::uint32_t crc_of(std::string_view bytes) {
    return static_cast<std::uint32_t>(::crc32(0, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uInt>(bytes.size())));
  }

  /// A member that packs `mebibytes` of zeros a thousand to one: one packed MiB, again and again.
  [[nodiscard]] static Member zeros(std::string name, std::size_t mebibytes) {
    constexpr std::size_t kMebibyte = std::size_t{1} << 20U;
    const std::string plain(kMebibyte, '\0');
    const std::string piece = deflate(plain, Z_FULL_FLUSH);  // Ends on a byte, and what follows does not look back.
    Member member{.name = std::move(name)};
    uLong crc = 0;
    const uLong of_one = crc_of(plain);
    for (std::size_t i = 0; i < mebibytes; ++i) {
      member.packed += piece;
      crc = i == 0 ? of_one : ::crc32_combine(crc, of_one, static_cast<z_off_t>(kMebibyte));
    }
    member.packed += deflate({}, Z_FINISH);
    member.packed_crc = static_cast<std::uint32_t>(crc);
    member.packed_from = mebibytes * kMebibyte;
    return member;
  }

 private:
  static void put(std::string& out, std::uint64_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) {
      out += static_cast<char>(value >> (8 * i) & 0xFFU);
    }
  }

  static void put_common(std::string& out, const Member& member, std::uint32_t crc, std::size_t packed, std::uint64_t size, std::size_t name) {
    put(out, 20, 2);
    put(out, member.flags, 2);
    put(out, member.method, 2);
    put(out, 0, 2);            // time
    put(out, (46U << 9U) | (1U << 5U) | 1U, 2);  // 2026-01-01
    put(out, crc, 4);
    put(out, packed, 4);
    put(out, size, 4);
    put(out, name, 2);
    put(out, 0, 2);  // extra
  }

  static std::string deflated(std::string_view bytes) { return deflate(bytes, Z_FINISH); }

  static std::string deflate(std::string_view bytes, int flush) {
    z_stream stream{};
    ::deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, -MAX_WBITS, 9, Z_DEFAULT_STRATEGY);
    std::string out(::deflateBound(&stream, static_cast<uLong>(bytes.size())) + 16, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    ::deflate(&stream, flush);
    out.resize(out.size() - stream.avail_out);
    ::deflateEnd(&stream);
    return out;
  }

  std::vector<Member> members_;
};

}  // namespace quyhoach::test
