#include <initializer_list>
#include <map>
#include <set>

#include "geo/base/text.h"
#include "geo/coord/web_mercator.h"
#include "geo/geom/label_point.h"
#include "geo/plan/search.h"

namespace quyhoach::geo {

namespace {

LonLat to_degrees(WorldPoint point) { return to_lonlat(static_cast<double>(point.x), static_cast<double>(point.y)); }

void extend(std::optional<LonLatBox>& box, LonLat at) {
  if (!box) {
    box = LonLatBox{at.lon_deg, at.lat_deg, at.lon_deg, at.lat_deg};
  }
  *box = {std::min(box->west_deg, at.lon_deg), std::min(box->south_deg, at.lat_deg), std::max(box->east_deg, at.lon_deg),
          std::max(box->north_deg, at.lat_deg)};
}

LonLatBox to_degrees(const GridBox& box, const GridTransform& transform) {
  std::optional<LonLatBox> out;
  for (const GridPoint corner : {GridPoint{box.min_east_m, box.min_north_m}, GridPoint{box.max_east_m, box.max_north_m},
                                 GridPoint{box.min_east_m, box.max_north_m}, GridPoint{box.max_east_m, box.min_north_m}}) {
    if (const auto at = transform.to_lonlat(corner)) {
      extend(out, *at);
    }
  }
  return out.value_or(LonLatBox{});
}

class Builder {
 public:
  Builder(const Snapshot& snapshot, const GridTransform& transform) : snapshot_(snapshot), transform_(transform) {}

  NameIndex build() {
    communes();
    const BaseMap& base = *snapshot_.base;
    named({&base.roads}, HitKind::kRoad);
    named({&base.water_areas, &base.water_lines}, HitKind::kWater);
    for (std::size_t i = 0; i < base.places.rows.size(); ++i) {
      NamedThing thing = thing_of(base.places.rows[i], HitKind::kPlace);
      thing.at = to_degrees(base.places.draw.view(i).ring(0).front());
      add(std::move(thing));
    }
    for (const auto& plan : snapshot_.plans) {
      NamedThing thing;
      thing.kind = HitKind::kPlan;
      thing.label = plan->info.title.vi;
      thing.plan = plan->info.id;
      thing.folded = plan->info.title.vi + " " + plan->info.title.en + " " + plan->info.decision.number;
      thing.box = to_degrees(plan->box, transform_);
      thing.at = transform_.to_lonlat(plan->box.center()) ? *transform_.to_lonlat(plan->box.center()) : LonLat{};
      add(std::move(thing));
    }
    sheets();
    return std::move(index_);
  }

 private:
  NamedThing thing_of(const BaseRow& row, HitKind kind) const {
    NamedThing thing;
    thing.kind = kind;
    thing.label = snapshot_.base->texts.at(row.name);
    thing.kind_name = snapshot_.base->texts.at(row.kind);
    thing.folded = thing.label;
    return thing;
  }
  void add(NamedThing thing) {
    thing.folded = " " + fold(thing.folded) + " ";
    if (thing.folded.size() > 2) {
      index_.things.push_back(std::move(thing));
    }
  }

  /// Where a commune or unit lies: its polygon in the base map, else the point its manifest gives.
  void place(NamedThing& thing, std::string_view kind, const std::optional<LonLat>& inside) {
    const BaseMap& base = *snapshot_.base;
    for (std::size_t i = 0; i < base.communes.rows.size(); ++i) {
      const BaseRow& row = base.communes.rows[i];
      if (base.texts.at(row.code) == thing.code && base.texts.at(row.kind) == kind) {
        thing.at = to_degrees(label_point(base.communes.draw.view(i)));
        thing.box = to_degrees(box_of(base.communes.draw.grid_view(i)), transform_);
      }
    }
    if (inside) {
      thing.at = *inside;
    }
  }

  void communes() {
    for (const Commune& commune : snapshot_.district->communes) {
      NamedThing thing;
      thing.kind = HitKind::kCommune;
      thing.label = commune.name;
      thing.code = commune.code;
      thing.folded = commune.name + " " + commune.code;
      place(thing, "cadastral", commune.inside);
      add(std::move(thing));
    }
    for (const AdministrativeUnit& unit : snapshot_.district->administrative_units) {
      NamedThing thing;
      thing.kind = HitKind::kAdministrativeUnit;
      thing.label = unit.name;
      thing.code = unit.code;
      thing.folded = unit.name + " " + unit.code;
      place(thing, "administrative", unit.inside);
      add(std::move(thing));
    }
  }

  /// Features of one name and class are one thing: a road is drawn in hundreds of pieces, a canal as an area and a line.
  void named(std::initializer_list<const BaseLayer*> layers, HitKind kind) {
    std::map<std::pair<std::uint32_t, std::uint32_t>, NamedThing> things;
    for (const BaseLayer* layer : layers) {
      for (std::size_t i = 0; i < layer->rows.size(); ++i) {
        const BaseRow& row = layer->rows[i];
        if (row.name == 0) {
          continue;
        }
        const auto [found, fresh] = things.try_emplace({row.name, row.kind}, thing_of(row, kind));
        cover(found->second, layer->draw.view(i), fresh);
      }
    }
    for (auto& [key, thing] : things) {
      add(std::move(thing));
    }
  }

  /// Widens the box of `thing` by a feature; the first, `fresh`, also says where it is.
  static void cover(NamedThing& thing, const ShapeView<WorldPoint>& shape, bool fresh) {
    for (std::size_t r = 0; r < shape.ring_count(); ++r) {
      const auto points = shape.ring(r);
      if (fresh && r == 0) {
        thing.at = to_degrees(points[points.size() / 2]);
      }
      for (const WorldPoint point : points) {
        extend(thing.box, to_degrees(point));
      }
    }
  }

  void sheets() {
    std::set<std::string_view> known;
    for (const auto& set : snapshot_.parcels) {
      std::set<std::uint32_t> texts;
      for (std::size_t i = 0; i < set->size(); ++i) {
        texts.insert(set->row(i).sheet);
      }
      for (const std::uint32_t text : texts) {
        const std::string_view name = set->text(text);
        const bool is_number = name.find_first_not_of("0123456789") == std::string_view::npos;
        std::string folded = fold(name);
        if (!is_number && !folded.empty() && known.insert(name).second) {
          index_.sheets.push_back({" " + std::move(folded) + " ", std::string{name}});
        }
      }
    }
  }

  const Snapshot& snapshot_;
  const GridTransform& transform_;
  NameIndex index_;
};

}  // namespace

NameIndex build_names(const Snapshot& snapshot, const GridTransform& transform) { return Builder{snapshot, transform}.build(); }

}  // namespace quyhoach::geo
