#include <cmath>
#include <map>
#include <tuple>

#include "tools/demo/plan_content.h"

namespace quyhoach::tools::demo {
namespace {

struct Use {
  const char* code;
  const char* name;
};

Use use_of(Landscape landscape, bool is_general, Random& random) {
  const double p = random.uniform();
  switch (landscape) {
    case Landscape::kTown:
      return p < 0.75  ? Use{"ODT", "Đất ở tại đô thị"}
             : p < 0.9 ? Use{"TMD", "Đất thương mại, dịch vụ"}
                       : Use{"DSN", "Đất xây dựng công trình sự nghiệp"};
    case Landscape::kVillage:
      return p < 0.7 || is_general ? Use{"ONT", "Đất ở tại nông thôn"}
             : p < 0.85            ? Use{"ODT", "Đất ở tại đô thị"}
                                   : Use{"CLN", "Đất trồng cây lâu năm"};
    case Landscape::kRice:
      return p < 0.6    ? Use{"LUC", "Đất chuyên trồng lúa nước"}
             : p < 0.85 ? Use{"HNK", "Đất trồng cây hàng năm khác"}
                        : Use{"NTS", "Đất nuôi trồng thủy sản"};
    case Landscape::kOrchard:
      return p < 0.6    ? Use{"CLN", "Đất trồng cây lâu năm"}
             : p < 0.85 ? Use{"HNK", "Đất trồng cây hàng năm khác"}
             : p < 0.93 ? Use{"ONT", "Đất ở tại nông thôn"}
                        : Use{"NKH", "Đất nông nghiệp khác"};
    case Landscape::kPlantation:
      return p < 0.7 ? Use{"CLN", "Đất trồng cây lâu năm"} : Use{"RSX", "Đất rừng sản xuất"};
    case Landscape::kIndustry:
      return Use{"SKK", "Đất khu công nghiệp"};
  }
  return {"CSD", "Đất chưa sử dụng"};
}

}  // namespace

const std::vector<PlanDrawer::Face>& PlanDrawer::district_faces() {
  constexpr double kGrid_m = 0.5;  // a line of a 1/10000 drawing is metres wide; half a metre is generous
  if (district_faces_.empty()) {
    std::vector<Shape> linework;
    linework.push_back(geos_->ring_line(world_->terrain.outline));
    for (const Cell& cell : world_->cells) {
      linework.push_back(geos_->ring_line(cell.cell));
    }
    for (const Road& road : world_->network.roads) {
      if (road.side >= Side::kPrimary) {
        for (const Polygon& area : geos_->polygons(geos_->strip(road.line, road.width_m / 2.0))) {
          linework.push_back(geos_->ring_line(area.shell));
        }
      }
    }
    for (const Polygon& area : world_->network.waters.front().area) {
      linework.push_back(geos_->ring_line(area.shell));
    }
    district_faces_ = faces_between(std::move(linework), kGrid_m);
  }
  return district_faces_;
}

PlanContent PlanDrawer::land_use(const PlanFacts& plan, bool is_general) {
  const std::vector<Face>& faces = district_faces();
  PlanContent content;
  content.zones.push_back({.code = "GT", .name = "Giao thông chính", .function = "Đất giao thông", .land_use = "DGT"});
  content.zones.push_back({.code = "SON", .name = "Sông Sài Gòn", .function = "Sông", .land_use = "SON"});
  // Cells of one use near each other are one zone: neighbourhoods of one to three kilometres.
  const double step_m = is_general ? 2600.0 : 1400.0;
  using Key = std::tuple<std::size_t, std::string, long, long>;
  std::map<Key, int> zone_of;
  std::vector<int> label_of_cell;
  std::vector<Box> boxes;
  for (const Cell& cell : world_->cells) {
    const Point at = centroid_of(std::span<const Point>{cell.cell});
    const long column = std::lround(at.east / step_m);
    const long row = std::lround(at.north / step_m);
    Random random{seed_,
                  plan.id + std::to_string(column * 5 + static_cast<int>(cell.landscape)) + "/" + std::to_string(row)};
    const Use use = use_of(cell.landscape, is_general, random);
    const Key key{is_general ? 0 : cell.commune, use.code, column, row};
    const auto [entry, is_new] = zone_of.emplace(key, static_cast<int>(content.zones.size()));
    if (is_new) {
      PlanZone zone;
      zone.code = std::string{use.code} + "-" + std::to_string(content.zones.size());
      zone.name = std::string{use.name} + (is_general ? "" : ", " + world_->facts.communes[cell.commune].name);
      zone.function = use.name;
      zone.land_use = use.code;
      if (is_general) {
        zone.population = random.between(500, 20000);
      }
      content.zones.push_back(std::move(zone));
    }
    label_of_cell.push_back(entry->second);
    boxes.push_back(box_of(cell.cell));
  }
  std::vector<Polygon> roads;
  for (const Road& road : world_->network.roads) {
    if (road.side >= Side::kPrimary) {
      for (Polygon& area : geos_->polygons(geos_->strip(road.line, road.width_m / 2.0))) {
        roads.push_back(std::move(area));
      }
    }
  }
  std::vector<int> labels;
  for (const Face& face : faces) {
    int label = -1;
    for (std::size_t i = 0; i < boxes.size() && label < 0; ++i) {
      if (boxes[i].grown(0.5).contains(face.inside) && contains(world_->cells[i].cell, face.inside)) {
        label = label_of_cell[i];
      }
    }
    for (const Polygon& road : roads) {
      label = label >= 0 && contains(road, face.inside) ? 0 : label;
    }
    for (const Polygon& river : world_->network.waters.front().area) {
      label = label >= 0 && contains(river, face.inside) ? 1 : label;
    }
    labels.push_back(label);
  }
  dissolve(faces, labels, content);
  return content;
}

}  // namespace quyhoach::tools::demo
