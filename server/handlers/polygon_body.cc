#include "server/handlers/polygon_body.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "geo/geom/measure.h"
#include "geo/geom/overlay.h"
#include "geo/plan/json.h"
#include "geo/plan/json_reader.h"
#include "server/handlers/service.h"

namespace quyhoach::server {

namespace {

using geo::Error;
using geo::ErrorCode;
using geo::GridPoint;
using geo::LonLat;
using geo::Result;
using Json = rapidjson::Value;

struct Pair {
  double x = 0.0;
  double y = 0.0;
  friend bool operator==(const Pair&, const Pair&) = default;
};
using Ring = std::vector<Pair>;

Error unreadable(const std::string& message) { return Error{ErrorCode::kBodyUnreadable, message}; }

class PolygonReader {
 public:
  PolygonReader(const geo::District& district, const geo::GridTransform& transform, const PolygonLimits& limits)
      : district_(district), transform_(transform), limits_(limits) {}

  Result<geo::ShapeStore> read(const std::string& body) {
    rapidjson::Document document;
    if (const auto fault = geo::read_json(body, document)) {
      return fault->is_number_too_large ? Error{ErrorCode::kCoordNotFinite, "a number is larger than any on Earth"}
                                        : unreadable("the body is not JSON: byte " + std::to_string(fault->byte));
    }
    if (!document.IsObject()) {
      return unreadable("the body is not a JSON object");
    }
    if (document.HasMember("vertices")) {
      return read_corners(document);
    }
    const Json& object = document;  // As const: RapidJSON's other iterators compare with themselves in two ways in C++20.
    const auto type = object.FindMember("type");
    const auto coordinates = object.FindMember("coordinates");
    if (type == object.MemberEnd() || !type->value.IsString() || coordinates == object.MemberEnd() || !coordinates->value.IsArray()) {
      return unreadable("expected a GeoJSON Polygon or MultiPolygon, or vertices and crs");
    }
    const std::string_view name{type->value.GetString(), type->value.GetStringLength()};
    if (name == "Polygon") {
      return finish(read_polygon_rings(coordinates->value, true));
    }
    if (name == "MultiPolygon") {
      for (const Json& polygon : coordinates->value.GetArray()) {
        if (auto read = read_polygon_rings(polygon, true); !read) {
          return read.error();
        }
      }
      return finish(true);
    }
    return unreadable("expected type Polygon or MultiPolygon");
  }

 private:
  Result<Pair> read_position(const Json& value) {
    if (!value.IsArray() || value.Size() < 2 || !value[0].IsNumber() || !value[1].IsNumber()) {
      return unreadable("a position is a list of two numbers");
    }
    const Pair pair{value[0].GetDouble(), value[1].GetDouble()};
    constexpr double kLargest = 1e8;
    if (!(std::abs(pair.x) < kLargest && std::abs(pair.y) < kLargest)) {
      return Error{ErrorCode::kCoordNotFinite, "a coordinate is not a number of this Earth"};
    }
    return pair;
  }

  Result<Ring> read_ring(const Json& value) {
    if (!value.IsArray()) {
      return unreadable("a ring is a list of positions");
    }
    vertices_ += value.Size();
    if (vertices_ > limits_.vertices) {
      return Error{ErrorCode::kLimitVertices, "at most " + std::to_string(limits_.vertices) + " vertices are answered"};
    }
    Ring ring;
    for (const Json& position : value.GetArray()) {
      auto pair = read_position(position);
      if (!pair) {
        return pair.error();
      }
      ring.push_back(*pair);
    }
    return ring;
  }

  Result<bool> read_polygon_rings(const Json& value, bool degrees) {
    if (!value.IsArray() || value.Empty()) {
      return unreadable("a polygon is a list of rings");
    }
    bool shell = true;
    for (const Json& json : value.GetArray()) {
      auto ring = read_ring(json);
      if (!ring) {
        return ring.error();
      }
      if (!ring->empty() && ring->front() != ring->back()) {
        return Error{ErrorCode::kRingOpen, "the last position of a ring repeats its first (RFC 7946 §3.1.6)"};
      }
      if (!ring->empty()) {
        ring->pop_back();
      }
      if (auto added = add_ring(*ring, shell, degrees); !added) {
        return added;
      }
      shell = false;
    }
    return true;
  }

  Result<bool> add_ring(const Ring& ring, bool shell, bool degrees) {
    std::vector<GridPoint> points;
    for (const Pair pair : ring) {
      GridPoint point{pair.x, pair.y};
      if (degrees) {
        if (!district_.bbox.contains({pair.x, pair.y})) {
          return Error{ErrorCode::kOutsideDistrict, "the polygon leaves the district"};
        }
        const auto grid = transform_.to_grid({pair.x, pair.y});
        if (!grid) {
          return grid.error();
        }
        point = *grid;
      }
      if (points.empty() || points.back() != point) {
        points.push_back(point);
      }
    }
    while (points.size() > 1 && points.front() == points.back()) {
      points.pop_back();
    }
    if (points.size() < 3) {
      return Error{ErrorCode::kRingShort, "a ring needs three different corners"};
    }
    if ((geo::signed_area_m2(points) > 0.0) != shell) {
      std::reverse(points.begin(), points.end());
    }
    store_.add_ring(points, shell);
    return true;
  }

