#include "geo/table/deflated_file.h"

#include <array>
#include <filesystem>

#include <gtest/gtest.h>
#include <libdeflate.h>

#include "tests/temp_folder.h"

namespace quyhoach::geo {
namespace {

std::string packed_in(DeflatedFile& file, std::size_t step) {
  std::string packed;
  std::string piece(step, '\0');
  for (std::int64_t count = file.read(piece.data(), step); count > 0; count = file.read(piece.data(), step)) {
    packed.append(piece, 0, static_cast<std::size_t>(count));
  }
  return packed;
}

/// What any reader makes of it: one stream, that ends where the bytes do.
std::string unpacked(const std::string& packed, std::size_t size) {
  std::string text(size, '\0');
  libdeflate_decompressor* inflate = libdeflate_alloc_decompressor();
  EXPECT_EQ(libdeflate_deflate_decompress(inflate, packed.data(), packed.size(), text.data(), text.size(), nullptr), LIBDEFLATE_SUCCESS);
  libdeflate_free_decompressor(inflate);
  return text;
}

TEST(DeflatedFile, IsOneStreamWithWhatStandsBeforeAndAfter) {
  const test::TempFolder folder;
  const std::string same(200'000, 'x');  // Longer than DEFLATE looks back, and than a block that is written.
  std::string numbers;
  for (int i = 0; i < 100'000; ++i) {
    numbers += std::to_string(i * 7'919 % 100'003);
  }
  using Texts = std::array<std::string, 3>;
  for (const auto& [before, middle, after] : {Texts{"<a>", numbers, "</a>"}, Texts{same, same, same}, Texts{}, Texts{numbers, "", same}}) {
    DeflatedFile file{(folder.path() / "x").string()};
    const std::size_t half = middle.size() / 2;
    file.add(std::string_view{middle}.substr(0, half));
    file.add({});
    file.add(std::string_view{middle}.substr(half));
    ASSERT_TRUE(file.end(before, after));
    const std::string whole = before + middle + after;
    EXPECT_EQ(file.size(), whole.size());
    EXPECT_EQ(file.crc(), libdeflate_crc32(0, whole.data(), whole.size()));
    const std::string packed = packed_in(file, 1'000);
    EXPECT_EQ(packed.size(), file.packed_size());
    EXPECT_TRUE(unpacked(packed, whole.size()) == whole);
    ASSERT_TRUE(file.rewind());
    EXPECT_TRUE(packed_in(file, 1U << 20U) == packed) << "it can be read again, in any steps";
  }
}

TEST(DeflatedFile, HasNoName) {
  const test::TempFolder folder;
  DeflatedFile file{(folder.path() / "x").string()};
  file.add("a");
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(DeflatedFile, SaysThatThereIsNoPlaceForIt) {
  const test::TempFolder folder;
  DeflatedFile file{(folder.path() / "none" / "x").string()};
  file.add("a");
  EXPECT_FALSE(file.end("", ""));
}

}  // namespace
}  // namespace quyhoach::geo
