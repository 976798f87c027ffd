#include <array>
#include <cmath>

#include "tools/demo/needles.h"
#include "tools/demo/plan_content.h"

namespace quyhoach::tools::demo {

std::vector<PlanFacts> read_plans(const std::filesystem::path& folder) {
  std::vector<PlanFacts> out;
  for (const Row& row : read_table(folder, "plans")) {
    out.push_back({row.text("id"), row.text("topic"), row.text("recipe"), row.text("extent"), row.text("status"),
                   row.text("scale"), row.text("accuracy_m"), row.text("number"), row.text("date"),
                   row.text("authority"), row.text("from"), row.text("to"), row.text("amends"), row.text("replaces"),
                   row.text("format"), row.text("names"), row.text("title"), row.text("title_en")});
  }
  return out;
}

Circle circle_of(const std::string& extent) {
  const std::vector<std::string> parts = split_text(extent, ',');
  if (parts.size() != 3) {
    stop("data/demo/plans.tsv: not an extent: " + extent);
  }
  return {{std::stod(parts[0]), std::stod(parts[1])}, std::stod(parts[2])};
}

bool contains(const Polygon& polygon, Point p) noexcept {
  if (!contains(polygon.shell, p)) {
    return false;
  }
  for (const Ring& hole : polygon.holes) {
    if (contains(hole, p)) {
      return false;
    }
  }
  return true;
}

PlanContent PlanDrawer::draw(const PlanFacts& plan) {
  const std::string& recipe = plan.recipe;
  if (recipe == "land_use" || recipe == "general") {
    return land_use(plan, recipe == "general");
  }
  if (recipe == "zoning") {
    return zoning(plan);
  }
  if (recipe == "detailed") {
    return detailed(plan);
  }
  if (recipe == "adjust") {
    return adjustment(plan);
  }
  if (recipe == "programme") {
    return programme(plan);
  }
  if (recipe == "road_lines" || recipe == "local_lines" || recipe == "trunk_lines") {
    return road_lines(plan);
  }
  if (recipe == "building_lines" || recipe == "building_offset") {
    return building_lines(plan);
  }
  if (recipe == "power_lines" || recipe == "railway_lines") {
    return corridors(plan);
  }
  if (recipe == "river_zones") {
    return river_zones(plan);
  }
  if (recipe == "canal_lines") {
    return canal_lines(plan);
  }
  if (recipe == "heritage") {
    return heritage(plan);
  }
  stop("data/demo/plans.tsv: unknown recipe " + recipe);
}

std::vector<PlanDrawer::Face> PlanDrawer::faces_between(std::vector<Shape> linework, double grid_m, double thinnest_m) {
  constexpr double kSharpest_deg = 3.0;
  constexpr int kTurns = 8;  // Each closes what the one before has brought near.
  std::vector<Face> out;
  Shape noded = geos_->unite_on_grid(geos_->collect(std::move(linework)), grid_m);
  for (int turn = 0; thinnest_m > 0.0 && turn < kTurns; ++turn) {
    std::vector<Line> lines = geos_->lines(noded);
    if (!close_needles(lines, thinnest_m, kSharpest_deg)) {
      break;
    }
    std::vector<Shape> closed;
    for (const Line& line : lines) {
      closed.push_back(geos_->line(line));
    }
    noded = geos_->unite_on_grid(geos_->collect(std::move(closed)), grid_m);
  }
  const Shape faces = geos_->polygonize(noded);
  for (Polygon& area : geos_->polygons(faces)) {
    const Point inside = geos_->inside(geos_->polygon(area));
    out.push_back({std::move(area), inside});
  }
  return out;
}

void PlanDrawer::dissolve(const std::vector<Face>& faces, const std::vector<int>& labels, PlanContent& content) {
  std::vector<std::vector<Shape>> parts(content.zones.size());
  std::vector<Shape> all;
  for (std::size_t i = 0; i < faces.size(); ++i) {
    if (labels[i] >= 0) {
      parts[static_cast<std::size_t>(labels[i])].push_back(geos_->polygon(faces[i].area));
      all.push_back(geos_->polygon(faces[i].area));
    }
  }
  std::vector<PlanZone> zones;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (!parts[i].empty()) {
      content.zones[i].areas = geos_->polygons(geos_->unite_coverage(geos_->collect(std::move(parts[i]))));
      zones.push_back(std::move(content.zones[i]));
    }
  }
  content.zones = std::move(zones);
  content.boundary = geos_->polygons(geos_->unite_coverage(geos_->collect(std::move(all))));
}

