#include "data/desk/kept_check.h"

#include <algorithm>

#include <rapidjson/document.h>

#include "geo/geom/measure.h"
#include "geo/plan/json_reader.h"

namespace quyhoach::desk {

using geo::Error;
using geo::ErrorCode;
using geo::Result;
using rapidjson::Value;

namespace {

/// Member `name` of an object; null where there is none.
const Value* member(const Value& object, const char* name) {
  const auto found = object.IsObject() ? object.FindMember(name) : Value::ConstMemberIterator{};
  return object.IsObject() && found != object.MemberEnd() ? &found->value : nullptr;
}

std::string text_of(const Value* value) {
  return value != nullptr && value->IsString() ? std::string{value->GetString(), value->GetStringLength()} : std::string{};
}
std::string text(const Value& object, const char* name) { return text_of(member(object, name)); }

std::optional<double> number(const Value& object, const char* name) {
  const Value* value = member(object, name);
  return value != nullptr && value->IsNumber() ? std::optional{value->GetDouble()} : std::nullopt;
}

geo::Text text_pair(const Value& object, const char* name) {
  const Value* value = member(object, name);
  return value == nullptr ? geo::Text{} : geo::Text{text(*value, "vi"), text(*value, "en")};
}

/// Calls `each(value)` for every element of an array.
template <typename Each>
void each_of(const Value* array, Each&& each) {
  if (array != nullptr && array->IsArray()) {
    for (const Value& value : array->GetArray()) {
      each(value);
    }
  }
}

/// A GeoJSON geometry as a shape in the grid, wound as ShapeView says. RFC 7946 §3.1
class ShapeReader {
 public:
  ShapeReader(const geo::GridTransform& transform, geo::ShapeStore& into) : transform_(transform), into_(into) {}

  /// \return whether there is a shape now
  bool read(const Value& geometry, bool& is_lines) {
    const std::string type = text(geometry, "type");
    const Value* coordinates = member(geometry, "coordinates");
    is_lines = type.ends_with("LineString");
    if (type == "Polygon") {
      polygon(coordinates);
    } else if (type == "MultiPolygon") {
      each_of(coordinates, [&](const Value& part) { polygon(&part); });
    } else if (type == "LineString") {
      ring(coordinates, false, true);
    } else if (type == "MultiLineString") {
      each_of(coordinates, [&](const Value& part) { ring(&part, false, true); });
    }
    good_ = good_ && rings_ > 0;
    if (good_) {
      into_.end_shape();
    } else {
      into_.clear();
    }
    return good_;
  }

 private:
  void polygon(const Value* rings) {
    bool is_shell = true;
    each_of(rings, [&](const Value& one) {
      ring(&one, true, is_shell);
      is_shell = false;
    });
  }
  void ring(const Value* positions, bool is_closed, bool is_shell) {
    std::vector<geo::GridPoint> points;
    each_of(positions, [&](const Value& position) {
      const bool is_pair = position.IsArray() && position.Size() >= 2 && position[0].IsNumber() && position[1].IsNumber();
      const auto at = is_pair ? transform_.to_grid({position[0].GetDouble(), position[1].GetDouble()})
                              : Result<geo::GridPoint>{Error{ErrorCode::kBadData, "no position"}};
      at ? points.push_back(*at) : void(good_ = false);
    });
    if (is_closed && !points.empty()) {
      points.pop_back();
    }
    good_ = good_ && points.size() >= (is_closed ? 3U : 2U);
    if (is_closed && (geo::signed_area_m2(points) > 0.0) != is_shell) {
      std::reverse(points.begin(), points.end());
    }
    into_.add_ring(points, is_shell);
    ++rings_;
  }

  const geo::GridTransform& transform_;
  geo::ShapeStore& into_;
  bool good_ = true;
  std::size_t rings_ = 0;
};

KeptFinding finding_of(const Value& value, const geo::GridTransform& transform) {
  KeptFinding finding;
  finding.code = text(value, "code");
  finding.severity = text(value, "severity");
  finding.file = text(value, "file");
  finding.feature = text(value, "feature");
  finding.message = {text(value, "message_vi"), text(value, "message")};
  const auto east_m = number(value, "east_m");
  const auto north_m = number(value, "north_m");
  if (east_m && north_m) {
    finding.place = geo::GridPoint{*east_m, *north_m};
  }
  if (const Value* geometry = member(value, "geometry")) {
    static_cast<void>(ShapeReader{transform, finding.shape}.read(*geometry, finding.is_lines));
  }
  return finding;
}

}  // namespace

Result<KeptCheck> read_check(std::string_view json, const geo::GridTransform& transform) {
  rapidjson::Document document;
  if (geo::read_json(json, document) || !document.IsObject() || member(document, "findings") == nullptr) {
    return Error{ErrorCode::kBadData, "what is kept of the check cannot be read: check the draft again"};
  }
  KeptCheck kept;
  kept.edition = text(document, "edition");
  each_of(member(document, "refusing"), [&](const Value& code) { kept.refusing.insert(text_of(&code)); });
  each_of(member(document, "accepted"), [&](const Value& code) { kept.accepted.insert(text_of(&code)); });
  if (const Value* counts = member(document, "counts"); counts != nullptr && counts->IsObject()) {
    for (const auto& [code, count] : counts->GetObject()) {
      kept.counts.emplace(text_of(&code), count.IsUint64() ? count.GetUint64() : 0);
    }
  }
  each_of(member(document, "findings"), [&](const Value& value) { kept.findings.push_back(finding_of(value, transform)); });
  each_of(member(document, "kinds"), [&](const Value& value) {
    kept.kinds.emplace(text(value, "code"), KeptKind{text_pair(value, "why"), text_pair(value, "mend"), text(value, "source")});
  });
  return kept;
}

}  // namespace quyhoach::desk
