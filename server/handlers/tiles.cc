#include "server/handlers/tiles.h"

#include <array>
#include <charconv>
#include <functional>
#include <span>

#include "geo/plan/json.h"
#include "server/http/compression.h"
#include "server/http/problem.h"

namespace quyhoach::server {

namespace {

using geo::ErrorCode;

std::optional<std::uint32_t> whole_number(std::string_view text) noexcept {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size() ? std::optional{value} : std::nullopt;
}

std::shared_ptr<const PreparedResponse> make_response(const std::string& tile, Encoding encoding, std::uint64_t version) {
  Response response;
  response.headers = {{"Vary", "Accept-Encoding"}, {"Access-Control-Allow-Origin", "*"}};
  response.cache_control = "no-cache";
  std::array<char, 24> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), version, 16).ptr;
  constexpr std::array<const char*, 3> kEndings{"", "-gzip", "-br"};
  response.etag = "\"" + std::string{text.data(), end} + kEndings[static_cast<std::size_t>(encoding)] + "\"";
  if (tile.empty()) {
    response.status = 204;
    return prepare(response);
  }
  response.content_type = "application/vnd.mapbox-vector-tile";
  switch (encoding) {
    case Encoding::kIdentity: response.body = std::make_shared<const std::string>(tile); break;
    case Encoding::kGzip:
      response.headers.emplace_back("Content-Encoding", "gzip");
      response.body = std::make_shared<const std::string>(gzip(tile));
      break;
    case Encoding::kBrotli:
      response.headers.emplace_back("Content-Encoding", "br");
      response.body = std::make_shared<const std::string>(brotli(tile));
      break;
  }
  return prepare(response);
}

struct Field {
  const char* name;
  const char* type;
};
struct VectorLayer {
  const char* id;
  int min_zoom;
  int max_zoom;
  std::span<const Field> fields;
};

constexpr std::array<Field, 3> kCommuneFields{{{"code", "String"}, {"name", "String"}, {"kind", "String"}}};
constexpr std::array<Field, 2> kNamedFields{{{"name", "String"}, {"class", "String"}}};
constexpr std::array<Field, 1> kLandUseFields{{{"land_use", "String"}}};
constexpr std::array<Field, 4> kParcelFields{{{"land_use", "String"}, {"commune", "String"}, {"sheet", "String"}, {"number", "String"}}};
constexpr std::array<Field, 2> kParcelLabelFields{{{"number", "String"}, {"land_use", "String"}}};
constexpr std::array<Field, 6> kAreaFields{
    {{"topic", "String"}, {"plan", "String"}, {"status", "String"}, {"code", "String"}, {"land_use", "String"}, {"function", "String"}}};

constexpr int kMaxZoom = 17;
constexpr std::array<VectorLayer, 5> kBaseLayers{{{"communes", 0, kMaxZoom, kCommuneFields},
                                                  {"commune_labels", 0, kMaxZoom, kCommuneFields},
                                                  {"roads", 0, kMaxZoom, kNamedFields},
                                                  {"water", 0, kMaxZoom, kNamedFields},
                                                  {"places", 12, kMaxZoom, kNamedFields}}};
constexpr std::array<VectorLayer, 3> kCadastreLayers{{{"land_use", 0, 13, kLandUseFields},
                                                      {"parcels", 14, kMaxZoom, kParcelFields},
                                                      {"parcel_labels", 17, kMaxZoom, kParcelLabelFields}}};
constexpr std::array<VectorLayer, 3> kPlanningLayers{
    {{"areas", 0, kMaxZoom, kAreaFields}, {"lines", 0, kMaxZoom, kAreaFields}, {"area_labels", 12, kMaxZoom, kAreaFields}}};

}  // namespace

geo::Result<geo::TileId> tile_asked(std::string_view z_text, std::string_view x_text, std::string_view y_text) {
  const auto z = whole_number(z_text);
  const auto x = whole_number(x_text);
  const auto y = whole_number(y_text);
  if (!z || !x || !y || !geo::is_valid({*z, *x, *y})) {
    return geo::Error{ErrorCode::kParameterValue, "no such tile: z is 0 to 20, x and y are 0 to 2^z − 1"};
  }
  return geo::TileId{*z, *x, *y};
}

Response TileHandler::operator()(const Request& request, const PathValues& values) const {
  const auto tileset = geo::parse_tileset(values[0]);
  if (!tileset) {
    return problem(ErrorCode::kNotFound);
  }
  const auto asked_tile = tile_asked(values[1], values[2], values[3]);
  if (!asked_tile) {
    return problem(asked_tile.error());
  }
  const geo::TileId tile = *asked_tile;
  const SnapshotPtr snapshot = service->current();
  const geo::Date day = geo::today(snapshot->district->utc_offset_h);
  const Encoding encoding = request.accepts_brotli ? Encoding::kBrotli : request.accepts_gzip ? Encoding::kGzip : Encoding::kIdentity;
  const TileCache::Key key{*tileset, encoding, tile};
  const TileCache::State state{std::hash<std::string>{}(snapshot->edition.id), day.time_since_epoch().count()};
  auto found = cache->find(key);
  if (found && found->state == state) {
    return respond(std::move(found->response));
  }
  const geo::TileRequest drawing{*snapshot, *tileset, tile, day, geo::grid_box(tile, transform_for(*snapshot->district))};
  const std::uint64_t version = geo::tile_version(drawing);
  if (found && found->version == version) {
    found->state = state;
  } else {
    found = TileCache::Entry{state, version, make_response(geo::render_tile(drawing), encoding, version)};
  }
  if (cache->enabled()) {
    cache->put(key, *found);
  }
  return respond(std::move(found->response));
}

Response TileJsonHandler::operator()(const Request& /*request*/, const PathValues& values) const {
  const auto tileset = geo::parse_tileset(values[0]);
  if (!tileset) {
    return problem(ErrorCode::kNotFound);
  }
  const SnapshotPtr snapshot = service->current();
  const geo::District& district = *snapshot->district;
  const std::span<const VectorLayer> layers = *tileset == geo::Tileset::kBase       ? std::span<const VectorLayer>{kBaseLayers}
                                              : *tileset == geo::Tileset::kCadastre ? std::span<const VectorLayer>{kCadastreLayers}
                                                                                    : std::span<const VectorLayer>{kPlanningLayers};
  geo::JsonWriter json;
  json.begin_object();
  json.member("tilejson", "3.0.0");
  json.member("name", std::string{values[0]} + " · " + district.name.vi);
  json.member("attribution", district.demo ? "DEMO" : district.office.vi);
  json.key("tiles");
  json.begin_array();
  json.value("/tiles/" + std::string{values[0]} + "/{z}/{x}/{y}.mvt");
  json.end_array();
  json.member("minzoom", 0);
  json.member("maxzoom", kMaxZoom);
  json.key("bounds");
  json.begin_array();
  for (const double side : {district.bbox.west_deg, district.bbox.south_deg, district.bbox.east_deg, district.bbox.north_deg}) {
    json.value(side);
  }
  json.end_array();
  json.key("vector_layers");
  json.begin_array();
  for (const VectorLayer& layer : layers) {
    json.begin_object();
    json.member("id", layer.id);
    json.member("minzoom", layer.min_zoom);
    json.member("maxzoom", layer.max_zoom);
    json.key("fields");
    json.begin_object();
    for (const Field& field : layer.fields) {
      json.member(field.name, field.type);
    }
    json.end_object();
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json_response(json.text(), false);
}

}  // namespace quyhoach::server
