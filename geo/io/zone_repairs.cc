#include "geo/io/zone_repairs.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <ranges>
#include <string>
#include <utility>

#include "geo/geom/measure.h"
#include "geo/geom/overlay.h"
#include "geo/geom/ring_faults.h"

namespace quyhoach::geo {

namespace {

ShapeStore single(const ShapeView<GridPoint>& shape) {
  ShapeStore one;
  one.add(shape);
  return one;
}

/// All of a boundary as one; null for an empty one.
GeosGeometry limit_of(const ShapeStore& boundary) {
  std::vector<GeosGeometry> owned;
  std::vector<const GEOSGeometry*> parts;
  for (std::size_t i = 0; i < boundary.size(); ++i) {
    if (auto part = polygons_to_geos(boundary.view(i))) {
      parts.push_back(owned.emplace_back(std::move(*part)).get());
    }
  }
  auto limit = parts.empty() ? Result<GeosGeometry>{nullptr} : union_of(parts);
  return limit ? std::move(*limit) : nullptr;
}

/// Zones that change, on top of those that do not.
class Changes {
 public:
  /// \param limit  null where there is none
  Changes(const AreaLayer& zones, const GEOSGeometry* limit) : zones_(zones), limit_(limit) {}

  void make(const ZoneRepair& repair) {
    for (const auto& cut : repair.cuts) {
      const auto zone = geometry(cut.from);
      const auto other = geometry(cut.by);
      if (zone && other) {
        keep(cut.from, GeosGeometry{GEOSDifference_r(geos_context(), zone.get(), other.get())});
      }
    }
    for (const auto& fill : repair.fills) {
      const auto zone = geometry(fill.to);
      if (const auto piece = filling(fill); zone && piece) {
        keep(fill.to, GeosGeometry{GEOSUnion_r(geos_context(), zone.get(), piece.get())});
      }
    }
  }

  [[nodiscard]] ShapeView<GridPoint> view(std::uint32_t i) const {
    const auto found = changed_.find(i);
    return found == changed_.end() ? zones_.view(i) : found->second.view(0);
  }
  [[nodiscard]] const std::map<std::uint32_t, ShapeStore>& changed() const noexcept { return changed_; }

 private:
  GeosGeometry geometry(std::uint32_t i) const {
    auto made = polygons_to_geos(view(i));
    return made ? std::move(*made) : nullptr;
  }

  /// A gap a little larger than it was found, so that no slit stays beside the zone it goes to, less what others have.
  GeosGeometry filling(const ZoneRepair::Fill& fill) const {
    constexpr double kSlit_m = 2.0 * kSameBorder_m;
    constexpr double kMitre = 2.0;
    const auto gap = polygons_to_geos(fill.gap.view(0));
    GeosGeometry piece{gap ? GEOSBufferWithStyle_r(geos_context(), gap->get(), kSlit_m, 1, GEOSBUF_CAP_FLAT, GEOSBUF_JOIN_MITRE, kMitre) : nullptr};
    const GridBox box = box_of(fill.gap.view(0)).grown(kMitre * kSlit_m);
    zones_.tree().query(box, [&](std::uint32_t i) {
      const auto other = i == fill.to || !piece ? nullptr : geometry(i);
      if (other && box_of(view(i)).intersects(box)) {
        piece.reset(GEOSDifference_r(geos_context(), piece.get(), other.get()));
      }
    });
    if (limit_ != nullptr && piece) {
      piece.reset(GEOSIntersection_r(geos_context(), piece.get(), limit_));
    }
    return piece;
  }

  void keep(std::uint32_t i, const GeosGeometry& geometry) {
    ShapeStore shape;
    if (!geometry || !add_polygons(*geometry, shape)) {
      return;
    }
    ShapeStore plain = without_faults(shape.view(0), RingFault::Kind::kDuplicateVertex);
    const auto again = polygons_to_geos(plain.view(0));
    if (again && !find_invalidity(**again) && area_m2(plain.view(0)) > 0.0) {
      changed_[i] = std::move(plain);
    } else {
      changed_[i] = std::move(shape);
    }
  }

  const AreaLayer& zones_;
  const GEOSGeometry* limit_;
  std::map<std::uint32_t, ShapeStore> changed_;
};

class Proposals {
 public:
  Proposals(const AreaLayer& zones, const std::vector<ZoneSource>& sources, const ZoneFindings& found, const ShapeStore& boundary,
            std::size_t most)
      : zones_(zones), sources_(sources), found_(found), limit_(limit_of(boundary)), most_(most) {}

  std::vector<ZoneRepair> run() {
    for (const CommonArea& pair : found_.overlaps) {
      if (pair.area_m2 > kOverlap_m2 && wants("ZONES_OVERLAP") && is_small(pair)) {
        propose("ZONES_OVERLAP", {cut(pair.first, pair.second)}, {}, pair.first, pair.second);
      }
    }
    std::multimap<std::int64_t, std::size_t> gaps;
    for (std::size_t i = 0; i < found_.gaps.size(); ++i) {
      gaps.emplace(found_.gap_miss[i], i);
    }
    for (std::size_t i = 0; i < found_.near.size() && wants("EDGE_NEAR_MISS"); ++i) {
      const auto [first, last] = gaps.equal_range(static_cast<std::int64_t>(i));
      near_miss(found_.near[i], {first, last});
    }
    for (std::size_t i = 0; i < found_.gaps.size(); ++i) {
      const auto gap = found_.gaps.view(i);
      if (found_.gap_miss[i] >= 0 || area_m2(gap) > kGap_m2 || !wants("SLIVER")) {
        continue;
      }
      const auto to = longest_neighbour(gap);
      if (to) {
        propose("SLIVER", {}, {{single(gap), *to}}, *to, *to);
      }
    }
    return std::move(proposals_);
  }

