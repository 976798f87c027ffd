#include "geo/io/layer_proposal.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <optional>

#include "geo/base/text.h"
#include "geo/io/source_text.h"
#include "geo/plan/value_reading.h"

namespace quyhoach::geo {

namespace {

constexpr double kSure = 0.9;    ///< Of an encoding: below it is only told.
constexpr double kLikely = 0.5;  ///< Of a column: below it is only told.

std::string rounded(double confidence) {
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), "%.2f", confidence);
  return text.data();
}

std::string list_of(const std::vector<std::string>& texts) {
  std::string out;
  for (const std::string& text : texts) {
    out += (out.empty() ? "" : ", ") + toml_quoted(text);
  }
  return "[" + out + "]";
}

/// The encoding of texts as the driver gave them. It may have taken them for Windows-1252: then they are judged by their bytes.
EncodingGuess guess_of(const std::vector<std::string>& texts) {
  std::vector<std::string> bytes;
  for (const std::string& text : texts) {
    bytes.push_back(bytes_behind(text));
  }
  const EncodingGuess as_given = guess_encoding(texts);
  const EncodingGuess behind = guess_encoding(bytes);
  const bool is_vietnamese = behind.encoding != TextEncoding::kUtf8 && behind.encoding != TextEncoding::kWindows1252;
  return as_given.encoding != TextEncoding::kUtf8 || (is_vietnamese && behind.confidence >= kSure) ? behind : as_given;
}

bool is_plain(const std::vector<std::string>& texts) {
  return std::ranges::all_of(texts, [](const std::string& text) {
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  });
}

class Proposal {
 public:
  Proposal(const ProposalContext& context, const LayerSurvey& survey) : context_(context), survey_(survey) {}

  Result<LayerProposal> run() {
    is_drawing_ = !survey_.drawing_layers.empty() && survey_.kinds.polygons + survey_.kinds.lines > 0;
    const KindCounts& kinds = survey_.kinds;
    role_ = is_drawing_ || (kinds.polygons >= kinds.lines && kinds.polygons >= kinds.points) ? LayerRole::kZones
            : kinds.lines >= kinds.points                                                      ? LayerRole::kLines
                                                                                               : LayerRole::kPoints;
    line("[[layer]]", std::to_string(kinds.polygons) + " polygons, " + std::to_string(kinds.lines) + " lines, " +
                          std::to_string(kinds.points) + " points");
    line("role = " + toml_quoted(name_of(role_)), "a guess by its shapes");
    line("file = " + toml_quoted(survey_.file));
    if (survey_.head.layers.size() > 1) {
      line("layer = " + toml_quoted(survey_.head.layer));
    }
    if (const auto done = propose_crs(); !done) {
      return done.error();
    }
    propose_encodings();
    if (is_drawing_) {
      propose_drawing();
    }
    propose_columns();
    return std::move(out_);
  }

 private:
  void line(const std::string& text, const std::string& comment = "") {
    out_.toml += text + (comment.empty() ? "" : "  # " + comment) + "\n";
  }

  Result<bool> propose_crs() {
    constexpr std::size_t kMost = 6;
    const RawHead& head = survey_.head;
    const auto guesses = guess_crs(context_.district, context_.transform, head.middles, kMost);
    if (guesses.empty()) {
      line("# crs = \"EPSG:…\"", "TODO: none of the district's datum places it inside the district" +
                                     (head.has_crs ? "; the file says " + toml_quoted(head.crs_name) : std::string{}));
      return true;
    }
    const auto stated = stated_crs(guesses);
    if (!stated) {
      return stated.error();
    }
    const auto is_stated = [&](const CrsGuess& guess) { return std::ranges::find(*stated, guess.crs) != stated->end(); };
    const auto fits = std::ranges::find_if(guesses, is_stated);
    const CrsGuess& best = fits != guesses.end() ? *fits : guesses.front();
    out_.crs = best.crs;
    const std::string said = head.has_crs ? "says " + toml_quoted(head.crs_name) : "names none";
    line("crs = " + toml_quoted(best.crs), fits != guesses.end() ? "as the file says, and it lies inside the district"
                                                                 : "a guess: it lies inside the district so; the file " + said);
    if (best.is_swapped) {
      line("axes = \"north, east\"", "the first number goes north");
    }
    for (const CrsGuess& other : guesses) {
      if (!(other == best)) {
        line("# " + lines_of(other), "would place it inside the district too");
      }
    }
    return true;
  }

