#include "geo/base/vietnamese.h"

#include <algorithm>
#include <string>

namespace quyhoach::geo {

namespace {

constexpr std::size_t kVowels = 12;
constexpr std::size_t kTones = 6;

/// Row: Vowel; column: Tone.
constexpr std::array<std::u32string_view, kVowels> kLower{U"aàảãáạ", U"ăằẳẵắặ", U"âầẩẫấậ", U"eèẻẽéẹ",
                                                          U"êềểễếệ", U"iìỉĩíị", U"oòỏõóọ", U"ôồổỗốộ",
                                                          U"ơờởỡớợ", U"uùủũúụ", U"ưừửữứự", U"yỳỷỹýỵ"};
constexpr std::array<std::u32string_view, kVowels> kUpper{U"AÀẢÃÁẠ", U"ĂẰẲẴẮẶ", U"ÂẦẨẪẤẬ", U"EÈẺẼÉẸ",
                                                          U"ÊỀỂỄẾỆ", U"IÌỈĨÍỊ", U"OÒỎÕÓỌ", U"ÔỒỔỖỐỘ",
                                                          U"ƠỜỞỠỚỢ", U"UÙỦŨÚỤ", U"ƯỪỬỮỨỰ", U"YỲỶỸÝỴ"};

/// 1 + (vowel, tone, case) by code point; 0 where it is no letter with a tone.
constexpr std::size_t kBeyondLetters = 0x1F00;
constexpr auto kLetters = [] {
  std::array<std::uint8_t, kBeyondLetters> table{};
  for (std::size_t vowel = 0; vowel < kVowels; ++vowel) {
    for (std::size_t tone = 0; tone < kTones; ++tone) {
      const std::size_t at = 2 * (vowel * kTones + tone) + 1;
      table[kLower[vowel][tone]] = static_cast<std::uint8_t>(at);
      table[kUpper[vowel][tone]] = static_cast<std::uint8_t>(at + 1);
    }
  }
  return table;
}();

// The parts of a syllable, each between spaces. In `qu` and `gi` a vowel letter belongs to the onset.
constexpr std::u32string_view kOnsets = U"  ngh ng nh gh gi kh ph th tr ch qu b c d đ g h k l m n p r s t v x ";
constexpr std::u32string_view kOpenVowels =
    U" ai ao au ay âu ây eo êu ia iu iêu yêu oi ôi ơi oai oay oao oeo ua ui uôi uây ưa ưi ươi ươu ưu uya uyu uêu ";
constexpr std::u32string_view kVowelsBoth = U" a e ê i o ô ơ u ư y oa oe uê uơ uy ";
constexpr std::u32string_view kClosedVowels = U" ă â iê yê oă oo uâ uô ươ uyê ";
constexpr std::u32string_view kCodas = U" c ch m n ng nh p t ";
constexpr std::u32string_view kStops = U" c ch p t ";
constexpr std::size_t kLongestOnset = 3;

bool holds(std::u32string_view list, std::u32string_view part) {
  std::u32string key{U' '};
  key.append(part).push_back(U' ');
  return list.find(key) != std::u32string_view::npos;
}

/// A word without case and tone.
struct Plain {
  std::u32string letters;
  Tone tone = Tone::kLevel;
  int tones = 0;
  std::size_t upper = 0;
  bool upper_first = false;
};

std::optional<Plain> plain_of(std::u32string_view word) {
  Plain out;
  for (char32_t c : word) {
    bool upper = false;
    if (const auto letter = vowel_letter(c)) {
      upper = letter->upper;
      c = code_point({letter->vowel, Tone::kLevel, false});
      if (letter->tone != Tone::kLevel) {
        out.tone = letter->tone;
        ++out.tones;
      }
    } else if (c >= U'A' && c <= U'Z') {
      upper = true;
      c += U'a' - U'A';
    } else if (c == U'Đ') {
      upper = true;
      c = U'đ';
    } else if ((c < U'a' || c > U'z') && c != U'đ') {
      return std::nullopt;
    }
    out.upper_first = out.upper_first || (upper && out.letters.empty());
    out.upper += upper ? 1 : 0;
    out.letters += c;
  }
  return out;
}

bool is_rhyme(std::u32string_view rhyme, Tone tone) {
  const auto is_vowel = [](char32_t c) { return vowel_letter(c).has_value(); };
  const auto coda_at = std::find_if_not(rhyme.begin(), rhyme.end(), is_vowel);
  const auto length = static_cast<std::size_t>(coda_at - rhyme.begin());
  const std::u32string_view vowels = rhyme.substr(0, length);
  const std::u32string_view coda = rhyme.substr(length);
  if (vowels.empty()) {
    return false;
  }
  if (coda.empty()) {
    return holds(kVowelsBoth, vowels) || holds(kOpenVowels, vowels);
  }
  const bool front = std::u32string_view{U"aêiy"}.find(vowels.back()) != std::u32string_view::npos;
  return (holds(kVowelsBoth, vowels) || holds(kClosedVowels, vowels)) && holds(kCodas, coda) &&
         (front || (coda != U"ch" && coda != U"nh")) &&
         (tone == Tone::kAcute || tone == Tone::kDot || !holds(kStops, coda));
}

bool fits(std::u32string_view onset, std::u32string_view rhyme) {
  // Spelling says the same sound before e, ê, i, y by other letters than before the rest.
  const bool before_front = std::u32string_view{U"eêiy"}.find(rhyme.front()) != std::u32string_view::npos;
  const bool is_hard_g = onset == U"g" && rhyme.front() != U'i';  // "gì", but "ghế"
  return before_front ? onset != U"c" && onset != U"ng" && !is_hard_g
                      : onset != U"k" && onset != U"gh" && onset != U"ngh";
}

}  // namespace

char32_t code_point(const VowelLetter& letter) noexcept {
  return (letter.upper ? kUpper
                       : kLower)[static_cast<std::size_t>(letter.vowel)][static_cast<std::size_t>(letter.tone)];
}

std::optional<VowelLetter> vowel_letter(char32_t code) noexcept {
  if (code >= kBeyondLetters || kLetters[code] == 0) {
    return std::nullopt;
  }
  const std::size_t at = kLetters[code] - 1U;
  return VowelLetter{static_cast<Vowel>(at / 2 / kTones), static_cast<Tone>(at / 2 % kTones), at % 2 == 1};
}

bool is_vietnamese_syllable(std::u32string_view word) {
  const auto plain = plain_of(word);
  if (!plain || plain->letters.empty() || plain->tones > 1) {
    return false;
  }
  if (plain->upper != 0 && plain->upper != word.size() && !(plain->upper == 1 && plain->upper_first)) {
    return false;
  }
  const std::u32string_view letters = plain->letters;
  for (std::size_t onset = 0; onset <= kLongestOnset && onset < letters.size(); ++onset) {
    if (holds(kOnsets, letters.substr(0, onset)) && fits(letters.substr(0, onset), letters.substr(onset)) &&
        is_rhyme(letters.substr(onset), plain->tone)) {
      return true;
    }
  }
  return false;
}

}  // namespace quyhoach::geo
