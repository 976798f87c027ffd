#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <set>

#include "geo/base/text.h"
#include "geo/io/layer_proposal.h"
#include "geo/io/source_text.h"
#include "geo/plan/value_reading.h"

namespace quyhoach::geo {

namespace {

std::string rounded(double confidence) {
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), "%.2f", confidence);
  return text.data();
}

std::string joined(const std::vector<std::string>& texts) {
  std::string out;
  for (const std::string& text : texts) {
    out += (out.empty() ? "" : ", ") + toml_quoted(text);
  }
  return out;
}

class Lines {
 public:
  explicit Lines(const LayerProposal& layer) : layer_(layer) {}

  std::string write() {
    const KindCounts& kinds = layer_.kinds;
    line("[[layer]]", std::to_string(kinds.polygons) + " polygons, " + std::to_string(kinds.lines) + " lines, " +
                          std::to_string(kinds.points) + " points");
    line("role = " + toml_quoted(name_of(layer_.role)), "a guess by its shapes");
    line("file = " + toml_quoted(layer_.file));
    if (!layer_.layer.empty()) {
      line("layer = " + toml_quoted(layer_.layer));
    }
    if (!layer_.corners_of.empty()) {
      line("corners_of = " + toml_quoted(layer_.corners_of), "a guess: its rows are the corners of " + std::to_string(layer_.corner_zones) + " zones");
    }
    write_crs();
    write_encoding();
    if (layer_.is_drawing) {
      write_drawing();
    }
    write_fields();
    write_the_rest();
    write_own_encodings();
    write_land_use();
    return std::move(out_);
  }

 private:
  /// \param comment  may hold parts of values: what would end its line does not.
  void line(const std::string& text, std::string comment = "") {
    std::ranges::replace_if(comment, [](char c) { return (c >= 0 && c < ' ') || c == '\x7F'; }, ' ');
    out_ += text + (comment.empty() ? "" : "  # " + comment) + "\n";
  }

  void write_crs() {
    if (layer_.crs_offers.empty()) {
      line("# crs = \"EPSG:…\"", "TODO: none of the district's datum places it inside the district" +
                                     (layer_.has_crs ? "; the file says " + toml_quoted(layer_.stated_crs) : std::string{}));
      return;
    }
    const CrsOffer& best = layer_.crs_offers.front();
    const std::string said = layer_.has_crs ? "says " + toml_quoted(layer_.stated_crs) : "names none";
    line("crs = " + toml_quoted(best.guess.crs), (best.is_stated ? "as the file says, and it lies inside the district"
                                                                 : "a guess: it lies inside the district so; the file " + said) + corners_of(best));
    if (best.guess.is_of_wgs84) {
      line("datum = \"WGS 84\"", "the numbers were projected from WGS 84 without a datum shift");
    }
    if (best.guess.is_swapped) {
      line("axes = \"north, east\"", "the first number goes north");
    }
    for (std::size_t i = 1; i < layer_.crs_offers.size(); ++i) {
      line("# " + lines_of(layer_.crs_offers[i].guess), "would place it inside the district too" + corners_of(layer_.crs_offers[i]));
    }
  }

  static std::string corners_of(const CrsOffer& offer) {
    constexpr double kHundred = 100.0;
    return offer.near_parcels_share ? "; " + plain_number(std::round(kHundred * *offer.near_parcels_share)) + " % of its vertices are corners of parcels" : "";
  }

  void write_encoding() {
    if (layer_.encodings.empty()) {
      return;
    }
    const EncodingGuess& guess = layer_.encodings.front();
    const std::string text = "encoding = " + toml_quoted(name_of(layer_.encoding.value_or(guess.encoding)));
    const std::string sample = guess.sample.empty() ? "" : ": " + toml_quoted(guess.sample);
    const std::string confidence = "confidence " + rounded(guess.confidence) + sample;
    layer_.encoding ? line(text, confidence) : line("# " + text, "TODO: only perhaps, " + confidence);
  }

