#pragma once

#include <fstream>
#include <iterator>
#include <string>

#include <gtest/gtest.h>

#include "geo/plan/finding_catalogue.h"
#include "tests/shared_data.h"

namespace quyhoach::geo::test {

/// The catalogue of findings that ships: what phrases say.
inline const geo::FindingCatalogue& shipped_catalogue() {
  static const geo::FindingCatalogue kCatalogue = [] {
    std::ifstream file{source_dir() / "data" / "catalogue" / "findings.toml"};
    std::vector<std::string> errors;
    auto catalogue = geo::FindingCatalogue::parse(std::string{std::istreambuf_iterator<char>{file}, {}}, "findings.toml", errors);
    EXPECT_TRUE(errors.empty());
    return catalogue;
  }();
  return kCatalogue;
}

/// Whether a phrase is in the catalogue, with every figure given, and says other words in each language.
inline testing::AssertionResult is_said_in_both(const geo::Phrase& phrase) {
  const geo::Text said = shipped_catalogue().say(phrase);
  const bool is_whole = !said.vi.empty() && !said.en.empty() && said.vi != said.en && said.en.find_first_of("{[") == std::string::npos &&
                        said.vi.find_first_of("{[") == std::string::npos;
  return (is_whole ? testing::AssertionSuccess() : testing::AssertionFailure()) << phrase.id << ": " << said.vi << " | " << said.en;
}

/// Whether the catalogue knows a manifest's error in both languages.
inline testing::AssertionResult is_known_manifest_error(const std::string& error) {
  for (std::size_t at = error.find(": "); at != std::string::npos; at = error.find(": ", at + 2)) {
    const geo::Phrase phrase = shipped_catalogue().phrase_like(std::string_view{error}.substr(at + 2), "manifest.");
    if (!phrase.empty()) {
      const geo::Text said = shipped_catalogue().say(phrase);
      return (said.en == error.substr(at + 2) && said.vi != said.en ? testing::AssertionSuccess() : testing::AssertionFailure())
             << error << " | " << said.en << " | " << said.vi;
    }
  }
  return testing::AssertionFailure() << "not in the catalogue: " << error;
}

}  // namespace quyhoach::geo::test
