#pragma once

#include <memory>
#include <string>

#include "geo/base/result.h"
#include "geo/coord/points.h"

struct pj_ctx;
struct PJconsts;

namespace quyhoach::geo {

/// Converts between the plane of one projected CRS and WGS 84 by ONE named datum operation.
///
/// PROJ's own choice (`proj_create_crs_to_crs`) changes operation per point: for EPSG:9210 it jumps 0.80 m at latitude
/// 11.04, inside one district. So the operation is looked up by its name and pinned.
///
/// Threads: one object per thread; PROJ contexts and PJ objects are not shared. Creating one costs about 20 ms.
class GridTransform {
 public:
  /// \param crs             a projected CRS as "EPSG:9210".
  /// \param datum_operation the operation between its datum and WGS 84 as "EPSG:6960"; "none" where there is no datum
  ///                        change (the CRS is on WGS 84).
  /// \return kCrsNotAllowed if either cannot be named so, or if the operation does not join the CRS to WGS 84.
  static Result<GridTransform> create(const std::string& crs, const std::string& datum_operation);

  /// The map projection alone: between the plane of `crs` and degrees of its own datum, which stand for LonLat here.
  static Result<GridTransform> create_projection(const std::string& crs);

  /// Another of the same, for another thread. \return kInternal where PROJ cannot.
  [[nodiscard]] Result<GridTransform> clone() const;

  /// \return kParameterValue if the point lies outside the area the projection can map. PROJ reports no error for swapped
  ///         axes or a wrong zone: check the district's box.
  [[nodiscard]] Result<LonLat> to_lonlat(GridPoint point) const;
  [[nodiscard]] Result<GridPoint> to_grid(LonLat point) const;

 private:
  struct ContextDeleter {
    void operator()(pj_ctx* context) const noexcept;
  };
  struct TransformDeleter {
    void operator()(PJconsts* transform) const noexcept;
  };

  GridTransform() = default;
  /// \param operation  "" for the projection alone.
  static Result<GridTransform> open(const std::string& crs, const std::string& operation);

  std::unique_ptr<pj_ctx, ContextDeleter> context_;  // Destroyed after transform_: order matters.
  std::unique_ptr<PJconsts, TransformDeleter> transform_;
};

/// \return whether `text` has the only form in which we open a CRS: an authority EPSG and a code of 4 to 6 digits.
///         Anything else (URL, PROJ string, grid file) could make PROJ or GDAL open files or the network.
[[nodiscard]] bool is_epsg_code(const std::string& text) noexcept;

}  // namespace quyhoach::geo
