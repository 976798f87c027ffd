#pragma once

#include <memory>

#include "server/handlers/service.h"
#include "server/http/router.h"

namespace quyhoach::server {

/// GET /style/{light,dark,high-contrast}.json: a MapLibre style for the three tilesets, made from the district's topics and
/// land-use catalogue. Layer ids are part of the contract (openapi.yaml): the page switches them.
struct StyleHandler {
  std::shared_ptr<Service> service;
  [[nodiscard]] Response operator()(const Request& request, const PathValues& values) const;
};

}  // namespace quyhoach::server
