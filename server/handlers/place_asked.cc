#include "server/handlers/place_asked.h"

#include <array>
#include <charconv>
#include <cmath>

#include "geo/base/text.h"
#include "geo/plan/answer_json.h"
#include "server/handlers/polygon_body.h"
#include "server/http/problem.h"

namespace quyhoach::server {

namespace {

using geo::Error;
using geo::ErrorCode;
using geo::Result;

std::string shortest(double number) {
  std::array<char, 400> text{};  // A plus sign of an exponent would be a space in a query.
  return {text.data(), std::to_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed).ptr};
}

/// RFC 3986 §2.1: all but unreserved characters.
std::string encoded(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_plain = (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') || std::string_view{"-._~"}.find(c) != std::string_view::npos;
    if (is_plain) {
      out += c;
    } else {
      out.append("%").append(1, kDigits[byte >> 4U]).append(1, kDigits[byte & 15U]);
    }
  }
  return out;
}

/// The point a request names, in the grid. Nothing if it names none.
Result<std::optional<geo::GridPoint>> point_asked(const geo::District& district, const geo::GridTransform& transform,
                                                  const Request& request) {
  const std::string* lon_text = request.find("lon");
  const std::string* lat_text = request.find("lat");
  const std::string* east_text = request.find("east_m");
  const std::string* north_text = request.find("north_m");
  const bool degrees = lon_text != nullptr || lat_text != nullptr;
  const bool metres = east_text != nullptr || north_text != nullptr;
  if (!degrees && !metres) {
    return std::optional<geo::GridPoint>{};
  }
  if (degrees == metres || (lon_text == nullptr) != (lat_text == nullptr) || (east_text == nullptr) != (north_text == nullptr)) {
    return Error{ErrorCode::kParameterMissing, "a point is lon and lat, or east_m and north_m"};
  }
  const auto first = number_asked(degrees ? "lon" : "east_m", degrees ? *lon_text : *east_text);
  const auto second = number_asked(degrees ? "lat" : "north_m", degrees ? *lat_text : *north_text);
  if (!first || !second) {
    return first ? second.error() : first.error();
  }
  if (degrees) {
    const geo::LonLat at{*first, *second};
    if (std::abs(at.lon_deg) > 180.0 || std::abs(at.lat_deg) > 90.0) {
      return Error{ErrorCode::kParameterValue, "lon is −180…180 and lat −90…90 degrees"};
    }
    if (!district.bbox.contains(at)) {
      return district.bbox.contains({at.lat_deg, at.lon_deg})
                 ? Error{ErrorCode::kParameterValue, "lon and lat are swapped"}
                 : Error{ErrorCode::kOutsideDistrict, "the point lies outside the district"};
    }
    const auto grid = transform.to_grid(at);
    return grid ? Result<std::optional<geo::GridPoint>>{*grid} : grid.error();
  }
  const geo::GridPoint grid{*first, *second};
  const auto at = transform.to_lonlat(grid);
  if (at && district.bbox.contains(*at)) {
    return std::optional{grid};
  }
  const auto turned = transform.to_lonlat({grid.north_m, grid.east_m});
  return turned && district.bbox.contains(*turned) ? Error{ErrorCode::kParameterValue, "east_m and north_m are swapped"}
                                                    : Error{ErrorCode::kOutsideDistrict, "the point lies outside the district"};
}

Response candidates(const geo::Snapshot& snapshot, const std::vector<geo::ParcelAt>& parcels, bool pinned) {
  geo::JsonWriter json;
  json.begin_object();
  json.key("candidates");
  json.begin_array();
  int index = 0;
  for (const geo::ParcelAt& parcel : parcels) {
    json.begin_object();
    json.key("place");
    geo::write_parcel(json, snapshot, parcel, parcels.size());
    json.member("index", ++index);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  Response response = json_response(json.text(), pinned);
  response.status = 300;
  return response;
}

Result<std::optional<geo::ShapeStore>> ring_asked(const geo::District& district, const geo::GridTransform& transform, const Request& request) {
  const std::string* text = request.find("corners");
  if (text == nullptr) {
    return std::optional<geo::ShapeStore>{};
  }
  auto ring = read_corner_list(*text, district, transform, {.vertices = kAddressedCorners + 1});  // It may be closed.
  return ring ? Result<std::optional<geo::ShapeStore>>{std::move(*ring)} : ring.error();
}

}  // namespace

Result<std::optional<geo::ParcelKey>> key_asked(const geo::District& district, const Request& request, const PathValues& values) {
  if (const std::string* text = request.find("parcel")) {
    if (request.find("commune") != nullptr || request.find("sheet") != nullptr || request.find("number") != nullptr) {
      return Error{ErrorCode::kParameterValue, "name the parcel by its reference or by the parts of its key, not by both"};
    }
    auto key = geo::parse_reference(district, *text);
    return key ? Result<std::optional<geo::ParcelKey>>{std::move(*key)} : key.error();
  }
  geo::ParcelKey key;
  bool any = false;
  bool all = true;
  std::size_t at = 0;
  for (const geo::KeyPart part : {geo::KeyPart::kCommune, geo::KeyPart::kSheet, geo::KeyPart::kNumber}) {
    const std::string_view name = geo::name_of(part);
    const std::string* given = request.find(name);
    std::string text = given != nullptr ? *given : "";
    if (values.size() > 0) {
      text = std::string{values[at++]};
    }
    const bool used = district.has_part(part);
    any = any || !text.empty();
    all = all && (!used || !geo::trim(text).empty());
    if (!used && !text.empty()) {
      return Error{ErrorCode::kParameterValue, "this district's parcels have no " + std::string{name}};
    }
    (part == geo::KeyPart::kCommune ? key.commune : part == geo::KeyPart::kSheet ? key.sheet : key.number) = std::move(text);
  }
  if (!any) {
    return std::optional<geo::ParcelKey>{};
  }
  if (!all) {
    return Error{ErrorCode::kParameterMissing, "a part of the parcel's key is missing"};
  }
  return std::optional{std::move(key)};
}

Response parcel_unknown(const geo::Snapshot& snapshot, const geo::ParcelKey& key) {
  constexpr std::size_t kNear = 5;
  std::string near = "[";
  for (const geo::ParcelAt& parcel : geo::find_near(snapshot, key, kNear)) {
    near += (near.size() > 1 ? "," : "") + json_string(geo::reference(*snapshot.district, geo::key_of(parcel)));
  }
  const std::string date = snapshot.edition.created_at.substr(0, 10);
  return problem(ErrorCode::kParcelUnknown, "the parcel is not in the data of " + date,
                 {{"near", near + "]"}, {"data_date", json_string(date)}});
}

Asking<geo::Place> place_asked(const Asked& question, const Request& request, const PathValues& values) {
  const geo::Snapshot& snapshot = *question.snapshot;
  const geo::District& district = *snapshot.district;
  const geo::GridTransform& transform = transform_for(district);
  geo::Place place;
  const auto key = key_asked(district, request, values);
  const auto point = point_asked(district, transform, request);
  auto ring = ring_asked(district, transform, request);
  if (!key || !point || !ring) {
    return problem(!key ? key.error() : !point ? point.error() : ring.error());
  }
  if (int{key->has_value()} + int{point->has_value()} + int{ring->has_value()} != 1) {
    return problem(ErrorCode::kParameterMissing, "name one place: a parcel, a point, or corners");
  }
  if (*ring) {
    place.kind = geo::Place::Kind::kPolygon;
    place.outline = std::move(**ring);
    return place;
  }
  if (*point) {
    place.kind = geo::Place::Kind::kPoint;
    place.point = **point;
    place.parcels = geo::parcels_at(snapshot, **point);
    return place;
  }
  const auto parcels = geo::find_parcels(snapshot, **key);
  if (parcels.empty()) {
    return parcel_unknown(snapshot, **key);
  }
  if (const std::string* candidate = request.find("candidate")) {
    const auto number = number_asked("candidate", *candidate);
    if (!number || *number < 1.0 || *number > static_cast<double>(parcels.size()) || *number != std::floor(*number)) {
      return problem(ErrorCode::kParameterValue, "candidate counts from 1 to " + std::to_string(parcels.size()));
    }
    place.candidate = static_cast<std::size_t>(*number);
  } else if (parcels.size() > 1) {
    return candidates(snapshot, parcels, question.pinned);
  }
  place.kind = geo::Place::Kind::kParcel;
  place.parcel = parcels[place.candidate - 1];
  place.duplicates = parcels.size();
  return place;
}

Asking<AskedPlace> asked_with_place(Service& service, const Request& request, const PathValues& values) {
  auto question = asked(service, request);
  if (!question) {
    return problem(question.error());
  }
  auto place = place_asked(*question, request, values);
  if (place.response) {
    return std::move(*place.response);
  }
  return AskedPlace{std::move(*question), std::move(*place.value)};
}

std::optional<std::string> query_of(const geo::District& district, const geo::Place& place) {
  switch (place.kind) {
    case geo::Place::Kind::kParcel: {
      std::string query = "parcel=" + encoded(geo::reference(district, geo::key_of(place.parcel)));
      return place.duplicates > 1 ? query + "&candidate=" + std::to_string(place.candidate) : query;
    }
    case geo::Place::Kind::kPoint: return "east_m=" + shortest(place.point.east_m) + "&north_m=" + shortest(place.point.north_m);
    case geo::Place::Kind::kPolygon: break;
  }
  const auto outline = place.outline.view(0);
  if (outline.ring_count() != 1 || outline.point_count() > kAddressedCorners) {
    return std::nullopt;
  }
  std::string query = "corners=";
  for (const geo::GridPoint corner : outline.ring(0)) {
    query += (query.back() == '=' ? "" : ";") + shortest(corner.east_m) + "," + shortest(corner.north_m);
  }
  constexpr std::size_t kEscapes_bytes = 4;  // Browsers escape `;` and `,`.
  return query.size() + kEscapes_bytes * outline.point_count() <= kAddress_bytes ? std::optional{std::move(query)} : std::nullopt;
}

}  // namespace quyhoach::server
