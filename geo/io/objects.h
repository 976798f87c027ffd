#pragma once

#include <memory>
#include <string>

#include "geo/base/result.h"
#include "geo/coord/grid_transform.h"
#include "geo/plan/base_map.h"
#include "geo/plan/parcel_set.h"
#include "geo/plan/plan_set.h"

namespace quyhoach::geo {

/// What a plan's object is written from.
struct PlanContent {
  std::string toml;    ///< plan.toml as the planner wrote it, with the documents' files replaced by their hashes.
  TextTable texts;
  ShapeStore areas;
  std::vector<ZoneRow> area_rows;
  bool areas_disjoint = false;
  ShapeStore lines;
  std::vector<ZoneRow> line_rows;
  ShapeStore boundary;
  std::vector<DrawLevel> area_levels;
};

/// Writers: the same content gives the same bytes. Shapes are put in Hilbert order first. World coordinates and trees are not
/// stored; the readers make them. \return kUnavailable with GDAL's words.
[[nodiscard]] Result<bool> write_parcels(const std::string& path, const std::string& crs, const ParcelSet::Parts& parcels);
[[nodiscard]] Result<bool> write_plan(const std::string& path, const std::string& crs, const PlanContent& plan);
[[nodiscard]] Result<bool> write_base(const std::string& path, const std::string& crs, const BaseMap& base);

/// Readers: for objects whose hash has been checked. Any thread, each with its own transform.
/// \return kBadData if the file is not such an object.
[[nodiscard]] Result<std::shared_ptr<const ParcelSet>> read_parcels(const std::string& path, const std::string& object,
                                                                    const GridTransform& transform);
[[nodiscard]] Result<std::shared_ptr<const PlanSet>> read_plan(const std::string& path, const std::string& object,
                                                               const District& district, const GridTransform& transform);
/// The manifest that a plan's object holds.
[[nodiscard]] Result<std::string> read_plan_toml(const std::string& path);
/// What a plan's object was written from: written again with the same toml it gives the same bytes.
[[nodiscard]] Result<PlanContent> read_plan_content(const std::string& path, const District& district, const GridTransform& transform);
/// Only what a plan's plan.toml says.
[[nodiscard]] Result<PlanInfo> read_plan_info(const std::string& path, const District& district);
[[nodiscard]] Result<std::shared_ptr<const BaseMap>> read_base(const std::string& path, const std::string& object,
                                                               const GridTransform& transform);

}  // namespace quyhoach::geo
