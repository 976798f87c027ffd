#include "geo/io/drawing_reader.h"

#include <algorithm>

#include "geo/base/text.h"
#include "geo/io/drawing_repairs.h"

namespace quyhoach::geo {

namespace {

/// \param alike  whether the texts all say the same.
const char* kind_of(DrawingDefect defect, bool alike) {
  switch (defect) {
    case DrawingDefect::kDangle: return "DRAWING_DANGLE";
    case DrawingDefect::kUnclosed: return "RING_OPEN.drawing";
    case DrawingDefect::kGapClosed: return "DRAWING_GAP_CLOSED";
    case DrawingDefect::kCutEdge: return "DRAWING_CUT_EDGE";
    case DrawingDefect::kRingInvalid: return "GEOM_INVALID.drawing";
    case DrawingDefect::kNoText: return "TEXT_MISSING";
    case DrawingDefect::kSeveralTexts: return alike ? "TEXT_SEVERAL.alike" : "TEXT_SEVERAL";
    case DrawingDefect::kTextOutside: return "TEXT_OUTSIDE";
  }
  return "INTERNAL";
}

/// An empty list chooses nothing.
bool chosen(const std::vector<std::string>& from, std::string_view one) { return from.empty() || std::ranges::find(from, one) != from.end(); }

bool same_font(const std::vector<std::string>& fonts, const std::string& font) {
  return fonts.empty() || std::ranges::any_of(fonts, [&](const std::string& one) { return casefold(one) == casefold(font); });
}

}  // namespace

DrawingReader::DrawingReader(const ImportContext& context, const LayerSource& source, std::string file)
    : context_(context), source_(source), file_(std::move(file)) {}

DrawingReader::Part DrawingReader::part_of(std::string_view layer, RawKind kind, const RawStyle* style) const {
  const Drawing& drawing = *source_.drawing;
  const RawStyle none;
  const RawStyle& drawn = style == nullptr ? none : *style;
  if (kind == RawKind::kPoints) {
    const bool is_high = drawing.text_max_m == 0.0 || (drawn.text_height >= drawing.text_min_m && drawn.text_height <= drawing.text_max_m);
    return drawing.has_texts() && chosen(drawing.text_layers, layer) && chosen(drawing.text_colours, drawn.colour) &&
                   same_font(drawing.text_fonts, drawn.font) && is_high
               ? Part::kText
               : Part::kNone;
  }
  return chosen(drawing.boundary_layers, layer) && chosen(drawing.boundary_colours, drawn.colour) ? Part::kBoundary : Part::kNone;
}

void DrawingReader::add_boundary(const ShapeView<GridPoint>& shape, RawKind kind) {
  for (std::size_t i = 0; i < shape.ring_count(); ++i) {
    const auto ring = shape.ring(i);
    lines_.add_points(ring);
    if (kind == RawKind::kPolygons) {
      lines_.add_point(ring.front());
    }
    lines_.end_ring(true);
  }
  lines_.end_shape();
}

void DrawingReader::add_text(GridPoint at, std::string text, std::int64_t fid) {
  texts_.push_back({at, std::move(text)});
  fids_.push_back(fid);
}

void DrawingReader::report(const DrawingFinding& finding, bool alike) const {
  std::string texts;
  for (const std::uint32_t i : finding.texts) {
    texts += (texts.empty() ? "\"" : ", \"") + texts_[i].text + "\" (FID " + std::to_string(fids_[i]) + ")";
  }
  const std::string feature = finding.texts.size() == 1 ? "FID " + std::to_string(fids_[finding.texts.front()]) : "";
  context_.report.add({.kind = kind_of(finding.defect, alike),
                       .file = file_,
                       .feature = feature,
                       .place = finding.place,
                       .figures = {{"length_m", finding.length_m}, {"texts", texts}}});
}

Result<Polygonised> DrawingReader::polygons() const {
  const PolygoniseOptions options{.snap_m = source_.drawing->snap_m};
  auto made = polygonise(lines_, texts_, options);
  if (!made || context_.repairs == nullptr) {
    return made;
  }
  const ShapeStore closing = closing_edges(context_, file_, {lines_, texts_, fids_, options}, *made);
  if (closing.size() == 0) {
    return made;
  }
  ShapeStore lines = lines_;
  for (std::size_t i = 0; i < closing.size(); ++i) {
    lines.add(closing.view(i));
  }
  return polygonise(lines, texts_, options);
}

void DrawingReader::finish(const std::function<void(const SourceFeature&)>& take) const {
  const auto made = polygons();
  if (!made) {
    context_.report.add({.kind = "INTERNAL", .file = file_, .figures = {{"text", made.error().message}}});
    return;
  }
  const bool needs_text = source_.drawing->has_texts();
  for (const DrawingFinding& finding : made->findings) {
    if (needs_text || finding.defect != DrawingDefect::kNoText) {
      report(finding, finding.polygon && made->texts[*finding.polygon]);
    }
  }
  for (std::size_t i = 0; i < made->polygons.size(); ++i) {
    const auto text = made->texts[i];
    if (needs_text && !text) {
      continue;
    }
    SourceFeature out;
    out.file = file_;
    out.fid = text ? fids_[*text] : static_cast<std::int64_t>(i);
    out.shape = made->polygons.view(i);
    out.values.insert(source_.values.begin(), source_.values.end());
    for (const auto& [ours, theirs] : source_.fields) {
      out.values[ours] = texts_[*text].text;
    }
    take(out);
  }
}

}  // namespace quyhoach::geo
