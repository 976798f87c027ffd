#include "geo/base/legacy_text.h"

#include <array>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <random>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/shared_data.h"
#include "tests/vietnamese_charsets.h"

namespace quyhoach::geo {
namespace {

using testing::HasSubstr;
constexpr std::array kLegacy{TextEncoding::kTcvn3, TextEncoding::kVni, TextEncoding::kWindows1258};

EncodingGuess guess(const std::vector<std::string>& values) { return guess_encoding(values); }

TEST(TextEncoding, IsNamedAsPlannersKnowIt) {
  std::set<std::string_view> names;
  for (const TextEncoding encoding : kTextEncodings) {
    names.insert(name_of(encoding));
    EXPECT_EQ(parse_encoding(name_of(encoding)), encoding);
  }
  EXPECT_EQ(names, (std::set<std::string_view>{"UTF-8", "TCVN3", "VNI", "CP1258", "CP1252"}));
  EXPECT_EQ(parse_encoding("utf-8"), TextEncoding::kUtf8);
  for (const char* other : {"", "UTF", "UTF-88", "TCVN", "latin1", "CP1250"}) {
    EXPECT_FALSE(parse_encoding(other)) << other;
  }
}

TEST(Decode, ReadsEveryLetterOfEveryEncoding) {
  const auto rows = test::charset_rows();
  ASSERT_EQ(rows.size(), 134U);
  for (const test::CharsetRow& row : rows) {
    for (const auto& [encoding, bytes] : row.bytes) {
      EXPECT_EQ(decode(bytes, encoding), row.letter) << name_of(encoding);
      EXPECT_EQ(decode("x " + bytes, encoding), "x " + row.letter)
          << name_of(encoding);  // The last letter is never lost.
      EXPECT_EQ(decode(bytes + "n", encoding), row.letter + "n") << name_of(encoding);
    }
    EXPECT_EQ(decode(row.letter, TextEncoding::kUtf8), row.letter);
  }
}

TEST(Decode, AgreesWithTheSharedTable) {
  const auto path = test::shared_data("encodings/vn_legacy_charsets.tsv");
  if (!path) {
    GTEST_SKIP() << test::kNoSharedData;
  }
  // It gives ỷ and ỹ one byte in VNI, which is the mark of ặ and the letter ì.
  const std::set<std::string> mistaken{"Ỷ", "Ỹ", "ỷ", "ỹ"};
  std::ifstream file{*path};
  std::string line;
  std::getline(file, line);
  std::size_t rows = 0;
  while (std::getline(file, line)) {
    std::vector<std::string> cells;
    std::istringstream row{line};
    for (std::string cell; std::getline(row, cell, '\t');) {
      cells.push_back(cell);
    }
    ASSERT_EQ(cells.size(), 7U) << line;
    ++rows;
    EXPECT_EQ(decode(test::from_hex(cells[3]), TextEncoding::kTcvn3), cells[0]) << line;
    EXPECT_EQ(decode(test::from_hex(cells[6]), TextEncoding::kWindows1258), cells[0]) << line;
    EXPECT_EQ(decode(test::from_hex(cells[2]), TextEncoding::kUtf8), cells[0]) << line;
    if (!mistaken.contains(cells[0])) {
      EXPECT_EQ(decode(test::from_hex(cells[5]), TextEncoding::kVni), cells[0]) << line;
    }
  }
  EXPECT_EQ(rows, 134U);
}

TEST(Decode, ReadsTextsInNfc) {
  EXPECT_EQ(decode("\xA7\xCA\x74 \xEB n\xAB\x6Eg th\xABn", TextEncoding::kTcvn3), "Đất ở nông thôn");
  EXPECT_EQ(decode("\xD1"
                   "a\xE1t \xF4\xFB n\xF4ng th\xF4n",
                   TextEncoding::kVni),
            "Đất ở nơng thơn");
  EXPECT_EQ(decode("\xD0\xE2\xECt \xF5\xD2", TextEncoding::kWindows1258), "Đất ở");
  EXPECT_EQ(decode("Zone prot\xE9g\xE9"
                   "e \x96 100 \x80",
                   TextEncoding::kWindows1252),
            "Zone protégée – 100 €");
  EXPECT_EQ(decode("Cu\xCC\x89 Chi", TextEncoding::kUtf8), "Củ Chi");
  EXPECT_EQ(decode("a\xF8 \x96 b", TextEncoding::kVni), "à – b");
  EXPECT_EQ(decode("A\xF8", TextEncoding::kVni), "À") << "the letter's case, not the mark's";
}

TEST(Decode, RaisesWordsOfCapitalsInTcvn3) {
  const auto read = [](std::string_view bytes) { return decode(bytes, TextEncoding::kTcvn3); };
  EXPECT_EQ(read("QUY HO\xB9"
                 "CH"),
            "QUY HOẠCH");
  EXPECT_EQ(read("\xA7\xA6\xEANG S\xE8 5"), "ĐƯỜNG SỐ 5");
  EXPECT_EQ(read("L\xAB A"), "Lô A");
  EXPECT_EQ(read("X\xB7 T\xA9n"), "Xã Tân");
  EXPECT_EQ(read("KDC T\xE6 5"), "KDC Tổ 5");
}

TEST(Decode, FindsNothingWhereBytesHaveNoMeaning) {
  using namespace std::string_view_literals;
  for (const std::string_view bad : {"\x80"sv, "a\xAF"sv, "\xBA"sv, "\xFF"sv, "\xE0"sv, "a\0b"sv}) {
    EXPECT_FALSE(decode(bad, TextEncoding::kTcvn3)) << testing::PrintToString(bad);
  }
  for (const std::string_view bad : {"\xE1"sv, "b\xE1"sv, "a\xE1\xE1"sv, "i\xF9"sv, "\xF4\xE1"sv, "e\xE9"sv, "y\xEF"sv,
                                     "\xFF"sv, "\xB0"sv, "\0"sv}) {
    EXPECT_FALSE(decode(bad, TextEncoding::kVni)) << testing::PrintToString(bad);
  }
  for (const std::string_view bad : {"\xEC"sv, "b\xEC"sv, "a\xEC\xEC"sv, "\xE0\xF2"sv, "\x8A"sv, "\x81"sv}) {
    EXPECT_FALSE(decode(bad, TextEncoding::kWindows1258)) << testing::PrintToString(bad);
  }
  for (const std::string_view bad : {"\x81"sv, "\x9D"sv}) {
    EXPECT_FALSE(decode(bad, TextEncoding::kWindows1252)) << testing::PrintToString(bad);
  }
  EXPECT_FALSE(decode("\xC3", TextEncoding::kUtf8));
}

TEST(Decode, MakesUtf8InNfcOfAnyBytesOrNothing) {
  std::mt19937 random{7};
  for (int i = 0; i < 20'000; ++i) {
    std::string bytes(random() % 12, '\0');
    for (char& byte : bytes) {
      byte = static_cast<char>(random() % 3 == 0 ? 'a' + random() % 26 : 0xA0 + random() % 96);
    }
    for (const TextEncoding encoding : kTextEncodings) {
      if (const auto text = decode(bytes, encoding)) {
        ASSERT_TRUE(is_utf8(*text));
        ASSERT_EQ(to_nfc(*text), *text);
        ASSERT_EQ(text->empty(), bytes.empty());
      }
    }
    const EncodingGuess one = guess({bytes});
    ASSERT_GE(one.confidence, 0.0);
    ASSERT_LE(one.confidence, 1.0);
    ASSERT_TRUE(is_utf8(one.sample));
  }
}

// ---- guesses ----------------------------------------------------------------------------------------------------

/// Every Vietnamese text of the project's tables that old encodings can say.
std::vector<std::string> vietnamese_texts() {
  std::set<std::string> texts;
  for (const char* folder : {"data/demo", "data/catalogue"}) {
    for (const auto& entry : std::filesystem::directory_iterator{test::source_dir() / folder}) {
      std::ifstream file{entry.path()};
      for (std::string line; entry.path().extension() == ".tsv" && std::getline(file, line);) {
        std::istringstream cells{line.starts_with('#') ? "" : line};
        for (std::string cell; std::getline(cells, cell, '\t');) {
          for (auto dash = cell.find("–"); dash != cell.npos; dash = cell.find("–")) {
            cell.replace(dash, std::string_view{"–"}.size(), "-");
          }
          const bool is_plain =
              std::all_of(cell.begin(), cell.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
          if (!is_plain && test::encode(cell, TextEncoding::kTcvn3)) {
            texts.insert(to_nfc(cell));
          }
        }
      }
    }
  }
  return {texts.begin(), texts.end()};
}

/// Share of random fields of `values` values whose encoding is found, and whose every value reads as it was written.
double found_share(std::size_t values, TextEncoding encoding) {
  static const std::vector<std::string> kTexts = vietnamese_texts();
  EXPECT_GT(kTexts.size(), 250U);
  std::mt19937 random{static_cast<unsigned>(values)};
  constexpr int kFields = 2'000;
  int found = 0;
  for (int i = 0; i < kFields; ++i) {
    std::vector<std::string> field;
    for (std::size_t k = 0; k < values; ++k) {
      const std::string& text = kTexts[random() % kTexts.size()];
      field.push_back(*test::encode(text, encoding));
      EXPECT_EQ(decode(field.back(), encoding), text);
    }
    found += guess(field).encoding == encoding ? 1 : 0;
  }
  return found / static_cast<double>(kFields);
}

TEST(GuessEncoding, FindsEachOfManyFieldsAndMostSingleValues) {
  for (const TextEncoding encoding : kLegacy) {
    const double one = found_share(1, encoding);
    const double five = found_share(5, encoding);
    const double twenty = found_share(20, encoding);
    std::cout << name_of(encoding) << ": found from one value " << one << ", five " << five << ", twenty " << twenty
              << "\n";
    EXPECT_GE(one, 0.93) << name_of(encoding);
    EXPECT_GE(five, 0.99) << name_of(encoding);
    EXPECT_EQ(twenty, 1.0) << name_of(encoding);
  }
}

TEST(GuessEncoding, IsSureOfAsciiAndUtf8) {
  for (const std::vector<std::string>& field : {std::vector<std::string>{}, {"ODT", "CLN"}, {"Đất ở", "ODT"}, {""}}) {
    EXPECT_EQ(guess(field).encoding, TextEncoding::kUtf8);
    EXPECT_EQ(guess(field).confidence, 1.0);
  }
  EXPECT_EQ(guess({"ODT", "Đất ở"}).sample, "Đất ở");
}

TEST(GuessEncoding, ShowsASampleAndHowSureItIs) {
  const EncodingGuess field = guess({"ODT", "\xA7\xCA\x74 \xEB n\xAB\x6Eg th\xABn", "X\xB7 T\xA9n Ph\xF3 Trung"});
  EXPECT_EQ(field.encoding, TextEncoding::kTcvn3);
  EXPECT_EQ(field.sample, "Đất ở nông thôn");
  EXPECT_GT(field.confidence, 0.99);
  const EncodingGuess letter = guess({"\xE8"});  // è, ố or a mark without its letter
  EXPECT_LT(letter.confidence, 0.9);
}

TEST(GuessEncoding, FindsWesternText) {
  const EncodingGuess field =
      guess({"Zone agricole prot\xE9g\xE9"
             "e",
             "For\xEAt class\xE9"
             "e",
             "Stra\xDF"
             "e",
             "\xC9quipement"});
  EXPECT_EQ(field.encoding, TextEncoding::kWindows1252);
  EXPECT_EQ(field.sample, "Zone agricole protégée");
}

TEST(GuessEncoding, KeepsUtf8WhereOneValueWasCutInALetter) {
  const EncodingGuess field = guess({"Đất ở nông thôn", "Đất trồng lúa", "Đất giao th\xC3"});
  EXPECT_EQ(field.encoding, TextEncoding::kUtf8);
  EXPECT_LT(field.confidence, 1.0);
  EXPECT_GT(field.confidence, 0.5);
}

TEST(GuessEncoding, IsUnsureOfBytesThatMeanNothing) {
  const EncodingGuess noise = guess({"\xFF\x81\x9D", "\x8D\xFF"});
  EXPECT_EQ(noise.confidence, 0.0);
  EXPECT_EQ(noise.sample, "");
}

}  // namespace
}  // namespace quyhoach::geo
