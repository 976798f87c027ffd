#include <algorithm>
#include <cmath>
#include <iterator>
#include <optional>

#include "geo/base/parallel.h"
#include "geo/geom/area_layer.h"
#include "geo/geom/measure.h"
#include "geo/geom/overlay.h"
#include "geo/io/district_import.h"
#include "geo/io/draw_levels.h"
#include "geo/io/zone_checks.h"
#include "geo/io/zone_rings.h"
#include "geo/plan/plan_facts.h"

namespace quyhoach::geo {

namespace {

class PlanImport {
 public:
  PlanImport(const ImportContext& context, const PlanInfo& plan, const std::filesystem::path& folder)
      : context_(context), plan_(plan), folder_(folder) {}

  PlanContent run() {
    for (const LayerSource& source : plan_.layers) {
      switch (source.role) {
        case LayerRole::kZones: read(source, ShapeKind::kPolygons, [&](const SourceFeature& f) { take_zone(source, f); }); break;
        case LayerRole::kLines: read(source, ShapeKind::kLines, [&](const SourceFeature& f) { take_line(source, f); }); break;
        case LayerRole::kPoints: read(source, ShapeKind::kPoints, [&](const SourceFeature& f) { take_point(source, f); }); break;
        case LayerRole::kBoundary:
          read(source, ShapeKind::kPolygons, [&](const SourceFeature& f) { content_.boundary.add(f.shape); });
          break;
        default: break;
      }
    }
    context_.reader.tell_read();
    if (context_.reader.is_cancelled()) {
      return std::move(content_);
    }
    const std::string file = (folder_).lexically_relative(context_.root).string();
    const Topic* topic = context_.district.topic(plan_.topic);
    const auto levels = check_and_draw(ZoneChecks{context_, plan_, file, topic != nullptr && topic->covers});
    if (!levels) {
      context_.report.add({.kind = "INTERNAL", .file = file, .figures = {{"text", levels.error().message}}});
    }
    if (content_.areas.size() == 0 && content_.lines.size() == 0) {
      context_.report.add({.kind = "PLAN_EMPTY", .file = file});
    }
    return std::move(content_);
  }

 private:
  /// Levels are drawn while the zones are checked, except where a repair may change what is drawn.
  Result<bool> check_and_draw(ZoneChecks checks) {
    const auto own = context_.transform.clone();
    if (!own) {
      return own.error();
    }
    const bool may_mend = context_.repairs != nullptr && context_.repairs->accepts_any();
    return in_parallel(2, may_mend ? 1 : context_.threads, [&](std::size_t k, unsigned /*worker*/) -> Result<bool> {
      if (k == 0) {
        checks.run(content_, zones_);
        return true;
      }
      auto levels = build_levels(content_.areas, *own, false, [](std::size_t i) { return static_cast<std::uint32_t>(i); }, context_.threads);
      if (levels) {
        content_.area_levels = std::move(*levels);
      }
      return levels ? Result<bool>{true} : Result<bool>{levels.error()};
    });
  }

  void add(const std::string& kind, const SourceFeature& feature, std::vector<Figure> figures = {}) const {
    context_.report.add({.kind = kind, .file = feature.file, .feature = feature.name(), .place = feature.place(), .figures = std::move(figures)});
  }

  template <typename Take>
  void read(const LayerSource& source, ShapeKind kind, Take&& take) {
    read_source(context_, source, folder_, plan_.crs, kind, take);
  }

  /// Texts and indicators; nothing after a defect.
  std::optional<ZoneRow> read_row(const LayerSource& source, const SourceFeature& feature) {
    ZoneRow row;
    const auto land_use = read_land_use(context_, source, feature);
    if (!land_use) {
      return std::nullopt;
    }
    row.code = content_.texts.intern(feature.text("code"));
    row.name = content_.texts.intern(feature.text("name"));
    row.function = content_.texts.intern(feature.text("function"));
    row.land_use = content_.texts.intern(*land_use);
    bool good = true;
    const auto indicator = [&](const char* field, double& into) {
      const auto value = read_number(context_, feature, field);
      good = good && (value || feature.text(field).empty());
      into = value.value_or(Indicators::kNone);
    };
    indicator("building_coverage_percent", row.indicators.building_coverage_percent);
    indicator("storeys_max", row.indicators.storeys_max);
    indicator("height_max_m", row.indicators.height_max_m);
    indicator("floor_area_ratio", row.indicators.floor_area_ratio);
    indicator("population", row.indicators.population);
    indicator("ground_level_m", row.indicators.ground_level_m);
    return good ? std::optional{row} : std::nullopt;
  }

