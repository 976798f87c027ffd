#include "geo/io/corner_survey.h"

#include <algorithm>
#include <set>
#include <span>

#include "geo/geom/geos_handle.h"
#include "geo/geom/overlay.h"
#include "geo/geom/shape_store.h"

namespace quyhoach::geo {

namespace {

constexpr double kMost = 0.9;  ///< Of the runs: a table may have faults.

/// Rows that follow one another and say the same in a column.
struct Run {
  std::size_t begin = 0;
  std::size_t end = 0;
};

std::vector<Run> runs_of(const std::vector<SurveyedRow>& rows, std::size_t column) {
  std::vector<Run> runs;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (i == 0 || rows[i].values[column] != rows[i - 1].values[column]) {
      runs.push_back({i, i});
    }
    runs.back().end = i + 1;
  }
  return runs;
}

bool encloses(std::span<const SurveyedRow> rows) {
  std::vector<GridPoint> ring;
  for (const SurveyedRow& row : rows) {
    ring.push_back(row.at);
  }
  if (ring.size() > 1 && ring.front() == ring.back()) {
    ring.pop_back();
  }
  if (ring.size() < 3) {
    return false;
  }
  ShapeStore shape;
  shape.add_ring(ring, true);
  shape.end_shape();
  const auto polygon = polygons_to_geos(shape.view(0));
  return polygon && !find_invalidity(**polygon);
}

/// The runs of a column that may name zones; none where it does not.
std::vector<Run> zones_of(const std::vector<SurveyedRow>& rows, std::size_t column) {
  std::vector<Run> runs = runs_of(rows, column);
  std::set<std::string> names;
  for (const Run& run : runs) {
    names.insert(rows[run.begin].values[column]);
  }
  const auto enough = [&](std::size_t count) { return static_cast<double>(count) >= kMost * static_cast<double>(runs.size()); };
  const bool named = !names.contains("") && enough(names.size());
  if (!named || rows.size() < 3 * runs.size()) {
    return {};
  }
  const auto good = std::ranges::count_if(runs, [&](const Run& run) { return encloses(std::span{rows}.subspan(run.begin, run.end - run.begin)); });
  return enough(static_cast<std::size_t>(good)) ? runs : std::vector<Run>{};
}

/// Whether no zone has two things in a column.
bool is_of_zones(const std::vector<SurveyedRow>& rows, const std::vector<Run>& zones, std::size_t column) {
  return std::ranges::all_of(zones, [&](const Run& zone) {
    std::set<std::string> said;
    for (std::size_t i = zone.begin; i < zone.end; ++i) {
      said.insert(rows[i].values[column]);
    }
    said.erase("");
    return said.size() <= 1;
  });
}

}  // namespace

std::optional<CornerTable> find_corner_table(const std::vector<SurveyedRow>& rows, std::optional<std::size_t> likely) {
  if (rows.size() < 3) {
    return std::nullopt;
  }
  const std::size_t columns = rows.front().values.size();
  std::vector<Run> zones;
  CornerTable out;
  for (std::size_t i = 0; i < columns; ++i) {
    std::vector<Run> found = zones_of(rows, i);
    const bool may_be = found.size() > 1 || (found.size() == 1 && likely == i);
    const bool is_better = found.size() > zones.size() || (found.size() == zones.size() && likely == i);
    if (may_be && is_better) {
      zones = std::move(found);
      out.column = i;
    }
  }
  if (zones.empty()) {
    return std::nullopt;
  }
  out.zones = zones.size();
  for (std::size_t i = 0; i < columns; ++i) {
    if (i == out.column || is_of_zones(rows, zones, i)) {
      out.of_zones.push_back(i);
    }
  }
  return out;
}

}  // namespace quyhoach::geo
