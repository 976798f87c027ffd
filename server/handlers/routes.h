#pragma once

#include <functional>
#include <memory>
#include <string>

#include "server/handlers/account.h"
#include "server/handlers/desk.h"
#include "server/handlers/oidc.h"
#include "server/handlers/service.h"
#include "server/handlers/tile_cache.h"
#include "server/http/metrics.h"
#include "server/http/router.h"
#include "server/http/static_files.h"

namespace quyhoach::server {

/// Everything the routes answer from.
struct RouteSources {
  std::shared_ptr<Service> service;
  std::shared_ptr<TileCache> tiles;
  std::shared_ptr<const StaticFiles> pages;  ///< Null: no pages are served.
  std::shared_ptr<Metrics> metrics;
  std::string openapi;                       ///< The text of openapi.yaml.
  std::shared_ptr<const desk::Desk> desk;    ///< Null: there is no desk. It takes accounts.
  std::shared_ptr<Uploads> uploads;          ///< Of the desk.
  std::shared_ptr<OidcDoor> door;            ///< Null: nobody signs in by a provider. It takes accounts.
  std::shared_ptr<Accounts> accounts;        ///< Null: nobody can sign in, and routes for people with an account are not there.
};

/// The route table.
[[nodiscard]] Router make_router(const RouteSources& sources);

}  // namespace quyhoach::server
