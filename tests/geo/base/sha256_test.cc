#include "geo/base/sha256.h"

#include <cstdio>
#include <filesystem>
#include <fstream>

#include <unistd.h>

#include <gtest/gtest.h>

namespace quyhoach::geo {
namespace {

// FIPS 180-4, examples of NIST's "SHA-256 examples" and CAVP's short messages.
TEST(Sha256, AgreesWithTheExamplesOfItsStandard) {
  EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(sha256_hex("abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqr"
                       "smnopqrstnopqrstu"),
            "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1");
  EXPECT_EQ(sha256_hex(std::string(1'000'000, 'a')),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
  EXPECT_EQ(sha256_hex("\xbd"), "68325720aabd7c82f30f554b313d0570c95accbb7dc4b5aae11204c08ffe732b");
}

TEST(Sha256, DoesNotCareHowTheBytesAreCut) {
  const std::string text(1'000, 'x');
  for (const std::size_t piece : {1U, 7U, 63U, 64U, 65U, 999U}) {
    Sha256 hash;
    for (std::size_t at = 0; at < text.size(); at += piece) {
      hash.update(std::string_view{text}.substr(at, piece));
    }
    EXPECT_EQ(hash.finish(), sha256_hex(text)) << piece;
  }
}

class Sha256OfFile : public testing::Test {
 protected:
  std::string path =
      (std::filesystem::path{testing::TempDir()} / ("sha256_test_" + std::to_string(::getpid()))).string();
  void TearDown() override { std::filesystem::remove(path); }
};

TEST_F(Sha256OfFile, ReadsFilesOfEverySizeAroundItsBuffer) {
  constexpr std::size_t kBuffer = std::size_t{1} << 18U;
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, kBuffer - 1, kBuffer, kBuffer + 1, 2 * kBuffer}) {
    const std::string bytes(size, '\0');
    std::ofstream{path, std::ios::binary} << bytes;
    const auto hash = sha256_of_file(path);
    ASSERT_TRUE(hash);
    EXPECT_EQ(*hash, sha256_hex(bytes)) << size;
  }
}

TEST_F(Sha256OfFile, RefusesWhatCannotBeRead) {
  const auto missing = sha256_of_file(path);
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, ErrorCode::kUnavailable);
  EXPECT_FALSE(sha256_of_file(testing::TempDir()));  // A folder opens but does not read.
}

}  // namespace
}  // namespace quyhoach::geo
