#include "geo/io/source_reader.h"

#include <algorithm>

#include "geo/base/legacy_text.h"
#include "geo/base/text.h"
#include "geo/geom/measure.h"
#include "geo/geom/overlay.h"
#include "geo/io/corner_reader.h"
#include "geo/io/drawing_reader.h"
#include "geo/io/file_pattern.h"
#include "geo/io/likely_cause.h"
#include "geo/io/source_crs.h"
#include "geo/io/source_text.h"
#include "geo/plan/value_reading.h"

namespace quyhoach::geo {

namespace {

/// One layer of one file, and everything needed to judge its features.
class LayerReader {
 public:
  LayerReader(const ImportContext& context, const LayerSource& source, std::string file, ShapeKind kind, const std::string& declared_crs)
      : context_(context), source_(source), file_(std::move(file)), kind_(kind), declared_crs_(declared_crs) {
    if (source_.drawing) {
      drawing_.emplace(context_, source_, file_);
    }
    if (!source_.corners_of.empty()) {
      corners_.emplace(context_, file_);
    }
  }

  [[nodiscard]] ReaderJob job() const {
    ReaderJob job;
    job.file = file_;
    job.layer = source_.layer;
    job.kind = kind_ == ShapeKind::kPolygons ? RawKind::kPolygons : kind_ == ShapeKind::kLines ? RawKind::kLines : RawKind::kPoints;
    job.encoding = source_.encoding;
    if (drawing_) {
      job.kind = RawKind::kAny;
      job.with_style = true;
      job.fields.assign(DrawingReader::kColumns.begin(), DrawingReader::kColumns.end());
    }
    if (corners_) {
      job.kind = RawKind::kPoints;
      job.fields.push_back(source_.corners_of);
    }
    for (const auto& [ours, theirs] : source_.fields) {
      job.fields.push_back(theirs);
    }
    job.personal.assign(context_.personal_columns.begin(), context_.personal_columns.end());
    for (const std::string& crs : {source_.crs, declared_crs_}) {
      if (!crs.empty()) {
        job.candidates.push_back(crs);
      }
    }
    return job;
  }

  /// \return whether the layer can be read; if not, the report says why.
  bool take_head(const RawHead& head) {
    const auto crs = resolve_crs(context_, source_, head, file_, declared_crs_);
    if (!crs) {
      return false;
    }
    taken_ = {*crs, source_.north_first, source_.is_of_wgs84};
    auto to_grid = ToGrid::create(context_, taken_);
    if (!to_grid) {
      add({.kind = "CRS_NOT_ALLOWED", .figures = {{"text", to_grid.error().message}}});
      return false;
    }
    to_grid_.emplace(std::move(*to_grid));
    return drawing_ ? map_drawing(head) : map_fields(head);
  }

  void take_feature(const RawFeature& feature, const std::function<void(const SourceFeature&)>& take) {
    SourceFeature out;
    out.file = file_;
    out.fid = feature.fid;
    ShapeStore grid;
    if (drawing_) {
      take_part(feature, out, grid);
    } else if (corners_) {
      take_corner(feature, out);
    } else if (read_shape(feature, kind_, out, grid) && read_values(feature, out)) {
      take(out);
    }
  }

  /// To be called once the file was read to its end.
  void finish(const std::function<void(const SourceFeature&)>& take) {
    report_mistaken();
    if (drawing_) {
      drawing_->finish(take);
    }
    if (corners_) {
      corners_->finish(names_of_values(), [&](const RawFeature& polygon) {
        SourceFeature out;
        out.file = file_;
        out.fid = polygon.fid;
        ShapeStore grid;
        if (read_shape(polygon, kind_, out, grid) && read_values(polygon, out)) {
          take(out);
        }
      });
    }
  }

 private:
  void add(Defect defect) {
    defect.file = file_;
    context_.report.add(std::move(defect));
  }

  bool map_drawing(const RawHead& head) {
    for (std::size_t i = 0; i < head.sent.size(); ++i) {
      columns_.emplace_back(head.sent[i], i);
    }
    const auto has = [&](const char* name) { return std::ranges::find(head.sent, name) != head.sent.end(); };
    if ((!has("Layer") && !has("Level")) || (!has("Text") && source_.drawing->has_texts())) {
      add({.kind = "FIELD_MISSING.drawing"});
      return false;
    }
    return true;
  }

