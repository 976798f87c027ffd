#include "geo/plan/manifest.h"

#include <algorithm>
#include <fstream>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/geo/plan/shipped_catalogue.h"
#include "tests/geo/plan/small_district.h"

namespace quyhoach::geo {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

std::string read_source(const std::string& path) {
  std::ifstream file{std::string{QUYHOACH_SOURCE_DIR} + "/" + path};
  EXPECT_TRUE(file) << path;
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::vector<Topic> catalogue() { return parse_topics(read_source("data/catalogue/topics.tsv"), "topics.tsv").value; }
std::string district_example() { return read_source("data/schema/district.example.toml"); }
std::string plan_example() { return read_source("data/schema/plan.example.toml"); }
Manifest<District> district_of(const std::string& toml) { return parse_district(toml, "district.toml", catalogue()); }
Manifest<PlanInfo> plan_of(const std::string& toml) {
  static const District kDistrictOfPlan = district_of(district_example()).value;
  return parse_plan(toml, "plan.toml", kDistrictOfPlan);
}

/// The text with the line that begins with `begins` replaced; its number (from 1) is put into `line`.
std::string with_line(const std::string& text, const std::string& begins, const std::string& instead, int& line) {
  std::istringstream in{text};
  std::ostringstream out;
  line = 0;
  int at = 0;
  for (std::string one; std::getline(in, one);) {
    ++at;
    if (line == 0 && one.starts_with(begins)) {
      line = at;
      one = instead;
    }
    out << one << '\n';
  }
  EXPECT_NE(line, 0) << begins;
  return out.str();
}

TEST(Manifest, TheExamplesOfTheSchemaAreClean) {
  EXPECT_THAT(district_of(district_example()).errors, IsEmpty());
  EXPECT_THAT(plan_of(plan_example()).errors, IsEmpty());
}

TEST(Manifest, TheCataloguesAreClean) {
  EXPECT_THAT(parse_topics(read_source("data/catalogue/topics.tsv"), "t").errors, IsEmpty());
  EXPECT_THAT(parse_search_words(read_source("data/catalogue/search_words.tsv"), "w", {"vi", "en"}).errors, IsEmpty());
  EXPECT_THAT(parse_land_uses(read_source("data/catalogue/land_use_vietnam.tsv"), "t").errors, IsEmpty());
}

TEST(Manifest, AccuraciesAreReadByScaleAndBetweenScalesAsTheCoarser) {
  const auto table = parse_accuracy(read_source("data/catalogue/accuracy.tsv"), "a");
  ASSERT_THAT(table.errors, IsEmpty());
  const auto& [parcel, plan] = table.value;
  EXPECT_EQ(AccuracyTable::row_for(parcel, 500).metres, 0.07);
  EXPECT_EQ(AccuracyTable::row_for(parcel, 750).metres, 0.15);
  EXPECT_EQ(AccuracyTable::row_for(parcel, 100).metres, 0.05);
  EXPECT_EQ(AccuracyTable::row_for(parcel, 0).metres, 0.30);
  EXPECT_EQ(AccuracyTable::row_for(plan, 2'000).metres, 0.60);
  EXPECT_DOUBLE_EQ(AccuracyTable::row_for(plan, 50'000).metres, 15.0) << "beyond the last row as many times it";
}

TEST(Manifest, ATableOfAccuraciesThatIsNoneIsRefused) {
  const std::string header = "of\tscale\tmetres\tarea_tolerance\n";
  const std::string good = header + "parcel\t0\t0.3\t0.8\nplan\t2000\t0.6\t-\n";
  EXPECT_THAT(parse_accuracy(good, "a").errors, IsEmpty());
  for (const char* bad : {"", "of\tscale\n", "of\tscale\tmetres\tarea_tolerance\nplan\t2000\t0.6\t-\n"}) {
    EXPECT_THAT(parse_accuracy(bad, "a").errors, Not(IsEmpty())) << bad;
  }
  for (const char* row : {"road\t500\t0.1\t-", "plan\t500\t0.1\t-", "plan\t5000.5\t0.1\t-", "plan\t5000\t-0.1\t-", "plan\t5000\tnan\t-", "plan\t5000\t1e3\t-",
                          "plan\t5000\t\t-", "plan\t99999999999\t1\t-", "parcel\t500\t0.1\t-", "parcel\t500\t0.1 m\t1", "plan\t5000"}) {
    EXPECT_THAT(parse_accuracy(good + row + "\n", "a").errors, Not(IsEmpty())) << row;
  }
}

TEST(Manifest, ADistrictSaysHowItsParcelsWereMapped) {
  const auto read = [](const std::string& map) {
    std::string toml = district_example();
    const auto at = toml.find("[parcel_map]");
    const auto end = toml.find("[[commune]]");
    return district_of(toml.substr(0, at) + map + "\n" + toml.substr(end));
  };
  auto stated = read("[parcel_map]\nscale = 1000\naccuracy_m = 0.1");
  ASSERT_THAT(stated.errors, IsEmpty());
  stated.value.accuracy = parse_accuracy(read_source("data/catalogue/accuracy.tsv"), "a").value;
  EXPECT_EQ(stated.value.accuracy_of_parcels().metres, 0.1);
  EXPECT_EQ(stated.value.accuracy_of_parcels().source, Accuracy::Source::kStated);
  auto scaled = read("[parcel_map]\nscale = 1000");
  scaled.value.accuracy = stated.value.accuracy;
  EXPECT_EQ(scaled.value.accuracy_of_parcels().metres, 0.15);
  EXPECT_EQ(scaled.value.accuracy_of_parcels().source, Accuracy::Source::kScale);
  auto silent = read("");
  silent.value.accuracy = stated.value.accuracy;
  EXPECT_EQ(silent.value.accuracy_of_parcels().metres, 0.3);
  EXPECT_EQ(silent.value.accuracy_of_parcels().source, Accuracy::Source::kDefault);
  EXPECT_THAT(read("[parcel_map]\nscale = -5").errors, Not(IsEmpty()));
  EXPECT_THAT(read("[parcel_map]\naccuracy_m = -0.1").errors, Not(IsEmpty()));
  EXPECT_THAT(read("[parcel_map]\nsacle = 1000").errors, Not(IsEmpty()));
}

TEST(Manifest, ATopicSaysWhetherItsZonesCoverAndOlderCataloguesDoNot) {
  const std::string header = "id\tgeometry\tcolour_hex\tname_vi\tname_en";
  const auto topics = parse_topics(header + "\tcovers\na\tarea\t#000000\tA\tA\tyes\nb\tarea\t#000000\tB\tB\tno\n", "t");
  EXPECT_THAT(topics.errors, IsEmpty());
  EXPECT_TRUE(topics.value.at(0).covers);
  EXPECT_FALSE(topics.value.at(1).covers);
  const auto older = parse_topics(header + "\na\tarea\t#000000\tA\tA\n", "t");
  EXPECT_THAT(older.errors, IsEmpty());
  EXPECT_FALSE(older.value.at(0).covers);
  EXPECT_THAT(parse_topics(header + "\tcovers\na\tarea\t#000000\tA\tA\tperhaps\n", "t").errors, testing::SizeIs(1));
  EXPECT_THAT(parse_topics(header + "\tcovers\na\tarea\t#000000\tA\tA\n", "t").errors, testing::SizeIs(1));
  EXPECT_THAT(parse_topics(header + "\tcover\na\tarea\t#000000\tA\tA\tyes\n", "t").errors, testing::SizeIs(1));
}

TEST(Manifest, TheTrialDistrictOfKakamegaIsClean) {
  const auto district = district_of(read_source("tests/districts/kakamega/district.toml"));
  EXPECT_THAT(district.errors, IsEmpty());
  EXPECT_THAT(district.value.key_parts, ElementsAre(KeyPart::kSheet, KeyPart::kNumber));
  EXPECT_EQ(district.value.utc_offset_h, 3);
  EXPECT_THAT(
      parse_plan(read_source("tests/districts/kakamega/plans/zoning/plan.toml"), "plan.toml", district.value).errors,
      IsEmpty());
}

TEST(Manifest, ReadsWhatTheDistrictSays) {
  const District d = district_of(district_example()).value;
  EXPECT_EQ(d.id, "demo-district");
  EXPECT_TRUE(d.demo);
  EXPECT_EQ(d.crs, "EPSG:9210");
  EXPECT_EQ(d.datum_operation, "EPSG:6960");
  EXPECT_EQ(d.bbox.west_deg, 106.35);
  EXPECT_EQ(d.bbox.north_deg, 11.17);
  EXPECT_THAT(d.languages, ElementsAre("vi", "en"));
  ASSERT_EQ(d.topics.size(), 2U);
  EXPECT_EQ(d.topics[0].id, "land_use_plan");
  EXPECT_THAT(d.compact_widths, ElementsAre(5, 3, 4));
  ASSERT_NE(d.commune("27553"), nullptr);
  EXPECT_EQ(d.commune("27553")->name, "Tân Phú Trung");
  EXPECT_EQ(d.commune("27553")->valid_to, day("2025-07-01"));
  ASSERT_NE(d.administrative_unit("27553"), nullptr);
  EXPECT_EQ(d.administrative_unit("27553")->name, "Củ Chi");  // The code was given to another place.
  ASSERT_EQ(d.layers.size(), 5U);
  EXPECT_EQ(d.layers[0].role, LayerRole::kParcels);
  EXPECT_EQ(d.layers[0].fields.at("sheet"), "so_to");
  EXPECT_GT(d.layers[0].line, 0);
}

TEST(Manifest, ReadsWhatThePlanSays) {
  const PlanInfo p = plan_of(plan_example()).value;
  EXPECT_EQ(p.id, "qhpk-tan-phu-trung");
  EXPECT_EQ(p.scale, 2000);
  EXPECT_EQ(p.accuracy_m, 0.6);
  EXPECT_EQ(p.decision.number, "DEMO-1234/QĐ-UBND");
  EXPECT_EQ(p.decision.date, day("2015-03-20"));
  EXPECT_EQ(p.in_force_from, day("2015-04-04"));
  EXPECT_EQ(p.in_force_to, day("2030-01-01"));
  EXPECT_THAT(p.communes, ElementsAre("27553"));
  EXPECT_THAT(p.replaces, ElementsAre("qhpk-2009"));
  ASSERT_EQ(p.documents.size(), 1U);
  ASSERT_EQ(p.layers.size(), 5U);
  const LayerSource& zones = p.layers[1];
  EXPECT_FALSE(zones.north_first);
  EXPECT_FALSE(zones.is_of_wgs84);
  EXPECT_EQ(zones.encoding, TextEncoding::kTcvn3);
  EXPECT_EQ(zones.encodings.at("name"), TextEncoding::kVni);
  EXPECT_FALSE(zones.drawing);
  const LayerSource& drawing = p.layers[2];
  ASSERT_TRUE(drawing.drawing);
  EXPECT_THAT(drawing.drawing->boundary_layers, ElementsAre("RANH"));
  EXPECT_THAT(drawing.drawing->text_layers, ElementsAre("KYHIEU"));
  EXPECT_EQ(drawing.drawing->snap_m, 0.05);
}

/// One line of an example changed, and what must be said about it.
struct Broken {
  const char* begins;
  const char* instead;
  const char* says;
};
void PrintTo(const Broken& broken, std::ostream* out) { *out << broken.begins << " -> " << broken.instead; }

class BrokenDistrict : public testing::TestWithParam<Broken> {};
TEST_P(BrokenDistrict, IsRefusedWithFileLineAndKey) {
  int line = 0;
  const auto errors = district_of(with_line(district_example(), GetParam().begins, GetParam().instead, line)).errors;
  EXPECT_THAT(errors, Contains(HasSubstr(GetParam().says)));
  for (const std::string& error : errors) {
    EXPECT_THAT(error, testing::MatchesRegex("district\\.toml:[0-9]+: .+")) << error;
    EXPECT_TRUE(test::is_known_manifest_error(error));
  }
  // What is there but wrong is told at its own line.
  const std::string instead = GetParam().instead;
  if (!instead.empty() && instead.find('\n') == std::string::npos &&
      !std::string{GetParam().says}.ends_with("missing")) {
    EXPECT_THAT(errors, Contains(testing::StartsWith("district.toml:" + std::to_string(line) + ": "))) << line;
  }
}

INSTANTIATE_TEST_SUITE_P(
    Keys, BrokenDistrict,
    testing::Values(
        Broken{"id = ", "", "id: missing"}, Broken{"id = ", "id = 5", "id: expected a text"},
        Broken{"id = ", "id = \" \"", "id: must not be empty"},
        Broken{"id = ", "id = \"../x\"", "id: expected only a-z"},
        Broken{"id = ", "id = \"Củ-Chi\"", "id: expected only a-z"}, Broken{"demo = ", "", "demo: missing"},
        Broken{"demo = ", "demo = \"yes\"", "demo: expected true or false"},
        Broken{"demo = ", "demo = 1", "demo: expected true or false"}, Broken{"crs = ", "", "crs: missing"},
        Broken{"crs = ", "crs = \"+proj=utm +nadgrids=/etc/passwd\"", "crs: expected EPSG:nnnn"},
        Broken{"crs = ", "crs = \"http://example.invalid\"", "crs: expected EPSG:nnnn"},
        Broken{"datum_operation = ", "", "datum_operation: missing"}, Broken{"bbox = ", "", "bbox: missing"},
        Broken{"bbox = ", "bbox = [1, 2, 3]", "bbox: expected [west, south, east, north]"},
        Broken{"bbox = ", "bbox = [106.7, 10.88, 106.35, 11.17]", "bbox: expected [west"},
        Broken{"bbox = ", "bbox = [-200, 10, 106, 11]", "bbox: expected [west"},
        Broken{"bbox = ", "bbox = [106.35, 10.88, inf, 11.17]", "bbox: expected a list of numbers"},
        Broken{"bbox = ", "bbox = [106.35, 10.88, nan, 11.17]", "bbox: expected a list of numbers"},
        Broken{"bbox = ", "bbox = \"106 10 107 11\"", "bbox: expected a list of numbers"},
        Broken{"bbox = ", "bbox = [true, 10.88, 106.7, 11.17]", "bbox: expected a list of numbers"},
        Broken{"languages = ", "", "languages: missing"},
        Broken{"languages = ", "languages = [\"fr\"]", "languages: expected vi or en, found fr"},
        Broken{"languages = ", "languages = \"vi\"", "languages: expected a list of texts"},
        Broken{"languages = ", "languages = []", "languages: must not be empty"},
        Broken{"topics = ", "topics = []", "topics: must not be empty"}, Broken{"topics = ", "", "topics: missing"},
        Broken{"topics = ", "topics = [\"nope\"]", "topics: no topic nope"},
        Broken{"topics = ", "topics = [\"zoning_plan\", \"zoning_plan\"]", "topics: topic zoning_plan is listed twice"},
        Broken{"topics = ", "topics = [1]", "topics: expected a list of texts"},
        Broken{"land_use_catalogue = ", "", "land_use_catalogue: missing"},
        Broken{"demo = ", "demo = true\nutc_offset_h = 15", "utc_offset_h: expected hours"},
        Broken{"demo = ", "demo = true\nutc_offset_h = 4294967303", "utc_offset_h: expected hours"},
        Broken{"demo = ", "demo = true\nutc_offset_h = 7.5", "utc_offset_h: expected a whole number"},
        Broken{"demo = ", "demo = true\nlanguage = \"vi\"", "language: unknown key"},
        Broken{"vi = \"Huyện mẫu", "vie = \"Huyện\"", "name.vie: unknown key"},
        Broken{"parts = ", "", "parcel_key.parts: missing"},
        Broken{"parts = ", "parts = [\"commune\", \"sheet\"]", "parcel_key.parts: a parcel key needs a number"},
        Broken{"parts = ", "parts = [\"commune\", \"plot\", \"number\"]", "found plot"},
        Broken{"parts = ", "parts = [\"number\", \"number\", \"sheet\"]", "at most once"},
        Broken{"compact_widths = ", "compact_widths = [5, 3]", "parcel_key.compact_widths: expected as many widths"},
        Broken{"compact_widths = ", "compact_widths = [5, 0, 4]", "parcel_key.compact_widths: expected as many widths"},
        Broken{"compact_widths = ", "compact_widths = [5, 3.5, 4]", "parcel_key.compact_widths: expected"},
        Broken{"compact_widths = ", "compact_widths = [1e300, 3, 4]", "parcel_key.compact_widths: expected"},
        Broken{"compact_widths = ", "compact_widths = [4294967301, 3, 4]", "parcel_key.compact_widths: expected"},
        Broken{"code = \"27553\"", "", "commune.code: missing"},
        Broken{"code = \"27553\"", "code = 27553", "commune.code: expected a text"},
        Broken{"name = \"Tân Phú Trung\"", "", "commune.name: missing"},
        Broken{"lon = 106.5538", "", "commune.lon: lon and lat come together"},
        Broken{"valid_to = ", "valid_to = \"2025-07-01\"", "commune.valid_to: expected a date"},
        Broken{"valid_to = ", "valid_to = 2025-07-01T00:00:00Z", "commune.valid_to: expected a date"},
        Broken{"role = \"parcels\"", "role = \"zones\"", "layer.role: expected one of parcels"},
        Broken{"role = \"parcels\"", "", "layer.role: missing"}, Broken{"file = \"cadastre", "", "layer.file: missing"},
        Broken{"file = \"cadastre", "file = \"/etc/passwd\"", "layer.file: expected a path inside"},
        Broken{"file = \"cadastre", "file = \"../x.gpkg\"", "layer.file: expected a path inside"},
        Broken{"crs = \"EPSG:9210\"               # optional", "crs = \"9210\"", "layer.crs: expected EPSG:nnnn"},
        Broken{"sheet = ", "sheat = \"so_to\"", "layer.fields.sheat: unknown field for this role"},
        Broken{"sheet = ", "sheet = [\"so_to\"]", "layer.fields.sheet: expected a text or a number"},
        Broken{"[office]", "[ofice]", "office: missing"}, Broken{"[disclaimer]", "[notice]", "notice: unknown key"},
        Broken{"[[commune]]", "[commune]", "commune: expected tables [[commune]]"}));

class BrokenPlan : public testing::TestWithParam<Broken> {};
TEST_P(BrokenPlan, IsRefusedWithFileLineAndKey) {
  int line = 0;
  const auto errors = plan_of(with_line(plan_example(), GetParam().begins, GetParam().instead, line)).errors;
  EXPECT_THAT(errors, Contains(HasSubstr(GetParam().says)));
  for (const std::string& error : errors) {
    EXPECT_THAT(error, testing::MatchesRegex("plan\\.toml:[0-9]+: .+")) << error;
    EXPECT_TRUE(test::is_known_manifest_error(error));
  }
}

TEST(Manifest, ALayerMayBeOfPositionsWithoutADatumShift) {
  int line = 0;
  const auto plan = plan_of(with_line(plan_example(), "axes = ", "datum = \"WGS 84\"", line));
  EXPECT_THAT(plan.errors, IsEmpty());
  EXPECT_TRUE(plan.value.layers.at(1).is_of_wgs84);
}

INSTANTIATE_TEST_SUITE_P(
    Keys, BrokenPlan,
    testing::Values(
        Broken{"axes = ", "datum = \"VN-2000\"", "layer.datum: expected \"WGS 84\""},
        Broken{"id = ", "", "id: missing"}, Broken{"id = ", "id = \"a/b\"", "id: expected only a-z"},
        Broken{"topic = ", "", "topic: missing"},
        Broken{"topic = ", "topic = \"railway_corridor\"", "topic: the district has no topic"},
        Broken{"title = ", "", "title: missing"}, Broken{"status = ", "", "status: missing"},
        Broken{"status = ", "status = \"valid\"", "status: expected in_force"},
        Broken{"scale = ", "", "scale: missing"},
        Broken{"scale = ", "scale = \"1/2000\"", "scale: expected a whole number"},
        Broken{"scale = ", "scale = 2000.0", "scale: expected a whole number"},
        Broken{"page = ", "page = 0", "document.page: expected the number of a page"},
        Broken{"page = ", "page = 100001", "document.page: expected the number of a page"},
        Broken{"page = ", "page = \"3\"", "document.page: expected a whole number"},
        Broken{"scale = ", "scale = 0", "scale: expected the denominator"},
        Broken{"scale = ", "scale = -2000", "scale: expected the denominator"},
        Broken{"scale = ", "scale = 9223372036854775807", "scale: expected the denominator"},
        Broken{"accuracy_m = ", "accuracy_m = -1", "accuracy_m: expected metres, not negative"},
        Broken{"accuracy_m = ", "accuracy_m = nan", "accuracy_m: expected a number"},
        Broken{"accuracy_m = ", "accuracy_m = inf", "accuracy_m: expected a number"},
        Broken{"accuracy_m = ", "accuracy_m = true", "accuracy_m: expected a number"},
        Broken{"crs = ", "", "crs: missing"}, Broken{"crs = ", "crs = \"VN-2000\"", "crs: expected EPSG:nnnn"},
        Broken{"communes = ", "communes = [\"99999\"]", "communes: the district has no commune 99999"},
        Broken{"communes = ", "communes = \"27553\"", "communes: expected a list of texts"},
        Broken{"amends = ", "amends = 5", "amends: expected a text"},
        Broken{"replaces = ", "replaces = \"qhpk-2009\"", "replaces: expected a list of texts"},
        Broken{"number = \"DEMO", "", "decision.number: missing"}, Broken{"date = ", "", "decision.date: missing"},
        Broken{"date = ", "date = \"2015-03-20\"", "decision.date: expected a date"},
        Broken{"authority = ", "", "decision.authority: missing"},
        Broken{"authority = ", "authority = \"\"", "decision.authority: must not be empty"},
        Broken{"[decision]", "[decsion]", "decision: missing"},
        Broken{"[decision]", "[decsion]", "decsion: unknown key"},
        Broken{"[in_force]", "[in_froce]", "in_force: missing"}, Broken{"from = ", "", "in_force.from: missing"},
        Broken{"to = ", "to = 2015-04-04", "in_force.to: must come after from"},
        Broken{"to = ", "until = 2030-01-01", "in_force.until: unknown key"},
        Broken{"kind = ", "kind = \"letter\"", "document.kind: expected decision"},
        Broken{"file = \"documents", "file = \"/etc/passwd\"", "document.file: expected a path inside"},
        Broken{"file = \"documents", "file = \"a/../../b.pdf\"", "document.file: expected a path inside"},
        Broken{"file = \"documents", "", "document.file: missing"},
        Broken{"role = \"zones\"", "role = \"parcels\"", "layer.role: expected one of zones"},
        Broken{"code = \"ma_o\"", "cod = \"ma_o\"", "layer.fields.cod: unknown field"},
        Broken{"storeys_max = ", "owner = \"chu_su_dung\"", "layer.fields.owner: unknown field"},
        Broken{"radius_m = ", "radius_m = true", "layer.fields.radius_m: expected a text or a number"}));

TEST(Manifest, APlanThatEndedNeedsTheDay) {
  int line = 0;
  for (const char* status : {"replaced", "expired", "repealed"}) {
    auto toml = with_line(plan_example(), "status = ", std::string{"status = \""} + status + "\"", line);
    toml = with_line(toml, "to = ", "", line);
    EXPECT_THAT(plan_of(toml).errors, Contains(HasSubstr("in_force.to: missing"))) << status;
  }
}

TEST(Manifest, APlanInConsultationNeedsNoDays) {
  int line = 0;
  auto toml = with_line(plan_example(), "status = ", "status = \"consultation\"", line);
  const auto suspension = toml.find("[[suspension]]");
  toml.erase(suspension, toml.find("[[document]]") - suspension);
  toml = with_line(toml, "[in_force]", "", line);
  toml = with_line(toml, "from = ", "", line);
  toml = with_line(toml, "to = ", "", line);
  EXPECT_THAT(plan_of(toml).errors, IsEmpty());
}

TEST(Manifest, APlanNeedsALayer) {
  const std::string toml = plan_example();
  EXPECT_THAT(plan_of(toml.substr(0, toml.find("[[layer]]"))).errors, ElementsAre(HasSubstr("layer: missing")));
}

TEST(Manifest, TellsEveryDefectAndNotOnlyTheFirst) {
  EXPECT_GE(plan_of("").errors.size(), 8U);
  EXPECT_GE(district_of("nonsense = 1").errors.size(), 10U);
}

TEST(Manifest, ASyntaxErrorIsToldWithItsLine) {
  EXPECT_THAT(district_of("id = \"a\"\ndemo = maybe\n").errors, ElementsAre(testing::StartsWith("district.toml:2: ")));
  EXPECT_THAT(plan_of("id = \"a\"\n\nid = \"b\"\n").errors, ElementsAre(testing::StartsWith("plan.toml:3: ")));
  EXPECT_THAT(plan_of("id = \"\xC3\x28\"").errors, testing::SizeIs(1));      // Not UTF-8.
  EXPECT_THAT(plan_of("date = 2026-02-30").errors, testing::SizeIs(1));      // No such day.
  EXPECT_THAT(plan_of(std::string(5'000, '[')).errors, testing::SizeIs(1));  // Deep nesting does not crash.
  EXPECT_THAT(plan_of("[=name]").errors, testing::SizeIs(1));  // toml++ would assert here.
  EXPECT_THAT(plan_of("a = " + std::string(5'000, '[')).errors, testing::SizeIs(1));
}

TEST(Manifest, TheCommonSyntaxErrorsAreToldInOurOwnWordsAndInBothLanguages) {
  for (const auto& [toml, says] : {std::pair{"id = \"a\nb = 1", "column 8: a text is not closed by its quotation mark: \""},
                                   {"id = \"a", "a text is not closed"}, {"id = 'a\nb = 1", "a text is not closed"},
                                   {"id = Khu A", "column 6: a value is written wrongly; texts stand in quotes: \""},
                                   {"id = nội thành", "a value is written wrongly"}, {"scale = 01", "a value is written wrongly"},
                                   {"id = “a”", "a value is written wrongly"}, {"id =", "a key has no value"},
                                   {"id \"a\"", "a key is not followed by ="}, {"[x]\n[x]", "stands here already"},
                                   {"a = 1\na = 2", "stands here already"}, {" = 1", "does not begin with a key"},
                                   {"id = \"C:\\plan\"", "in a text is written"}, {"a = [1, 2\nb = 1", "a list is not closed"},
                                   {"a = {x = 1", "a table in braces"}, {"a = 2026-13-01", "a day is written wrongly"},
                                   {"a = 1 m", "something else stands behind the value"}, {"[a\n", "the head of a table"},
                                   {"id = \"\xC3\x28\"", "this is no TOML"}}) {
    const auto errors = plan_of(toml).errors;
    ASSERT_THAT(errors, ElementsAre(HasSubstr(says))) << toml;
    EXPECT_TRUE(test::is_known_manifest_error(errors.front()));
  }
}

/// toml++ 3.3 took such letters for unreachable (toml_reader.h): the sanitizers look at it.
TEST(Manifest, ALetterOfAnyAlphabetWhereNoneMayStandIsASyntaxError) {
  for (const char* letter : {"\u00A1", "đ", "Ж", "ạ", "、", "ﻼ", "\U0001F600"}) {
    EXPECT_THAT(parse_plan(std::string{letter} + " = 1\n", "p.toml", District{}).errors, ElementsAre(HasSubstr("p.toml:1: "))) << letter;
    EXPECT_THAT(parse_plan(std::string{"id = 1 "} + letter + "\n", "p.toml", District{}).errors, ElementsAre(HasSubstr("p.toml:1: "))) << letter;
  }
}

TEST(Manifest, ACommuneListedTwiceIsRefused) {
  const std::string toml = district_example() + "\n[[commune]]\ncode = \"27553\"\nname = \"again\"\n";
  EXPECT_THAT(district_of(toml).errors, ElementsAre(HasSubstr("commune.code: commune 27553 is listed twice")));
}

TEST(Manifest, TextsAreNormalised) {
  int line = 0;
  const auto toml = with_line(plan_example(), "title = ", "title = \"Cu\xCC\x89 Chi\"", line);
  EXPECT_EQ(plan_of(toml).value.title.vi, "Củ Chi");
}

TEST(Manifest, ANameInOneLanguageServesBoth) {
  const auto district = district_of(read_source("tests/districts/kakamega/district.toml")).value;
  EXPECT_EQ(district.name.in("vi"), district.name.in("en"));
  EXPECT_FALSE(district.name.in("vi").empty());
}

TEST(Catalogue, RefusesAWrongHeaderWrongColumnsAndUnknownGeometry) {
  EXPECT_THAT(parse_topics("", "t.tsv").errors, ElementsAre(HasSubstr("t.tsv:1: ")));
  EXPECT_THAT(parse_topics("id\tgeometry\n", "t.tsv").errors, Contains(HasSubstr("t.tsv:1: ")));
  constexpr const char* kHeader = "id\tgeometry\tcolour_hex\tname_vi\tname_en\n";
  EXPECT_THAT(parse_topics(std::string{kHeader} + "a\tarea\t#000000\tA\n", "t.tsv").errors,
              ElementsAre(HasSubstr("t.tsv:2: expected 5 columns")));
  EXPECT_THAT(parse_topics(std::string{kHeader} + "a\tvolume\t#000000\tA\tA\n", "t.tsv").errors,
              ElementsAre(HasSubstr("expected area, corridor or line")));
  EXPECT_THAT(parse_topics(std::string{kHeader} + "# a comment\r\n\r\na\tline\t#000000\tA\tA\r\n", "t.tsv").errors,
              IsEmpty());
  EXPECT_THAT(parse_land_uses("code\tfill\tname\n", "l.tsv").errors, ElementsAre(HasSubstr("l.tsv:1: ")));
}

/// What a map's style is made of: a colour that is none, or a code there twice, would leave the page without a map.
TEST(Catalogue, RefusesWhatAStyleCannotDraw) {
  const std::string topics = "id\tgeometry\tcolour_hex\tname_vi\tname_en\na\tarea\t#00ffAA\tA\tA\n";
  EXPECT_THAT(parse_topics(topics, "t").errors, IsEmpty());
  for (const char* colour : {"", "red", "#FFF", "#GG0000", "#0000000", "\"#0000"}) {
    EXPECT_THAT(parse_topics(topics + "b\tarea\t" + colour + "\tB\tB\n", "t").errors,
                ElementsAre(HasSubstr("topic b: colour_hex: expected #RRGGBB")));
    EXPECT_THAT(parse_land_uses("code\tfill_hex\tname_vi\nODT\t" + std::string{colour} + "\tA\n", "l").errors,
                ElementsAre(HasSubstr("land use ODT: fill_hex: expected #RRGGBB")));
  }
  for (const char* id : {"", "a b", "a\"", "Đ"}) {
    EXPECT_THAT(parse_topics(topics + id + "\tarea\t#000000\tB\tB\n", "t").errors,
                ElementsAre(HasSubstr("expected an id of only a-z, 0-9 and _")));
  }
  EXPECT_THAT(parse_topics(topics + "a\tline\t#000000\tB\tB\n", "t").errors, ElementsAre(HasSubstr("topic a is listed twice")));
  const std::string uses = "code\tfill_hex\tname_vi\nODT\t#FFA0FF\tA\n";
  EXPECT_THAT(parse_land_uses(uses + "CLN\t#ffd2a0\tA\n", "l").errors, IsEmpty());
  EXPECT_THAT(parse_land_uses(uses + "\t#FFA0FF\tA\n", "l").errors, ElementsAre(HasSubstr("without a code")));
  EXPECT_THAT(parse_land_uses(uses + "ODT\t#FFA0FF\tA\n", "l").errors, ElementsAre(HasSubstr("land use ODT is listed twice")));
}

}  // namespace
}  // namespace quyhoach::geo
