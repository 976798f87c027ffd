#include "geo/base/legacy_text.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>

#include <utf8proc.h>

#include "geo/base/text.h"
#include "geo/base/vietnamese.h"

namespace quyhoach::geo {

namespace {

constexpr char32_t kNone = 0;  ///< Of a byte without a meaning; no text holds U+0000.

std::uint8_t byte_at(std::string_view bytes, std::size_t i) { return static_cast<std::uint8_t>(bytes[i]); }

/// Windows code page 1252, 0x80 … 0x9F. The rest is Latin-1.
constexpr std::array<char32_t, 32> kWindows1252{U'€', kNone, U'‚',  U'ƒ', U'„',  U'…',  U'†', U'‡',  U'ˆ', U'‰', U'Š',
                                                U'‹', U'Œ',  kNone, U'Ž', kNone, kNone, U'‘', U'’',  U'“', U'”', U'•',
                                                U'–', U'—',  U'˜',  U'™', U'š',  U'›',  U'œ', kNone, U'ž', U'Ÿ'};

char32_t from_1252(std::uint8_t byte) { return byte < 0x80 || byte >= 0xA0 ? byte : kWindows1252[byte - 0x80U]; }

/// Signs the fonts of TCVN3 and VNI, cut from Windows-1252 ones, keep at their places.
bool is_kept_sign(std::uint8_t byte) {
  return byte < 0x80 || byte == 0x85 || (byte >= 0x91 && byte <= 0x97) || byte == 0xA0;
}

std::optional<std::u32string> decode_1252(std::string_view bytes) {
  std::u32string out;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    out += from_1252(byte_at(bytes, i));
  }
  return out;
}

char32_t from_1258(std::uint8_t byte) {
  switch (byte) {
    case 0xC3:
      return U'Ă';
    case 0xE3:
      return U'ă';
    case 0xD0:
      return U'Đ';
    case 0xF0:
      return U'đ';
    case 0xD5:
      return U'Ơ';
    case 0xF5:
      return U'ơ';
    case 0xDD:
      return U'Ư';
    case 0xFD:
      return U'ư';
    case 0xFE:
      return U'₫';
    case 0x8A:
    case 0x8E:
    case 0x9A:
    case 0x9E:
      return kNone;
    default:
      return from_1252(byte);
  }
}

Tone tone_of_1258(std::uint8_t byte) {
  switch (byte) {
    case 0xCC:
      return Tone::kGrave;
    case 0xD2:
      return Tone::kHook;
    case 0xDE:
      return Tone::kTilde;
    case 0xEC:
      return Tone::kAcute;
    case 0xF2:
      return Tone::kDot;
    default:
      return Tone::kLevel;
  }
}

/// Puts a tone on the last letter. \return whether it is a vowel without one.
bool add_tone(std::u32string& text, Tone tone) {
  const auto letter = text.empty() ? std::nullopt : vowel_letter(text.back());
  if (!letter || letter->tone != Tone::kLevel) {
    return false;
  }
  text.back() = code_point({letter->vowel, tone, letter->upper});
  return true;
}

std::optional<std::u32string> decode_1258(std::string_view bytes) {
  std::u32string out;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const std::uint8_t byte = byte_at(bytes, i);
    if (const Tone tone = tone_of_1258(byte); tone == Tone::kLevel) {
      out += from_1258(byte);
    } else if (!add_tone(out, tone)) {
      return std::nullopt;
    }
  }
  return out;
}

/// TCVN3, 0xA1 … 0xFE; a space has no meaning.
constexpr std::u32string_view kTcvn3 =
    U"ĂÂÊÔƠƯĐăâêôơưđ      àảãáạ ằẳẵắ       ặầẩẫấậè ẻẽéẹềểễếệìỉ   ĩíịò ỏõóọồổỗốộờởỡớợù ủũúụừửữứựỳỷỹýỵ";
static_assert(kTcvn3.size() == 0xFE - 0xA1 + 1);

bool is_plain_lower(char32_t c) { return c >= U'a' && c <= U'z'; }

bool is_upper(char32_t c) {
  const auto vowel = vowel_letter(c);
  return (c >= U'A' && c <= U'Z') || c == U'Đ' || (vowel && vowel->upper);
}

bool is_marked_lower(char32_t c) {
  const auto vowel = vowel_letter(c);
  return c == U'đ' || (vowel && !vowel->upper && c >= 0x80);
}