  /// A feature of a drawing: what belongs to no layer the manifest names is left aside.
  void take_part(const RawFeature& feature, SourceFeature& out, ShapeStore& grid) {
    std::map<std::string, std::string, std::less<>> values;
    for (const auto& [name, index] : columns_) {
      values[name] = feature.values[index].value_or("");
    }
    const std::string& raw_layer = values[values.contains("Layer") ? "Layer" : "Level"];
    const auto layer = read_in(source_.encoding.value_or(TextEncoding::kUtf8), raw_layer);
    const auto part = part_of(layer.value_or(raw_layer), feature);
    const ShapeKind kind = part == DrawingReader::Part::kText           ? ShapeKind::kPoints
                           : feature.kind == RawKind::kPolygons ? ShapeKind::kPolygons
                                                                : ShapeKind::kLines;
    const bool is_empty = feature.type_name.empty() || (part == DrawingReader::Part::kText && values["Text"].empty());
    const bool is_on_sheet = values["PaperSpace"] == "1";
    if (part == DrawingReader::Part::kNone || is_empty || is_on_sheet || !read_shape(feature, kind, out, grid)) {
      return;
    }
    if (part == DrawingReader::Part::kBoundary) {
      drawing_->add_boundary(out.shape, feature.kind);
    } else if (const auto text = read_text("Text", values["Text"], out); text && !text->empty()) {
      drawing_->add_text(out.shape.ring(0).front(), *text, out.fid);
    }
  }

  /// A row of a table of corners: which zone it is of, and where.
  void take_corner(const RawFeature& row, const SourceFeature& out) {
    if (row.defect != RingDefect::kNone) {
      report_defect(row, out);
    }
    const auto& raw = row.values[corner_column_];
    const auto zone = raw ? read_text("corners_of", *raw, out) : std::optional<std::string>{""};
    if (zone && !zone->empty()) {
      corners_->add(*zone, row);
    } else if (zone) {
      add({.kind = "VALUE_MISSING.corner", .feature = out.name(), .figures = {{"column", source_.corners_of}}});
    }
  }

  /// Of what is sent: our field that is read from it; empty where none is.
  [[nodiscard]] std::vector<std::string> names_of_values() const {
    std::vector<std::string> names(sent_);
    for (const auto& [ours, index] : columns_) {
      names[index] = ours;
    }
    return names;
  }

  [[nodiscard]] DrawingReader::Part part_of(const std::string& layer, const RawFeature& feature) const {
    RawStyle style = feature.style.value_or(RawStyle{});
    style.font = read_in(source_.encoding.value_or(TextEncoding::kUtf8), style.font).value_or(style.font);
    return drawing_->part_of(layer, feature.kind, &style);
  }

  bool map_fields(const RawHead& head) {
    bool good = true;
    sent_ = head.sent.size();
    if (corners_) {
      const auto sent = std::ranges::find(head.sent, source_.corners_of);
      corner_column_ = static_cast<std::size_t>(sent - head.sent.begin());
      if (sent == head.sent.end()) {
        const Phrase hint = likely_column(head, source_.corners_of);
        add({.kind = "FIELD_MISSING", .figures = {{"column", source_.corners_of}, {"field", "corners_of"}, {"hint", hint}}});
        good = false;
      }
    }
    for (const auto& [ours, theirs] : source_.fields) {
      const auto sent = std::ranges::find(head.sent, theirs);
      if (context_.personal_columns.contains(fold(theirs))) {
        add({.kind = "PERSONAL_DATA.mapped", .feature = "column " + theirs});
        good = false;
      } else if (sent == head.sent.end()) {
        add({.kind = "FIELD_MISSING", .figures = {{"column", theirs}, {"field", ours}, {"hint", likely_column(head, theirs)}}});
        good = false;
      } else {
        columns_.emplace_back(ours, static_cast<std::size_t>(sent - head.sent.begin()));
      }
    }
    for (const std::string& name : head.columns) {
      if (const auto personal = personal_name(name, context_.personal_columns)) {
        add({.kind = "PERSONAL_DATA", .feature = "column " + *personal});
      }
    }
    return good;
  }

  /// What to write so that a column of another encoding is found; empty where none reads so.
  static Phrase likely_column(const RawHead& head, const std::string& theirs) {
    for (const std::string& name : head.columns) {
      for (const TextEncoding encoding : kTextEncodings) {
        if (read_in(encoding, name) == theirs) {
          return {"field.reads_so", {{"encoding", std::string{name_of(encoding)}}}};
        }
      }
    }
    return {};
  }

