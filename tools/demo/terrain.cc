#include "tools/demo/terrain.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace quyhoach::tools::demo {
namespace {

// A power diagram: the cell of site i is where |p - site_i|² - weight_i is least. Weights are moved until areas fit.

Ring half_plane(const Ring& ring, Point normal, double limit) {
  Ring out;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Point a = ring[i];
    const Point b = ring[(i + 1) % ring.size()];
    const double da = dot(a, normal) - limit;
    const double db = dot(b, normal) - limit;
    if (da <= 0.0) {
      out.push_back(a);
    }
    if ((da < 0.0 && db > 0.0) || (da > 0.0 && db < 0.0)) {
      out.push_back(a + (b - a) * (da / (da - db)));
    }
  }
  return out;
}

double power(Point p, Point site, double weight) { return dot(p - site, p - site) - weight; }

Ring power_cell(const Ring& frame, const std::vector<Point>& sites, const std::vector<double>& weights, std::size_t i) {
  Ring cell = frame;
  for (std::size_t j = 0; j < sites.size() && cell.size() > 2; ++j) {
    if (j != i) {
      const Point normal = sites[j] - sites[i];
      const Point middle = (sites[i] + sites[j]) * 0.5;
      const double shift = (weights[i] - weights[j]) / 2.0;
      cell = half_plane(cell, normal, dot(middle, normal) + shift);
    }
  }
  return cell;
}

/// A large commune beside a small one must not swallow the point it is known by: there it stays smaller than it should
/// be.
void keep_sites_inside(const std::vector<Point>& sites, std::vector<double>& weights) {
  constexpr double kReach = 0.45;  // of the squared distance between two sites; at 1 the border would touch the site
  for (std::size_t i = 0; i < sites.size(); ++i) {
    for (std::size_t j = 0; j < sites.size(); ++j) {
      const Point apart = sites[j] - sites[i];
      weights[j] = std::min(weights[j], i == j ? weights[j] : weights[i] + kReach * dot(apart, apart));
    }
  }
}

std::vector<double> fitted_weights(const Ring& outline, const std::vector<Point>& sites,
                                   const std::vector<double>& areas_m2) {
  std::vector<double> weights(sites.size(), 0.0);
  const double total = std::abs(signed_area(outline));
  double wanted = 0.0;
  for (const double area : areas_m2) {
    wanted += area;
  }
  constexpr int kRounds = 60;
  for (int round = 0; round < kRounds; ++round) {
    for (std::size_t i = 0; i < sites.size(); ++i) {
      const Ring cell = power_cell(outline, sites, weights, i);
      const double area = cell.size() > 2 ? std::abs(signed_area(cell)) : 0.0;
      weights[i] += 0.25 * (areas_m2[i] / wanted * total - area);
    }
    keep_sites_inside(sites, weights);
  }
  return weights;
}

Ring drawn_outline(const Facts& facts, Terrain& terrain, Random& random) {
  Ring out;
  const std::size_t count = facts.outline.size();
  for (std::size_t i = 0; i < count;) {
    std::size_t j = i;
    Line side{facts.outline[i].at};
    while (j < count && facts.outline[j].side == facts.outline[i].side) {
      ++j;
      side.push_back(facts.outline[j % count].at);
    }
    const bool is_water = facts.outline[i].side != "land";
    side = is_water ? smoothed(displaced(side, facts.outline[i].side == "river" ? 0.16 : 0.05, 700.0, random), 60.0)
                    : displaced(side, 0.10, 90.0, random);
    for (Point& p : side) {
      p = rounded(p);
    }
    out.insert(out.end(), side.begin(), side.end() - 1);
    if (facts.outline[i].side == "river") {
      terrain.river.assign(side.rbegin(), side.rend());
    } else if (facts.outline[i].side == "canal") {
      terrain.border_canal = side;
    }
    i = j;
  }
  return out;
}

