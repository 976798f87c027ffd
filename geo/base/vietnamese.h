#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace quyhoach::geo {

/// The six tones in the order dictionaries have them: ngang, huyền, hỏi, ngã, sắc, nặng.
enum class Tone : std::uint8_t { kLevel, kGrave, kHook, kTilde, kAcute, kDot };

/// The twelve vowels, in the order of the alphabet.
enum class Vowel : std::uint8_t {
  kA,
  kABreve,
  kACircumflex,
  kE,
  kECircumflex,
  kI,
  kO,
  kOCircumflex,
  kOHorn,
  kU,
  kUHorn,
  kY
};

/// One of the 144 letters that are a vowel with a tone.
struct VowelLetter {
  Vowel vowel = Vowel::kA;
  Tone tone = Tone::kLevel;
  bool upper = false;
  friend bool operator==(const VowelLetter&, const VowelLetter&) = default;
};

/// The precomposed code point of a letter: ('a', sắc) → U+00E1.
[[nodiscard]] char32_t code_point(const VowelLetter& letter) noexcept;
/// The letter of a precomposed code point; nothing for any other code point.
[[nodiscard]] std::optional<VowelLetter> vowel_letter(char32_t code) noexcept;

/// Whether a word could be a syllable of Vietnamese by its structure: onset, vowels, coda, at most one tone, a stop (c,
/// ch, p, t) only under sắc or nặng, and upper case throughout, at the beginning or not at all. Not a word list:
/// "trượt" and "trượp" are both told true. Of 67 marked letters read at random few make one, which is what tells
/// encodings apart. \param word  in NFC
[[nodiscard]] bool is_vietnamese_syllable(std::u32string_view word);

}  // namespace quyhoach::geo
