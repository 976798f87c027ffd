#include "geo/plan/plan_extent.h"

#include "geo/geom/overlay.h"

namespace quyhoach::geo {

namespace {

/// Asks shape after shape until one has more than its edge in the polygon.
class Reaching {
 public:
  explicit Reaching(const ShapeView<GridPoint>& polygon) : polygon_(polygon) {}

  Result<bool> any_of(const AreaLayer& areas) {
    if (areas.size() > 0 && !found_) {
      areas.visit_touching(box_of(polygon_), polygon_.ring(0).front(), [&](std::uint32_t i, Relation relation) {
        if (!found_ && !failed_) {
          found_ = relation == Relation::kContains || meets(polygons_to_geos(areas.view(i)));
        }
      });
    }
    return failed_ ? Result<bool>{*failed_} : Result<bool>{found_};
  }

  Result<bool> any_of(const DrawLayer& lines) {
    lines.tree.query(box_of(polygon_), [&](std::uint32_t i) {
      if (!found_ && !failed_) {
        found_ = meets(lines_to_geos(lines.grid_view(i)));
      }
    });
    return failed_ ? Result<bool>{*failed_} : Result<bool>{found_};
  }

 private:
  bool meets(const Result<GeosGeometry>& shape) {
    if (!own_ && !failed_) {
      auto own = polygons_to_geos(polygon_);
      if (own) {
        own_ = std::move(*own);
        prepared_.reset(GEOSPrepare_r(geos_context(), own_.get()));
      } else {
        failed_ = own.error();
      }
    }
    if (!shape || failed_) {
      failed_ = failed_ ? failed_ : std::optional{shape.error()};
      return false;
    }
    const char meets = GEOSPreparedIntersects_r(geos_context(), prepared_.get(), shape->get());
    const char touches = meets == 1 ? GEOSPreparedTouches_r(geos_context(), prepared_.get(), shape->get()) : char{0};
    if (meets > 1 || touches > 1) {
      failed_ = Error{ErrorCode::kInternal, "GEOS cannot compare a plan with a commune"};
    }
    return meets == 1 && touches == 0;
  }

  ShapeView<GridPoint> polygon_;
  GeosGeometry own_;
  GeosPrepared prepared_;
  bool found_ = false;
  std::optional<Error> failed_;
};

}  // namespace

std::vector<ShapeView<GridPoint>> outlines_of_commune(const Snapshot& snapshot, std::string_view code) {
  std::vector<ShapeView<GridPoint>> outlines;
  if (snapshot.base) {
    const BaseLayer& communes = snapshot.base->communes;
    for (std::size_t i = 0; i < communes.rows.size(); ++i) {
      if (snapshot.base->texts.at(communes.rows[i].code) == code) {
        outlines.push_back(communes.draw.grid_view(i));
      }
    }
  }
  return outlines;
}

Result<bool> reaches_into(const PlanSet& plan, const ShapeView<GridPoint>& polygon) {
  Reaching reaching{polygon};
  for (const AreaLayer* areas : {&plan.boundary, &plan.areas}) {
    const auto found = reaching.any_of(*areas);
    if (!found || *found) {
      return found;
    }
  }
  return reaching.any_of(plan.lines);
}

}  // namespace quyhoach::geo
