#include "geo/plan/finding_catalogue.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <optional>

#include "geo/plan/toml_reader.h"
#include "geo/plan/value_reading.h"

namespace quyhoach::geo {

namespace {

using Need = TomlReader::Need;

constexpr std::array<std::pair<std::string_view, Severity>, 4> kSeverities{{{"note", Severity::kNote},
                                                                            {"warning", Severity::kWarning},
                                                                            {"error", Severity::kError},
                                                                            {"fatal", Severity::kFatal}}};

/// Both languages are due: a Vietnamese page must not speak English, nor the other way about.
Text read_both(TomlReader& parent, std::string_view key, Need need) {
  Text text;
  if (auto reader = parent.table(key, need)) {
    text.vi = reader->text("vi");
    text.en = reader->text("en");
    reader->finish();
  }
  return text;
}

std::optional<Severity> read_severity(TomlReader& reader, Need need) {
  const std::string name = reader.text("severity", need);
  const auto found = std::ranges::find(kSeverities, name, &decltype(kSeverities)::value_type::first);
  if (found != kSeverities.end()) {
    return found->second;
  }
  if (!name.empty()) {
    reader.error("severity", "expected note, warning, error or fatal");
  }
  return std::nullopt;
}

void group_thousands(std::string& digits, char separator) {
  const std::size_t first = digits.front() == '-' ? 1 : 0;
  const std::size_t whole = std::min(digits.find('.'), digits.size());
  for (std::size_t at = whole; at > first + 3;) {
    at -= 3;
    digits.insert(at, 1, separator);
  }
}

struct Unit {
  std::string_view end;   ///< Of the figure's name.
  int decimals;
  std::string_view sign;  ///< After the number.
};
constexpr std::array<Unit, 4> kUnits{{{"_m2", 1, " m²"}, {"_km", 1, " km"}, {"_percent", 1, " %"}, {"_m", 2, " m"}}};

std::string fill(const FindingCatalogue& catalogue, const std::string& sentence, const std::vector<Figure>& figures,
                 std::string_view language) {
  std::string out;
  std::size_t at = 0;
  for (std::size_t open = sentence.find('{'); open != std::string::npos; open = sentence.find('{', at)) {
    const std::size_t close = sentence.find('}', open);
    if (close == std::string::npos) {
      break;
    }
    out += sentence.substr(at, open - at);
    const std::string name = sentence.substr(open + 1, close - open - 1);
    if (const auto found = std::ranges::find(figures, name, &Figure::name); found == figures.end()) {
      out += sentence.substr(open, close + 1 - open);
    } else if (const auto* number = std::get_if<double>(&found->value)) {
      out += write_figure(name, *number, language);
    } else if (const auto* text = std::get_if<std::string>(&found->value)) {
      out += *text;
    } else {
      out += catalogue.say(std::get<Phrase>(found->value)).in(language);
    }
    at = close + 1;
  }
  return out + sentence.substr(at);
}

/// The figures of a sentence that was made of `words`; nothing where it was made of others.
std::optional<std::vector<Figure>> figures_of(std::string_view words, std::string_view sentence) {
  std::vector<Figure> figures;
  std::string_view open;  // The figure that the next words end.
  const auto take = [&](std::string_view text, bool is_last) {
    const std::size_t at = open.empty() ? (sentence.starts_with(text) ? 0 : std::string_view::npos)
                           : is_last    ? (sentence.ends_with(text) ? sentence.size() - text.size() : std::string_view::npos)
                                        : sentence.find(text);
    if (at == std::string_view::npos) {
      return false;
    }
    if (!open.empty()) {
      figures.push_back({std::string{open}, std::string{sentence.substr(0, at)}});
    }
    sentence.remove_prefix(at + text.size());
    return true;
  };
  for (std::size_t begin = words.find('{'); begin != std::string_view::npos; begin = words.find('{')) {
    const std::size_t end = words.find('}', begin);
    if (end == std::string_view::npos || !take(words.substr(0, begin), false)) {
      return std::nullopt;
    }
    open = words.substr(begin + 1, end - begin - 1);
    words.remove_prefix(end + 1);
  }
  return take(words, true) && sentence.empty() ? std::optional{std::move(figures)} : std::nullopt;
}

/// What is said of an id that the catalogue does not have: never nothing.
std::string bare(const Phrase& phrase) {
  std::string out = phrase.id;
  for (const Figure& figure : phrase.figures) {
    out += " [" + figure.name + " ";
    if (const auto* number = std::get_if<double>(&figure.value)) {
      out += plain_number(*number);
    } else if (const auto* text = std::get_if<std::string>(&figure.value)) {
      out += *text;
    } else {
      out += bare(std::get<Phrase>(figure.value));
    }
    out += "]";
  }
  return out;
}

}  // namespace

std::string_view name_of(Severity severity) noexcept {
  return std::ranges::find(kSeverities, severity, &decltype(kSeverities)::value_type::second)->first;
}

std::string write_figure(std::string_view name, double value, std::string_view language) {
  const auto unit = std::ranges::find_if(kUnits, [&](const Unit& u) { return name.ends_with(u.end); });
  std::string digits = plain_number(value);
  if (unit != kUnits.end() && std::isfinite(value)) {
    std::array<char, 400> text{};  // The longest double has 309 digits.
    const int length = std::snprintf(text.data(), text.size(), "%.*f", unit->decimals, value);
    digits.assign(text.data(), static_cast<std::size_t>(length));
    group_thousands(digits, ',');
  }
  if (language == "vi") {
    for (char& c : digits) {
      c = c == '.' ? ',' : c == ',' ? '.' : c;
    }
  }
  return unit == kUnits.end() ? digits : digits.append(unit->sign);
}

FindingCatalogue FindingCatalogue::parse(std::string_view toml, const std::string& file, std::vector<std::string>& errors) {
  FindingCatalogue out;
  const toml::parse_result parsed = toml::parse(toml, file);
  if (!parsed) {
    errors.push_back(syntax_error(parsed.error(), file));
    return out;
  }
  TomlReader root{parsed.table(), file, "", errors};
  const auto keep = [&](TomlReader& reader, FindingKind kind) {
    const std::string id = kind.id;
    if (!out.kinds_.emplace(id, std::move(kind)).second) {
      reader.error("code", "expected each only once; " + id + " is here already");
    }
  };
  for (TomlReader& reader : root.tables("finding")) {
    FindingKind kind;
    kind.id = reader.text("code");
    kind.severity = read_severity(reader, Need::kRequired).value_or(Severity::kFatal);
    auto variants = reader.tables("variant");
    kind.says = read_both(reader, "says", variants.empty() ? Need::kRequired : Need::kOptional);
    kind.why = read_both(reader, "why", Need::kRequired);
    kind.mend = read_both(reader, "mend", Need::kRequired);
    kind.source = reader.text("source", Need::kOptional);
    reader.finish();
    for (TomlReader& variant : variants) {
      FindingKind other = kind;
      other.id += "." + variant.text("name");
      other.severity = read_severity(variant, Need::kOptional).value_or(kind.severity);
      other.says = read_both(variant, "says", Need::kRequired);
      variant.finish();
      keep(variant, std::move(other));
    }
    if (!kind.says.vi.empty()) {
      keep(reader, std::move(kind));
    }
  }
  for (TomlReader& reader : root.tables("phrase")) {
    const std::string id = reader.text("id");
    Text words;
    words.vi = reader.text("vi");
    words.en = reader.text("en");
    reader.finish();
    if (!out.phrases_.emplace(id, std::move(words)).second) {
      reader.error("id", "expected each only once; " + id + " is here already");
    }
  }
  root.finish();
  return out;
}

const FindingKind* FindingCatalogue::kind(std::string_view id) const {
  const auto found = kinds_.find(id);
  return found == kinds_.end() ? nullptr : &found->second;
}

Text FindingCatalogue::say(const Phrase& phrase) const {
  if (phrase.id.empty()) {
    return {};
  }
  const FindingKind* known = kind(phrase.id);
  const auto found = phrases_.find(phrase.id);
  const Text* words = known != nullptr ? &known->says : found != phrases_.end() ? &found->second : nullptr;
  if (words == nullptr) {
    const std::string said = bare(phrase);
    return {said, said};
  }
  return {fill(*this, words->vi, phrase.figures, "vi"), fill(*this, words->en, phrase.figures, "en")};
}

Phrase FindingCatalogue::phrase_like(std::string_view english, std::string_view prefix) const {
  Phrase best;
  std::size_t fewest = std::string::npos;  // Letters that are figures' own: the closest words are meant.
  for (auto at = phrases_.lower_bound(prefix); at != phrases_.end() && at->first.starts_with(prefix); ++at) {
    auto figures = figures_of(at->second.en, english);
    std::size_t letters = 0;
    for (const Figure& figure : figures.value_or(std::vector<Figure>{})) {
      letters += std::get<std::string>(figure.value).size();
    }
    if (figures && letters < fewest) {
      fewest = letters;
      best = {at->first, std::move(*figures)};
    }
  }
  return best;
}

}  // namespace quyhoach::geo