std::vector<const Cell*> PlanDrawer::cells_within(const std::string& extent) const {
  const Circle circle = circle_of(extent);
  std::vector<const Cell*> out;
  for (const Cell& cell : world_->cells) {
    if (distance(centroid_of(std::span<const Point>{cell.cell}), circle.centre) < circle.radius_m) {
      out.push_back(&cell);
    }
  }
  return out;
}

namespace {

struct Function {
  const char* name;
  const char* land_use;
  double weight;
  int storeys_low, storeys_high;
  double coverage_low, coverage_high;
};

constexpr std::array kTownFunctions{
    Function{"Đất ở hiện hữu cải tạo", "ODT", 30, 3, 6, 50, 80},
    Function{"Đất ở xây dựng mới", "ODT", 18, 3, 9, 40, 65},
    Function{"Đất hỗn hợp thương mại – dịch vụ – ở", "TMD", 8, 9, 25, 35, 50},
    Function{"Đất giáo dục", "DGD", 7, 2, 4, 30, 40},
    Function{"Đất cây xanh sử dụng công cộng", "DKV", 9, 1, 1, 5, 5},
    Function{"Đất công trình công cộng", "DSH", 5, 2, 5, 35, 40},
    Function{"Đất y tế", "DYT", 3, 2, 7, 30, 40},
    Function{"Đất tôn giáo", "TON", 2, 1, 3, 30, 40},
    Function{"Đất cơ quan hành chính", "TSC", 3, 3, 7, 30, 40},
    Function{"Đất hạ tầng kỹ thuật", "DNL", 2, 1, 2, 30, 60},
};
constexpr std::array kCountryFunctions{
    Function{"Đất ở nông thôn kết hợp vườn", "ONT", 30, 2, 4, 30, 60},
    Function{"Đất nông nghiệp giữ lại", "CLN", 22, 1, 1, 5, 5},
    Function{"Đất dân cư phát triển mới", "ONT", 18, 3, 5, 40, 60},
    Function{"Đất cây xanh cách ly", "DKV", 8, 1, 1, 5, 5},
    Function{"Đất giáo dục", "DGD", 5, 2, 4, 30, 40},
    Function{"Đất công nghiệp", "SKK", 4, 2, 4, 50, 60},
    Function{"Đất nghĩa trang", "NTD", 1, 1, 1, 5, 10},
    Function{"Đất du lịch sinh thái", "TMD", 6, 2, 3, 15, 25},
};

}  // namespace

PlanZone a_zone(Landscape landscape, double area_m2, Random& random) {
  const bool is_built = landscape == Landscape::kTown || landscape == Landscape::kVillage;
  const std::span<const Function> list =
      is_built ? std::span<const Function>{kTownFunctions} : std::span<const Function>{kCountryFunctions};
  double sum = 0.0;
  for (const Function& function : list) {
    sum += function.weight;
  }
  double pick = random.uniform(0.0, sum);
  const Function* chosen = &list.front();
  for (const Function& function : list) {
    chosen = &function;
    if ((pick -= function.weight) < 0.0) {
      break;
    }
  }
  PlanZone zone;
  zone.function = chosen->name;
  zone.land_use = chosen->land_use;
  const double coverage = std::round(random.uniform(chosen->coverage_low, chosen->coverage_high) / 5.0) * 5.0;
  const int storeys = random.between(chosen->storeys_low, chosen->storeys_high);
  zone.building_coverage_percent = coverage;
  zone.storeys_max = storeys;
  zone.height_max_m = std::round((storeys * 3.6 + 4.0) * 10.0) / 10.0;
  zone.floor_area_ratio = std::round(coverage / 100.0 * storeys * random.uniform(0.7, 1.0) * 100.0) / 100.0;
  if (zone.land_use == "ODT" || zone.land_use == "ONT") {
    zone.population = static_cast<int>(area_m2 / random.uniform(55.0, 140.0));
  }
  zone.ground_level_m = std::round(random.uniform(2.0, 9.0) * 10.0) / 10.0;
  return zone;
}

}  // namespace quyhoach::tools::demo
