#include "geo/io/unpack.h"

#include <chrono>
#include <fstream>

#include <gmock/gmock.h>

#include "geo/io/durable.h"
#include "tests/temp_folder.h"
#include "tests/zip_archive.h"

namespace quyhoach::geo {
namespace {

namespace fs = std::filesystem;
using quyhoach::test::ZipArchive;
using test::TempFolder;
using testing::ElementsAre;
using testing::HasSubstr;
using Member = ZipArchive::Member;

class UnpackArchive : public testing::Test {
 protected:
  Result<Unpacked> unpack(const std::string& bytes, const ArchiveLimits& limits = {}) const {
    fs::create_directories(root());
    std::ofstream{root() / "a.zip", std::ios::binary} << bytes;
    fs::remove_all(into());
    return unpack_archive(root(), "a.zip", into(), limits, {});
  }
  Result<Unpacked> unpack(const ZipArchive& archive, const ArchiveLimits& limits = {}) const { return unpack(archive.bytes(), limits); }

  /// What a refusal says; nothing may be left of the archive.
  [[nodiscard]] std::string refusal(const std::string& bytes, const ArchiveLimits& limits = {}) const {
    const auto done = unpack(bytes, limits);
    EXPECT_FALSE(fs::exists(into())) << "half-kept";
    return done ? "" : std::string{error_name(done.error().code)} + " " + done.error().message;
  }
  [[nodiscard]] std::string refusal(const ZipArchive& archive, const ArchiveLimits& limits = {}) const { return refusal(archive.bytes(), limits); }
  [[nodiscard]] std::string refusal_of(Member member) const { return refusal(ZipArchive{}.add("a.txt", "a").add(std::move(member))); }

  [[nodiscard]] fs::path root() const { return folder_.path() / "root"; }
  [[nodiscard]] fs::path into() const { return folder_.path() / "into"; }
  [[nodiscard]] std::vector<std::string> files() const {
    std::vector<std::string> all;
    for (const auto& entry : fs::recursive_directory_iterator{into()}) {
      if (entry.is_regular_file()) {
        all.push_back(entry.path().lexically_relative(into()).string());
      }
    }
    std::ranges::sort(all);
    return all;
  }

