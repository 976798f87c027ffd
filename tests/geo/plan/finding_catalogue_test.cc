#include "geo/plan/finding_catalogue.h"

#include <fstream>
#include <iterator>
#include <set>

#include <gmock/gmock.h>

namespace quyhoach::geo {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr std::string_view kOne = R"([[finding]]
code = "GAP"
severity = "error"
says = {vi = "hở {area_m2} ở {where}", en = "{area_m2} open in {where}"}
why = {vi = "v", en = "w"}
mend = {vi = "s", en = "m"}
[[finding.variant]]
name = "small"
severity = "note"
says = {vi = "hở nhỏ", en = "small"}
[[phrase]]
id = "place"
vi = "xã {name}"
en = "commune {name}"
)";

FindingCatalogue read(std::string_view toml, std::vector<std::string>& errors) { return FindingCatalogue::parse(toml, "f.toml", errors); }

FindingCatalogue good(std::string_view toml = kOne) {
  std::vector<std::string> errors;
  auto catalogue = read(toml, errors);
  EXPECT_THAT(errors, IsEmpty());
  return catalogue;
}

std::string shipped() {
  std::ifstream file{std::string{QUYHOACH_SOURCE_DIR} + "/data/catalogue/findings.toml"};
  return {std::istreambuf_iterator<char>{file}, {}};
}

TEST(FindingCatalogue, FillsASentenceInBothLanguages) {
  const Text said = good().say({"GAP", {{"area_m2", 1234.56}, {"where", Phrase{"place", {{"name", std::string{"Củ Chi"}}}}}}});
  EXPECT_EQ(said.vi, "hở 1.234,6 m² ở xã Củ Chi");
  EXPECT_EQ(said.en, "1,234.6 m² open in commune Củ Chi");
}

TEST(FindingCatalogue, AVariantHasItsOwnSentenceAndSeverityAndTheRestOfItsCode) {
  const FindingCatalogue catalogue = good();
  const FindingKind* kind = catalogue.kind("GAP.small");
  ASSERT_NE(kind, nullptr);
  EXPECT_EQ(kind->code(), "GAP");
  EXPECT_EQ(kind->severity, Severity::kNote);
  EXPECT_EQ(kind->why.en, "w");
  EXPECT_EQ(catalogue.kind("GAP")->severity, Severity::kError);
  EXPECT_EQ(catalogue.kind("NONE"), nullptr);
}

TEST(FindingCatalogue, WhatHasNoSentenceIsToldAllTheSame) {
  EXPECT_EQ(good().say({"NONE", {{"area_m2", 2.5}, {"text", std::string{"x"}}}}).vi, "NONE [area_m2 2.5] [text x]");
  EXPECT_EQ(good().say({}).en, "");
  EXPECT_EQ(good().say({"GAP", {}}).en, "{area_m2} open in {where}") << "a figure nobody gave is seen to be missing";
}

TEST(FindingCatalogue, FiguresOfTextsAreNotFilledAgain) {
  EXPECT_EQ(good().say({"place", {{"name", std::string{"{name} {area_m2}"}}}}).en, "commune {name} {area_m2}");
}

TEST(FindingCatalogue, WritesFiguresAsEachLanguageDoes) {
  EXPECT_EQ(write_figure("area_m2", 1234567.0, "en"), "1,234,567.0 m²");
  EXPECT_EQ(write_figure("area_m2", 999.0, "vi"), "999,0 m²");
  EXPECT_EQ(write_figure("area_m2", -1234.0, "vi"), "-1.234,0 m²");
  EXPECT_EQ(write_figure("length_m", 0.256, "vi"), "0,26 m");
  EXPECT_EQ(write_figure("distance_km", 82.14, "en"), "82.1 km");
  EXPECT_EQ(write_figure("storeys", 12.5, "vi"), "12,5");
  EXPECT_THAT(write_figure("area_m2", 1e300, "vi"), SizeIs(testing::Gt(300U)));
}

TEST(FindingCatalogue, FindsThePhraseThatAnEnglishSentenceIs) {
  const FindingCatalogue catalogue = good(R"([[phrase]]
id = "m.any"
vi = "cần {what}"
en = "expected {what}"
[[phrase]]
id = "m.two"
vi = "{second} rồi {first}"
en = "expected {first}, found {second}"
[[phrase]]
id = "m.plain"
vi = "không"
en = "unknown key"
[[phrase]]
id = "other"
vi = "khác"
en = "something else"
)");
  const auto vi = [&](std::string_view english) { return catalogue.say(catalogue.phrase_like(english, "m.")).vi; };
  EXPECT_EQ(vi("unknown key"), "không");
  EXPECT_EQ(vi("expected a, b"), "cần a, b");
  EXPECT_EQ(vi("expected a, found b"), "b rồi a") << "the phrase with the most words of its own";
  EXPECT_EQ(vi("expected {what}"), "cần {what}") << "figures are not filled again";
  EXPECT_EQ(vi("expected "), "cần ");
  for (const char* none : {"", "unknown", "unknown key ", "an unknown key", "Expected a", "something else"}) {
    EXPECT_TRUE(catalogue.phrase_like(none, "m.").empty()) << none;
  }
}

TEST(FindingCatalogue, TellsWhatIsWrongWithItself) {
  const auto errors_of = [](const std::string& toml) {
    std::vector<std::string> errors;
    (void)read(toml, errors);
    std::string text;
    for (const std::string& error : errors) {
      text += error + "\n";
    }
    return text;
  };
  const std::string one{kOne};
  EXPECT_THAT(errors_of(one + one), HasSubstr("GAP is here already"));
  EXPECT_THAT(errors_of("[[finding]]\ncode = \"A\"\nseverity = \"bad\"\n"), HasSubstr("expected note, warning, error or fatal"));
  EXPECT_THAT(errors_of("[[finding]]\ncode = \"A\"\nseverity = \"note\"\nsays = {vi = \"a\"}\n"), HasSubstr("en: missing"));
  EXPECT_THAT(errors_of("[[finding"), HasSubstr("f.toml:1"));
  EXPECT_THAT(errors_of("[[found]]\n"), HasSubstr("found"));
}

TEST(FindingCatalogue, TheOneThatShipsIsWholeAndSaysTheSameFiguresInBothLanguages) {
  const auto figures = [](const std::string& sentence) {
    std::multiset<std::string> names;
    for (std::size_t open = sentence.find('{'); open != std::string::npos; open = sentence.find('{', open + 1)) {
      names.insert(sentence.substr(open, sentence.find('}', open) - open));
    }
    return names;
  };
  const FindingCatalogue catalogue = good(shipped());
  EXPECT_GT(catalogue.kinds().size(), 50U);
  for (const auto& [id, kind] : catalogue.kinds()) {
    EXPECT_EQ(figures(kind.says.vi), figures(kind.says.en)) << id;
    EXPECT_NE(kind.says.vi, kind.says.en) << id;
  }
  EXPECT_GT(catalogue.phrases().size(), 100U);
  for (const auto& [id, words] : catalogue.phrases()) {
    EXPECT_EQ(figures(words.vi), figures(words.en)) << id;
    if (id.starts_with("manifest.")) {
      EXPECT_EQ(catalogue.phrase_like(words.en, "manifest.").id, id) << "two with the same English words";
    }
  }
}

}  // namespace
}  // namespace quyhoach::geo
