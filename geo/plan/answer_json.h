#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "geo/coord/grid_transform.h"
#include "geo/plan/answer.h"
#include "geo/plan/json.h"

namespace quyhoach::geo {

struct AnswerStyle {
  std::string_view language = "vi";  ///< "vi" or "en": of names, reasons and notes.
  std::string_view permalink = {};   ///< Path and query that give this very answer again; empty: it has none.
  bool geometry = false;             ///< Put the place's and the restrictions' shapes in, as GeoJSON in longitude, latitude.
};

/// An answer ready to be sent.
struct AnswerJson {
  std::string body;    ///< UTF-8 JSON in the shape of the contract's PlanningAnswer.
  std::string digest;  ///< 64 hexadecimal digits.
};

/// Writes an answer. The digest is the SHA-256 of its canonical form (canonical_json.h) without the members `digest` and `computed_at`,
/// which come last: the same question to the same edition for the same day has the same digest whenever it is asked, and whoever has the
/// answer can compute it, however it was stored.
/// \throws std::runtime_error  where a text is not UTF-8, which none of a register is
[[nodiscard]] AnswerJson to_json(const Answer& answer, const Snapshot& snapshot, const GridTransform& transform,
                                 const AnswerStyle& style, std::string_view computed_at);

/// The member `accuracy`: null where there is none.
void write_accuracy(JsonWriter& json, const std::optional<Accuracy>& accuracy);
/// The `place` object of any place. \param geometry  with its shape; of a parcel \pre its outline is filled in
void write_place(JsonWriter& json, const Snapshot& snapshot, const GridTransform& transform, const Place& place, double area_m2, bool geometry);
/// The `place` object of a parcel.
void write_parcel(JsonWriter& json, const Snapshot& snapshot, const ParcelAt& parcel, std::size_t duplicates);
/// A parcel as a GeoJSON Feature whose properties are its `place` object (RFC 7946 §3.2).
void write_parcel_feature(JsonWriter& json, const Snapshot& snapshot, const ParcelAt& parcel, std::size_t duplicates,
                          const GridTransform& transform);
/// A decision as the member `name`.
void write_decision(JsonWriter& json, std::string_view name, const Decision& decision);
/// What names a plan: id, title, topic, decision and the day it came into force.
void write_plan_name(JsonWriter& json, const PlanInfo& plan, std::string_view language);
/// What is known of a plan apart from its status.
void write_plan_members(JsonWriter& json, const PlanInfo& plan, std::string_view language);
/// A MultiPolygon (or Polygon where it has one shell) in longitude, latitude, wound as RFC 7946 §3.1.6 asks.
void write_polygons(JsonWriter& json, const ShapeView<GridPoint>& shape, const GridTransform& transform);
/// The same of lines, a MultiLineString.
void write_lines(JsonWriter& json, const ShapeView<GridPoint>& shape, const GridTransform& transform);

}  // namespace quyhoach::geo