/// Calls `each(begin, end)` for every run of letters.
template <typename Each>
void each_word(const std::u32string& text, Each&& each) {
  const auto is_letter = [](char32_t c) {
    const auto kind = utf8proc_category(static_cast<utf8proc_int32_t>(c));
    return kind == UTF8PROC_CATEGORY_LU || kind == UTF8PROC_CATEGORY_LL || kind == UTF8PROC_CATEGORY_LO ||
           kind == UTF8PROC_CATEGORY_LM;
  };
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t begin = i;
    while (i < text.size() && is_letter(text[i])) {
      ++i;
    }
    if (i > begin) {
      each(begin, i);
    } else {
      ++i;
    }
  }
}

/// A word of two capitals or more and no plain lower-case letter was typed for a font of capitals: its marked letters
/// are capitals too. A text of such words has no others, so that "ĐƯờNG Số 5" is "ĐƯỜNG SỐ 5", while "Lô A" stays.
void raise_words_of_capitals(std::u32string& text) {
  const auto raise = [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      if (const auto vowel = vowel_letter(text[i]); vowel && is_marked_lower(text[i])) {
        text[i] = code_point({vowel->vowel, vowel->tone, true});
      } else if (text[i] == U'đ') {
        text[i] = U'Đ';
      }
    }
  };
  bool raised = false;
  const bool no_plain_lower = std::none_of(text.begin(), text.end(), is_plain_lower);
  each_word(text, [&](std::size_t begin, std::size_t end) {
    const auto first = text.begin() + static_cast<std::ptrdiff_t>(begin);
    const auto last = text.begin() + static_cast<std::ptrdiff_t>(end);
    if (std::count_if(first, last, is_upper) >= 2 && std::none_of(first, last, is_plain_lower) &&
        std::any_of(first, last, is_marked_lower)) {
      raise(begin, end);
      raised = true;
    }
  });
  if (raised && no_plain_lower) {
    raise(0, text.size());
  }
}

std::optional<std::u32string> decode_tcvn3(std::string_view bytes) {
  std::u32string out;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const std::uint8_t byte = byte_at(bytes, i);
    char32_t c = is_kept_sign(byte) ? from_1252(byte) : byte < 0xA1 || byte > 0xFE ? kNone : kTcvn3[byte - 0xA1U];
    if (c == U' ' && byte != ' ') {
      c = kNone;
    }
    // "Â" and then "ấ" is "Ấ": no syllable has one vowel twice so.
    const auto before = out.empty() ? std::nullopt : vowel_letter(out.back());
    const auto vowel = vowel_letter(c);
    if (before && vowel && before->upper && !vowel->upper && before->tone == Tone::kLevel &&
        vowel->tone != Tone::kLevel && before->vowel == vowel->vowel) {
      out.back() = code_point({vowel->vowel, vowel->tone, true});
    } else {
      out += c;
    }
  }
  raise_words_of_capitals(out);
  return out;
}

/// The quality a VNI mark gives the vowel before it, and its tone; nothing where that letter takes no such mark.
std::optional<VowelLetter> vni_marked(const VowelLetter& letter, std::uint8_t lower_mark) {
  constexpr std::string_view kBare = "\xF8\xFB\xF5\xF9\xEF";  // ø û õ ù ï: huyền, hỏi, ngã, sắc, nặng
  constexpr std::string_view kCircumflex = "\xE2\xE0\xE5\xE3\xE1\xE4";  // â, and with the same tones à å ã á ä
  constexpr std::string_view kBreve = "\xEA\xE8\xFA\xFC\xE9\xEB";       // ê, and è ú ü é ë
  if (letter.tone != Tone::kLevel) {
    return std::nullopt;
  }
  const auto mark = static_cast<char>(lower_mark);
  const Vowel v = letter.vowel;
  if (const auto at = kBare.find(mark); at != std::string_view::npos) {
    const bool takes = v == Vowel::kA || v == Vowel::kE || v == Vowel::kO || v == Vowel::kOHorn || v == Vowel::kU ||
                       v == Vowel::kUHorn ||
                       (v == Vowel::kY && lower_mark != 0xEF);  // ỵ and i with any tone have bytes of their own.
    return takes ? std::optional{VowelLetter{v, static_cast<Tone>(at + 1), letter.upper}} : std::nullopt;
  }
  if (const auto at = kCircumflex.find(mark);
      at != std::string_view::npos && (v == Vowel::kA || v == Vowel::kE || v == Vowel::kO)) {
    const Vowel marked = v == Vowel::kA   ? Vowel::kACircumflex
                         : v == Vowel::kE ? Vowel::kECircumflex
                                          : Vowel::kOCircumflex;
    return VowelLetter{marked, static_cast<Tone>(at), letter.upper};
  }
  if (const auto at = kBreve.find(mark); at != std::string_view::npos && v == Vowel::kA) {
    return VowelLetter{Vowel::kABreve, static_cast<Tone>(at), letter.upper};
  }
  return std::nullopt;
}

