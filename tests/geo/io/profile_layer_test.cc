#include "geo/io/profile_layer.h"

#include <gtest/gtest.h>

namespace quyhoach::geo {
namespace {

LayerSource source(LayerRole role, std::string file, std::map<std::string, std::string> fields) {
  LayerSource out;
  out.role = role;
  out.file = std::move(file);
  out.fields = std::move(fields);
  return out;
}

LayerSource drawing(std::vector<std::string> boundaries) {
  LayerSource out = source(LayerRole::kZones, "ban-ve.dxf", {{"code", "text"}});
  out.drawing.emplace().boundary_layers = std::move(boundaries);
  return out;
}

const KindCounts kPolygons{3, 0, 0};
const KindCounts kLines{0, 3, 0};

TEST(ProfileLayer, IsTheOneWhoseColumnsAreThere) {
  const ConsultantProfile profile{"A",
                                  {source(LayerRole::kZones, "a.shp", {{"code", "MA"}, {"name", "TÊN"}, {"land_use", "LOAI"}}),
                                   source(LayerRole::kZones, "b.shp", {{"code", "SO"}, {"name", "GHI CHU"}})},
                                  {}};
  EXPECT_EQ(profile_layer_for(profile, {"x.shp", kPolygons, false, {"ma", "ten", "LOẠI", "x"}, {}}), &profile.layers[0]);
  EXPECT_EQ(profile_layer_for(profile, {"x.shp", kPolygons, false, {"SO", "ghi_chu"}, {}}), &profile.layers[1]);
  EXPECT_EQ(profile_layer_for(profile, {"a.shp", kPolygons, false, {"MA", "x", "y"}, {}}), nullptr) << "one of three";
  EXPECT_EQ(profile_layer_for(profile, {"x.shp", kLines, false, {"MA", "TEN", "LOAI"}, {}}), nullptr) << "lines are no zones";
}

TEST(ProfileLayer, OfEqualsThatFromAFileOfTheSameName) {
  const ConsultantProfile profile{"A",
                                  {source(LayerRole::kZones, "dat/o-pho.shp", {{"code", "MA"}}),
                                   source(LayerRole::kZones, "dat/cay xanh.shp", {{"code", "MA"}})},
                                  {}};
  EXPECT_EQ(profile_layer_for(profile, {"2026/CAY_XANH.tab", kPolygons, false, {"MA"}, {}}), &profile.layers[1]);
  EXPECT_EQ(profile_layer_for(profile, {"other.tab", kPolygons, false, {"MA"}, {}}), &profile.layers[0]);
}

TEST(ProfileLayer, WithoutColumnsIsKnownByItsFileAlone) {
  const ConsultantProfile profile{"A", {source(LayerRole::kBoundary, "ranh.shp", {})}, {}};
  EXPECT_EQ(profile_layer_for(profile, {"moi/RANH.shp", kPolygons, false, {"id"}, {}}), &profile.layers[0]);
  EXPECT_EQ(profile_layer_for(profile, {"moi/zones.shp", kPolygons, false, {"id"}, {}}), nullptr);
}

TEST(ProfileLayer, OfADrawingIsKnownByTheDrawingsLayers) {
  const ConsultantProfile profile{"A", {drawing({"RANH_OPHO", "LO GIOI"}), drawing({"10"})}, {}};
  EXPECT_EQ(profile_layer_for(profile, {"moi.dxf", kLines, true, {"Layer", "Text"}, {"0", "ranh opho", "lo_gioi"}}), &profile.layers[0]);
  EXPECT_EQ(profile_layer_for(profile, {"moi.dgn", kLines, true, {"Level", "Text"}, {"1", "10"}}), &profile.layers[1]);
  EXPECT_EQ(profile_layer_for(profile, {"moi.dgn", kLines, true, {"Level", "Text"}, {"1"}}), nullptr);
  EXPECT_EQ(profile_layer_for(profile, {"moi.shp", kPolygons, false, {"10"}, {}}), nullptr) << "no drawing";
}

}  // namespace
}  // namespace quyhoach::geo