 private:
  bool is_small(const CommonArea& pair) const {
    if (pair.area_m2 <= kSmallOverlap_m2) {
      return true;
    }
    const auto a = polygons_to_geos(zones_.view(pair.first));
    const auto b = polygons_to_geos(zones_.view(pair.second));
    const auto common = a && b ? intersection(**a, **b) : Result<GeosGeometry>{Error{ErrorCode::kInternal, ""}};
    ShapeStore piece;
    return common && add_polygons(**common, piece) && mean_width_m(piece.view(0)) <= NearMissLimits{}.most_m;
  }

  ZoneRepair::Cut cut(std::uint32_t i, std::uint32_t k) const {
    return area_m2(zones_.view(i)) < area_m2(zones_.view(k)) ? ZoneRepair::Cut{i, k} : ZoneRepair::Cut{k, i};
  }

  bool wants(const std::string& code) const {
    const auto found = counts_.find(code);
    return found == counts_.end() || found->second < most_;
  }

  using Gaps = std::ranges::subrange<std::multimap<std::int64_t, std::size_t>::const_iterator>;
  void near_miss(const NearMiss& miss, Gaps gaps) {
    std::vector<ZoneRepair::Cut> cuts;
    std::vector<ZoneRepair::Fill> fills;
    const auto overlap = std::ranges::find_if(found_.overlaps, [&](const CommonArea& pair) { return pair.first == miss.first && pair.second == miss.second; });
    if (overlap != found_.overlaps.end()) {
      cuts.push_back(cut(miss.first, miss.second));
    }
    for (const auto& [index, i] : gaps) {
      if (const auto to = longest_neighbour(found_.gaps.view(i))) {
        fills.push_back({single(found_.gaps.view(i)), *to});
      }
    }
    if (!cuts.empty() || !fills.empty()) {
      propose("EDGE_NEAR_MISS", std::move(cuts), std::move(fills), miss.first, miss.second);
    }
  }

  /// The zone that has most of a gap's outline.
  std::optional<std::uint32_t> longest_neighbour(const ShapeView<GridPoint>& gap) const {
    constexpr double kBeside_m = 0.005;
    std::map<std::uint32_t, double> lengths;
    for (std::size_t r = 0; r < gap.ring_count(); ++r) {
      const auto ring = gap.ring(r);
      GridPoint a = ring.back();
      for (const GridPoint b : ring) {
        const double length = std::hypot(b.east_m - a.east_m, b.north_m - a.north_m);
        // The gap is on the left of its outline.
        const GridPoint beside{(a.east_m + b.east_m) / 2.0 + (b.north_m - a.north_m) / length * kBeside_m,
                               (a.north_m + b.north_m) / 2.0 - (b.east_m - a.east_m) / length * kBeside_m};
        if (length > 0.0) {
          zones_.visit_containing(beside, [&](std::uint32_t i) { lengths[i] += length; });
        }
        a = b;
      }
    }
    const auto most = std::ranges::max_element(lengths, {}, [](const auto& entry) { return entry.second; });
    return most == lengths.end() ? std::nullopt : std::optional{most->first};
  }

  void propose(const char* code, std::vector<ZoneRepair::Cut> cuts, std::vector<ZoneRepair::Fill> fills, std::uint32_t i, std::uint32_t k) {
    ZoneRepair proposal{{.code = code, .file = sources_[i].file, .feature = sources_[i].feature}, std::move(cuts), std::move(fills)};
    if (k != i) {
      proposal.repair.feature += " and " + sources_[k].feature + (sources_[k].file == sources_[i].file ? "" : " of " + sources_[k].file);
    }
    ++counts_[code];
    Changes changes{zones_, limit_.get()};
    changes.make(proposal);
    for (const auto& [zone, after] : changes.changed()) {
      add_rings(zones_.view(zone), proposal.repair.before);
      add_rings(after.view(0), proposal.repair.after);
      proposal.repair.area_m2 += moved_m2(single(zones_.view(zone)), after);
    }
    if (changes.changed().empty()) {
      return;
    }
    proposal.repair.before.end_shape();
    proposal.repair.after.end_shape();
    proposal.repair.id = repair_id(proposal.repair);
    proposals_.push_back(std::move(proposal));
  }

  static void add_rings(const ShapeView<GridPoint>& shape, ShapeStore& into) {
    for (std::size_t r = 0; r < shape.ring_count(); ++r) {
      into.add_ring(shape.ring(r), shape.is_shell(r));
    }
  }

  const AreaLayer& zones_;
  const std::vector<ZoneSource>& sources_;
  const ZoneFindings& found_;
  GeosGeometry limit_;
  std::size_t most_;
  std::map<std::string, std::size_t> counts_;
  std::vector<ZoneRepair> proposals_;
};

}  // namespace

std::vector<ZoneRepair> propose_zone_repairs(const AreaLayer& zones, const std::vector<ZoneSource>& sources, const ZoneFindings& found,
                                             const ShapeStore& boundary, std::size_t most) {
  return Proposals{zones, sources, found, boundary, most}.run();
}

ShapeStore with_repairs(const AreaLayer& zones, const std::vector<ZoneRepair>& repairs, const ShapeStore& boundary) {
  const GeosGeometry limit = limit_of(boundary);
  Changes changes{zones, limit.get()};
  for (const ZoneRepair& repair : repairs) {
    changes.make(repair);
  }
  ShapeStore all;
  for (std::uint32_t i = 0; i < zones.size(); ++i) {
    all.add(changes.view(i));
  }
  return all;
}

}  // namespace quyhoach::geo