/// Borders between cells, bent. Each is drawn once, so both neighbours get the same line.
std::vector<Shape> drawn_borders(const Ring& frame, const std::vector<Point>& sites, const std::vector<double>& weights,
                                 Geos& geos, std::uint64_t seed) {
  std::vector<Shape> out;
  for (std::size_t i = 0; i < sites.size(); ++i) {
    const Ring cell = power_cell(frame, sites, weights, i);
    for (std::size_t k = 0; k < cell.size(); ++k) {
      const Point a = rounded(cell[k]);
      const Point b = rounded(cell[(k + 1) % cell.size()]);
      const Point middle = (a + b) * 0.5;
      const double own = power(middle, sites[i], weights[i]);
      for (std::size_t j = i + 1; j < sites.size(); ++j) {
        if (std::abs(power(middle, sites[j], weights[j]) - own) < 2.0 * distance(a, b) + 1000.0) {
          Random random{seed, "border " + std::to_string(i) + "-" + std::to_string(j)};
          out.push_back(geos.line(displaced(Line{a, b}, 0.11, 70.0, random)));
          break;
        }
      }
    }
  }
  return out;
}

/// The connected parts of what the faces cover together, largest first.
std::vector<Shape> joined(std::vector<Shape> faces, Geos& geos) {
  std::vector<Polygon> areas = geos.polygons(geos.unite_coverage(geos.collect(std::move(faces))));
  std::stable_sort(areas.begin(), areas.end(),
                   [](const Polygon& a, const Polygon& b) { return area_of(a) > area_of(b); });
  std::vector<Shape> out;
  for (const Polygon& area : areas) {
    out.push_back(geos.polygon(area));
  }
  return out;
}

/// Where two bent borders cross, a commune has fragments cut off from it. Each goes to a neighbour it shares an edge
/// with.
void give_away_fragments(std::vector<std::vector<Shape>>& parts, Geos& geos) {
  for (std::size_t i = 0; i < parts.size(); ++i) {
    while (parts[i].size() > 1) {
      bool given = false;
      for (std::size_t j = 0; j < parts.size() && !given; ++j) {
        std::vector<Shape> both;
        both.push_back(geos.polygon(geos.polygons(parts[i].back()).front()));
        both.push_back(geos.polygon(geos.polygons(parts[j].front()).front()));
        std::vector<Shape> united = joined(std::move(both), geos);
        if (j != i && united.size() == 1) {
          parts[j].front() = std::move(united.front());
          given = true;
        }
      }
      parts[i].pop_back();
    }
  }
}

}  // namespace

Terrain make_terrain(const Facts& facts, Geos& geos, std::uint64_t seed) {
  Terrain terrain;
  Random random{seed, "outline"};
  terrain.outline = drawn_outline(facts, terrain, random);
  std::vector<Point> sites;
  std::vector<double> areas_m2;
  for (const CommuneFacts& commune : facts.communes) {
    sites.push_back(commune.inside);
    areas_m2.push_back(commune.area_km2 * 1e6);
  }
  const std::vector<double> weights = fitted_weights(terrain.outline, sites, areas_m2);
  const Box box = box_of(terrain.outline).grown(3000.0);
  const Ring frame{{box.west, box.south}, {box.east, box.south}, {box.east, box.north}, {box.west, box.north}};
  std::vector<Shape> linework = drawn_borders(frame, sites, weights, geos, seed);
  linework.push_back(geos.ring_line(terrain.outline));
  const Shape faces = geos.polygonize(geos.unite_on_grid(geos.collect(std::move(linework)), 0.001));

  std::vector<std::vector<Shape>> parts(sites.size());
  const Shape district = geos.polygon({terrain.outline, {}});
  for (const Polygon& face : geos.polygons(faces)) {
    Shape shape = geos.polygon(face);
    const Point inside = geos.inside(shape);
    if (!contains(terrain.outline, inside)) {
      continue;
    }
    std::size_t best = 0;
    for (std::size_t i = 1; i < sites.size(); ++i) {
      if (power(inside, sites[i], weights[i]) < power(inside, sites[best], weights[best])) {
        best = i;
      }
    }
    parts[best].push_back(std::move(shape));
  }
  for (std::size_t i = 0; i < sites.size(); ++i) {
    if (parts[i].empty()) {
      stop("commune " + facts.communes[i].code + " has no area");
    }
    parts[i] = joined(std::move(parts[i]), geos);
  }
  give_away_fragments(parts, geos);
  for (std::size_t i = 0; i < sites.size(); ++i) {
    Polygon area = std::move(geos.polygons(parts[i].front()).front());
    const Box commune_box = box_of(area.shell);
    terrain.communes.push_back({std::move(area), commune_box});
  }
  return terrain;
}

}  // namespace quyhoach::tools::demo