  /// Which of the guesses is what the file says.
  Result<std::vector<std::string>> stated_crs(const std::vector<CrsGuess>& guesses) {
    std::vector<std::string> same;
    if (!survey_.head.has_crs || survey_.head.crs_names_files) {
      return same;
    }
    ReaderJob job;
    job.file = survey_.file;
    job.layer = survey_.head.layers.size() > 1 ? survey_.head.layer : "";
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

  void propose_encodings() {
    std::vector<std::string> all = survey_.head.columns;
    std::erase_if(all, [&](const std::string& name) { return personal_name(name, context_.personal).has_value(); });
    EncodingGuess surest;
    for (const auto& values : survey_.values) {
      all.insert(all.end(), values.begin(), values.end());
      const EncodingGuess guess = is_plain(values) ? EncodingGuess{} : guess_of(values);
      surest = guess.confidence > surest.confidence ? guess : surest;
    }
    if (is_plain(all)) {
      return;
    }
    const EncodingGuess whole = guess_of(all);
    const EncodingGuess& guess = whole.confidence >= kSure ? whole : surest.confidence >= kSure ? surest : whole;
    const std::string text = "encoding = " + toml_quoted(name_of(guess.encoding));
    const std::string sample = guess.sample.empty() ? "" : ": " + toml_quoted(guess.sample);
    if (guess.confidence >= kSure) {
      encoding_ = guess.encoding;
      line(text, "confidence " + rounded(guess.confidence) + sample);
    } else {
      line("# " + text, "TODO: only perhaps, confidence " + rounded(guess.confidence) + sample);
    }
  }

  /// A column's own, where it surely is another than the layer's.
  TextEncoding encoding_of(std::size_t column) const {
    const TextEncoding layers = encoding_.value_or(TextEncoding::kUtf8);
    const EncodingGuess guess = is_plain(survey_.values[column]) ? EncodingGuess{} : guess_of(survey_.values[column]);
    return encoding_ && guess.confidence >= kSure ? guess.encoding : layers;
  }

  std::vector<std::string> decoded_values(std::size_t column) const {
    std::vector<std::string> values;
    for (const std::string& raw : survey_.values[column]) {
      if (const auto text = read_in(encoding_of(column), raw)) {
        values.emplace_back(trim(*text));
      }
    }
    return values;
  }

  void propose_drawing() {
    std::vector<std::string> boundaries;
    std::vector<std::string> texts;
    std::string counts;
    for (const auto& [raw, kinds] : survey_.drawing_layers) {
      const auto name = read_in(encoding_.value_or(TextEncoding::kUtf8), raw);
      if (!name) {
        continue;
      }
      if (kinds.lines + kinds.polygons > 0) {
        boundaries.push_back(*name);
      }
      if (kinds.points > 0) {
        texts.push_back(*name);
      }
      counts += (counts.empty() ? "" : "; ") + toml_quoted(*name) + ": " + std::to_string(kinds.lines + kinds.polygons) +
                " lines, " + std::to_string(kinds.points) + " texts";
    }
    line("drawing = true", "keep below only the layers of outlines and of the texts in them; there are " + counts);
    line("boundary_layers = " + list_of(boundaries));
    line("text_layers = " + list_of(texts));
    line("# snap_m = 0.05", "joins free ends this near to a line");
    has_texts_ = !texts.empty();
  }

  struct Found {
    FieldProposal field;
    std::vector<std::string> values;
    TextEncoding encoding = TextEncoding::kUtf8;
    std::string column;
  };

  /// The fields of a layer that has columns.
  std::vector<Found> find_fields() const {
    std::vector<Column> columns;
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < survey_.head.sent.size(); ++i) {
      if (auto name = read_in(encoding_.value_or(TextEncoding::kUtf8), survey_.head.sent[i])) {
        columns.push_back({std::move(*name), decoded_values(i)});
        places.push_back(i);
      }
    }
    std::vector<Found> found;
    for (const FieldProposal& one : propose_fields(columns, role_, context_.names, context_.district)) {
      found.push_back({one, columns[one.column].values, encoding_of(places[one.column]), columns[one.column].name});
    }
    return found;
  }

  /// The one field of a drawing's texts: what their values tell, or the code.
  std::vector<Found> find_text_field() const {
    const auto text = std::ranges::find(survey_.head.sent, "Text");
    if (!has_texts_ || text == survey_.head.sent.end()) {
      return {};
    }
    const auto place = static_cast<std::size_t>(text - survey_.head.sent.begin());
    const std::vector<Column> columns{{std::string{kDrawingText}, decoded_values(place)}};
    auto told = propose_fields(columns, role_, context_.names, context_.district);
    const FieldProposal field = told.empty() ? FieldProposal{"code", 0, kLikely, "the texts inside may be codes"} : told.front();
    return {{field, columns.front().values, encoding_.value_or(TextEncoding::kUtf8), std::string{kDrawingText}}};
  }

