#include <cmath>
#include <map>

#include "tools/demo/plan_content.h"

namespace quyhoach::tools::demo {
namespace {

/// The line moved aside by `by_m` (positive: left), corner by corner. Good for the gentle curves of main roads.
Line moved_aside(const Line& line, double by_m) {
  Line out;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const Point before = line[i == 0 ? 0 : i - 1];
    const Point after = line[i + 1 == line.size() ? i : i + 1];
    out.push_back(rounded(line[i] + left_of(unit(after - before)) * by_m));
  }
  return out;
}

std::string number_of(std::size_t n) { return std::to_string(n); }

}  // namespace

PlanContent PlanDrawer::road_lines(const PlanFacts& plan) {
  PlanContent content;
  content.boundary = district();
  const bool is_local = plan.recipe == "local_lines";
  const bool is_trunk = plan.recipe == "trunk_lines";
  Circle circle;
  if (is_local) {
    circle = circle_of(plan.extent);
    content.boundary = geos_->polygons(geos_->on_millimetres(
        geos_->buffer(geos_->line(Line{circle.centre, circle.centre + Point{1.0, 0.0}}), circle.radius_m)));
  }
  // The former rule asked for less, the coming one asks for more.
  const double factor = plan.extent.starts_with("narrow") ? 0.8 : plan.extent.starts_with("wide") ? 1.4 : 1.0;
  for (const Road& road : world_->network.roads) {
    const bool is_wanted = is_local   ? road.side <= Side::kLocal && distance(road.line[road.line.size() / 2],
                                                                              circle.centre) < circle.radius_m - 300.0
                           : is_trunk ? road.side == Side::kTrunk && road.width_m < 70.0
                                      : road.side >= Side::kSecondary;
    if (is_wanted) {
      PlanLine line;
      line.code = "LG-" + number_of(content.lines.size() + 1);
      line.name = road.name;
      line.function = is_local                      ? "Hẻm"
                      : road.side == Side::kTrunk   ? "Quốc lộ, vành đai"
                      : road.side == Side::kPrimary ? "Tỉnh lộ"
                                                    : "Đường liên xã";
      line.width_m = std::round(road.width_m * factor * 2.0) / 2.0;
      line.line = road.line;
      content.lines.push_back(std::move(line));
    }
  }
  return content;
}

PlanContent PlanDrawer::building_lines(const PlanFacts& plan) {
  constexpr double kSetback_m = 6.0;
  PlanContent content;
  content.boundary = district();
  const bool is_setback = plan.recipe == "building_offset";
  for (const Road& road : world_->network.roads) {
    if (is_setback ? road.name != "Tỉnh lộ 8" : road.side < Side::kPrimary || road.name == "Tỉnh lộ 8") {
      continue;
    }
    for (const double side : {1.0, -1.0}) {
      PlanLine line;
      line.code = "CGXD-" + number_of(content.lines.size() + 1);
      line.name = road.name + (side > 0.0 ? " (bên trái)" : " (bên phải)");
      line.function = "Chỉ giới xây dựng";
      if (is_setback) {
        // Drawn on the road's edge, running so that the land to be kept free lies on its left.
        line.line = moved_aside(road.line, side * road.width_m / 2.0);
        if (side < 0.0) {
          line.line.assign(line.line.rbegin(), line.line.rend());
        }
        line.offset_left_m = kSetback_m;
      } else {
        line.line = moved_aside(road.line, side * (road.width_m / 2.0 + kSetback_m));
      }
      content.lines.push_back(std::move(line));
    }
  }
  return content;
}

PlanContent PlanDrawer::corridors(const PlanFacts& plan) {
  PlanContent content;
  content.boundary = district();
  const bool is_railway = plan.recipe == "railway_lines";
  for (const CourseFacts& course : world_->facts.corridors) {
    if (course.kind.starts_with("railway") != is_railway) {
      continue;
    }
    PlanLine line;
    line.code = (is_railway ? "DS-" : "DD-") + number_of(content.lines.size() + 1);
    line.name = course.name;
    line.function = is_railway ? "Đường sắt" : "Đường dây " + course.kind.substr(course.kind.rfind('_') + 1) + " kV";
    line.width_m = course.width_m;
    Random random{seed_, course.name};
    // A power line is straight from mast to mast; a railway bends gently.
    line.line = is_railway ? smoothed(course.through, 90.0) : displaced(course.through, 0.012, 1200.0, random);
    for (Point& p : line.line) {
      p = rounded(p);
    }
    content.lines.push_back(std::move(line));
  }
  return content;
}

