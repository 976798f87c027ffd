#include <array>
#include <vector>

#include "geo/geom/label_point.h"
#include "geo/tile/tile_builder.h"
#include "geo/tile/tileset_layers.h"

namespace quyhoach::geo {

namespace {

constexpr std::uint32_t kFirstFunctionZoom = 14;
constexpr std::uint32_t kFirstLabelZoom = 12;

bool is_drawn(PlanStatus status) noexcept {
  return status == PlanStatus::kInForce || status == PlanStatus::kConsultation ||
         status == PlanStatus::kApprovedNotYetInForce || status == PlanStatus::kSuspended;
}

/// Feature ids stay with the plan and the zone's place in it, which is fixed while its object is.
std::uint64_t feature_id(const PlanSet& plan, std::uint32_t index) noexcept {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (const char c : plan.info.id) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  }
  return ((hash ^ index) * 0x100000001b3ULL) >> 12U;
}

/// Tags of one plan's features in one layer; constant ones are interned once.
class ZoneTags {
 public:
  ZoneTags(const PlanSet& plan, std::string_view status, LayerBuilder& layer, std::uint32_t zoom)
      : plan_(plan), layer_(layer), with_function_(zoom >= kFirstFunctionZoom),
        keys_{layer.key("topic"), layer.key("plan"), layer.key("status"), layer.key("code"), layer.key("land_use"), layer.key("function")} {
    tags_[0] = {keys_[0], layer.value(plan.info.topic)};
    tags_[1] = {keys_[1], layer.value(plan.info.id)};
    tags_[2] = {keys_[2], layer.value(status)};
  }
  std::span<const Tag> of(const ZoneRow& row) {
    constexpr std::size_t kConstant = 3;
    std::size_t count = kConstant;
    const auto add = [&](std::size_t key, std::uint32_t text) {
      if (text != 0) {
        tags_[count++] = {keys_[key], layer_.value(plan_.texts.at(text))};
      }
    };
    add(3, row.code);
    add(4, row.land_use);
    if (with_function_) {
      add(5, row.function);
    }
    return std::span{tags_}.first(count);
  }

 private:
  const PlanSet& plan_;
  LayerBuilder& layer_;
  bool with_function_;
  std::array<std::uint32_t, 6> keys_;
  std::array<Tag, 6> tags_{};
};

}  // namespace

std::string draw_planning(const TileDrawing& drawing) {
  const TileId id = drawing.request.tile;
  struct Drawn {
    const PlanSet* plan;
    std::string_view status;
  };
  std::vector<Drawn> plans;
  for (const auto& plan : drawing.request.snapshot.plans) {
    const PlanStatus status = status_on(plan->info, drawing.request.day);
    if (plan->box.intersects(drawing.request.box) && is_drawn(status)) {
      plans.push_back({plan.get(), name_of(status)});
    }
  }
  TileBuilder tile{id};
  const LayerOptions options = options_for(drawing);
  LayerBuilder& areas = tile.layer("areas", options_for_levels(drawing));
  for (const auto& [plan, status] : plans) {
    ZoneTags tags{*plan, status, areas, id.z};
    if (const DrawLevel* level = level_for(plan->area_levels, id.z, drawing.coarseness)) {
      level->visit(id, [&, set = plan](std::uint32_t area, const ShapeView<WorldPoint>& shape) {
        areas.add_polygon(shape, std::nullopt, tags.of(set->area_rows[area]));
      });
      continue;
    }
    plan->areas.tree().query(drawing.request.box, [&, set = plan](std::uint32_t i) {
      areas.add_polygon(set->area_world_view(i), feature_id(*set, i), tags.of(set->area_rows[i]));
    });
  }
  LayerBuilder& lines = tile.layer("lines", options);
  for (const auto& [plan, status] : plans) {
    if (plan->line_rows.empty()) {
      continue;
    }
    ZoneTags tags{*plan, status, lines, id.z};
    plan->lines.tree.query(drawing.request.box, [&, set = plan](std::uint32_t i) {
      lines.add_line(set->lines.view(i), feature_id(*set, i), tags.of(set->line_rows[i]));
    });
  }
  if (id.z >= kFirstLabelZoom) {
    LayerBuilder& labels = tile.layer("area_labels");
    for (const auto& [plan, status] : plans) {
      ZoneTags tags{*plan, status, labels, 0};
      plan->areas.tree().query(drawing.request.box, [&, set = plan](std::uint32_t i) {
        if (set->area_rows[i].code != 0) {
          labels.add_point(label_point(set->area_world_view(i)), feature_id(*set, i), tags.of(set->area_rows[i]));
        }
      });
    }
  }
  return tile.finish();
}

}  // namespace quyhoach::geo
