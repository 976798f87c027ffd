#include "geo/base/text.h"

#include <cctype>
#include <fstream>
#include <random>
#include <sstream>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/shared_data.h"

namespace quyhoach::geo {
namespace {

TEST(Text, AcceptsEveryWellFormedLengthOfUtf8) {
  EXPECT_TRUE(is_utf8(""));
  EXPECT_TRUE(is_utf8("Củ Chi"));
  EXPECT_TRUE(is_utf8("\xF0\x9F\x8F\xA0"));           // U+1F3E0
  EXPECT_TRUE(is_utf8("\xF4\x8F\xBF\xBF"));           // U+10FFFF
  EXPECT_TRUE(is_utf8(std::string_view{"a\0b", 3}));  // NUL is a character.
}

// RFC 3629 §3 and §10.
TEST(Text, RefusesHostileUtf8) {
  for (const char* bad : {"\xC0\xAF", "\xE0\x80\xAF", "\xF0\x80\x80\xAF", "\xC1\xBF",  // Overlong.
                          "\xED\xA0\x80", "\xED\xBF\xBF", "\xED\xA0\x80\xED\xB0\x80",  // Surrogates.
                          "\xF4\x90\x80\x80", "\xF8\x88\x80\x80\x80", "\xFF", "\xFE",  // Beyond Unicode.
                          "\x80", "\xBF", "a\x80", "\xC3", "\xE1\xBB", "\xF0\x9F\x8F", "\xC3(", "T\xE2n Ph\xFA"}) {
    EXPECT_FALSE(is_utf8(bad)) << testing::PrintToString(bad);
    EXPECT_EQ(fold(bad), "") << testing::PrintToString(bad);
    EXPECT_EQ(to_nfc(bad), bad);
  }
}

TEST(Text, ComposesDecomposedVietnamese) {
  EXPECT_EQ(to_nfc("Cu\xCC\x89 Chi"), "Củ Chi");
  EXPECT_EQ(to_nfc("Ta\xCC\x82n Phu\xCC\x81"), "Tân Phú");
  EXPECT_EQ(to_nfc("e\xCC\x82\xCC\xA3"), "ệ");  // Circumflex, then dot below.
  EXPECT_EQ(to_nfc("e\xCC\xA3\xCC\x82"), "ệ");  // The other order is the same letter.
  EXPECT_EQ(to_nfc("o\xCC\x9B\xCC\x80"), "ờ");
  EXPECT_EQ(to_nfc("Đường"), "Đường");
}

TEST(Text, FoldsEveryVietnameseLetterToItsPlainOne) {
  EXPECT_EQ(fold("aàáảãạăằắẳẵặâầấẩẫậ"), "aaaaaaaaaaaaaaaaaa");
  EXPECT_EQ(fold("eèéẻẽẹêềếểễệ"), "eeeeeeeeeeee");
  EXPECT_EQ(fold("iìíỉĩị"), "iiiiii");
  EXPECT_EQ(fold("oòóỏõọôồốổỗộơờớởỡợ"), "oooooooooooooooooo");
  EXPECT_EQ(fold("uùúủũụưừứửữự"), "uuuuuuuuuuuu");
  EXPECT_EQ(fold("yỳýỷỹỵ"), "yyyyyy");
  EXPECT_EQ(fold("đĐ"), "dd");
  EXPECT_EQ(fold("ƯỜNG ĐẠI"), "uong dai");
}

TEST(Text, FoldsTheFormsOfOneNameAlike) {
  for (const char* form : {"Tân Phú Trung", "  tan  phu-trung ", "TÂN PHÚ TRUNG", "tân.phú/trung!",
                           "Ta\xCC\x82n Phu\xCC\x81 Trung", "Tân\xC2\xA0Phú\xE2\x80\x83Trung", "ｔａｎ phu trung"}) {
    EXPECT_EQ(fold(form), "tan phu trung") << form;
  }
}

TEST(Text, FoldsWhatIsNoLetterToNothing) {
  EXPECT_EQ(fold(""), "");
  EXPECT_EQ(fold(" \t\n"), "");
  EXPECT_EQ(fold("---///"), "");
  EXPECT_EQ(fold("\xCC\x81\xCC\x81"), "");  // Marks without a letter.
  EXPECT_EQ(fold("\xF0\x9F\x8F\xA0"), "");  // A house.
  EXPECT_EQ(fold(std::string(1, '\0') + "a" + std::string(1, '\0') + "b"), "a b");
}

TEST(Text, KeepsLettersOfOtherScripts) {
  EXPECT_EQ(fold("西貢"), "西貢");
  EXPECT_EQ(fold("ΣΊΣΥΦΟΣ"), "σισυφοσ");
}

TEST(Text, TrimsOnlyTheEnds) {
  EXPECT_EQ(trim(" \t a b \r\n"), "a b");
  EXPECT_EQ(trim(""), "");
  EXPECT_EQ(trim(" \f\v "), "");
}

void expect_sound(const std::string& text) {
  const std::string folded = fold(text);
  EXPECT_TRUE(is_utf8(folded)) << text;
  EXPECT_EQ(fold(folded), folded) << text;  // Folding twice is folding once.
  EXPECT_FALSE(folded.starts_with(' ') || folded.ends_with(' ') || folded.find("  ") != std::string::npos) << text;
  if (is_utf8(text)) {
    EXPECT_TRUE(is_utf8(to_nfc(text))) << text;
    EXPECT_EQ(to_nfc(to_nfc(text)), to_nfc(text)) << text;
    EXPECT_EQ(fold(to_nfc(text)), folded) << text;
  }
}

TEST(Text, SurvivesRandomBytes) {
  std::mt19937 random{3};
  for (int i = 0; i < 20'000; ++i) {
    std::string text;
    for (auto k = random() % 24; k > 0; --k) {
      text += static_cast<char>(random() % 4 == 0 ? 0x80 + random() % 0x80 : random() % 0x80);
    }
    expect_sound(text);
  }
}

TEST(Text, SurvivesRandomCodePoints) {
  std::mt19937 random{4};
  for (int i = 0; i < 20'000; ++i) {
    std::string text;
    for (auto k = random() % 12; k > 0; --k) {
      const auto code = random() % 3 == 0 ? random() % 0x1'1000 : random() % 0x2000;
      if (code < 0x80) {
        text += static_cast<char>(code);
      } else if (code < 0x800) {
        text += {static_cast<char>(0xC0 | code >> 6U), static_cast<char>(0x80 | (code & 0x3FU))};
      } else if (code < 0x1'0000) {
        text += {static_cast<char>(0xE0 | code >> 12U), static_cast<char>(0x80 | (code >> 6U & 0x3FU)),
                 static_cast<char>(0x80 | (code & 0x3FU))};
      }
    }
    expect_sound(text);
  }
}

TEST(Text, SurvivesTheBigListOfNaughtyStrings) {
  const auto path = test::shared_data("naughty/blns.json");
  if (!path) {
    GTEST_SKIP() << test::kNoSharedData;
  }
  std::ifstream file{*path};
  std::size_t lines = 0;
  for (std::string text; std::getline(file, text);
       ++lines) {  // One string of the JSON list a line: its escapes do no harm here.
    expect_sound(text);
  }
  EXPECT_GT(lines, 400U);
}

}  // namespace
}  // namespace quyhoach::geo
