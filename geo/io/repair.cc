#include "geo/io/repair.h"

#include <cmath>
#include <cstring>
#include <utility>

#include "geo/base/sha256.h"
#include "geo/geom/measure.h"
#include "geo/geom/overlay.h"

namespace quyhoach::geo {

namespace {

std::string bytes_of(const ShapeStore& shape) {
  static_assert(sizeof(GridPoint) == 2 * sizeof(double));
  const auto points = shape.points();
  return {reinterpret_cast<const char*>(points.data()), points.size_bytes()};
}

}  // namespace

double moved_m2(const ShapeStore& before, const ShapeStore& after) {
  const auto a = polygons_to_geos(before.view(0));
  const auto b = polygons_to_geos(after.view(0));
  const double difference = std::abs(area_m2(before.view(0)) - area_m2(after.view(0)));
  if (!a || !b || GEOSisValid_r(geos_context(), a->get()) != 1) {
    return difference;
  }
  const auto lost = difference_area_m2(**a, **b);
  const auto won = difference_area_m2(**b, **a);
  return lost && won ? *lost + *won : difference;
}

std::string repair_id(const Repair& repair) {
  constexpr std::size_t kDigits = 8;
  return repair.code + ":" + repair.file + ":" + repair.feature + ":" + sha256_hex(bytes_of(repair.before)).substr(0, kDigits);
}

void RepairList::add(Repair repair) {
  if (++counts_[repair.code] <= kMaxListed) {
    listed_.push_back(std::move(repair));
  }
}

void RepairList::add_applied(Repair repair, ImportReport& report) {
  repair.applied = true;
  applied_.push_back(repair.id);
  auto shape = std::make_shared<FindingShape>();
  shape->store = repair.after;
  report.add({.kind = "REPAIRED",
              .file = repair.file,
              .feature = repair.feature,
              .place = box_of(repair.after.view(0)).center(),
              .figures = {{"code", repair.code}, {"area_m2", repair.area_m2}, {"id", repair.id}},
              .shape = std::move(shape)});
  add(std::move(repair));
}

std::optional<Repair> checked_repair(Repair repair) {
  if (repair.before.size() != 1 || repair.after.size() != 1 || repair.after.view(0).ring_count() == 0) {
    return std::nullopt;
  }
  const auto after = polygons_to_geos(repair.after.view(0));
  if (!after || GEOSisValid_r(geos_context(), after->get()) != 1 || area_m2(repair.after.view(0)) <= 0.0) {
    return std::nullopt;
  }
  repair.area_m2 = repair.is_from_lines ? area_m2(repair.after.view(0)) : moved_m2(repair.before, repair.after);
  repair.id = repair_id(repair);
  return repair;
}

std::optional<ShapeStore> settle(RepairList& repairs, ImportReport& report, Repair proposal) {
  auto repair = checked_repair(std::move(proposal));
  if (!repair) {
    return std::nullopt;
  }
  if (!repairs.accepts(*repair)) {
    repairs.add(std::move(*repair));
    return std::nullopt;
  }
  ShapeStore after = repair->after;
  repairs.add_applied(std::move(*repair), report);
  return after;
}

}  // namespace quyhoach::geo
