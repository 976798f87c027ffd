#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "data/store/store.h"
#include "geo/plan/plan_parcels.h"
#include "server/handlers/service.h"
#include "server/http/router.h"

namespace quyhoach::server {

/// GET /api/v1/plans/{id}/parcels: the parcels under a plan. Anybody reads them a page at a time, as anybody may ask about each
/// parcel. The whole list as a table may take seconds of every processor, and so is for people who are signed in.
struct PlanParcelsHandler {
  std::shared_ptr<Service> service;
  std::shared_ptr<store::Store> accounts;  ///< Null where nobody can sign in: then there are no tables.
  [[nodiscard]] Response operator()(const Request& request, const PathValues& values) const;

  static constexpr std::size_t kMostListed = 1'000;
  static constexpr std::size_t kUsuallyListed = 100;
};

/// Where a page of parcels begins, as the page before told it: valid for one edition.
struct ParcelCursor {
  std::string edition;
  geo::ParcelPosition at;
};
/// "20260101T000000Z-000000000001.0.17". \return nothing for any other text
[[nodiscard]] std::optional<ParcelCursor> parse_cursor(std::string_view text);
[[nodiscard]] std::string cursor_text(const ParcelCursor& cursor);

}  // namespace quyhoach::server
