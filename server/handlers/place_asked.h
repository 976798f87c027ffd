#pragma once

#include <optional>
#include <string>
#include <utility>

#include "geo/plan/answer.h"
#include "server/handlers/service.h"
#include "server/http/router.h"

namespace quyhoach::server {

/// Corners a ring may have to be named in a query, and bytes the query may then have: what comes with it still fits into a target.
inline constexpr std::size_t kAddressedCorners = 200;
inline constexpr std::size_t kAddress_bytes = 3'500;

/// What was asked for, or what is answered instead.
template <typename T>
struct Asking {
  std::optional<T> value;
  std::optional<Response> response;  ///< Where there is no value.
  Asking(T asked_for) : value(std::move(asked_for)) {}               // NOLINT(google-explicit-constructor)
  Asking(Response instead) : response(std::move(instead)) {}         // NOLINT(google-explicit-constructor)
};

/// The place a request names: a parcel (`parcel=`, or the parts of its key there or in the path; `candidate=` of several), a point
/// (`lon=&lat=`, `east_m=&north_m=`) or a ring (`corners=east_m,north_m;…` in the district's CRS). Instead of one: 300 with the candidates,
/// 404 PARCEL_UNKNOWN, or the problem.
[[nodiscard]] Asking<geo::Place> place_asked(const Asked& question, const Request& request, const PathValues& values);

/// What place_asked needs and gives.
struct AskedPlace {
  Asked question;
  geo::Place place;
};
/// The edition, language and place a request names; instead of them what `asked` or place_asked answer.
[[nodiscard]] Asking<AskedPlace> asked_with_place(Service& service, const Request& request, const PathValues& values);

/// The query that names the place to place_asked, to the last bit. \return nothing for a drawn place with holes or parts, or too many
/// corners
[[nodiscard]] std::optional<std::string> query_of(const geo::District& district, const geo::Place& place);

/// The parcel key a request names: `parcel=`, the parts of the key, or the path. Nothing if it names none.
[[nodiscard]] geo::Result<std::optional<geo::ParcelKey>> key_asked(const geo::District& district, const Request& request,
                                                                   const PathValues& values);

/// 404 PARCEL_UNKNOWN with near references and the date of the data.
[[nodiscard]] Response parcel_unknown(const geo::Snapshot& snapshot, const geo::ParcelKey& key);

}  // namespace quyhoach::server
