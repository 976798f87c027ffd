#include "geo/io/layer_proposal.h"

#include <algorithm>
#include <iterator>
#include <numeric>

#include "geo/base/text.h"
#include "geo/coord/projected_crs.h"
#include "geo/io/near_parcels.h"
#include "geo/io/source_text.h"
#include "geo/plan/value_reading.h"

namespace quyhoach::geo {

namespace {

constexpr double kLikely = 0.5;  ///< Of a column: below it is only told.

bool is_plain(const std::vector<std::string>& texts) {
  return std::ranges::all_of(texts, [](const std::string& text) {
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  });
}

EncodingGuess guess_of(const std::vector<std::string>& texts) {
  return is_plain(texts) ? EncodingGuess{} : weigh_source_encodings(texts).front();
}

class Proposal {
 public:
  Proposal(const ProposalContext& context, const LayerSurvey& survey) : context_(context), survey_(survey) {}

  Result<LayerProposal> run() {
    const KindCounts& kinds = survey_.kinds;
    out_.file = survey_.file;
    out_.layer = survey_.head.layers.size() > 1 ? survey_.head.layer : "";
    out_.kinds = kinds;
    out_.is_drawing = !survey_.drawing_layers.empty() && kinds.polygons + kinds.lines > 0;
    out_.role = out_.is_drawing || (kinds.polygons >= kinds.lines && kinds.polygons >= kinds.points) ? LayerRole::kZones
                : kinds.lines >= kinds.points                                                          ? LayerRole::kLines
                                                                                                       : LayerRole::kPoints;
    if (const auto done = propose_crs(); !done) {
      return done.error();
    }
    propose_encoding();
    describe_columns();
    if (out_.is_drawing) {
      propose_drawing();
    } else {
      propose_corners();
      propose_columns();
    }
    for (ProposedField& one : out_.fields) {
      read_values(one);
    }
    return std::move(out_);
  }

 private:
  Result<bool> propose_crs() {
    constexpr std::size_t kMost = 8;
    const RawHead& head = survey_.head;
    out_.has_crs = head.has_crs;
    out_.stated_crs = head.crs_name;
    const auto guesses = guess_crs(context_.district, head.middles, kMost);
    const auto stated = stated_crs(guesses);
    if (!stated) {
      return stated.error();
    }
    for (const CrsGuess& guess : guesses) {
      out_.crs_offers.push_back({guess, epsg_name(guess.crs), placement_of(guess, context_.district, head.middles),
                                 !guess.is_of_wgs84 && std::ranges::find(*stated, guess.crs) != stated->end(), std::nullopt});
    }
    // What the file says is taken if it fits, else the likeliest.
    take_first(std::ranges::find_if(out_.crs_offers, &CrsOffer::is_stated));
    compare_with_parcels();
    return true;
  }

  void take_first(std::vector<CrsOffer>::iterator offer) {
    if (offer != out_.crs_offers.end()) {
      std::rotate(out_.crs_offers.begin(), offer, offer + 1);
    }
  }

  /// Several readings may lie inside the district, 226 m from each other: corners of parcels tell them apart, more surely than the
  /// file itself.
  void compare_with_parcels() {
    const Snapshot* edition = out_.crs_offers.empty() || !context_.parcels ? nullptr : context_.parcels();
    if (edition == nullptr || edition->parcel_count() == 0 || survey_.head.vertices.empty()) {
      return;
    }
    for (CrsOffer& offer : out_.crs_offers) {
      const auto reading = CrsReading::create(offer.guess, context_.district);
      offer.near_parcels_share = reading ? share_near_parcels(*reading, context_.transform, survey_.head.vertices, *edition) : 0.0;
    }
    const auto nearest = std::ranges::max_element(out_.crs_offers, {}, [](const CrsOffer& offer) { return *offer.near_parcels_share; });
    if (is_clearly_nearer(*nearest->near_parcels_share, *out_.crs_offers.front().near_parcels_share)) {
      take_first(nearest);
    }
  }

