#pragma once

#include <memory>
#include <string>

#include "server/handlers/service.h"
#include "server/http/router.h"

namespace quyhoach::server {

/// GET /api/v1/plans and /api/v1/plans/{id}
struct PlansHandler {
  std::shared_ptr<Service> service;
  [[nodiscard]] Response operator()(const Request& request, const PathValues& values) const;
};

/// GET /api/v1/editions and /api/v1/editions/{id}
struct EditionsHandler {
  std::shared_ptr<Service> service;
  [[nodiscard]] Response operator()(const Request& request, const PathValues& values) const;
};

/// GET /documents/{sha256}.pdf: only documents that a plan of an edition names.
struct DocumentHandler {
  std::shared_ptr<Service> service;
  [[nodiscard]] Response operator()(const Request& request, const PathValues& values) const;
};

}  // namespace quyhoach::server