  TempFolder folder_;
};

TEST_F(UnpackArchive, FilesComeOutAsTheyWere) {
  std::string large(3'000'000, 'x');
  for (std::size_t i = 0; i < large.size(); i += 7) {
    large[i] = static_cast<char>(i * 31U >> 3U);
  }
  ZipArchive archive;
  archive.add({.name = "zones/", .method = 0}).add("zones/a.shp", large).add({.name = "plan.toml", .bytes = "id = 1", .method = 0, .unix_mode = 0100644});
  archive.add("empty", "");
  const auto done = unpack(archive);
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(done->files, 3U);
  EXPECT_THAT(files(), ElementsAre("empty", "plan.toml", "zones/a.shp"));
  EXPECT_TRUE(*read_file((into() / "zones/a.shp").string()) == large);
}

TEST_F(UnpackArchive, NamesAreReadInUtf8OrTheCodePageOfDos) {
  ASSERT_TRUE(unpack(ZipArchive{}.add({.name = "Đất ở.txt", .bytes = "x", .flags = 1U << 11U}).add("thửa.txt", "x").add("r\x82sum\x82.txt", "x")
                         .add("e\xCC\x81.txt", "x")));
  EXPECT_THAT(files(), ElementsAre("résumé.txt", "thửa.txt", "é.txt", "Đất ở.txt"));
}

TEST_F(UnpackArchive, WhatAFileManagerLeftForItselfIsPassedOver) {
  ASSERT_TRUE(unpack(ZipArchive{}.add("a.shp", "x").add("__MACOSX/._a.shp", "x").add("b/._c.shp", "x").add("b/.DS_Store", "x").add("Thumbs.db", "x")));
  EXPECT_THAT(files(), ElementsAre("a.shp"));
}

TEST_F(UnpackArchive, NoNameLeadsOutOfItsFolder) {
  for (const std::string name :
       {"../x", "a/../../x", "/etc/x", "a//b", "./a", "a/.", "C:/x", "C:x", "a\\..\\x", "\\\\host\\x", "con", "a/NUL.txt", "com1", "b/LPT9.shp",
        "a.", "a ", "a\nb", "a\x7F", "a/b:stream", "~/../x", "", "\xC2\x85"}) {
    EXPECT_THAT(refusal_of({.name = name, .bytes = "x"}), HasSubstr("ARCHIVE_PATH")) << name;
  }
  EXPECT_THAT(refusal_of({.name = std::string{"a.shp\0.exe", 10}, .bytes = "x"}), HasSubstr("ARCHIVE_PATH"));
  EXPECT_THAT(refusal_of({.name = std::string(300, 'a'), .bytes = "x"}), HasSubstr("ARCHIVE_PATH"));
  EXPECT_THAT(refusal_of({.name = "a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q", .bytes = "x"}), HasSubstr("ARCHIVE_PATH"));
  EXPECT_THAT(refusal_of({.name = "link", .bytes = "/etc/passwd", .unix_mode = 0120777}), HasSubstr("ARCHIVE_PATH"));
  EXPECT_THAT(refusal_of({.name = "pipe", .bytes = "", .unix_mode = 0010644}), HasSubstr("ARCHIVE_PATH"));
  EXPECT_THAT(refusal_of({.name = "../dir/", .bytes = "", .method = 0}), HasSubstr("ARCHIVE_PATH"));
}

TEST_F(UnpackArchive, TwoNamesAreNotTakenForOneFile) {
  for (const auto& [one, other] : {std::pair{"b.shp", "b.shp"}, {"b.shp", "B.SHP"}, {"Đất.shp", "đất.SHP"}, {"b", "b/c"}, {"B/c", "b/d"}, {"b/c", "B"},
                                   {"\xC3\xA9", "e\xCC\x81"}}) {
    EXPECT_THAT(refusal(ZipArchive{}.add(one, "x").add(other, "y")), HasSubstr("ARCHIVE_FORM")) << one << " " << other;
  }
}

TEST_F(UnpackArchive, ArchivesInArchivesEncryptedAndUnknownOnesAreRefused) {
  EXPECT_THAT(refusal_of({.name = "inner.zip", .bytes = "x"}), HasSubstr("archive in the archive"));
  EXPECT_THAT(refusal_of({.name = "inner.bin", .bytes = ZipArchive{}.add("x", "x").bytes()}), HasSubstr("archive in the archive"));
  EXPECT_THAT(refusal_of({.name = "inner.RAR", .bytes = "x"}), HasSubstr("archive in the archive"));
  EXPECT_THAT(refusal_of({.name = "secret", .bytes = "x", .flags = 1}), HasSubstr("ARCHIVE_FORM a.zip: \"secret\" is encrypted"));
  EXPECT_THAT(refusal_of({.name = "odd", .bytes = "x", .method = 12}), HasSubstr("ARCHIVE_FORM"));
  EXPECT_THAT(refusal_of({.name = "odd", .bytes = "x", .method = 99}), HasSubstr("ARCHIVE_FORM"));
}

TEST_F(UnpackArchive, DamagedOnesAreRefusedWhole) {
  const std::string good = ZipArchive{}.add("a.txt", "aaaa").add("b.txt", std::string(100'000, 'b')).bytes();
  ASSERT_TRUE(unpack(good));
  EXPECT_THAT(refusal_of({.name = "crc", .bytes = "x", .crc_error = 1}), HasSubstr("ARCHIVE_FORM a.zip: \"crc\" is damaged"));
  EXPECT_THAT(refusal_of({.name = "long", .bytes = std::string(1000, 'x'), .size_error = -900}), HasSubstr("ARCHIVE_FORM"));
  EXPECT_THAT(refusal_of({.name = "short", .bytes = "x", .size_error = 900}), HasSubstr("ARCHIVE_FORM"));
  EXPECT_THAT(refusal_of({.name = "here", .bytes = "x", .local_name = "else"}), HasSubstr("ARCHIVE_FORM"));
  EXPECT_THAT(refusal("x" + good), HasSubstr("ARCHIVE_FORM"));
  EXPECT_THAT(refusal(good + "x"), HasSubstr("ARCHIVE_FORM"));
  EXPECT_THAT(refusal(std::string{}), HasSubstr("ARCHIVE_FORM"));
  for (std::size_t size = 1; size < good.size(); size += 13) {
    EXPECT_THAT(refusal(good.substr(0, size)), HasSubstr("ARCHIVE_FORM")) << size;
  }
}

TEST_F(UnpackArchive, ABombIsRefusedBeforeItGoesOff) {
  const auto begin = std::chrono::steady_clock::now();
  const std::string bomb = ZipArchive{}.add(ZipArchive::zeros("zones.shp", 2048)).bytes();
  EXPECT_LT(bomb.size(), std::size_t{3} << 20U);
  EXPECT_THAT(refusal(bomb), HasSubstr("LIMIT_UNPACKED"));
  // One that keeps below the sizes is refused for what it packs to.
  EXPECT_THAT(refusal(ZipArchive{}.add(ZipArchive::zeros("zones.shp", 300))), HasSubstr("times as large"));
  // One that says it is small is cut where it says.
  Member liar = ZipArchive::zeros("zones.shp", 512);
  liar.size_error = -static_cast<std::int64_t>(liar.packed_from) + 1000;
  EXPECT_THAT(refusal(ZipArchive{}.add(liar)), HasSubstr("ARCHIVE_FORM"));
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds{15});
}

TEST_F(UnpackArchive, LimitsAreOfMembersAndOfAllTogether) {
  ZipArchive many;
  for (int i = 0; i < 20; ++i) {
    many.add(std::to_string(i), std::string(1000, 'x'));
  }
  EXPECT_TRUE(unpack(many));
  EXPECT_THAT(refusal(many, {.max_members = 19}), HasSubstr("LIMIT_UNPACKED"));
  EXPECT_THAT(refusal(many, {.max_bytes = 19'999}), HasSubstr("LIMIT_UNPACKED"));
  EXPECT_THAT(refusal(many, {.max_member_bytes = 999}), HasSubstr("LIMIT_UNPACKED"));
  EXPECT_TRUE(unpack(many, {.max_members = 20, .max_bytes = 20'000, .max_member_bytes = 1000}));
}

TEST_F(UnpackArchive, MembersThatShareTheirBytesAreRefused) {
  // As overlapping bombs do (D. Fifield, "A better zip bomb", 2019): two entries of the directory, one member.
  std::string bytes = ZipArchive{}.add("a", std::string(500, 'x')).add("b", std::string(500, 'x')).bytes();
  const auto second = bytes.rfind("\x50\x4B\x01\x02");
  for (int i = 0; i < 4; ++i) {
    bytes[second + 42 + static_cast<std::size_t>(i)] = 0;
  }
  EXPECT_THAT(refusal(bytes), HasSubstr("ARCHIVE_FORM a.zip: its members overlap"));
}

TEST_F(UnpackArchive, WhatIsThereAlreadyIsLeftAlone) {
  fs::create_directories(root());
  fs::create_directories(into());
  std::ofstream{root() / "a.zip"} << ZipArchive{}.add("a", "a").bytes();
  std::ofstream{into() / "kept"} << "x";
  EXPECT_EQ(unpack_archive(root(), "a.zip", into(), {}, {}).error().code, ErrorCode::kArchivePath);
  EXPECT_TRUE(fs::exists(into() / "kept"));
}

TEST_F(UnpackArchive, WithoutAReaderNothingIsUnpacked) {
  std::ofstream{folder_.path() / "a.zip"} << ZipArchive{}.add("a", "a").bytes();
  const auto done = unpack_archive(folder_.path(), "a.zip", into(), {}, {.program = "/nowhere"});
  EXPECT_EQ(done.error().code, ErrorCode::kUnavailable);
  EXPECT_FALSE(fs::exists(into()));
}

}  // namespace
}  // namespace quyhoach::geo
