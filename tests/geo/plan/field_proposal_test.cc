#include "geo/plan/field_proposal.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <random>
#include <set>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "geo/plan/manifest.h"
#include "tests/geo/plan/shipped_catalogue.h"
#include "tests/shared_data.h"

namespace quyhoach::geo {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::string catalogue(const char* name) {
  std::ifstream file{test::source_dir() / "data" / "catalogue" / name};
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

const District& district() {
  static const District kDistrict = [] {
    District out;
    out.land_uses = parse_land_uses(catalogue("land_use_vietnam.tsv"), "l").value;
    out.communes = {{"27496", "Thị trấn Củ Chi", {}, {}, ""}, {"27553", "Tân Phú Trung", {}, {}, ""}};
    return out;
  }();
  return kDistrict;
}

const FieldNames& names() {
  static const FieldNames kNames = parse_field_names(catalogue("field_names.tsv"), "f").value;
  return kNames;
}

std::vector<FieldProposal> propose(const std::vector<SourceColumn>& columns, LayerRole role) {
  return propose_fields(columns, role, names(), district());
}

/// field → name of its column
std::map<std::string, std::string> mapping(const std::vector<SourceColumn>& columns, LayerRole role) {
  std::map<std::string, std::string> out;
  for (const FieldProposal& one : propose(columns, role)) {
    out[one.field] = columns.at(one.column).name;
  }
  return out;
}

using Map = std::map<std::string, std::string>;

TEST(FieldNames, AreReadStrictly) {
  EXPECT_THAT(parse_field_names(catalogue("field_names.tsv"), "f").errors, IsEmpty());
  const std::string header = "field\tword\n";
  EXPECT_THAT(parse_field_names(header + "storey\ttầng\n", "f").errors,
              ElementsAre(HasSubstr("\"storey\" is no field")));
  EXPECT_THAT(parse_field_names(header + "code\t-\n", "f").errors, ElementsAre(HasSubstr("expected a word")));
  EXPECT_THAT(parse_field_names(header + "code\n", "f").errors, ElementsAre("f:2: expected 2 columns"));
  EXPECT_THAT(parse_field_names("word\tfield\n", "f").errors, ElementsAre(HasSubstr("f:1: ")));
  EXPECT_THAT(parse_field_names(header + "code\tKý hiệu\nname\tky_hieu\n", "f").errors,
              ElementsAre(HasSubstr("listed twice")));
  EXPECT_THAT(parse_field_names(header + "code\tMã\ncode\tmã\n", "f").errors, ElementsAre(HasSubstr("listed twice")));
  EXPECT_THAT(parse_field_names(header + "code\tMã\nsheet\tmã\n", "f").errors, IsEmpty()) << "no role has both";
}

TEST(FieldProposal, ReadsAZoningPlanByItsNames) {
  const std::vector<SourceColumn> columns{
      {"OBJECTID", {"1", "2"}},         {"KYHIEU", {"A-1", "A-2"}},  {"TENLO", {"Ô phố 1", "Ô phố 2"}},
      {"CHUCNANG", {"Đất ở mới"}},      {"LOAIDAT", {"ODT", "TMD"}}, {"MDXD", {"60", "40"}},
      {"TANGCAO", {"5 tầng", "2-5"}},   {"HSSDD", {"2,4", "1.6"}},   {"DANSO", {"120", "3.500 người"}},
      {"Shape_Area", {"1234.5", "99"}}, {"COTNEN", {"2.5", "-0.3"}}, {"CHIEUCAO", {"22", "12 m"}}};
  EXPECT_EQ(mapping(columns, LayerRole::kZones), (Map{{"code", "KYHIEU"},
                                                      {"name", "TENLO"},
                                                      {"function", "CHUCNANG"},
                                                      {"land_use", "LOAIDAT"},
                                                      {"building_coverage_percent", "MDXD"},
                                                      {"storeys_max", "TANGCAO"},
                                                      {"floor_area_ratio", "HSSDD"},
                                                      {"population", "DANSO"},
                                                      {"ground_level_m", "COTNEN"},
                                                      {"height_max_m", "CHIEUCAO"}}));
  for (const FieldProposal& one : propose(columns, LayerRole::kZones)) {
    EXPECT_GE(one.confidence, 0.75) << one.field;
    EXPECT_THAT(test::shipped_catalogue().say(one.reason).en, HasSubstr("its name says so"));
  }
}

TEST(FieldProposal, ReadsParcelsLinesAndPoints) {
  EXPECT_EQ(mapping({{"MaXa", {"27553"}},
                     {"SOTO", {"12"}},
                     {"SoThua", {"1", "12a"}},
                     {"DIENTICH", {"31563.48m2"}},
                     {"KHDAT", {"ONT+CLN"}},
                     {"DIACHI", {"Ấp 3"}}},
                    LayerRole::kParcels),
            (Map{{"commune", "MaXa"},
                 {"sheet", "SOTO"},
                 {"number", "SoThua"},
                 {"registered_area_m2", "DIENTICH"},
                 {"land_use", "KHDAT"},
                 {"address", "DIACHI"}}));
  EXPECT_EQ(mapping({{"TEN_TUYEN", {"Đường số 1"}}, {"LOGIOI", {"27 m"}}}, LayerRole::kLines),
            (Map{{"name", "TEN_TUYEN"}, {"width_m", "LOGIOI"}}));
  EXPECT_EQ(mapping({{"TEN_DT", {"Đình"}}, {"BANKINH", {"80"}}}, LayerRole::kPoints),
            (Map{{"name", "TEN_DT"}, {"radius_m", "BANKINH"}}));
  EXPECT_THAT(propose({{"LOAIDAT", {"ODT"}}}, LayerRole::kBoundary), IsEmpty());
}

TEST(FieldProposal, KnowsNamesHoweverTheyAreWritten) {
  for (const char* name : {"tang_cao", "Tầng cao", "TANGCAO", "TangCao", "TANG CAO", "tang-cao", "TANG_CAO_QH",
                           "storeys_max", "Tầng cao tối đa (tầng)"}) {
    EXPECT_EQ(mapping({{name, {"5"}}}, LayerRole::kZones), (Map{{"storeys_max", name}})) << name;
  }
  EXPECT_EQ(mapping({{"MATDOXAYDU", {"60"}}}, LayerRole::kZones), (Map{{"building_coverage_percent", "MATDOXAYDU"}}))
      << "cut to ten letters";
  EXPECT_THAT(mapping({{"TANGGIAM", {"5"}}, {"DATE", {"5"}}, {"FID", {"5"}}}, LayerRole::kZones), IsEmpty());
}

TEST(FieldProposal, FindsByValuesWhatNamesDoNotSay) {
  const std::vector<SourceColumn> columns{
      {"F1", {"ODT", "CLN", "ONT+CLN"}}, {"F2", {"5 tầng", "2-5 tầng"}}, {"F3", {"60%", "40 %"}}, {"F4", {"1", "2"}}};
  EXPECT_EQ(mapping(columns, LayerRole::kZones),
            (Map{{"land_use", "F1"}, {"storeys_max", "F2"}, {"building_coverage_percent", "F3"}}));
  EXPECT_EQ(propose(columns, LayerRole::kZones).front().reason.id, "field.codes");
  EXPECT_EQ(mapping({{"A", {"27496", "27553"}}, {"B", {"31563.48m2"}}}, LayerRole::kParcels),
            (Map{{"commune", "A"}, {"registered_area_m2", "B"}}));
}

TEST(FieldProposal, BelievesValuesWhereTheNameLies) {
  const std::vector<SourceColumn> swapped{{"TANGCAO", {"ODT", "CLN", "TMD"}}, {"LOAIDAT", {"5 tầng", "7 tầng"}}};
  EXPECT_EQ(mapping(swapped, LayerRole::kZones), (Map{{"storeys_max", "LOAIDAT"}, {"land_use", "TANGCAO"}}));
  // Two columns of one name: the one whose values fit.
  const std::vector<SourceColumn> twice{{"loai_dat", {"Đất ở (hiện trạng)", "chưa rõ"}}, {"LOAIDAT_QH", {"ODT", "CLN"}}};
  EXPECT_EQ(mapping(twice, LayerRole::kZones).at("land_use"), "LOAIDAT_QH");
}

TEST(FieldProposal, IsLessSureWhereValuesDoNotFitOrThereAreNone) {
  const auto confidence = [](std::vector<std::string> values) {
    return propose({{"TANGCAO", std::move(values)}}, LayerRole::kZones).at(0).confidence;
  };
  EXPECT_EQ(confidence({"5", "7"}), 1.0);
  EXPECT_LT(confidence({"5", "thấp"}), confidence({"5", "7"}));
  EXPECT_LT(confidence({"cao", "thấp"}), 0.5);
  EXPECT_LT(confidence({"", " ", "-"}), 0.75);
  const auto reason = [](std::vector<std::string> values) {
    return test::shipped_catalogue().say(propose({{"TANGCAO", std::move(values)}}, LayerRole::kZones).at(0).reason);
  };
  EXPECT_THAT(reason({}).en, HasSubstr("no value"));
  EXPECT_THAT(reason({"5", "thấp"}).en, HasSubstr("1 of 2"));
  EXPECT_THAT(reason({"5", "thấp"}).vi, HasSubstr("1 trong 2"));
}

TEST(FieldProposal, SurvivesHostileColumns) {
  EXPECT_THAT(propose({}, LayerRole::kZones), IsEmpty());
  EXPECT_THAT(propose({{"", {""}}, {"\xFF\xFE", {"\xFF"}}, {std::string(5'000, 'x'), {std::string(5'000, '9')}}},
                      LayerRole::kZones),
              IsEmpty());
}

TEST(FieldProposal, NeverGivesAColumnOrAFieldTwice) {
  std::mt19937 random{5};
  const std::vector<std::string> values{"ODT", "5", "5 tầng", "60%", "1.234", "Đất ở", "", "27553", "12 m", "\xFF"};
  for (int i = 0; i < 300; ++i) {
    std::vector<SourceColumn> columns(random() % 12);
    for (SourceColumn& column : columns) {
      column.name = names().at(random() % names().size()).folded;
      for (std::size_t k = random() % 5; k > 0; --k) {
        column.values.push_back(values[random() % values.size()]);
      }
    }
    for (const LayerRole role : {LayerRole::kZones, LayerRole::kLines, LayerRole::kPoints, LayerRole::kParcels}) {
      std::set<std::string> fields;
      std::set<std::size_t> used;
      for (const FieldProposal& one : propose(columns, role)) {
        EXPECT_TRUE(fields.insert(one.field).second);
        EXPECT_TRUE(used.insert(one.column).second);
        EXPECT_LT(one.column, columns.size());
        EXPECT_GE(one.confidence, 0.3);
        EXPECT_LE(one.confidence, 1.0);
        EXPECT_TRUE(test::is_said_in_both(one.reason));
      }
    }
  }
}

}  // namespace
}  // namespace quyhoach::geo
