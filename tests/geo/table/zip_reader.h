#pragma once

#include <cstdint>
#include <map>
#include <string>

#include <gtest/gtest.h>
#include <libdeflate.h>

namespace quyhoach::geo::test {

/// The files of a ZIP archive (APPNOTE 6.3.4 §4.3), by name: enough to look into a spreadsheet.
inline std::map<std::string, std::string> unzip(const std::string& bytes) {
  const auto number = [&](std::size_t at, std::size_t count) {
    std::size_t value = 0;
    for (std::size_t i = count; i-- > 0;) {
      value = value << 8U | static_cast<unsigned char>(bytes.at(at + i));
    }
    return value;
  };
  std::map<std::string, std::string> files;
  const std::size_t end = bytes.rfind("PK\5\6");
  EXPECT_NE(end, std::string::npos);
  std::size_t entry = number(end + 16, 4);
  for (std::size_t left = number(end + 10, 2); left > 0; --left) {
    const std::size_t packed = number(entry + 20, 4);
    const std::size_t local = number(entry + 42, 4);
    const std::size_t data = local + 30 + number(local + 26, 2) + number(local + 28, 2);
    std::string content(number(entry + 24, 4), '\0');
    if (number(entry + 10, 2) == 0) {
      content = bytes.substr(data, packed);
    } else {
      libdeflate_decompressor* inflate = libdeflate_alloc_decompressor();
      EXPECT_EQ(libdeflate_deflate_decompress(inflate, bytes.data() + data, packed, content.data(), content.size(), nullptr), LIBDEFLATE_SUCCESS);
      libdeflate_free_decompressor(inflate);
    }
    EXPECT_EQ(libdeflate_crc32(0, content.data(), content.size()), number(entry + 16, 4));
    files.emplace(bytes.substr(entry + 46, number(entry + 28, 2)), std::move(content));
    entry += 46 + number(entry + 28, 2) + number(entry + 30, 2) + number(entry + 32, 2);
  }
  return files;
}

}  // namespace quyhoach::geo::test
