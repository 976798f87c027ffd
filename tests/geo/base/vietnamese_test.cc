#include "geo/base/vietnamese.h"

#include <set>

#include <gtest/gtest.h>

namespace quyhoach::geo {
namespace {

TEST(VowelLetter, IsOneOf144CodePointsAndBack) {
  std::set<char32_t> codes;
  for (int vowel = 0; vowel < 12; ++vowel) {
    for (int tone = 0; tone < 6; ++tone) {
      for (const bool upper : {false, true}) {
        const VowelLetter letter{static_cast<Vowel>(vowel), static_cast<Tone>(tone), upper};
        EXPECT_EQ(vowel_letter(code_point(letter)), letter);
        codes.insert(code_point(letter));
      }
    }
  }
  EXPECT_EQ(codes.size(), 144U);
  EXPECT_EQ(code_point({Vowel::kUHorn, Tone::kAcute, true}), U'Ứ');
  for (const char32_t other : {U'\0', U'b', U'đ', U'ä', U'\u1EFF', U'\U0010FFFF'}) {
    EXPECT_FALSE(vowel_letter(other));
  }
}

TEST(VietnameseSyllable, IsToldByItsStructure) {
  for (const char32_t* good : {U"quy",  U"hoạch", U"Đường", U"NGHĨA",   U"giếng", U"gì",    U"gìn",  U"quyển", U"khuỷu",
                               U"thuở", U"Huỳnh", U"ương",  U"yêu",     U"rượu",  U"xoắn",  U"oanh", U"ở",     U"Ấp",
                               U"hòa",  U"hoà",   U"a",     U"nghiêng", U"khuya", U"tuyến", U"buộc"}) {
    EXPECT_TRUE(is_vietnamese_syllable(good)) << testing::PrintToString(std::u32string{good});
  }
}

TEST(VietnameseSyllable, IsNotAnyOtherWord) {
  for (const char32_t* bad : {U"",   U"b",     U"đđ",      U"ngèo", U"kà",        U"gế",  U"hàc",       U"thòt",
                              U"àà", U"tơnh",  U"Strasse", U"été",  U"forêt",     U"tÊn", U"đường1",    U"zô",
                              U"fà", U"§­êng", U"ÑÖÔØNG",  U"wỗ",   U"ngư\u0303", U"đắ",  U"càn\u0300", U"khàc"}) {
    EXPECT_FALSE(is_vietnamese_syllable(bad)) << testing::PrintToString(std::u32string{bad});
  }
}

}  // namespace
}  // namespace quyhoach::geo
