#include "tools/demo/cadastre.h"
#include "tests/temp_folder.h"

#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <gmock/gmock.h>

namespace quyhoach::tools::demo {
namespace {

namespace fs = std::filesystem;

struct Case {
  const char* name;
  std::size_t parcels;
  std::uint64_t seed;
};
/// Otherwise the bytes of the struct, addresses among them, become part of the test's name.
void PrintTo(const Case& one, std::ostream* out) { *out << one.name; }

class Cadastre : public testing::TestWithParam<Case> {
 protected:
  geo::test::TempFolder temporary_;
  fs::path folder_ = temporary_.path();
};

/// The loader refuses a district for one lot that is invalid, and such a lot is one in tens of thousands.
TEST_P(Cadastre, HasOnlyValidLotsOfFewCorners) {
  const Case c = GetParam();
  Geos geos;
  const World world = make_world(read_facts(fs::path{QUYHOACH_SOURCE_DIR} / "data/demo"), geos, c.seed);
  const std::vector<std::size_t> counts = parcels_per_commune(world, c.parcels);
  std::size_t lots = 0;
  std::size_t corners = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const fs::path file = folder_ / "parcels.gpkg";
    const std::size_t written = write_parcels(world, i, counts[i], c.seed, file);
    const GDALDatasetUniquePtr dataset{GDALDataset::Open(file.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY)};
    ASSERT_TRUE(dataset);
    ASSERT_EQ(static_cast<std::size_t>(dataset->GetLayer(0)->GetFeatureCount()), written);
    for (auto& feature : *dataset->GetLayer(0)) {
      const OGRPolygon& lot = *feature->GetGeometryRef()->toPolygon();
      EXPECT_TRUE(lot.IsValid()) << world.facts.communes[i].code << ' ' << feature->GetFID();
      for (const OGRLinearRing* ring : lot) {
        corners += static_cast<std::size_t>(ring->getNumPoints() - 1);
      }
    }
    lots += written;
    fs::remove(file);
  }
  EXPECT_NEAR(static_cast<double>(lots), static_cast<double>(c.parcels), 0.01 * static_cast<double>(c.parcels));
  // A surveyed lot has four to eight corners and those of neighbours on its sides; what a parcel takes in memory.
  constexpr double kCorners = 9.0;
  EXPECT_LT(static_cast<double>(corners) / static_cast<double>(lots), kCorners);
}

INSTANTIATE_TEST_SUITE_P(Districts, Cadastre,
                         testing::Values(Case{"Bench", 200000, 1}, Case{"Default", 60000, 1},
                                         Case{"Default2", 60000, 2}, Case{"Default3", 60000, 3},
                                         Case{"Dense", 300000, 4}),
                         [](const testing::TestParamInfo<Case>& one) { return std::string{one.param.name}; });

}  // namespace
}  // namespace quyhoach::tools::demo
