#include "geo/io/drawing_repairs.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "geo/geom/measure.h"

namespace quyhoach::geo {

namespace {

using Point = std::pair<double, double>;
using Edge = std::pair<Point, Point>;

Point key_of(GridPoint p) { return {p.east_m, p.north_m}; }
Edge key_of(GridPoint a, GridPoint b) { return std::minmax(key_of(a), key_of(b)); }

void add_line(const std::array<GridPoint, 2>& ends, ShapeStore& lines) {
  lines.add_ring(ends, true);
  lines.end_shape();
}

class Closings {
 public:
  Closings(const ImportContext& context, const std::string& file, const DrawingContent& drawing) : context_(context), file_(file), drawing_(drawing) {}

  ShapeStore run(const Polygonised& made) {
    ShapeStore lines = drawing_.lines;
    for (const DrawingFinding& finding : made.findings) {
      if (finding.defect == DrawingDefect::kUnclosed) {
        gaps_.emplace(key_of(finding.ends[0], finding.ends[1]), finding.ends);
        add_line(finding.ends, lines);
      }
    }
    const auto closed = gaps_.empty() ? Result<Polygonised>{Error{ErrorCode::kBadData, ""}} : polygonise(lines, drawing_.texts, drawing_.options);
    ShapeStore accepted;
    if (!closed) {
      return accepted;
    }
    for (const auto& [gap, polygon] : polygons_by_gap(*closed)) {
      if (settle(*context_.repairs, context_.report, repair(*closed, polygon, gap))) {
        add_line(gaps_.at(gap), accepted);
      }
    }
    return accepted;
  }

 private:
  /// The smaller of the polygons on both sides of each gap; none that needs another gap closed too.
  std::map<Edge, std::uint32_t> polygons_by_gap(const Polygonised& closed) const {
    std::map<Edge, std::uint32_t> polygons;
    for (std::uint32_t i = 0; i < closed.polygons.size(); ++i) {
      const auto shape = closed.polygons.view(i);
      std::set<Edge> own;
      for (std::size_t r = 0; r < shape.ring_count(); ++r) {
        GridPoint a = shape.ring(r).back();
        for (const GridPoint b : shape.ring(r)) {
          if (const Edge edge = key_of(a, b); gaps_.contains(edge)) {
            own.insert(edge);
          }
          a = b;
        }
      }
      if (own.size() != 1) {
        continue;
      }
      const auto [at, is_first] = polygons.emplace(*own.begin(), i);
      if (!is_first && area_m2(shape) < area_m2(closed.polygons.view(at->second))) {
        at->second = i;
      }
    }
    return polygons;
  }

  Repair repair(const Polygonised& closed, std::uint32_t polygon, const Edge& gap) const {
    const auto shape = closed.polygons.view(polygon);
    const auto text = closed.texts[polygon];
    Repair repair{.code = "RING_OPEN", .file = file_, .is_from_lines = true};
    repair.feature = text ? "FID " + std::to_string(drawing_.fids[*text]) : "";
    repair.after.add(shape);
    for (std::size_t r = 0; r < shape.ring_count(); ++r) {
      std::vector<GridPoint> ring(shape.ring(r).begin(), shape.ring(r).end());
      std::size_t i = 0;
      while (i < ring.size() && key_of(ring[i], ring[(i + 1) % ring.size()]) != gap) {
        ++i;
      }
      if (i < ring.size()) {  // Begins behind the gap and ends before it.
        std::ranges::rotate(ring, ring.begin() + static_cast<std::ptrdiff_t>((i + 1) % ring.size()));
      } else {
        ring.push_back(ring.front());
      }
      repair.before.add_ring(ring, shape.is_shell(r));
    }
    repair.before.end_shape();
    return repair;
  }

  const ImportContext& context_;
  const std::string& file_;
  const DrawingContent& drawing_;
  std::map<Edge, std::array<GridPoint, 2>> gaps_;
};

}  // namespace

ShapeStore closing_edges(const ImportContext& context, const std::string& file, const DrawingContent& drawing, const Polygonised& made) {
  return Closings{context, file, drawing}.run(made);
}

}  // namespace quyhoach::geo
