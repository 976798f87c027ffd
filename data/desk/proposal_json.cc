#include "data/desk/proposal_json.h"

#include <algorithm>

#include "geo/base/text.h"
#include "geo/plan/json.h"

namespace quyhoach::desk {

using geo::JsonWriter;

namespace {

/// An array of what `each` writes.
template <typename List, typename Each>
void write_list(JsonWriter& json, std::string_view name, const List& list, const Each& each) {
  json.key(name);
  json.begin_array();
  for (const auto& one : list) {
    each(one);
  }
  json.end_array();
}

void write_texts(JsonWriter& json, std::string_view name, const std::vector<std::string>& texts) {
  write_list(json, name, texts, [&](const std::string& text) { json.value(text); });
}

/// What a driver or a file says may be no UTF-8.
std::string shown(std::string text) {
  if (!geo::is_utf8(text)) {
    std::ranges::replace_if(text, [](char c) { return static_cast<unsigned char>(c) >= 0x80; }, '?');
  }
  return text;
}

void write_crs_offer(JsonWriter& json, const geo::CrsOffer& offer, bool is_taken) {
  const geo::LonLatBox& box = offer.placement.box;
  json.begin_object();
  json.member("crs", offer.guess.crs);
  json.member("name", offer.name);
  json.member("axes", offer.guess.is_swapped ? "north, east" : "east, north");
  json.member_or_null("datum", offer.guess.is_of_wgs84 ? std::string_view{"WGS 84"} : std::string_view{});
  json.member("share_inside", offer.placement.share_inside);
  if (offer.near_parcels_share) {
    json.member("near_parcels_share", *offer.near_parcels_share);
  } else {
    json.member_or_null("near_parcels_share", "");
  }
  json.member("stated", offer.is_stated);
  json.member("taken", is_taken);
  json.key("box");
  json.begin_array();
  for (const double degrees : {box.west_deg, box.south_deg, box.east_deg, box.north_deg}) {
    json.value(degrees);
  }
  json.end_array();
  json.end_object();
}

void write_readings(JsonWriter& json, std::string_view name, const std::vector<geo::ProposedReading>& readings) {
  write_list(json, name, readings, [&](const geo::ProposedReading& reading) {
    json.begin_object();
    json.member("value", reading.value);
    json.member_or_null("meant", reading.meant.value_or(""));
    json.member("how", reading.how.en);
    json.member("how_vi", reading.how.vi);
    json.end_object();
  });
}

void write_field(JsonWriter& json, const geo::ProposedField& one) {
  json.begin_object();
  json.member("field", one.field.field);
  json.member("column", one.column);
  json.member("confidence", one.field.confidence);
  json.member("reason", one.reason.en);
  json.member("reason_vi", one.reason.vi);
  json.member("taken", one.is_taken);
  json.member_or_null("encoding", one.encoding ? name_of(*one.encoding) : std::string_view{});
  write_readings(json, "readings", one.readings);
  json.end_object();
}

void write_column(JsonWriter& json, const geo::ProposedColumn& column) {
  const bool is_plain = column.encoding.confidence == 0.0;
  json.begin_object();
  json.member("name", column.name);
  json.member_or_null("encoding", is_plain ? std::string_view{} : name_of(column.encoding.encoding));
  json.member("confidence", column.encoding.confidence);
  write_texts(json, "samples", column.samples);
  json.end_object();
}

void write_layer(JsonWriter& json, const geo::LayerProposal& layer) {
  json.begin_object();
  json.member("file", layer.file);
  json.member_or_null("layer", shown(layer.layer));
  json.member("role", geo::name_of(layer.role));
  json.member("polygons", static_cast<std::uint64_t>(layer.kinds.polygons));
  json.member("lines", static_cast<std::uint64_t>(layer.kinds.lines));
  json.member("points", static_cast<std::uint64_t>(layer.kinds.points));
  json.member_or_null("stated_crs", layer.has_crs ? shown(layer.stated_crs) : std::string{});
  bool is_first = true;
  write_list(json, "crs_offers", layer.crs_offers, [&](const geo::CrsOffer& offer) {
    write_crs_offer(json, offer, is_first);
    is_first = false;
  });
  write_list(json, "encodings", layer.encodings, [&](const geo::EncodingGuess& guess) {
    json.begin_object();
    json.member("encoding", name_of(guess.encoding));
    json.member("confidence", guess.confidence);
    json.member("sample", guess.sample);
    json.member("taken", layer.encoding == guess.encoding);
    json.end_object();
  });
  json.member_or_null("corners_of", layer.corners_of);
  json.member("drawing", layer.is_drawing);
  write_list(json, "drawing_layers", layer.drawing_layers, [&](const geo::ProposedDrawingLayer& one) {
    json.begin_object();
    json.member("name", one.name);
    json.member("lines", static_cast<std::uint64_t>(one.lines));
    json.member("texts", static_cast<std::uint64_t>(one.texts));
    write_texts(json, "line_colours", one.line_colours);
    write_texts(json, "text_colours", one.text_colours);
    write_texts(json, "text_fonts", one.text_fonts);
    json.member("text_min_m", one.text_min_m);
    json.member("text_max_m", one.text_max_m);
    json.end_object();
  });
  write_list(json, "columns", layer.columns, [&](const geo::ProposedColumn& column) { write_column(json, column); });
  write_list(json, "fields", layer.fields, [&](const geo::ProposedField& field) { write_field(json, field); });
  write_texts(json, "personal", layer.personal);
  write_readings(json, "land_use_codes", layer.land_use_codes);
  json.end_object();
}

}  // namespace

std::string proposal_json(const geo::PlanProposal& proposal, const std::optional<std::string>& written) {
  JsonWriter json;
  json.begin_object();
  json.member("plan_toml", proposal.toml);
  write_list(json, "layers", proposal.layers, [&](const geo::LayerProposal& layer) { write_layer(json, layer); });
  write_texts(json, "documents", proposal.documents);
  write_list(json, "left_out", proposal.left_out, [&](const geo::LeftOut& one) {
    json.begin_object();
    json.member("file", one.file);
    json.member_or_null("code", one.code);
    json.member("message", shown(one.message.en));
    json.member("message_vi", shown(one.message.vi));
    json.end_object();
  });
  if (written) {
    json.member_or_null("written", *written);
  }
  json.end_object();
  return std::string{json.text()};
}

}  // namespace quyhoach::desk
