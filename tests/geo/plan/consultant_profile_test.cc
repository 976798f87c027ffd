#include "geo/plan/consultant_profile.h"

#include <gmock/gmock.h>

namespace quyhoach::geo {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::Pair;

constexpr std::string_view kPlan = R"(id = "qhpk-1"  # a comment
title = "Quy hoạch"
unheard_of = true
[decision]
number = "1/QĐ"
[[layer]]
role = "zones"
file = "ve/o-pho.shp"
crs = "EPSG:5899"
axes = "north, east"
encoding = "TCVN3"
[layer.fields]
code = "KÝ HIỆU"
land_use = "LOAI"
[layer.values]
storeys_max = 5
[layer.land_use_codes]
"đất lúa" = "LUC"
[[layer]]
role = "zones"
file = "ban-ve.dxf"
drawing = true
boundary_layers = ["RANH"]
text_layers = ["CHU"]
[layer.fields]
code = "text"
)";

TEST(ConsultantProfile, KeepsHowLayersAreReadAndNothingOfTheFolder) {
  const auto kept = profile_of_manifest(kPlan, "plan.toml", {"SPIKE"});
  ASSERT_THAT(kept.errors, IsEmpty());
  for (const char* gone : {"EPSG", "north", "title", "decision", "comment", "unheard_of"}) {
    EXPECT_THAT(kept.value, Not(HasSubstr(gone)));
  }
  const auto read = parse_profile(kept.value, "Công ty A");
  ASSERT_THAT(read.errors, IsEmpty());
  EXPECT_EQ(read.value.name, "Công ty A");
  EXPECT_THAT(read.value.repairs, ElementsAre("SPIKE"));
  ASSERT_EQ(read.value.layers.size(), 2U);
  const LayerSource& zones = read.value.layers[0];
  EXPECT_THAT(zones.fields, ElementsAre(Pair("code", "KÝ HIỆU"), Pair("land_use", "LOAI")));
  EXPECT_THAT(zones.values, ElementsAre(Pair("storeys_max", "5")));
  EXPECT_THAT(zones.land_use_codes, ElementsAre(Pair("đất lúa", "LUC")));
  EXPECT_EQ(zones.encoding, TextEncoding::kTcvn3);
  EXPECT_EQ(zones.crs, "");
  EXPECT_FALSE(zones.north_first);
  EXPECT_THAT(read.value.layers[1].drawing->text_layers, ElementsAre("CHU"));
  EXPECT_EQ(profile_of_manifest(kPlan, "plan.toml", {"SPIKE"}).value, kept.value);
}

TEST(ConsultantProfile, OfParcelsIsLearntToo) {
  const auto kept = profile_of_manifest("commune = \"27553\"\n[[layer]]\nrole = \"parcels\"\nfile = \"thua.gpkg\"\n[layer.fields]\nnumber = \"SO\"\n", "parcels.toml", {});
  ASSERT_THAT(kept.errors, IsEmpty());
  EXPECT_EQ(parse_profile(kept.value, "A").value.layers.at(0).role, LayerRole::kParcels);
}

TEST(ConsultantProfile, WhatIsWrongWithALayerIsToldWithItsLine) {
  const auto kept = profile_of_manifest("id = \"x\"\n[[layer]]\nrole = \"zones\"\nfile = \"a.shp\"\nencoding = \"KOI8\"\n", "plan.toml", {});
  EXPECT_THAT(kept.errors, ElementsAre(HasSubstr("plan.toml:5: layer.encoding: expected UTF-8")));
  EXPECT_EQ(kept.value, "");
  EXPECT_THAT(profile_of_manifest("id = ", "plan.toml", {}).errors, ElementsAre(HasSubstr("plan.toml:1: ")));
  EXPECT_THAT(profile_of_manifest("id = \"x\"", "plan.toml", {}).errors, ElementsAre(HasSubstr("at least one [[layer]]")));
  EXPECT_THAT(profile_of_manifest("layer = 5", "plan.toml", {}).errors, Not(IsEmpty()));
  EXPECT_THAT(profile_of_manifest("layer = [5]", "plan.toml", {}).errors, Not(IsEmpty()));
  EXPECT_THAT(profile_of_manifest(kPlan, "plan.toml", {"spike!"}).errors, ElementsAre(HasSubstr("repairs")));
}

TEST(ConsultantProfile, OfANewerReleaseIsRefusedNotMisread) {
  EXPECT_THAT(parse_profile("later = 1\n[[layer]]\nrole = \"zones\"\nfile = \"a.shp\"\n", "A").errors, ElementsAre(HasSubstr("later")));
}

}  // namespace
}  // namespace quyhoach::geo
