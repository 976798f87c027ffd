#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "geo/base/legacy_text.h"
#include "geo/coord/points.h"
#include "geo/plan/accuracy.h"
#include "geo/plan/date.h"
#include "geo/plan/search_words.h"

namespace quyhoach::geo {

/// A sentence in both languages of the interface.
struct Text {
  std::string vi;
  std::string en;
  [[nodiscard]] const std::string& in(std::string_view language) const noexcept {
    return language == "en" && !en.empty() ? en : vi;
  }
};

/// A geographic box in degrees WGS 84.
struct LonLatBox {
  double west_deg = 0.0;
  double south_deg = 0.0;
  double east_deg = 0.0;
  double north_deg = 0.0;
  [[nodiscard]] bool contains(LonLat p) const noexcept {
    return p.lon_deg >= west_deg && p.lon_deg <= east_deg && p.lat_deg >= south_deg && p.lat_deg <= north_deg;
  }
};

/// How a topic's plans are measured: zones and strips have areas, bare lines have lengths.
enum class TopicGeometry { kArea, kCorridor, kLine };

/// One kind of plan an answer reports on.
struct Topic {
  std::string id;
  TopicGeometry geometry = TopicGeometry::kArea;
  std::string colour_hex;  ///< Of its lines on the map.
  Text name;
  bool covers = false;  ///< The zones of one plan are meant to cover its boundary without gaps.
};

struct LandUse {
  std::string code;
  std::string fill_hex;  ///< "#FFD0FF"; many codes share one, so maps print the code too.
  Text name;
  std::optional<Date> valid_from = {};  ///< First day the code was in use; nothing: always was.
  std::optional<Date> valid_to = {};    ///< First day it no longer was.
};

/// A cadastral commune: what parcels are numbered by, whatever became of it administratively.
struct Commune {
  std::string code;
  std::string name;
  std::optional<LonLat> inside;
  std::optional<Date> valid_to;  ///< First day it no longer was an administrative unit.
  std::string now;               ///< Code of the administrative unit it belongs to today; may equal another commune's code.
};

struct AdministrativeUnit {
  std::string code;
  std::string name;
  std::optional<Date> valid_from;
  std::optional<LonLat> inside;
};

/// Role of a layer. The first five belong to plans, the others to the district.
enum class LayerRole { kZones, kLines, kPoints, kBoundary, kParcels, kCommunes, kRoads, kWater, kPlaces };

/// How a drawing's lines and texts become polygons. The layers are the drawing's own: of DXF by name, of DGN by number.
struct Drawing {
  std::vector<std::string> boundary_layers;  ///< Whose lines are outlines; empty: of any, where boundary_colours choose.
  std::vector<std::string> text_layers;      ///< Whose texts stand in them.
  std::vector<std::string> boundary_colours;  ///< "#FF0000": only lines of these are outlines; empty: of any.
  std::vector<std::string> text_colours;      ///< Only texts of these stand in them; empty: of any.
  std::vector<std::string> text_fonts;        ///< Only texts set in these; empty: in any.
  double text_min_m = 0.0;                    ///< Only texts at least so high, …
  double text_max_m = 0.0;                    ///< … and at most so high; 0: any.
  double snap_m = 0.0;                       ///< A free end this near to a line is joined to it.
  /// Whether texts stand in the outlines: else these need none.
  [[nodiscard]] bool has_texts() const noexcept {
    return !text_layers.empty() || !text_colours.empty() || !text_fonts.empty() || text_max_m > 0.0;
  }
};
/// "#1A2B3C"
[[nodiscard]] bool is_colour(std::string_view text) noexcept;
/// What fields of a drawing are read from: it has no other column.
inline constexpr std::string_view kDrawingText = "text";

/// One layer of one file, and how its fields are called.
struct LayerSource {
  LayerRole role = LayerRole::kZones;
  std::string file;                                ///< Relative to the manifest's folder.
  std::string layer;                               ///< Empty: the only layer of the file.
  std::string crs;                                 ///< "EPSG:9210", stated by the planner; empty: the file must say.
  bool is_of_wgs84 = false;  ///< The numbers are in the projection of its CRS, but of WGS 84 positions: no datum shift was made.
  std::optional<TextEncoding> encoding;            ///< Of its texts and names of columns; nothing: UTF-8, and nothing else is read.
  std::map<std::string, TextEncoding> encodings;   ///< ours → that of its column, where it is another.
  bool north_first = false;                        ///< The first number of a position goes north.
  std::string corners_of;                          ///< Column of points whose rows make a polygon where they say the same; empty: none.
  std::optional<Drawing> drawing;                  ///< Where its polygons are to be made of lines and texts.
  std::map<std::string, std::string> fields;       ///< ours → theirs
  std::map<std::string, std::string> values;       ///< ours → a constant
  std::map<std::string, std::string> land_use_codes;  ///< theirs → ours
  int line = 0;                                    ///< Line of the manifest, for messages.
};

/// One part of a parcel's key.
enum class KeyPart { kCommune, kSheet, kNumber };

/// Everything district.toml says. Immutable once loaded.
struct District {
  std::string id;
  bool demo = false;
  std::string crs;
  std::string datum_operation;
  LonLatBox bbox;
  int utc_offset_h = 7;
  std::vector<std::string> languages;
  std::vector<Topic> topics;
  std::vector<LandUse> land_uses;
  std::string land_use_catalogue;
  Text name;
  Text office;
  Text disclaimer;
  std::vector<KeyPart> key_parts;
  std::vector<int> compact_widths;  ///< Digits of each part in the one-string form; empty where there is none.
  int parcel_scale = 0;                     ///< Its parcels were mapped at: 1000 means 1/1000; 0: not stated.
  std::optional<double> parcel_accuracy_m;  ///< Of their corners, as stated.
  std::optional<AccuracyTable> accuracy;    ///< Of the catalogue; nothing in editions older than it.
  std::vector<Commune> communes;
  std::vector<AdministrativeUnit> administrative_units;
  SearchWords search_words;         ///< Of the catalogue, in the district's languages.
  std::vector<LayerSource> layers;

  /// How far corners of its parcels may be off. \pre accuracy
  [[nodiscard]] Accuracy accuracy_of_parcels() const noexcept;
  [[nodiscard]] bool has_part(KeyPart part) const noexcept;
  [[nodiscard]] const Commune* commune(std::string_view code) const noexcept;
  [[nodiscard]] const AdministrativeUnit* administrative_unit(std::string_view code) const noexcept;
  [[nodiscard]] const Topic* topic(std::string_view id) const noexcept;
  [[nodiscard]] const LandUse* land_use(std::string_view code) const noexcept;
};

[[nodiscard]] std::string_view name_of(KeyPart part) noexcept;
[[nodiscard]] std::string_view name_of(LayerRole role) noexcept;
[[nodiscard]] std::string_view name_of(TopicGeometry geometry) noexcept;

}  // namespace quyhoach::geo
