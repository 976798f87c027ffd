#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "server/handlers/service.h"
#include "server/http/router.h"

namespace quyhoach::server {

/// Since when the register holds each plan as an edition has it, by its id: read once an edition, for feeds are asked for again and again.
/// Any thread.
class RegisteredSince {
 public:
  [[nodiscard]] std::shared_ptr<const std::map<std::string, std::string>> of(const geo::Register& store, const geo::Snapshot& snapshot);

 private:
  std::mutex mutex_;
  std::string edition_;
  std::shared_ptr<const std::map<std::string, std::string>> since_;
};

/// GET /feeds/planning.atom: what happens at one place, an Atom entry (RFC 4287) for each day on which its answer changes. Who reads it
/// is not kept anywhere: a feed is a question like any other.
struct PlaceFeedHandler {
  std::shared_ptr<Service> service;
  std::shared_ptr<RegisteredSince> known;
  [[nodiscard]] Response operator()(const Request& request, const PathValues& values) const;
};

/// GET /feeds/communes/{code}.atom: every dated event of every plan that reaches into a commune, by its old or its new code.
struct CommuneFeedHandler {
  std::shared_ptr<Service> service;
  std::shared_ptr<RegisteredSince> known;
  [[nodiscard]] Response operator()(const Request& request, const PathValues& values) const;
};

}  // namespace quyhoach::server