  void report_defect(const RawFeature& feature, const SourceFeature& out) {
    switch (feature.defect) {
      case RingDefect::kNone: break;
      case RingDefect::kOpen: add({.kind = "RING_OPEN", .feature = out.name()}); break;
      case RingDefect::kShort: add({.kind = "RING_SHORT", .feature = out.name()}); break;
      case RingDefect::kNotFinite: add({.kind = "COORD_NOT_FINITE", .feature = out.name()}); break;
      case RingDefect::kWrongType:
        add({.kind = feature.type_name.empty() ? "GEOM_UNREADABLE.none" : "GEOM_UNREADABLE",
             .feature = out.name(),
             .figures = {{"type", feature.type_name}, {"role", std::string{name_of(source_.role)}}}});
        break;
    }
  }

  bool read_shape(const RawFeature& feature, ShapeKind kind, SourceFeature& out, ShapeStore& grid) {
    if (feature.defect != RingDefect::kNone) {
      report_defect(feature, out);
      return false;
    }
    const bool mapped = to_grid_->append(feature.shape.view(0), kind, grid);
    out.shape = mapped ? grid.view(grid.points().data(), 0) : ShapeView<GridPoint>{};
    if (!mapped || !inside_district(out.shape)) {
      report_outside(feature, out, mapped);
      return false;
    }
    if (kind == ShapeKind::kPolygons && !drawing_) {
      auto polygon = polygons_to_geos(out.shape);
      const auto invalid = polygon ? find_invalidity(**polygon) : std::optional<Invalidity>{{polygon.error().message, out.place()}};
      if (invalid && !mend(out, grid, polygon)) {
        add({.kind = "GEOM_INVALID", .feature = out.name(), .place = invalid->where, .figures = {{"reason", Phrase{invalid->reason, {}}}}});
        return false;
      }
    }
    return true;
  }

  /// Proposes the valid form of a polygon. \return whether it is accepted: then the feature has it.
  bool mend(SourceFeature& out, ShapeStore& grid, const Result<GeosGeometry>& polygon) const {
    auto valid = polygon && context_.repairs != nullptr ? made_valid(**polygon) : Result<ShapeStore>{Error{ErrorCode::kBadData, ""}};
    if (!valid) {
      return false;
    }
    ShapeStore before;
    before.add(out.shape);
    auto after = settle(*context_.repairs, context_.report, {.code = "GEOM_INVALID", .file = file_, .feature = out.name(),
                                                             .before = std::move(before), .after = std::move(*valid)});
    if (!after) {
      return false;
    }
    grid = std::move(*after);
    out.shape = grid.view(0);
    return true;
  }

  bool inside_district(const ShapeView<GridPoint>& shape) const {
    const GridBox box = box_of(shape);
    for (const GridPoint corner : {GridPoint{box.min_east_m, box.min_north_m}, GridPoint{box.max_east_m, box.max_north_m}}) {
      const auto at = context_.transform.to_lonlat(corner);
      if (!at || !context_.district.bbox.contains(*at)) {
        return false;
      }
    }
    return true;
  }

  void report_outside(const RawFeature& feature, const SourceFeature& out, bool mapped) {
    if (!cause_) {
      cause_ = likely_cause(context_.district, box_of(feature.shape.view(0)).center(), taken_);
    }
    const Phrase distance = mapped ? distance_in_words(context_.district, context_.transform, out.place()) : Phrase{"far.unmapped", {}};
    add({.kind = "OUTSIDE_DISTRICT",
         .feature = out.name(),
         .place = mapped ? std::optional{out.place()} : std::nullopt,
         .figures = {{"distance", distance}, {"cause", *cause_}}});
  }

  bool read_values(const RawFeature& feature, SourceFeature& out) {
    for (const auto& [ours, text] : source_.values) {
      out.values[ours] = text;
    }
    for (const auto& [ours, index] : columns_) {
      if (!feature.values[index]) {
        continue;
      }
      const std::string& raw = *feature.values[index];
      const auto text = read_text(ours, raw, out);
      if (!text) {
        return false;
      }
      if (!text->empty()) {
        out.values[ours] = *text;
      }
    }
    return true;
  }

