#pragma once

#include <memory>

#include "server/handlers/service.h"
#include "server/http/router.h"

namespace quyhoach::server {

/// GET /api/v1/district
struct DistrictHandler {
  std::shared_ptr<Service> service;
  [[nodiscard]] Response operator()(const Request& request, const PathValues& values) const;
};

/// GET /api/v1/search
struct SearchHandler {
  std::shared_ptr<Service> service;
  [[nodiscard]] Response operator()(const Request& request, const PathValues& values) const;
};

}  // namespace quyhoach::server