  /// What a zone says that cannot be; it is kept as it is unless the finding refuses it.
  void check_facts(const LayerSource& source, const SourceFeature& feature, const ZoneRow& row) const {
    std::vector<Phrase> odd = odd_indicators(row.indicators);
    const auto also = [&](std::vector<Phrase> more) { std::ranges::move(more, std::back_inserter(odd)); };
    if (const auto stated = read_number(context_, feature, "stated_area_m2")) {
      also(odd_area(*stated, area_m2(feature.shape)));
    }
    also(outdated_codes(read_land_use(context_, source, feature).value_or(""), context_.district, plan_.decision.date));
    for (Phrase& phrase : odd) {
      add(phrase.id, feature, std::move(phrase.figures));
    }
  }

  void take_zone(const LayerSource& source, const SourceFeature& feature) {
    const auto row = read_row(source, feature);
    if (!row) {
      return;
    }
    if (feature.text("code").empty() && feature.text("function").empty() && feature.text("land_use").empty()) {
      add("VALUE_MISSING.zone", feature);
      return;
    }
    check_facts(source, feature, *row);
    // Zones go before corridors, so that overlap is looked for among zones only.
    const auto mended = check_rings(context_, feature);
    content_.areas.add(mended ? mended->view(0) : feature.shape);
    content_.area_rows.push_back(*row);
    zones_.push_back({feature.file, feature.name()});
  }

  /// A distance in metres that must not be negative; nothing after a defect or where the field is empty.
  std::optional<double> read_distance(const SourceFeature& feature, const char* field) {
    const auto value = read_number(context_, feature, field);
    constexpr double kLargest_m = 10'000.0;
    if (value && (*value < 0.0 || *value > kLargest_m)) {
      add("VALUE_FORMAT.distance", feature, {{"field", field}});
      return std::nullopt;
    }
    return value;
  }

  void add_area(const SourceFeature& feature, Result<GeosGeometry> area, const ZoneRow& row) {
    if (!area || !add_polygons(**area, content_.areas)) {
      add("GEOM_INVALID.corridor", feature);
      return;
    }
    content_.area_rows.push_back(row);
  }

  void take_line(const LayerSource& source, const SourceFeature& feature) {
    auto row = read_row(source, feature);
    if (!row) {
      return;
    }
    const double width = read_distance(feature, "width_m").value_or(0.0);
    const double left = read_distance(feature, "offset_left_m").value_or(width / 2.0);
    const double right = read_distance(feature, "offset_right_m").value_or(width / 2.0);
    if (left > 0.0 || right > 0.0) {
      row->width_m = left + right;
      add_area(feature, corridor(feature.shape, left, right), *row);
    } else {
      content_.lines.add(feature.shape);
      content_.line_rows.push_back(*row);
    }
  }

  void take_point(const LayerSource& source, const SourceFeature& feature) {
    auto row = read_row(source, feature);
    const auto radius = read_distance(feature, "radius_m");
    if (!row) {
      return;
    }
    if (!radius || *radius == 0.0) {
      add("VALUE_MISSING.radius", feature);
      return;
    }
    for (std::size_t i = 0; i < feature.shape.ring_count(); ++i) {
      add_area(feature, disc(feature.shape.ring(i).front(), *radius), *row);
    }
  }

  const ImportContext& context_;
  const PlanInfo& plan_;
  std::filesystem::path folder_;
  PlanContent content_;
  std::vector<ZoneSource> zones_;  ///< Of the first areas.
};

}  // namespace

PlanContent import_plan(const ImportContext& context, const PlanInfo& plan, const std::filesystem::path& folder) {
  PlanInfo zones_first = plan;
  std::stable_sort(zones_first.layers.begin(), zones_first.layers.end(), [](const LayerSource& a, const LayerSource& b) {
    return (a.role == LayerRole::kZones) > (b.role == LayerRole::kZones);
  });
  return PlanImport{context, zones_first, folder}.run();
}

}  // namespace quyhoach::geo