  /// A text in NFC, trimmed; nothing after a defect.
  std::optional<std::string> read_text(const std::string& ours, const std::string& raw, const SourceFeature& out) {
    const auto encoding = stated_encoding(ours);
    const auto text = encoding ? read_in(*encoding, raw) : decode(raw, TextEncoding::kUtf8);
    if (!text) {
      const std::string expected{name_of(encoding.value_or(TextEncoding::kUtf8))};
      add({.kind = "TEXT_ENCODING",
           .feature = out.name(),
           .place = out.shape.rings.empty() ? std::nullopt : std::optional{out.place()},
           .figures = {{"field", ours}, {"expected", expected}, {"reading", likely_reading(ours, raw)}}});
      return std::nullopt;
    }
    if (!encoding) {
      remember(ours, raw);
    }
    return std::string{trim(*text)};
  }

  /// Keeps some texts as the driver gave them, where it may have made them of bytes it took for Windows-1252.
  void remember(const std::string& ours, const std::string& raw) {
    constexpr std::size_t kEnough = 200;
    std::vector<std::string>& seen = given_[ours];
    if (seen.size() < kEnough && bytes_behind(raw) != raw && std::ranges::find(seen, raw) == seen.end()) {
      seen.push_back(raw);
    }
  }

  /// Texts that are letters, but surely not those that were written.
  void report_mistaken() {
    for (const auto& [ours, seen] : given_) {
      const EncodingGuess guess = seen.empty() ? EncodingGuess{} : weigh_source_encodings(seen).front();
      if (guess.encoding != TextEncoding::kUtf8 && guess.confidence >= kSureEncoding) {
        const std::string name{name_of(guess.encoding)};
        add({.kind = "TEXT_ENCODING.mistaken",
             .figures = {{"field", ours},
                         {"reading", Phrase{"encoding.reading",
                                            {{"encoding", name}, {"sample", guess.sample}, {"line", "[[layer]] encoding = \"" + name + "\""}}}}}});
      }
    }
  }

  std::optional<TextEncoding> stated_encoding(const std::string& ours) const {
    const auto own = source_.encodings.find(ours);
    return own != source_.encodings.end() ? std::optional{own->second} : source_.encoding;
  }

  /// What a text that is not in its encoding says, judged by the values of its column so far: one alone may be too short to tell.
  Phrase likely_reading(const std::string& ours, const std::string& raw) {
    constexpr std::size_t kEnough = 50;
    const std::string bytes = bytes_behind(raw);
    std::vector<std::string>& seen = foreign_[ours];
    if (seen.size() < kEnough && std::find(seen.begin(), seen.end(), bytes) == seen.end()) {
      seen.push_back(bytes);
    }
    const EncodingGuess guess = guess_encoding(seen);
    const auto text = decode(bytes, guess.encoding);
    if (guess.confidence == 0.0 || !text) {
      return {"encoding.unknown", {}};
    }
    const std::string name{name_of(guess.encoding)};
    const std::string line = stated_encoding(ours) ? "[layer.encodings] " + ours + " = \"" + name + "\"" : "[[layer]] encoding = \"" + name + "\"";
    return {"encoding.reading", {{"encoding", name}, {"sample", *text}, {"line", line}}};
  }

