#include "geo/io/drawing_reader.h"

#include <algorithm>
#include <cstdio>

namespace quyhoach::geo {

namespace {

std::string metres(double length_m) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.2f m", length_m);
  return text.data();
}

/// A finding in the words of a load.
struct Words {
  Severity severity;
  const char* code;
  std::string message;
};

Words words_of(const DrawingFinding& finding, const std::string& texts) {
  const std::string length = metres(finding.length_m);
  switch (finding.defect) {
    case DrawingDefect::kDangle:
      return {Severity::kWarning, "DRAWING_DANGLE", "a line ends without meeting another; its last " + length + " bound nothing"};
    case DrawingDefect::kUnclosed:
      return {Severity::kError, "RING_OPEN",
              "an outline is open by " + length + "; close it in the drawing, or let snap_m of its [[layer]] do it"};
    case DrawingDefect::kGapClosed:
      return {Severity::kNote, "DRAWING_GAP_CLOSED", "a gap of " + length + " is closed, as snap_m allows"};
    case DrawingDefect::kCutEdge:
      return {Severity::kWarning, "DRAWING_CUT_EDGE", "a line of " + length + " has the same polygon on both sides"};
    case DrawingDefect::kRingInvalid:
      return {Severity::kError, "GEOM_INVALID", "no polygon can be made of this outline; mend it in the drawing"};
    case DrawingDefect::kNoText:
      return {Severity::kError, "TEXT_MISSING", "the polygon around this place has no text inside"};
    case DrawingDefect::kSeveralTexts:
      return {Severity::kError, "TEXT_SEVERAL",
              "the polygon has several texts inside: " + texts + "; is a line between them missing?"};
    case DrawingDefect::kTextOutside:
      return {Severity::kError, "TEXT_OUTSIDE", "the text " + texts + " stands in no polygon; is its outline open?"};
  }
  return {Severity::kError, "INTERNAL", "the drawing has a defect without a name"};
}

bool holds(const std::vector<std::string>& layers, std::string_view layer) {
  return std::ranges::find(layers, layer) != layers.end();
}

}  // namespace

DrawingReader::DrawingReader(const ImportContext& context, const LayerSource& source, std::string file)
    : context_(context), source_(source), file_(std::move(file)) {}

DrawingReader::Part DrawingReader::part_of(std::string_view layer, RawKind kind) const {
  if (kind == RawKind::kPoints) {
    return holds(source_.drawing->text_layers, layer) ? Part::kText : Part::kNone;
  }
  return holds(source_.drawing->boundary_layers, layer) ? Part::kBoundary : Part::kNone;
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
  Words words = words_of(finding, texts);
  if (finding.defect == DrawingDefect::kSeveralTexts && alike) {
    words.severity = Severity::kWarning;
  }
  const std::string feature = finding.texts.size() == 1 ? "FID " + std::to_string(fids_[finding.texts.front()]) : "";
  context_.report.add({words.severity, words.code, file_, feature, finding.place, std::move(words.message)});
}

void DrawingReader::finish(const std::function<void(const SourceFeature&)>& take) const {
  const auto made = polygonise(lines_, texts_, {.snap_m = source_.drawing->snap_m});
  if (!made) {
    context_.report.add({Severity::kError, "INTERNAL", file_, "", {},
                         "no polygons can be made of the drawing: " + made.error().message});
    return;
  }
  const bool needs_text = !source_.drawing->text_layers.empty();
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
