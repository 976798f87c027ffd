#include "geo/io/layer_texts.h"

#include <algorithm>

#include "geo/base/legacy_text.h"
#include "geo/base/text.h"
#include "geo/io/source_text.h"

namespace quyhoach::geo {

std::optional<std::string> LayerTexts::read(const std::string& ours, const std::string& raw, const SourceFeature& feature) {
  const auto encoding = stated_encoding(ours);
  const auto text = encoding ? read_in(*encoding, raw) : decode(raw, TextEncoding::kUtf8);
  if (!text) {
    const std::string expected{name_of(encoding.value_or(TextEncoding::kUtf8))};
    context_.report.add({.kind = "TEXT_ENCODING",
                         .file = file_,
                         .feature = feature.name(),
                         .place = feature.shape.rings.empty() ? std::nullopt : std::optional{feature.place()},
                         .figures = {{"field", ours}, {"expected", expected}, {"reading", likely_reading(ours, raw)}}});
    return std::nullopt;
  }
  if (!encoding) {
    remember(ours, raw);
  }
  return std::string{trim(*text)};
}

/// Keeps some texts as the driver gave them, where it may have made them of bytes it took for Windows-1252.
void LayerTexts::remember(const std::string& ours, const std::string& raw) {
  constexpr std::size_t kEnough = 200;
  std::vector<std::string>& seen = given_[ours];
  if (seen.size() < kEnough && bytes_behind(raw) != raw && std::ranges::find(seen, raw) == seen.end()) {
    seen.push_back(raw);
  }
}

void LayerTexts::report_mistaken() const {
  for (const auto& [ours, seen] : given_) {
    const EncodingGuess guess = seen.empty() ? EncodingGuess{} : weigh_source_encodings(seen).front();
    if (guess.encoding != TextEncoding::kUtf8 && guess.confidence >= kSureEncoding) {
      const std::string name{name_of(guess.encoding)};
      const Phrase reading{"encoding.reading",
                           {{"encoding", name}, {"sample", guess.sample}, {"line", "[[layer]] encoding = \"" + name + "\""}}};
      context_.report.add({.kind = "TEXT_ENCODING.mistaken", .file = file_, .figures = {{"field", ours}, {"reading", reading}}});
    }
  }
}

std::optional<TextEncoding> LayerTexts::stated_encoding(const std::string& ours) const {
  const auto own = source_.encodings.find(ours);
  return own != source_.encodings.end() ? std::optional{own->second} : source_.encoding;
}

/// What a text that is not in its encoding says, judged by the values of its column so far: one alone may be too short to tell.
Phrase LayerTexts::likely_reading(const std::string& ours, const std::string& raw) {
  constexpr std::size_t kEnough = 50;
  const std::string bytes = bytes_behind(raw);
  std::vector<std::string>& seen = foreign_[ours];
  if (seen.size() < kEnough && std::find(seen.begin(), seen.end(), bytes) == seen.end()) {
    seen.push_back(bytes);
  }
  const EncodingGuess guess = guess_encoding(seen);
  const auto text = decode(bytes, guess.encoding);
  if (guess.confidence == 0.0 || !text) {
    return {"encoding.unknown", {}};
  }
  const std::string name{name_of(guess.encoding)};
  const std::string line = stated_encoding(ours) ? "[layer.encodings] " + ours + " = \"" + name + "\"" : "[[layer]] encoding = \"" + name + "\"";
  return {"encoding.reading", {{"encoding", name}, {"sample", *text}, {"line", line}}};
}

}  // namespace quyhoach::geo
