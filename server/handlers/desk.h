#pragma once

#include <memory>

#include "data/desk/desk.h"
#include "server/handlers/desk_uploads.h"
#include "server/handlers/service.h"
#include "server/http/router.h"

namespace quyhoach::server {

/// What the routes of the desk share.
struct DeskSources {
  std::shared_ptr<Service> service;
  std::shared_ptr<store::Store> store;
  std::shared_ptr<const desk::Desk> desk;
  std::shared_ptr<Uploads> uploads;
};

/// Adds the routes of uploads, of drafts and of going back to an edition, as openapi.yaml says: none of them is public.
void add_desk_routes(Router& router, const DeskSources& sources);

}  // namespace quyhoach::server