PlanContent PlanDrawer::canal_lines(const PlanFacts&) {
  PlanContent content;
  content.boundary = district();
  for (std::size_t i = 1; i < world_->network.waters.size(); ++i) {
    const Water& water = world_->network.waters[i];
    PlanLine line;
    line.code = "HL-" + number_of(i);
    line.name = water.name;
    line.function = water.kind == "canal" ? "Kênh thủy lợi" : "Rạch thoát nước";
    const double strip_m = water.width_m > 20.0 ? 20.0 : water.width_m > 12.0 ? 10.0 : 5.0;
    // From the middle of the water; irrigation canals keep a wider strip on the side of their service road.
    line.offset_left_m = water.width_m / 2.0 + strip_m;
    line.offset_right_m = water.width_m / 2.0 + (water.kind == "canal" ? strip_m / 2.0 : strip_m);
    line.line = water.line;
    content.lines.push_back(std::move(line));
  }
  return content;
}

PlanContent PlanDrawer::river_zones(const PlanFacts&) {
  constexpr double kStrip_m = 50.0;
  PlanContent content;
  std::vector<Shape> river_parts;
  std::vector<Shape> linework;
  for (const Polygon& part : world_->network.waters.front().area) {
    river_parts.push_back(geos_->polygon(part));
    linework.push_back(geos_->ring_line(part.shell));
  }
  const Shape strip = geos_->buffer(geos_->collect(std::move(river_parts)), kStrip_m);
  const std::vector<Polygon> strips = geos_->polygons(strip);
  for (const Polygon& part : strips) {
    linework.push_back(geos_->ring_line(part.shell));
  }
  for (std::size_t i = 0; i < world_->terrain.communes.size(); ++i) {
    linework.push_back(geos_->ring_line(world_->terrain.communes[i].area.shell));
    const std::string& commune = world_->facts.communes[i].name;
    content.zones.push_back({.code = "HLS-" + number_of(i + 1),
                             .name = "Hành lang sông Sài Gòn, " + commune,
                             .function = "Hành lang bảo vệ bờ sông 50 m",
                             .land_use = ""});
  }
  const std::vector<Face> faces = faces_between(std::move(linework), 0.05);
  std::vector<int> labels;
  for (const Face& face : faces) {
    int label = -1;
    bool in_strip = false;
    for (const Polygon& part : strips) {
      in_strip = in_strip || contains(part, face.inside);
    }
    for (const Polygon& part : world_->network.waters.front().area) {
      in_strip = in_strip && !contains(part, face.inside);
    }
    for (std::size_t i = 0; in_strip && i < world_->terrain.communes.size(); ++i) {
      if (contains(world_->terrain.communes[i].area.shell, face.inside)) {
        label = static_cast<int>(i);
      }
    }
    labels.push_back(label);
  }
  dissolve(faces, labels, content);
  content.boundary = district();
  return content;
}

PlanContent PlanDrawer::heritage(const PlanFacts& plan) {
  PlanContent content;
  Random random{seed_, plan.id};
  content.boundary = district();
  for (const MonumentFacts& monument : world_->facts.monuments) {
    const std::string number = number_of(content.zones.size() + content.points.size() + 1);
    if (monument.form == "point") {
      content.points.push_back({"DT-" + number, monument.name, monument.radius_m, monument.at});
      continue;
    }
    Ring inner;
    Ring outer;
    constexpr int kCorners = 14;
    for (int k = 0; k < kCorners; ++k) {
      const Point out = turned({1.0, 0.0}, k * 6.283185307 / kCorners);
      const double reach_m = monument.radius_m * random.uniform(0.75, 1.1);
      inner.push_back(rounded(monument.at + out * (reach_m * 0.55)));
      outer.push_back(rounded(monument.at + out * reach_m));
    }
    content.zones.push_back({.code = "KV1-" + number,
                             .name = monument.name,
                             .function = "Khu vực bảo vệ I",
                             .land_use = "DDT",
                             .areas = {{inner, {}}}});
    Ring hole{inner.rbegin(), inner.rend()};
    content.zones.push_back({.code = "KV2-" + number,
                             .name = monument.name,
                             .function = "Khu vực bảo vệ II",
                             .land_use = "DDT",
                             .areas = {{outer, {hole}}}});
  }
  return content;
}

}  // namespace quyhoach::tools::demo