  /// Which of the guesses is what the file says.
  Result<std::vector<std::string>> stated_crs(const std::vector<CrsGuess>& guesses) {
    std::vector<std::string> same;
    if (guesses.empty() || !survey_.head.has_crs || survey_.head.crs_names_files) {
      return same;
    }
    ReaderJob job;
    job.file = survey_.file;
    job.layer = out_.layer;
    for (const CrsGuess& guess : guesses) {
      job.candidates.push_back(guess.crs);
    }
    const auto outcome = context_.reader.read(job, {[&](const RawHead& head) {
                                                      same = head.same_crs;
                                                      return false;
                                                    },
                                                    [](const RawFeature&) {}});
    return outcome ? Result<std::vector<std::string>>{same} : Result<std::vector<std::string>>{outcome.error()};
  }

  void propose_encoding() {
    std::vector<std::string> all = survey_.head.columns;
    std::erase_if(all, [&](const std::string& name) { return personal_name(name, context_.personal).has_value(); });
    const std::vector<std::string>* surest = nullptr;
    double confidence = 0.0;
    for (const auto& values : survey_.values) {
      all.insert(all.end(), values.begin(), values.end());
      if (const EncodingGuess guess = guess_of(values); guess.confidence > confidence) {
        surest = &values;
        confidence = guess.confidence;
      }
    }
    if (is_plain(all)) {
      return;
    }
    out_.encodings = weigh_source_encodings(all);
    if (out_.encodings.front().confidence < kSureEncoding && confidence >= kSureEncoding) {
      out_.encodings = weigh_source_encodings(*surest);
    }
    if (out_.encodings.front().confidence >= kSureEncoding) {
      out_.encoding = out_.encodings.front().encoding;
    }
  }

  [[nodiscard]] TextEncoding layers_encoding() const { return out_.encoding.value_or(TextEncoding::kUtf8); }

  /// A column's own, where it surely is another than the layer's.
  [[nodiscard]] TextEncoding encoding_of(std::size_t column) const {
    const EncodingGuess guess = guess_of(survey_.values[column]);
    return out_.encoding && guess.confidence >= kSureEncoding ? guess.encoding : layers_encoding();
  }

  [[nodiscard]] std::vector<std::string> decoded_values(std::size_t column) const {
    std::vector<std::string> values;
    for (const std::string& raw : survey_.values[column]) {
      if (const auto text = read_in(encoding_of(column), raw)) {
        values.emplace_back(trim(*text));
      }
    }
    return values;
  }

  void describe_columns() {
    constexpr std::size_t kSamples = 5;
    for (std::size_t i = 0; i < survey_.head.sent.size(); ++i) {
      if (auto name = read_in(layers_encoding(), survey_.head.sent[i])) {
        columns_.push_back({std::move(*name), decoded_values(i)});
        places_.push_back(i);
        const auto& values = columns_.back().values;
        const auto shown = static_cast<std::ptrdiff_t>(std::min(values.size(), kSamples));
        out_.columns.push_back({columns_.back().name, {values.begin(), values.begin() + shown}, guess_of(survey_.values[i])});
      }
    }
    for (const std::string& raw : survey_.head.columns) {
      if (auto dropped = personal_name(raw, context_.personal)) {
        out_.personal.push_back(std::move(*dropped));
      }
    }
  }

  void propose_drawing() {
    bool has_texts = false;
    for (const auto& [raw, layer] : survey_.drawing_layers) {
      if (auto name = read_in(layers_encoding(), raw)) {
        ProposedDrawingLayer one{std::move(*name), layer.kinds.lines + layer.kinds.polygons, layer.kinds.points,
                                 {layer.line_colours.begin(), layer.line_colours.end()}, {layer.text_colours.begin(), layer.text_colours.end()},
                                 {}, layer.text_min, layer.text_max};
        for (const std::string& font : layer.text_fonts) {
          one.text_fonts.push_back(read_in(layers_encoding(), font).value_or(font));
        }
        has_texts = has_texts || one.texts > 0;
        out_.drawing_layers.push_back(std::move(one));
      }
    }
    const auto text = std::ranges::find(columns_, "Text", &SourceColumn::name);
    if (!has_texts || text == columns_.end()) {
      return;
    }
    // The one field of a drawing's texts: what their values tell, or the code.
    const std::vector<SourceColumn> only{{std::string{kDrawingText}, text->values}};
    auto told = propose_fields(only, out_.role, context_.names, context_.district);
    add_field(told.empty() ? FieldProposal{"code", 0, kLikely, {"field.texts", {}}} : told.front(),
              std::string{kDrawingText}, static_cast<std::size_t>(text - columns_.begin()), layers_encoding());
  }