  void propose_columns() {
    const std::vector<Found> found = is_drawing_ ? find_text_field() : find_fields();
    line("[layer.fields]");
    for (const Found& one : found) {
      const bool is_likely = one.field.confidence >= kLikely;
      line((is_likely ? "" : "# ") + one.field.field + " = " + toml_quoted(one.column),
           std::string{is_likely ? "" : "perhaps; "} + "confidence " + rounded(one.field.confidence) + ": " + one.field.reason);
      if (is_likely) {
        hint_values(one);
      }
    }
    name_the_rest(found);
    propose_own_encodings(found);
    propose_land_use(found);
  }

  /// Numbers that will not be read as they stand.
  void hint_values(const Found& one) {
    constexpr int kMost = 5;
    const auto quantity = quantity_of(one.field.field);
    int told = 0;
    for (const std::string& value : one.values) {
      if (!quantity || is_blank(value)) {
        continue;
      }
      const auto reading = read_quantity(value, *quantity);
      if ((!reading || !reading->exact) && told++ < kMost) {
        const std::string meant = reading ? " is perhaps " + plain_number(reading->value) : " is no number";
        line("# VALUE_FORMAT: " + toml_quoted(value) + meant + "; correct it in the source");
      }
    }
  }

  void name_the_rest(const std::vector<Found>& found) {
    std::string rest;
    std::string personal;
    for (const std::string& raw : survey_.head.columns) {
      const auto name = read_in(encoding_.value_or(TextEncoding::kUtf8), raw);
      if (const auto dropped = personal_name(raw, context_.personal)) {
        personal += (personal.empty() ? "" : ", ") + toml_quoted(*dropped);
      } else if (name && !is_drawing_ && std::ranges::find(found, *name, &Found::column) == found.end()) {
        rest += (rest.empty() ? "" : ", ") + toml_quoted(*name);
      }
    }
    if (!rest.empty()) {
      line("# columns without a field: " + rest);
    }
    if (!personal.empty()) {
      line("# dropped at the door, for they hold personal data: " + personal);
    }
  }

  void propose_own_encodings(const std::vector<Found>& found) {
    bool has_head = false;
    for (const Found& one : found) {
      if (one.field.confidence >= kLikely && encoding_ && one.encoding != *encoding_) {
        if (!has_head) {
          line("[layer.encodings]");
        }
        line(one.field.field + " = " + toml_quoted(name_of(one.encoding)));
        has_head = true;
      }
    }
  }

  void propose_land_use(const std::vector<Found>& found) {
    const auto is_land_use = [](const Found& one) { return one.field.field == "land_use" && one.field.confidence >= kLikely; };
    const auto column = std::ranges::find_if(found, is_land_use);
    if (column == found.end()) {
      return;
    }
    line("[layer.land_use_codes]");
    for (const std::string& value : column->values) {
      const auto reading = is_blank(value) ? std::nullopt : read_land_use_codes(value, context_.district);
      if (reading && !reading->exact) {
        line(toml_quoted(value) + " = " + toml_quoted(reading->value), "read " + reading->how);
      } else if (!reading && !is_blank(value)) {
        line("# " + toml_quoted(value) + " = \"\"", "TODO: not in the district's catalogue");
      }
    }
  }

  const ProposalContext& context_;
  const LayerSurvey& survey_;
  LayerProposal out_;
  LayerRole role_ = LayerRole::kZones;
  bool is_drawing_ = false;
  bool has_texts_ = false;
  std::optional<TextEncoding> encoding_;
};

}  // namespace

std::string toml_quoted(std::string_view text) {
  std::string out = "\"";
  const bool is_good = is_utf8(text);
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    constexpr unsigned char kDelete = 0x7F;
    if (byte < ' ' || byte == kDelete) {
      std::array<char, 8> escape{};
      std::snprintf(escape.data(), escape.size(), "\\u%04X", static_cast<unsigned>(byte));
      out += escape.data();
    } else if (byte > kDelete && !is_good) {
      out += '?';
    } else {
      out += c == '"' || c == '\\' ? std::string{'\\', c} : std::string{c};
    }
  }
  return out + "\"";
}

Result<LayerProposal> propose_layer(const ProposalContext& context, const LayerSurvey& survey) {
  return Proposal{context, survey}.run();
}

}  // namespace quyhoach::geo
