#include "geo/io/corner_reader.h"

#include <algorithm>

#include "geo/base/text.h"
#include "geo/geom/measure.h"

namespace quyhoach::geo {

void CornerReader::add(const std::string& zone, const RawFeature& row) {
  const auto [at, is_new] = places_.emplace(zone, zones_.size());
  if (is_new) {
    zones_.push_back({});
    zones_.back().name = zone;
    zones_.back().values.resize(row.values.size());
    zones_.back().first = row.fid;
  }
  Zone& one = zones_[at->second];
  if (at->second + 1 != zones_.size() && one.again == 0) {
    one.again = row.fid;
  }
  one.last = row.fid;
  if (row.defect != RingDefect::kNone || row.shape.size() != 1 || row.shape.points().size() != 1) {
    one.is_spoilt = true;
    return;
  }
  one.corners.push_back(row.shape.points().front());
  merge(one, row);
}

void CornerReader::merge(Zone& zone, const RawFeature& row) {
  for (std::size_t i = 0; i < row.values.size(); ++i) {
    const auto& value = row.values[i];
    auto& kept = zone.values[i];
    if (!value || trim(*value).empty()) {
      continue;
    }
    if (!kept) {
      kept = value;
    } else if (*kept != *value) {
      zone.differing.emplace(i, row.fid);
    }
  }
}

void CornerReader::report(const Zone& zone, const char* kind, std::vector<Figure> figures) const {
  figures.push_back({"zone", zone.name});
  figures.push_back({"first", static_cast<double>(zone.first)});
  figures.push_back({"last", static_cast<double>(zone.last)});
  context_.report.add({.kind = kind, .file = file_, .feature = "FID " + std::to_string(zone.first), .figures = std::move(figures)});
}

void CornerReader::finish(const std::vector<std::string>& columns, const std::function<void(const RawFeature&)>& take) {
  for (Zone& zone : zones_) {
    if (zone.again != 0) {
      report(zone, "CORNERS_SCATTERED", {{"again", static_cast<double>(zone.again)}});
      continue;
    }
    if (zone.is_spoilt) {
      report(zone, "GEOM_UNREADABLE.corners");
      continue;
    }
    const bool is_closed = zone.corners.size() > 1 && zone.corners.front() == zone.corners.back();
    if (is_closed) {
      zone.corners.pop_back();
    }
    if (zone.corners.size() < 3) {
      report(zone, "RING_SHORT.corners", {{"count", static_cast<double>(zone.corners.size())}});
      continue;
    }
    for (const auto& [column, row] : zone.differing) {
      if (!columns[column].empty()) {
        report(zone, "CORNERS_DIFFER", {{"field", columns[column]}, {"row", static_cast<double>(row)}});
      }
    }
    if (signed_area_m2(zone.corners) < 0.0) {
      std::reverse(zone.corners.begin(), zone.corners.end());
    }
    RawFeature polygon;
    polygon.fid = zone.first;
    polygon.type_name = "POLYGON";
    polygon.kind = RawKind::kPolygons;
    polygon.shape.add_ring(zone.corners, true);
    polygon.shape.end_shape();
    polygon.values = std::move(zone.values);
    take(polygon);
  }
}

}  // namespace quyhoach::geo