  void write_drawing() {
    std::vector<std::string> boundaries;
    std::vector<std::string> texts;
    std::string counts;
    for (const ProposedDrawingLayer& one : layer_.drawing_layers) {
      if (one.lines > 0) {
        boundaries.push_back(one.name);
      }
      if (one.texts > 0) {
        texts.push_back(one.name);
      }
      counts += (counts.empty() ? "" : "; ") + toml_quoted(one.name) + ": " + std::to_string(one.lines) + " lines, " +
                std::to_string(one.texts) + " texts";
    }
    line("drawing = true", "keep below only the layers of outlines and of the texts in them; there are " + counts);
    line("boundary_layers = [" + joined(boundaries) + "]");
    line("text_layers = [" + joined(texts) + "]");
    write_styles();
    line("# snap_m = 0.05", "joins free ends this near to a line");
  }

  /// What else lines and texts may be told apart by.
  void write_styles() {
    std::set<std::string> lines;
    std::set<std::string> colours;
    std::set<std::string> fonts;
    double smallest = 0.0;
    double largest = 0.0;
    for (const ProposedDrawingLayer& one : layer_.drawing_layers) {
      lines.insert(one.line_colours.begin(), one.line_colours.end());
      colours.insert(one.text_colours.begin(), one.text_colours.end());
      fonts.insert(one.text_fonts.begin(), one.text_fonts.end());
      smallest = one.texts > 0 && (largest == 0.0 || one.text_min_m < smallest) ? one.text_min_m : smallest;
      largest = std::max(largest, one.text_max_m);
    }
    const auto offer = [&](const char* key, const std::set<std::string>& all, const char* what) {
      if (all.size() > 1) {
        line(std::string{"# "} + key + " = [" + joined({all.begin(), all.end()}) + "]", what);
      }
    };
    offer("boundary_colours", lines, "only lines of these are outlines; keep some");
    offer("text_colours", colours, "only texts of these count; keep some");
    offer("text_fonts", fonts, "only texts set in these count; keep some");
    if (largest > smallest) {
      line("# text_heights_m = [" + plain_number(smallest) + ", " + plain_number(largest) + "]", "only texts of these heights count");
    }
  }

  void write_fields() {
    line("[layer.fields]");
    for (const ProposedField& one : layer_.fields) {
      line((one.is_taken ? "" : "# ") + one.field.field + " = " + toml_quoted(one.column),
           std::string{one.is_taken ? "" : "perhaps; "} + "confidence " + rounded(one.field.confidence) + ": " + one.reason.en);
      if (one.is_taken) {
        hint_values(one);
      }
    }
  }

  void hint_values(const ProposedField& one) {
    constexpr std::size_t kMost = 5;
    for (std::size_t i = 0; i < std::min(one.readings.size(), kMost); ++i) {
      const ProposedReading& reading = one.readings[i];
      line("# VALUE_FORMAT: " + toml_quoted(reading.value) + (reading.meant ? " is perhaps " + *reading.meant : " is no number") +
           "; correct it in the source");
    }
  }

  void write_the_rest() {
    std::vector<std::string> rest;
    for (const ProposedColumn& column : layer_.columns) {
      if (!layer_.is_drawing && std::ranges::find(layer_.fields, column.name, &ProposedField::column) == layer_.fields.end()) {
        rest.push_back(column.name);
      }
    }
    if (!rest.empty()) {
      line("# columns without a field: " + joined(rest));
    }
    if (!layer_.personal.empty()) {
      line("# dropped at the door, for they hold personal data: " + joined(layer_.personal));
    }
  }

  void write_own_encodings() {
    bool has_head = false;
    for (const ProposedField& one : layer_.fields) {
      if (one.is_taken && one.encoding) {
        if (!has_head) {
          line("[layer.encodings]");
        }
        line(one.field.field + " = " + toml_quoted(name_of(*one.encoding)));
        has_head = true;
      }
    }
  }

  void write_land_use() {
    const auto is_land_use = [](const ProposedField& one) { return one.is_taken && one.field.field == "land_use"; };
    if (std::ranges::none_of(layer_.fields, is_land_use)) {
      return;
    }
    line("[layer.land_use_codes]");
    for (const ProposedReading& one : layer_.land_use_codes) {
      one.meant ? line(toml_quoted(one.value) + " = " + toml_quoted(*one.meant), "read " + one.how.en)
                : line("# " + toml_quoted(one.value) + " = \"\"", "TODO: not in the district's catalogue");
    }
  }

  const LayerProposal& layer_;
  std::string out_;
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

std::string to_toml(const LayerProposal& layer) { return Lines{layer}.write(); }

}  // namespace quyhoach::geo
