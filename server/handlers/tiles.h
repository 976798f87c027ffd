#pragma once

#include <memory>

#include "server/handlers/service.h"
#include "server/handlers/tile_cache.h"
#include "server/http/router.h"

namespace quyhoach::server {

/// The tile that three parts of a path name. \return kParameterValue
[[nodiscard]] geo::Result<geo::TileId> tile_asked(std::string_view z, std::string_view x, std::string_view y);

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
