#include "geo/plan/search_words.h"

#include <algorithm>

namespace quyhoach::geo {

namespace {

/// The longest word or words of a kind that `rest`, which begins at a word, begins with; empty if none does.
std::string_view kind_at(const SearchWords& words, std::string_view rest) {
  std::string_view longest;
  for (const SearchWord& word : words) {
    const std::string& kind = word.folded;
    const bool whole = rest.starts_with(kind) && (rest.size() == kind.size() || rest[kind.size()] == ' ');
    if (word.meaning == WordMeaning::kKind && whole && kind.size() > longest.size()) {
      longest = kind;
    }
  }
  return longest;
}

}  // namespace

std::string_view name_of(WordMeaning meaning) noexcept {
  switch (meaning) {
    case WordMeaning::kSheet: return "sheet";
    case WordMeaning::kNumber: return "number";
    case WordMeaning::kNothing: return "nothing";
    case WordMeaning::kKind: return "kind";
    case WordMeaning::kNorth: return "north";
    case WordMeaning::kSouth: return "south";
    case WordMeaning::kEast: return "east";
    case WordMeaning::kWest: return "west";
  }
  return "";
}

bool has_meaning(const SearchWords& words, WordMeaning meaning, std::string_view folded) noexcept {
  return std::any_of(words.begin(), words.end(),
                     [&](const SearchWord& word) { return word.meaning == meaning && word.folded == folded; });
}

bool only_kinds(const SearchWords& words, std::string_view folded) {
  while (!folded.empty()) {
    const std::string_view kind = kind_at(words, folded);
    if (kind.empty()) {
      return false;
    }
    folded.remove_prefix(std::min(kind.size() + 1, folded.size()));
  }
  return true;
}

std::vector<std::string> names_in(const SearchWords& words, std::string_view folded) {
  std::vector<std::string> names;
  std::string name;
  bool cut = false;
  const auto flush = [&] {
    if (!name.empty()) {
      names.push_back(std::move(name));
      name.clear();
    }
  };
  while (!folded.empty()) {
    const std::string_view kind = kind_at(words, folded);
    std::string_view taken = kind;
    if (kind.empty()) {
      taken = folded.substr(0, folded.find(' '));
      name += (name.empty() ? "" : " ") + std::string{taken};
    } else {
      cut = true;
      flush();
    }
    folded.remove_prefix(std::min(taken.size() + 1, folded.size()));
  }
  flush();
  return cut ? names : std::vector<std::string>{};
}

}  // namespace quyhoach::geo
