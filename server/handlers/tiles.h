#pragma once

#include <memory>

#include "server/handlers/service.h"
#include "server/handlers/tile_cache.h"
#include "server/http/router.h"

namespace quyhoach::server {

/// GET /tiles/{tileset}/{z}/{x}/{y}.mvt
struct TileHandler {
  std::shared_ptr<Service> service;
  std::shared_ptr<TileCache> cache;
  [[nodiscard]] Response operator()(const Request& request, const PathValues& values) const;
};

/// GET /tiles/{tileset}.json (TileJSON 3.0)
struct TileJsonHandler {
  std::shared_ptr<Service> service;
  [[nodiscard]] Response operator()(const Request& request, const PathValues& values) const;
};

}  // namespace quyhoach::server
