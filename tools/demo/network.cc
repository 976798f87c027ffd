#include "tools/demo/network.h"

#include <algorithm>
#include <cmath>

namespace quyhoach::tools::demo {
namespace {

constexpr double kSampleStep_m = 70.0;

Side road_side(const std::string& kind) {
  for (const Side side : {Side::kTrunk, Side::kPrimary, Side::kSecondary, Side::kLocal, Side::kPath}) {
    if (kind == class_of(side)) {
      return side;
    }
  }
  stop("data/demo/roads.tsv: unknown class " + kind);
}

Line on_millimetres(Line line) {
  for (Point& p : line) {
    p = rounded(p);
  }
  return line;
}

/// A course drawn as a surveyor would find it: `amount` is how far a stretch strays, as a share of its length.
Line drawn(const Line& through, double amount, double stretch_m, Random& random) {
  return on_millimetres(smoothed(displaced(through, amount, stretch_m, random), kSampleStep_m));
}

/// The river's banks: its width swells from 120 m upstream to 250 m downstream and varies from bend to bend.
std::vector<Polygon> river_area(const Line& line, Geos& geos) {
  std::vector<Shape> pieces;
  constexpr std::size_t kPiece = 4;
  for (std::size_t i = 0; i + 1 < line.size(); i += kPiece) {
    const std::size_t end = std::min(i + kPiece, line.size() - 1);
    const double share = static_cast<double>(i) / static_cast<double>(line.size());
    const double half_m = 60.0 + 55.0 * share + 9.0 * std::sin(static_cast<double>(i) * 0.07);
    pieces.push_back(geos.buffer(geos.line(std::span{line}.subspan(i, end - i + 1)), half_m));
  }
  const Shape united = geos.without_spare_vertices(geos.unite(geos.collect(std::move(pieces))), 2.0);
  return geos.polygons(geos.on_millimetres(united));
}

/// Roads and canals are strips along their line; a lake is a swollen one.
void add_water(Network& network, const std::string& name, const std::string& kind, double width_m, Line line,
               Geos& geos) {
  const Shape shape = kind == "lake" ? geos.buffer(geos.line(line), width_m / 2.0) : geos.strip(line, width_m / 2.0);
  std::vector<Polygon> area = geos.polygons(geos.on_millimetres(shape));
  network.waters.push_back({name, kind, width_m, std::move(line), std::move(area)});
}

/// Irrigation branches: straight, alternately left and right of their canal, dug every kilometre or so.
void add_branches(Network& network, const Water& canal, const Terrain& terrain, Geos& geos, Random& random,
                  int& number) {
  double next_m = 700.0;
  double run_m = 0.0;
  bool left = false;
  for (std::size_t i = 1; i + 1 < canal.line.size(); ++i) {
    run_m += distance(canal.line[i - 1], canal.line[i]);
    if (run_m < next_m) {
      continue;
    }
    next_m = run_m + random.uniform(650.0, 1300.0);
    left = !left;
    const Point along = unit(canal.line[i + 1] - canal.line[i - 1]);
    const Point out = turned(left_of(along) * (left ? 1.0 : -1.0), random.uniform(-0.3, 0.3));
    const double reach_m = random.uniform(900.0, 3200.0);
    if (contains(terrain.outline, canal.line[i] + out * reach_m)) {
      Line line = drawn({canal.line[i], canal.line[i] + out * reach_m}, 0.015, 500.0, random);
      add_water(network, "Kênh N" + std::to_string(++number), "canal", random.uniform(5.0, 9.0), std::move(line), geos);
    }
  }
}

/// Tidal creeks that wind inland from the river.
void add_creeks(Network& network, const Facts& facts, const Terrain& terrain, Geos& geos, Random& random) {
  const std::vector<std::string>& names = facts.names.find("creek")->second;
  double next_m = 900.0;
  double run_m = 0.0;
  std::size_t used = 0;
  for (std::size_t i = 1; i + 1 < terrain.river.size(); ++i) {
    run_m += distance(terrain.river[i - 1], terrain.river[i]);
    if (run_m < next_m || used >= names.size()) {
      continue;
    }
    next_m = run_m + random.uniform(1700.0, 3000.0);
    const Point along = unit(terrain.river[i + 1] - terrain.river[i - 1]);
    Point inland = left_of(along) * -1.0;  // the river flows downstream with the district on its right
    inland = turned(inland, random.uniform(-0.5, 0.5));
    const Point mouth = terrain.river[i];
    const double reach_m = random.uniform(1300.0, 3600.0);
    if (contains(terrain.outline, mouth + inland * reach_m) &&
        contains(terrain.outline, mouth + inland * (reach_m / 2.0))) {
      Line line = drawn({mouth, mouth + inland * reach_m}, 0.2, 350.0, random);
      add_water(network, names[used++], "stream", random.uniform(7.0, 16.0), std::move(line), geos);
    }
  }
}

}  // namespace

const char* class_of(Side road) noexcept {
  switch (road) {
    case Side::kTrunk:
      return "trunk";
    case Side::kPrimary:
      return "primary";
    case Side::kSecondary:
      return "secondary";
    case Side::kLocal:
      return "local";
    default:
      return "path";
  }
}

Network make_network(const Facts& facts, const Terrain& terrain, Geos& geos, std::uint64_t seed) {
  Network network;
  network.waters.push_back({"Sông Sài Gòn", "river", 200.0, terrain.river, river_area(terrain.river, geos)});
  if (!terrain.border_canal.empty()) {
    add_water(network, "Kênh Thầy Cai", "canal", 36.0, terrain.border_canal, geos);
  }
  int branch_number = 0;
  for (const CourseFacts& course : facts.waters) {
    Random random{seed, course.name};
    const bool is_dug = course.kind == "canal";
    add_water(network, course.name, course.kind, course.width_m,
              drawn(course.through, is_dug ? 0.03 : 0.17, is_dug ? 900.0 : 400.0, random), geos);
    if (is_dug) {
      const Water canal = network.waters.back();
      add_branches(network, canal, terrain, geos, random, branch_number);
    }
  }
  Random creeks{seed, "creeks"};
  add_creeks(network, facts, terrain, geos, creeks);
  for (const CourseFacts& course : facts.roads) {
    Random random{seed, course.name};
    const Side side = road_side(course.kind);
    const double amount = side == Side::kTrunk ? 0.02 : side == Side::kPrimary ? 0.045 : 0.07;
    network.roads.push_back({course.name, side, course.width_m, drawn(course.through, amount, 900.0, random)});
  }
  return network;
}

}  // namespace quyhoach::tools::demo