/// Letters of VNI that are one byte, in lower case.
char32_t vni_letter(std::uint8_t lower) {
  switch (lower) {
    case 0xF1:
      return U'đ';
    case 0xF4:
      return U'ơ';
    case 0xF6:
      return U'ư';
    case 0xEC:
      return U'ì';
    case 0xED:
      return U'í';
    case 0xE6:
      return U'ỉ';
    case 0xF3:
      return U'ĩ';
    case 0xF2:
      return U'ị';
    case 0xEE:
      return U'ỵ';
    default:
      return kNone;
  }
}

char32_t upper_of(char32_t lower) {
  const auto vowel = vowel_letter(lower);
  return vowel ? code_point({vowel->vowel, vowel->tone, true}) : lower == U'đ' ? U'Đ' : lower;
}

std::optional<std::u32string> decode_vni(std::string_view bytes) {
  std::u32string out;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const std::uint8_t byte = byte_at(bytes, i);
    if (byte < 0xC0) {
      out += is_kept_sign(byte) ? from_1252(byte) : kNone;
      continue;
    }
    const std::uint8_t lower = byte | 0x20U;
    if (const char32_t letter = vni_letter(lower); letter != kNone) {
      out += byte == lower ? letter : upper_of(letter);
      continue;
    }
    // A mark is written in the case of its letter; where some program changed one of them, the letter is right.
    const auto before = out.empty() ? std::nullopt : vowel_letter(out.back());
    const auto marked = before ? vni_marked(*before, lower) : std::nullopt;
    if (!marked) {
      return std::nullopt;
    }
    out.back() = code_point(*marked);
  }
  return out;
}

std::optional<std::u32string> decode_utf8(std::string_view bytes) {
  if (!is_utf8(bytes)) {
    return std::nullopt;
  }
  const std::string normal = to_nfc(bytes);
  std::u32string out;
  for (std::size_t i = 0; i < normal.size();) {
    utf8proc_int32_t code = 0;
    i += static_cast<std::size_t>(
        utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(normal.data()) + i,  // NOLINT(*-reinterpret-cast)
                         static_cast<utf8proc_ssize_t>(normal.size() - i), &code));
    out += static_cast<char32_t>(code);
  }
  return out;
}

std::optional<std::u32string> letters_of(std::string_view bytes, TextEncoding encoding) {
  if (encoding == TextEncoding::kUtf8) {
    return decode_utf8(bytes);
  }
  auto out = encoding == TextEncoding::kTcvn3         ? decode_tcvn3(bytes)
             : encoding == TextEncoding::kVni         ? decode_vni(bytes)
             : encoding == TextEncoding::kWindows1258 ? decode_1258(bytes)
                                                      : decode_1252(bytes);
  return out && out->find(kNone) == std::u32string::npos ? out : std::nullopt;
}

std::string to_utf8(const std::u32string& text) {
  std::string out;
  for (const char32_t c : text) {
    std::array<utf8proc_uint8_t, 4> bytes{};
    const auto length = utf8proc_encode_char(static_cast<utf8proc_int32_t>(c), bytes.data());
    out.append(bytes.begin(), bytes.begin() + length);
  }
  return out;
}

bool is_plain(std::string_view bytes) {
  return std::all_of(bytes.begin(), bytes.end(), [](char c) { return static_cast<std::uint8_t>(c) < 0x80; });
}

// ---- Guessing: the weight of a word is about the logarithm (base 2) of how much more often it stands in a text of its
// encoding than in bytes at random.

constexpr double kImpossible = -6.0;
constexpr double kWestern =
    -1.0;  ///< A word that could be French or German: less than a Vietnamese one, more than an impossible one.