  /// The corner table of a certificate. Vietnamese certificates print X (north) first, other papers east first, and some
  /// give degrees: the reading that puts every corner into the district is taken; none or two are an error.
  Result<geo::ShapeStore> read_corners(const rapidjson::Document& document) {
    const auto crs = document.FindMember("crs");
    if (crs == document.MemberEnd() || !crs->value.IsString()) {
      return unreadable("vertices come with crs: " + district_.crs + ", EPSG:4326 or auto");
    }
    const std::string name = crs->value.GetString();
    if (name != "auto" && name != district_.crs && name != "EPSG:4326") {
      return Error{ErrorCode::kCrsNotAllowed, "crs is " + district_.crs + ", EPSG:4326 or auto"};
    }
    auto ring = read_ring(document["vertices"]);
    if (!ring) {
      return ring.error();
    }
    if (ring->size() > 1 && ring->front() == ring->back()) {
      ring->pop_back();
    }
    std::vector<std::pair<Ring, bool>> readings;
    for (const bool degrees : {false, true}) {
      if (name == "auto" || (name == "EPSG:4326") == degrees) {
        for (const bool swapped : {false, true}) {
          Ring read = *ring;
          for (Pair& pair : read) {
            pair = swapped ? Pair{pair.y, pair.x} : pair;
          }
          if (inside(read, degrees)) {
            readings.emplace_back(std::move(read), degrees);
          }
        }
      }
    }
    if (readings.empty()) {
      return Error{ErrorCode::kOutsideDistrict, "in no order of axes do the corners lie in the district"};
    }
    if (readings.size() > 1) {
      return Error{ErrorCode::kParameterValue, "the corners lie in the district in both orders of axes; send GeoJSON"};
    }
    return finish(add_ring(readings.front().first, true, readings.front().second));
  }

  bool inside(const Ring& ring, bool degrees) const {
    return !ring.empty() && std::all_of(ring.begin(), ring.end(), [&](const Pair& pair) {
      if (degrees) {
        return district_.bbox.contains({pair.x, pair.y});
      }
      const auto at = transform_.to_lonlat({pair.x, pair.y});
      return at && district_.bbox.contains(*at);
    });
  }

  Result<geo::ShapeStore> finish(const Result<bool>& read) {
    if (!read) {
      return read.error();
    }
    store_.end_shape();
    const auto shape = store_.view(store_.points().data(), 0);
    if (shape.ring_count() == 0) {
      return unreadable("the polygon has no rings");
    }
    const auto polygon = geo::polygons_to_geos(shape);
    if (!polygon) {
      return Error{ErrorCode::kGeometryInvalid, "the polygon cannot be built"};
    }
    if (const auto invalid = geo::find_invalidity(**polygon)) {
      std::array<char, 96> place{};
      std::snprintf(place.data(), place.size(), " at east %.2f m, north %.2f m", invalid->where.east_m, invalid->where.north_m);
      return Error{ErrorCode::kGeometryInvalid, invalid->reason + place.data()};
    }
    if (geo::area_m2(shape) > limits_.area_m2) {
      return Error{ErrorCode::kLimitArea, "at most " + std::to_string(static_cast<long>(limits_.area_m2 / 1e6)) + " km² are answered"};
    }
    return std::move(store_);
  }

  const geo::District& district_;
  const geo::GridTransform& transform_;
  const PolygonLimits& limits_;
  std::size_t vertices_ = 0;
  geo::ShapeStore store_;
};

}  // namespace

Result<geo::ShapeStore> read_polygon(const std::string& body, const geo::District& district, const geo::GridTransform& transform,
                                     const PolygonLimits& limits) {
  return PolygonReader{district, transform, limits}.read(body);
}

Result<geo::ShapeStore> read_corner_list(std::string_view text, const geo::District& district, const geo::GridTransform& transform,
                                         const PolygonLimits& limits) {
  geo::JsonWriter body;
  body.begin_object();
  body.member("crs", district.crs);
  body.key("vertices");
  body.begin_array();
  for (bool more = true; more;) {
    const std::size_t end = text.find(';');
    const std::string_view corner = text.substr(0, end);
    const std::size_t comma = std::min(corner.find(','), corner.size());
    const auto east_m = number_asked("corners", corner.substr(0, comma));
    const auto north_m = number_asked("corners", corner.substr(std::min(comma + 1, corner.size())));
    if (!east_m || !north_m) {
      return Error{ErrorCode::kParameterValue, "corners are written east_m,north_m;east_m,north_m;…"};
    }
    body.begin_array();
    body.value(*east_m);
    body.value(*north_m);
    body.end_array();
    more = end != std::string_view::npos;
    text.remove_prefix(more ? end + 1 : 0);
  }
  body.end_array();
  body.end_object();
  return read_polygon(std::string{body.text()}, district, transform, limits);
}

}  // namespace quyhoach::server