  const ImportContext& context_;
  const LayerSource& source_;
  std::string file_;
  ShapeKind kind_;
  const std::string& declared_crs_;
  std::optional<DrawingReader> drawing_;
  std::optional<CornerReader> corners_;
  std::size_t corner_column_ = 0;  ///< Among what is sent.
  std::size_t sent_ = 0;           ///< How many columns.
  CrsGuess taken_;  ///< How its coordinates are read.
  std::optional<ToGrid> to_grid_;
  std::vector<std::pair<std::string, std::size_t>> columns_;  ///< Ours, and the place among what is sent.
  std::map<std::string, std::vector<std::string>> given_;    ///< By our field without a stated encoding: texts that may be mistaken.
  std::map<std::string, std::vector<std::string>> foreign_;  ///< By our field: values in another encoding.
  std::optional<Phrase> cause_;
};

void add_file_defect(const ImportContext& context, const std::string& file, const std::string& kind, std::string text) {
  context.report.add({.kind = kind, .file = file, .figures = {{"text", std::move(text)}}});
}

std::size_t read_file(const ImportContext& context, const LayerSource& source, const std::filesystem::path& path,
                      const std::string& declared_crs, ShapeKind kind, const std::function<void(const SourceFeature&)>& take) {
  const std::string file = path.lexically_relative(context.root).string();
  LayerReader reader{context, source, file, kind, declared_crs};
  const auto outcome = context.reader.read(reader.job(), {[&](const RawHead& head) { return reader.take_head(head); },
                                                          [&](const RawFeature& feature) { reader.take_feature(feature, take); }});
  if (!outcome && outcome.error().code == ErrorCode::kCheckCancelled) {
    return 0;
  }
  if (!outcome) {
    add_file_defect(context, file, "READER_UNAVAILABLE", outcome.error().message);
    return 0;
  }
  if (const auto* fault = std::get_if<RawFault>(&*outcome)) {
    add_file_defect(context, fault->file.empty() ? file : fault->file, fault->code, fault->message);
    return 0;
  }
  const auto& end = std::get<RawEnd>(*outcome);
  for (const std::string& message : end.messages) {
    add_file_defect(context, file, "SOURCE_ERROR", message);
  }
  reader.finish(take);
  return end.seen;
}

}  // namespace

GridPoint SourceFeature::place() const { return shape.rings.empty() ? GridPoint{} : box_of(shape).center(); }

bool holds_polygons(const ImportContext& context, const LayerSource& source, const std::filesystem::path& folder) {
  bool holds = true;
  const auto files = files_matching(folder, source.file);
  if (!files.empty()) {
    ReaderJob job;
    job.file = files.front().lexically_relative(context.root).string();
    job.layer = source.layer;
    // What is wrong with the file is said when it is read.
    (void)context.reader.read(job, {[&](const RawHead& head) {
                                      holds = head.holds_polygons;
                                      return false;
                                    },
                                    [](const RawFeature&) {}});
  }
  return holds;
}

std::size_t read_source(const ImportContext& context, const LayerSource& source, const std::filesystem::path& folder,
                        const std::string& declared_crs, ShapeKind kind,
                        const std::function<void(const SourceFeature&)>& take) {
  const auto files = files_matching(folder, source.file);
  if (files.empty()) {
    add_file_defect(context, (folder / source.file).lexically_relative(context.root).string(), "FILE_MISSING", "");
  }
  std::size_t seen = 0;
  for (const auto& path : files) {
    seen += read_file(context, source, path, declared_crs, kind, take);
  }
  return seen;
}

std::optional<double> read_number(const ImportContext& context, const SourceFeature& feature, std::string_view field) {
  const std::string text = feature.text(field);
  if (text.empty()) {
    return std::nullopt;
  }
  const auto reading = read_quantity(text, quantity_of(field).value_or(Quantity::kLength));
  if (reading && reading->exact) {
    return reading->value;
  }
  Phrase proposal{"reading.none", {}};
  if (reading) {
    proposal.id = reading->other ? "reading.either" : "reading.one";
    proposal.figures.push_back({"value", reading->value});
    proposal.figures.push_back({"other", reading->other.value_or(0.0)});
    proposal.figures.push_back({"how", reading->how.empty() ? Phrase{} : Phrase{"how.in_brackets", {{"how", reading->how}}}});
  }
  context.report.add({.kind = "VALUE_FORMAT",
                      .file = feature.file,
                      .feature = feature.name(),
                      .place = feature.place(),
                      .figures = {{"field", std::string{field}}, {"text", text}, {"reading", std::move(proposal)}}});
  return std::nullopt;
}

std::optional<std::string> read_land_use(const ImportContext& context, const LayerSource& source, const SourceFeature& feature) {
  std::string text = feature.text("land_use");
  if (const auto mapped = source.land_use_codes.find(text); mapped != source.land_use_codes.end()) {
    text = mapped->second;
  }
  std::string_view rest = text;
  while (!rest.empty()) {
    const auto plus = rest.find_first_of("+;");
    const std::string_view code = trim(rest.substr(0, plus));
    if (context.district.land_use(code) == nullptr) {
      const auto meant = read_land_use_codes(text, context.district);
      const Phrase perhaps = meant ? Phrase{"code.perhaps", {{"codes", meant->value}}} : Phrase{};
      context.report.add({.kind = "CODE_UNKNOWN.land_use",
                          .file = feature.file,
                          .feature = feature.name(),
                          .place = feature.place(),
                          .figures = {{"text", text}, {"meant", perhaps}}});
      return std::nullopt;
    }
    rest.remove_prefix(plus == std::string_view::npos ? rest.size() : plus + 1);
  }
  return text;
}

}  // namespace quyhoach::geo