  /// Points may be the corners of zones; then columns that say another thing in every row are the corners' own.
  void propose_corners() {
    if (out_.role != LayerRole::kPoints || columns_.size() != survey_.head.sent.size() || has_radius()) {
      return;
    }
    std::optional<std::size_t> code;
    for (const FieldProposal& one : propose_fields(columns_, LayerRole::kZones, context_.names, context_.district)) {
      code = one.field == "code" ? std::optional{one.column} : code;
    }
    const auto table = find_corner_table(survey_.rows, code);
    if (!table) {
      return;
    }
    out_.role = LayerRole::kZones;
    out_.corners_of = columns_[table->column].name;
    out_.corner_zones = table->zones;
    zone_columns_ = table->of_zones;
  }

  /// A point with a radius is a protected place, in whatever order it comes.
  [[nodiscard]] bool has_radius() const {
    const auto fields = propose_fields(columns_, LayerRole::kPoints, context_.names, context_.district);
    return std::ranges::find(fields, "radius_m", &FieldProposal::field) != fields.end();
  }

  void propose_columns() {
    std::vector<std::size_t> of(columns_.size());
    std::iota(of.begin(), of.end(), std::size_t{0});
    if (!out_.corners_of.empty()) {
      of = zone_columns_;
    }
    std::vector<SourceColumn> columns;
    std::ranges::transform(of, std::back_inserter(columns), [&](std::size_t place) { return columns_[place]; });
    auto fields = propose_fields(columns, out_.role, context_.names, context_.district);
    for (FieldProposal& one : fields) {
      const std::size_t place = of[one.column];
      add_field(std::move(one), columns_[place].name, place, encoding_of(places_[place]));
    }
    name_zones();
  }

  /// What tells the zones of a table of corners apart is their code, whatever it is called, if no other column is.
  void name_zones() {
    if (out_.corners_of.empty() || std::ranges::any_of(out_.fields, [](const ProposedField& one) { return one.field.field == "code"; })) {
      return;
    }
    const auto column = std::ranges::find(columns_, out_.corners_of, &SourceColumn::name);
    const auto place = static_cast<std::size_t>(column - columns_.begin());
    const bool is_free = std::ranges::none_of(out_.fields, [&](const ProposedField& one) { return one.column == out_.corners_of; });
    if (is_free) {
      add_field({"code", place, kLikely, {"field.corners", {}}}, out_.corners_of, place, encoding_of(places_[place]));
      std::rotate(out_.fields.begin(), out_.fields.end() - 1, out_.fields.end());
    }
  }

  void add_field(FieldProposal field, std::string column, std::size_t place, TextEncoding encoding) {
    const bool is_taken = field.confidence >= kLikely;
    field.column = place;
    const bool is_own = out_.encoding && encoding != *out_.encoding;
    Text reason = context_.words.say(field.reason);
    out_.fields.push_back({std::move(field), std::move(reason), std::move(column), is_taken, is_own ? std::optional{encoding} : std::nullopt, {}});
  }

  /// What will not be read as it stands.
  void read_values(ProposedField& one) {
    const auto quantity = quantity_of(one.field.field);
    for (const std::string& value : columns_[one.field.column].values) {
      if (is_blank(value)) {
        continue;
      }
      if (quantity) {
        const auto reading = read_quantity(value, *quantity);
        if (!reading || !reading->exact) {
          one.readings.push_back({value, reading ? std::optional{plain_number(reading->value)} : std::nullopt, reading ? context_.words.say(reading->how) : Text{}});
        }
      } else if (one.field.field == "land_use" && one.is_taken) {
        const auto reading = read_land_use_codes(value, context_.district);
        if (!reading || !reading->exact) {
          out_.land_use_codes.push_back({value, reading ? std::optional{reading->value} : std::nullopt, reading ? context_.words.say(reading->how) : Text{}});
        }
      }
    }
  }

  const ProposalContext& context_;
  const LayerSurvey& survey_;
  LayerProposal out_;
  std::vector<SourceColumn> columns_;      ///< Those whose names can be read.
  std::vector<std::size_t> places_;  ///< Of these among what was sent.
  std::vector<std::size_t> zone_columns_;  ///< Of a table of corners: those of these that speak of zones.
};

}  // namespace

Result<LayerProposal> propose_layer(const ProposalContext& context, const LayerSurvey& survey) {
  return Proposal{context, survey}.run();
}

}  // namespace quyhoach::geo
