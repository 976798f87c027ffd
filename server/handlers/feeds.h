#pragma once

#include <memory>

#include "server/handlers/service.h"
#include "server/http/router.h"

namespace quyhoach::server {

/// GET /feeds/planning.atom: what happens at one place, an Atom entry (RFC 4287) for each day on which its answer changes. Who reads it
/// is not kept anywhere: a feed is a question like any other.
struct PlaceFeedHandler {
  std::shared_ptr<Service> service;
  [[nodiscard]] Response operator()(const Request& request, const PathValues& values) const;
};

/// GET /feeds/communes/{code}.atom: every dated event of every plan that reaches into a commune, by its old or its new code.
struct CommuneFeedHandler {
  std::shared_ptr<Service> service;
  [[nodiscard]] Response operator()(const Request& request, const PathValues& values) const;
};

}  // namespace quyhoach::server
