#pragma once

#include <memory>

#include "geo/plan/answer.h"
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

/// Path and query that give this very answer again; empty where query_of has none.
[[nodiscard]] std::string permalink_of(const Asked& question, const geo::Place& place, geo::Date day, bool geometry);

}  // namespace quyhoach::server