constexpr double kWellFormed = 6.0;  ///< Bytes of another encoding are seldom well-formed UTF-8.

/// Letters by how often they stand in Vietnamese text, counted over 1.5 million letters of translated programs and
/// place names.
double weight_of_letter(char32_t c) {
  constexpr std::u32string_view kUsual = U"đôáưàểếêộạệảịợốậóầớấâơ";
  constexpr std::u32string_view kRare = U"õẽẻẵẳỵèẹỡ";
  const auto vowel = vowel_letter(c);
  const char32_t lower = vowel ? code_point({vowel->vowel, vowel->tone, false}) : c == U'Đ' ? U'đ' : c;
  return lower < 0x80 ? 0.0 : kUsual.find(lower) != kUsual.npos ? 1.0 : kRare.find(lower) != kRare.npos ? -3.0 : -0.5;
}

/// QĐ, UBNDĐ, sdđ: letters that are no syllable, in capitals or without a vowel.
bool is_abbreviation(std::u32string_view word) {
  const auto is_capital = [](char32_t c) { return (c >= U'A' && c <= U'Z') || c == U'Đ'; };
  const auto is_consonant = [&](char32_t c) {
    return !vowel_letter(c) && (is_capital(c) || is_plain_lower(c) || c == U'đ');
  };
  return std::all_of(word.begin(), word.end(), is_capital) || std::all_of(word.begin(), word.end(), is_consonant);
}

bool is_western(std::u32string_view word) {
  constexpr std::u32string_view kLetters = U"àâçéèêëîïôöùûüäñæœßåøáíóúãõ";
  const auto is_letter = [&](char32_t c) {
    return (c >= U'A' && c <= U'Z') || is_plain_lower(c) || kLetters.find(c) != kLetters.npos;
  };
  return std::all_of(word.begin(), word.end(), is_letter) || std::none_of(word.begin(), word.end(), is_plain_lower);
}

/// How well texts read so far.
struct Score {
  double weight = 0.0;
  int good = 0;
  int bad = 0;
  void add(double one) {
    weight += one;
    (one == kImpossible ? bad : good) += 1;
  }
};

void weigh(const std::u32string& text, TextEncoding encoding, Score& score) {
  constexpr std::u32string_view kSigns = U"–—‘’“”…•°²³₫\u00A0";
  for (const char32_t c : text) {
    const auto kind = utf8proc_category(static_cast<utf8proc_int32_t>(c));
    const bool letter = kind == UTF8PROC_CATEGORY_LU || kind == UTF8PROC_CATEGORY_LL || kind == UTF8PROC_CATEGORY_LO;
    if (c >= 0x80 && !letter && kSigns.find(c) == kSigns.npos) {
      score.add(kImpossible);
    }
  }
  each_word(text, [&](std::size_t begin, std::size_t end) {
    const std::u32string_view word = std::u32string_view{text}.substr(begin, end - begin);
    if (std::all_of(word.begin(), word.end(), [](char32_t c) { return c < 0x80; })) {
      return;
    }
    if (encoding == TextEncoding::kUtf8) {
      score.add(kWellFormed);
    } else if (encoding == TextEncoding::kWindows1252) {
      score.add(is_western(word) ? kWestern : kImpossible);
    } else if (is_vietnamese_syllable(word)) {
      double weight = 1.0;
      for (const char32_t c : word) {
        weight += weight_of_letter(c);
      }
      score.add(weight);
    } else {
      score.add(is_abbreviation(word) ? 0.0 : kImpossible);
    }
  });
}

using Scores = std::array<Score, kTextEncodings.size()>;
using Samples = std::array<std::string, kTextEncodings.size()>;

/// Weighs a value in every encoding.
void weigh_all(const std::string& value, Scores& scores, Samples& samples) {
  for (std::size_t i = 0; i < kTextEncodings.size() && !is_plain(value); ++i) {
    const auto text = letters_of(value, kTextEncodings[i]);
    if (!text) {
      scores[i].add(kImpossible);
      continue;
    }
    weigh(*text, kTextEncodings[i], scores[i]);
    samples[i] = samples[i].empty() ? to_nfc(to_utf8(*text)) : samples[i];
  }
}

