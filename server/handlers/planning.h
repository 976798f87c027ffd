#pragma once

#include <memory>

#include "server/handlers/service.h"
#include "server/http/router.h"

namespace quyhoach::server {

/// GET and POST /api/v1/planning.
struct PlanningHandler {
  std::shared_ptr<Service> service;
  [[nodiscard]] Response operator()(const Request& request, const PathValues& values) const;
};

/// What GET and POST /api/v1/planning answer, from any snapshot. \param values  the key's parts, where the path has them
[[nodiscard]] Response planning_answer(const Asked& question, const Request& request, const PathValues& values);

/// GET /api/v1/parcels… : one parcel as GeoJSON, or all that share its key.
struct ParcelHandler {
  std::shared_ptr<Service> service;
  [[nodiscard]] Response operator()(const Request& request, const PathValues& values) const;
};

/// The parcel key a request names: `parcel=`, the parts of the key, or the path. Nothing if it names none.
[[nodiscard]] geo::Result<std::optional<geo::ParcelKey>> key_asked(const geo::District& district, const Request& request,
                                                                   const PathValues& values);

/// 404 PARCEL_UNKNOWN with near references and the date of the data.
[[nodiscard]] Response parcel_unknown(const geo::Snapshot& snapshot, const geo::ParcelKey& key);

}  // namespace quyhoach::server
