#include "geo/io/layer_proposal.h"

#include <algorithm>

#include "geo/base/text.h"
#include "geo/coord/projected_crs.h"
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
    out_.is_drawing ? propose_drawing() : propose_columns();
    for (ProposedField& one : out_.fields) {
      read_values(one);
    }
    return std::move(out_);
  }

 private:
  Result<bool> propose_crs() {
    constexpr std::size_t kMost = 6;
    const RawHead& head = survey_.head;
    out_.has_crs = head.has_crs;
    out_.stated_crs = head.crs_name;
    const auto guesses = guess_crs(context_.district, context_.transform, head.middles, kMost);
    const auto stated = stated_crs(guesses);
    if (!stated) {
      return stated.error();
    }
    for (const CrsGuess& guess : guesses) {
      out_.crs_offers.push_back({guess, epsg_name(guess.crs), placement_of(guess, context_.district, head.middles),
                                 std::ranges::find(*stated, guess.crs) != stated->end()});
    }
    // What the file says is taken if it fits, else the likeliest.
    const auto first = std::ranges::find_if(out_.crs_offers, &CrsOffer::is_stated);
    if (first != out_.crs_offers.end()) {
      std::rotate(out_.crs_offers.begin(), first, first + 1);
    }
    return true;
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
    add_field(told.empty() ? FieldProposal{"code", 0, kLikely, "the texts inside may be codes"} : told.front(),
              std::string{kDrawingText}, static_cast<std::size_t>(text - columns_.begin()), layers_encoding());
  }

  void propose_columns() {
    for (const FieldProposal& one : propose_fields(columns_, out_.role, context_.names, context_.district)) {
      add_field(one, columns_[one.column].name, one.column, encoding_of(places_[one.column]));
    }
  }

  void add_field(FieldProposal field, std::string column, std::size_t place, TextEncoding encoding) {
    const bool is_taken = field.confidence >= kLikely;
    field.column = place;
    const bool is_own = out_.encoding && encoding != *out_.encoding;
    out_.fields.push_back({std::move(field), std::move(column), is_taken, is_own ? std::optional{encoding} : std::nullopt, {}});
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
          one.readings.push_back({value, reading ? std::optional{plain_number(reading->value)} : std::nullopt, reading ? reading->how : ""});
        }
      } else if (one.field.field == "land_use" && one.is_taken) {
        const auto reading = read_land_use_codes(value, context_.district);
        if (!reading || !reading->exact) {
          out_.land_use_codes.push_back({value, reading ? std::optional{reading->value} : std::nullopt, reading ? reading->how : ""});
        }
      }
    }
  }

  const ProposalContext& context_;
  const LayerSurvey& survey_;
  LayerProposal out_;
  std::vector<SourceColumn> columns_;      ///< Those whose names can be read.
  std::vector<std::size_t> places_;  ///< Of these among what was sent.
};

}  // namespace

Result<LayerProposal> propose_layer(const ProposalContext& context, const LayerSurvey& survey) {
  return Proposal{context, survey}.run();
}

}  // namespace quyhoach::geo