/// All encodings, likeliest first. \param rival  another reading that their likelihoods are shared with; may be null.
std::vector<EncodingGuess> ranked(const Scores& scores, const Samples& samples, const Score* rival) {
  double most = std::ranges::max_element(scores, {}, &Score::weight)->weight;
  most = rival == nullptr ? most : std::max(most, rival->weight);
  double all = rival == nullptr ? 0.0 : std::exp2(rival->weight - most);  // Of the weights as likelihoods, relative to the best.
  for (const Score& score : scores) {
    all += std::exp2(score.weight - most);
  }
  std::vector<EncodingGuess> guesses;
  std::vector<double> weights;
  for (std::size_t i = 0; i < kTextEncodings.size(); ++i) {
    const int words = scores[i].good + scores[i].bad;
    const double likelihood = std::exp2(scores[i].weight - most) / all;
    const auto place = std::ranges::upper_bound(weights, scores[i].weight, std::greater{}) - weights.begin();
    weights.insert(weights.begin() + place, scores[i].weight);
    guesses.insert(guesses.begin() + place, {kTextEncodings[i], words == 0 ? 0.0 : likelihood * scores[i].good / words, samples[i]});
  }
  return guesses;
}

}  // namespace

std::string_view name_of(TextEncoding encoding) noexcept {
  switch (encoding) {
    case TextEncoding::kUtf8:
      return "UTF-8";
    case TextEncoding::kTcvn3:
      return "TCVN3";
    case TextEncoding::kVni:
      return "VNI";
    case TextEncoding::kWindows1258:
      return "CP1258";
    case TextEncoding::kWindows1252:
      return "CP1252";
  }
  return "";
}

std::optional<TextEncoding> parse_encoding(std::string_view name) noexcept {
  const auto same = [](char a, char b) { return (a >= 'a' && a <= 'z' ? a - 'a' + 'A' : a) == b; };
  for (const TextEncoding encoding : kTextEncodings) {
    const std::string_view known = name_of(encoding);
    if (std::equal(name.begin(), name.end(), known.begin(), known.end(), same)) {
      return encoding;
    }
  }
  return std::nullopt;
}

std::optional<std::string> decode(std::string_view bytes, TextEncoding encoding) {
  if (encoding == TextEncoding::kUtf8) {
    return is_utf8(bytes) ? std::optional{to_nfc(bytes)} : std::nullopt;
  }
  const auto text = letters_of(bytes, encoding);
  return text ? std::optional{to_nfc(to_utf8(*text))} : std::nullopt;
}

std::vector<EncodingGuess> weigh_encodings(std::span<const std::string> values) {
  if (std::all_of(values.begin(), values.end(), [](const std::string& value) { return is_utf8(value); })) {
    const auto shown =
        std::find_if_not(values.begin(), values.end(), [](const std::string& value) { return is_plain(value); });
    const auto sample = shown != values.end() ? shown : values.begin();
    return {{TextEncoding::kUtf8, 1.0, sample != values.end() ? to_nfc(*sample) : std::string{}}};
  }
  std::array<Score, kTextEncodings.size()> scores;
  std::array<std::string, kTextEncodings.size()> samples;
  for (const std::string& value : values) {
    weigh_all(value, scores, samples);
  }
  return ranked(scores, samples, nullptr);
}

EncodingGuess guess_behind(std::span<const std::string> texts, std::span<const std::string> bytes) {
  std::array<Score, kTextEncodings.size()> scores;
  std::array<std::string, kTextEncodings.size()> samples;
  for (const std::string& value : bytes) {
    weigh_all(value, scores, samples);
  }
  Score given;
  for (const std::string& text : texts) {
    if (const auto letters = is_plain(text) ? std::nullopt : letters_of(text, TextEncoding::kUtf8)) {
      Score vietnamese;
      Score western;
      weigh(*letters, TextEncoding::kTcvn3, vietnamese);  // As letters: any Vietnamese encoding weighs them so.
      weigh(*letters, TextEncoding::kWindows1252, western);
      given.weight += std::max(vietnamese.weight, western.weight);
    }
  }
  const EncodingGuess best = ranked(scores, samples, &given).front();
  const bool is_vietnamese = best.encoding != TextEncoding::kUtf8 && best.encoding != TextEncoding::kWindows1252;
  return is_vietnamese ? best : EncodingGuess{};
}

EncodingGuess guess_encoding(std::span<const std::string> values) { return weigh_encodings(values).front(); }

}  // namespace quyhoach::geo
