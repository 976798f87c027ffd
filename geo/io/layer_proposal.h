#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "geo/base/legacy_text.h"
#include "geo/io/crs_guess.h"
#include "geo/io/layer_survey.h"
#include "geo/plan/field_proposal.h"
#include "geo/plan/finding_catalogue.h"
#include "geo/plan/snapshot.h"

namespace quyhoach::geo {

/// What is known of the folder a layer lies in.
struct ProposalContext {
  const District& district;
  const GridTransform& transform;
  const FieldNames& names;
  const std::set<std::string>& personal;
  ReaderProcess& reader;
  const FindingCatalogue& words;  ///< What reasons are said in.
  std::function<const Snapshot*()> parcels;  ///< The edition whose parcels offers are compared with: asked only where there are some; may be empty.
};

/// A CRS and an order of axes that place the layer inside the district.
struct CrsOffer {
  CrsGuess guess;
  std::string name;         ///< As EPSG has it.
  CrsPlacement placement;   ///< Of the middles of its first features.
  bool is_stated = false;   ///< The file says so itself.
  std::optional<double> near_parcels_share;  ///< Of its vertices, at corners of parcels: 0 … 1; nothing where there are none to compare with.
};

/// How a value would be read that is not in the plain form of its field.
struct ProposedReading {
  std::string value;                 ///< As it stands, decoded.
  std::optional<std::string> meant;  ///< Nothing: no reading of it is known.
  Text how;                          ///< `without "tầng"`, in both languages; may be empty.
};

/// One of our fields and the column that may hold it.
struct ProposedField {
  FieldProposal field;
  Text reason;                           ///< The field's, in both languages.
  std::string column;                    ///< Decoded.
  bool is_taken = false;                 ///< Sure enough to be written; else it is told in a comment.
  std::optional<TextEncoding> encoding;  ///< Of the column, where it is another than the layer's.
  std::vector<ProposedReading> readings;
};

/// A column as it came in.
struct ProposedColumn {
  std::string name;                  ///< Decoded.
  std::vector<std::string> samples;  ///< Some of its values, decoded.
  EncodingGuess encoding;            ///< Of its values, likeliest; confidence 0 where they are plain.
};

/// A layer (DXF) or level (DGN) of a drawing.
struct ProposedDrawingLayer {
  std::string name;
  std::size_t lines = 0;
  std::size_t texts = 0;
  std::vector<std::string> line_colours;
  std::vector<std::string> text_colours;
  std::vector<std::string> text_fonts;  ///< Decoded.
  double text_min_m = 0.0;
  double text_max_m = 0.0;
};

/// How a layer may be read, and how sure that is. What a person may choose instead comes with it.
struct LayerProposal {
  std::string file;
  std::string layer;  ///< Empty: the only one of its file.
  LayerRole role = LayerRole::kZones;
  KindCounts kinds;
  bool has_crs = false;
  std::string stated_crs;             ///< What the file says: "VN-2000 / TM-3 105-45 (EPSG:9210)".
  std::vector<CrsOffer> crs_offers;   ///< The one that is taken comes first; none where nothing fits.
  std::vector<EncodingGuess> encodings;  ///< Likeliest first; none where all texts are plain.
  std::optional<TextEncoding> encoding;  ///< That is taken.
  std::string corners_of;             ///< Of points that are the corners of zones: the column that says of which; else empty.
  std::size_t corner_zones = 0;       ///< How many zones its first rows are of.
  bool is_drawing = false;
  std::vector<ProposedDrawingLayer> drawing_layers;
  std::vector<ProposedColumn> columns;
  std::vector<ProposedField> fields;  ///< In the order of the role's fields.
  std::vector<std::string> personal;  ///< Columns dropped at the door.
  std::vector<ProposedReading> land_use_codes;
};

/// Looks at a layer. \return an Error only where there is no reader
[[nodiscard]] Result<LayerProposal> propose_layer(const ProposalContext& context, const LayerSurvey& survey);

/// A proposal as lines of plan.toml, from [[layer]] on, with the reasons beside them.
[[nodiscard]] std::string to_toml(const LayerProposal& layer);

/// A TOML string; what is not UTF-8 is shown with question marks.
[[nodiscard]] std::string toml_quoted(std::string_view text);

}  // namespace quyhoach::geo
