#pragma once

#include <memory>

#include "server/handlers/service.h"
#include "server/http/router.h"

namespace quyhoach::server {

/// GET /api/v1/planning/timeline: the days on which a place's answer changes.
struct TimelineHandler {
  std::shared_ptr<Service> service;
  [[nodiscard]] Response operator()(const Request& request, const PathValues& values) const;
};

/// GET /api/v1/planning/difference: what a place's answer says otherwise on one day than on another.
struct DifferenceHandler {
  std::shared_ptr<Service> service;
  [[nodiscard]] Response operator()(const Request& request, const PathValues& values) const;
};

}  // namespace quyhoach::server
