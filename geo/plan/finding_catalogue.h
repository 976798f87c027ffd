#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "geo/plan/district.h"
#include "geo/plan/phrase.h"

namespace quyhoach::geo {

enum class Severity {
  kNote,     ///< Told, changes nothing.
  kWarning,  ///< Told; the feature is kept as it is.
  kError,    ///< Refuses the load unless its code is accepted; then the feature, where it is one feature's, is left out.
  kFatal,    ///< Refuses the load whatever is accepted: without this file there is no district.
};

[[nodiscard]] std::string_view name_of(Severity severity) noexcept;

/// One kind of finding: what it says, why it matters, how to mend it.
struct FindingKind {
  std::string id;  ///< The code, or "CODE.variant" where one code has several sentences.
  Severity severity = Severity::kFatal;
  Text says;       ///< With {figures}.
  Text why;
  Text mend;
  std::string source;  ///< Standard, law or measurement behind it; may be empty.

  [[nodiscard]] std::string_view code() const noexcept { return std::string_view{id}.substr(0, id.find('.')); }
};

/// Every finding there is, with its severity and its words in both languages: data/catalogue/findings.toml. Constant after it was
/// read; any thread.
class FindingCatalogue {
 public:
  /// Reads the catalogue; `errors` has a line per defect of it.
  [[nodiscard]] static FindingCatalogue parse(std::string_view toml, const std::string& file, std::vector<std::string>& errors);

  /// \return null for an id that is not in the catalogue.
  [[nodiscard]] const FindingKind* kind(std::string_view id) const;
  [[nodiscard]] const std::map<std::string, FindingKind, std::less<>>& kinds() const noexcept { return kinds_; }
  /// Parts of sentences, by their id.
  [[nodiscard]] const std::map<std::string, Text, std::less<>>& phrases() const noexcept { return phrases_; }

  /// The sentence of `id` (a kind or a phrase) with its figures in it, in both languages; the id and its figures in brackets where
  /// the catalogue has none.
  [[nodiscard]] Text say(const Phrase& phrase) const;

  /// The phrase whose id begins with `prefix` and whose English words are those of `english`, with its figures as texts: how what
  /// is written in English for the log is known in both languages. An empty phrase where none is.
  [[nodiscard]] Phrase phrase_like(std::string_view english, std::string_view prefix) const;

 private:
  std::map<std::string, FindingKind, std::less<>> kinds_;
  std::map<std::string, Text, std::less<>> phrases_;
};

/// A figure as a language writes it: "1,234.5 m²" in English, "1.234,5 m²" in Vietnamese.
[[nodiscard]] std::string write_figure(std::string_view name, double value, std::string_view language);

}  // namespace quyhoach::geo
