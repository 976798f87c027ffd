#include <algorithm>
#include <cmath>

#include "tools/demo/divider.h"
#include "tools/demo/world.h"

namespace quyhoach::tools::demo {
namespace {

/// How large a piece of land may be before a local road runs through it, in m².
double greatest_cell_m2(Landscape landscape, double level) {
  switch (landscape) {
    case Landscape::kTown:
      return 32000.0 - 18000.0 * level;
    case Landscape::kVillage:
      return 150000.0 - 170000.0 * level;
    case Landscape::kRice:
      return 560000.0;
    case Landscape::kOrchard:
      return 430000.0;
    default:
      return landscape == Landscape::kIndustry ? 260000.0 : 800000.0;
  }
}

struct RoadNamer {
  const Facts* facts;
  int lanes = 0;
  int streets = 0;

  std::string name(Side side, const std::string& commune, Random& random) {
    if (side == Side::kPath) {
      ++lanes;
      return random.chance(0.5) ? "Hẻm " + std::to_string(lanes * 2 + 1)
                                : "Đường tổ " + std::to_string(lanes % 14 + 1) + ", " + facts->a_name("hamlet", random);
    }
    const double kind = random.uniform();
    if (kind < 0.35) {
      return "Đường " + facts->a_name("road", random);
    }
    if (kind < 0.38) {
      return "Đường giao thông nội đồng kết hợp đê bao ngăn lũ " + facts->a_name("hamlet", random) + " – " +
             facts->a_name("creek", random) + " (nối dài), xã " + commune;
    }
    return "Đường số " + std::to_string(++streets);
  }
};

class LocalRoads {
 public:
  LocalRoads(std::size_t commune_index, std::string commune, Network& network, const Settlements& settlements,
             RoadNamer namer, Random random)
      : commune_index_(commune_index),
        commune_(std::move(commune)),
        network_(&network),
        settlements_(&settlements),
        namer_(namer),
        random_(random) {}

  void divide(Plot plot, int depth) {
    const Point middle = centroid_of(plot);
    const double level = settlements_->level(middle);
    Random chooser{static_cast<std::uint64_t>(std::abs(middle.east) * 7.0 + std::abs(middle.north) * 13.0)};
    const Landscape landscape = settlements_->landscape(middle, chooser);
    const double area_m2 = area_of(plot);
    if (area_m2 > greatest_cell_m2(landscape, level) * random_.uniform(0.8, 1.5) && depth < 14) {
      const Side side =
          area_m2 > 150000.0 || (landscape == Landscape::kTown && random_.chance(0.5)) ? Side::kLocal : Side::kPath;
      if (std::optional<PlotPair> pair = cut_in_two(plot, side)) {
        divide(std::move(pair->first), depth + 1);
        divide(std::move(pair->second), depth + 1);
        return;
      }
    }
    cells_.push_back({commune_index_, ring_of(plot), {}, landscape, level});
  }

  std::vector<Cell> take() { return std::move(cells_); }

 private:
  std::optional<PlotPair> cut_in_two(const Plot& plot, Side side) {
    constexpr double kClearance_m = 14.0;
    // Roads leave each other at right angles where they can: across the longest side if the plot is longer that way.
    const Front longest = longest_front(plot, [](Side) { return true; });
    Point axis = long_axis(plot);
    if (longest.length_m > 60.0 && random_.chance(0.8)) {
      const Point along = unit(longest.to - longest.from);
      const auto [low, high] = extent(plot, along);
      axis = (high - low) * (high - low) > 0.8 * area_of(plot) ? along : left_of(along);
    }
    for (int attempt = 0; attempt < 8; ++attempt) {
      const Point normal = turned(axis, random_.uniform(-0.14, 0.14) * (1.0 + attempt * 0.6));
      std::optional<Cut> cut = straight_cut(plot, normal, random_.uniform(0.36, 0.64));
      if (!cut) {
        continue;
      }
      if (attempt < 5) {
        const double bow = attempt < 3 ? 0.07 : 0.03;
        cut->path = smoothed(displaced(cut->path, bow, 170.0, random_), 45.0);
      }
      const double width_m = side == Side::kLocal ? random_.between(8, 16) : random_.between(6, 12) / 2.0;
      if (std::optional<PlotPair> pair = split(plot, *cut, kClearance_m, side)) {
        // The road runs on the cut as it was rounded, ends included.
        Line line;
        for (const Point p : cut->path) {
          line.push_back(rounded(p));
        }
        network_->roads.push_back({namer_.name(side, commune_, random_), side, width_m, std::move(line)});
        return pair;
      }
    }
    return std::nullopt;
  }

  std::size_t commune_index_;
  std::string commune_;
  Network* network_;
  const Settlements* settlements_;
  RoadNamer namer_;
  Random random_;
  std::vector<Cell> cells_;
};

}  // namespace

std::vector<Cell> make_cells(const Facts& facts, const Commune& commune, std::size_t commune_index, Network& network,
                             const Settlements& settlements, Geos& geos, std::uint64_t seed) {
  const Shape area = geos.polygon(commune.area);
  std::vector<Shape> linework;
  linework.push_back(geos.ring_line(commune.area.shell));
  const auto add = [&](const Line& line) {
    if (box_of(line).meets(commune.box)) {
      linework.push_back(geos.intersection(geos.line(line), area));
    }
  };
  for (const Road& road : network.roads) {
    if (road.side >= Side::kSecondary) {
      add(road.line);
    }
  }
  for (std::size_t i = 1; i < network.waters.size(); ++i) {
    add(network.waters[i].line);
  }
  const Shape faces = geos.polygonize(geos.unite_on_grid(geos.collect(std::move(linework)), 0.001));
  LocalRoads roads{commune_index,     facts.communes[commune_index].name,
                   network,           settlements,
                   RoadNamer{&facts}, Random{seed, "local roads " + facts.communes[commune_index].code}};
  for (const Polygon& face : geos.polygons(faces)) {
    for (const Ring& ring : geos.without_holes(face)) {
      Plot plot;
      for (const Point p : ring) {
        plot.push_back({rounded(p), Side::kBorder, -1});
      }
      roads.divide(std::move(plot), 0);
    }
  }
  return roads.take();
}

}  // namespace quyhoach::tools::demo
