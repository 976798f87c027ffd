#include "tools/demo/district_manifest.h"

#include <fstream>
#include <string>

#include "tools/demo/geos_tools.h"
#include "tools/demo/toml_text.h"

namespace quyhoach::tools::demo {
namespace {

constexpr const char* kHead =
    R"toml(# The demo district, generated. Everything in it is invented except names and codes of communes.
id = "cu-chi-demo"
demo = true
crs = "EPSG:9210"
datum_operation = "EPSG:6960"
bbox = [106.34, 10.88, 106.68, 11.18]
languages = ["vi", "en"]
topics = ["land_use_plan", "general_plan", "zoning_plan", "detailed_plan", "local_adjustment", "road_boundary", "building_line",
          "river_corridor", "power_line_corridor", "railway_corridor", "heritage_protection", "annual_land_use_programme"]
land_use_catalogue = "vietnam"

[name]
vi = "Huyện Củ Chi (DEMO)"
en = "Củ Chi district (DEMO)"

[office]
vi = "Chi nhánh Văn phòng Đăng ký đất đai (DEMO)"
en = "Land registration office (DEMO)"

[disclaimer]
vi = "DEMO: dữ liệu sinh tự động, không phải quy hoạch thật. Thông tin tham khảo, không thay thế giấy phép xây dựng."
en = "DEMO: generated data, not a real plan. For information only; it does not replace a building permit."

[parcel_key]
parts = ["commune", "sheet", "number"]
compact_widths = [5, 3, 4]

[parcel_map]
scale = 1000
)toml";

constexpr const char* kLayers = R"toml(
[[layer]]
role = "parcels"
file = "cadastre/*.gpkg"
layer = "parcels"
[layer.fields]
commune = "ma_xa"
sheet = "so_to"
number = "so_thua"
land_use = "loai_dat"
registered_area_m2 = "dien_tich"
address = "dia_chi"

[[layer]]
role = "communes"
file = "base.gpkg"
layer = "communes"
[layer.fields]
code = "code"
name = "name"
kind = "kind"

[[layer]]
role = "roads"
file = "base.gpkg"
layer = "roads"
[layer.fields]
name = "name"
class = "class"
width_m = "width_m"

[[layer]]
role = "water"
file = "base.gpkg"
layer = "water"
[layer.fields]
name = "name"
class = "class"

[[layer]]
role = "water"
file = "base.gpkg"
layer = "water_lines"
[layer.fields]
name = "name"
class = "class"

[[layer]]
role = "places"
file = "base.gpkg"
layer = "places"
[layer.fields]
name = "name"
class = "class"
)toml";

}  // namespace

void write_district_manifest(const Facts& facts, const std::filesystem::path& file) {
  std::ofstream out{file, std::ios::binary};
  out << kHead;
  for (const CommuneFacts& commune : facts.communes) {
    out << "\n[[commune]]\ncode = " << quoted(commune.code) << "\nname = " << quoted(commune.name)
        << "\nlon = " << decimal(commune.lon_deg) << "\nlat = " << decimal(commune.lat_deg)
        << "\nvalid_to = 2025-07-01\nnow = " << quoted(commune.now) << '\n';
  }
  for (const UnitFacts& unit : facts.units) {
    out << "\n[[administrative_unit]]\ncode = " << quoted(unit.code) << "\nname = " << quoted(unit.name)
        << "\nvalid_from = 2025-07-01\nlon = " << decimal(unit.lon_deg) << "\nlat = " << decimal(unit.lat_deg) << '\n';
  }
  out << kLayers;
  out.close();
  if (!out) {
    stop("cannot write " + file.string());
  }
}

bool is_demo_district(const std::filesystem::path& folder) {
  std::ifstream file{folder / "district.toml"};
  for (std::string line; std::getline(file, line);) {
    if (line == "demo = true") {
      return true;
    }
  }
  return false;
}

}  // namespace quyhoach::tools::demo
