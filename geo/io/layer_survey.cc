#include "geo/io/layer_survey.h"

#include <algorithm>
#include <optional>

#include "geo/base/text.h"

namespace quyhoach::geo {

namespace {

using Surveyed = std::variant<LayerSurvey, RawFault>;

void count(RawKind kind, KindCounts& counts) {
  ++(kind == RawKind::kPolygons ? counts.polygons : kind == RawKind::kLines ? counts.lines : counts.points);
}

/// A column among those sent.
std::optional<std::size_t> find_column(const RawHead& head, const char* name) {
  const auto found = std::ranges::find(head.sent, name);
  return found == head.sent.end() ? std::nullopt : std::optional{static_cast<std::size_t>(found - head.sent.begin())};
}

void note(const std::string& one, std::set<std::string>& in) {
  if (!one.empty() && in.size() < DrawingSurvey::kMostStyles) {
    in.insert(one);
  }
}

void take_drawn(const RawFeature& feature, DrawingSurvey& layer) {
  count(feature.kind, layer.kinds);
  const RawStyle style = feature.style.value_or(RawStyle{});
  if (feature.kind != RawKind::kPoints) {
    note(style.colour, layer.line_colours);
    return;
  }
  note(style.colour, layer.text_colours);
  note(style.font, layer.text_fonts);
  layer.text_min = layer.kinds.points == 1 ? style.text_height : std::min(layer.text_min, style.text_height);
  layer.text_max = std::max(layer.text_max, style.text_height);
}

/// Keeps a point with what its row says: it may be the corner of a zone.
void take_row(const RawFeature& feature, LayerSurvey& survey) {
  constexpr std::size_t kEnough = 5'000;
  if (survey.kinds.polygons + survey.kinds.lines > 0) {
    survey.rows.clear();
  } else if (survey.rows.size() < kEnough && feature.shape.points().size() == 1) {
    SurveyedRow row{feature.shape.points().front(), {}};
    for (const auto& value : feature.values) {
      row.values.emplace_back(trim(value.value_or("")));
    }
    survey.rows.push_back(std::move(row));
  }
}

void take_feature(const RawFeature& feature, LayerSurvey& survey) {
  constexpr std::size_t kEnough = 200;
  if (feature.type_name.empty()) {
    return;
  }
  count(feature.kind, survey.kinds);
  take_row(feature, survey);
  for (std::size_t i = 0; i < feature.values.size(); ++i) {
    auto& seen = survey.values[i];
    const auto& value = feature.values[i];
    if (value && !value->empty() && seen.size() < kEnough && std::ranges::find(seen, *value) == seen.end()) {
      seen.push_back(*value);
    }
  }
  const auto by_name = find_column(survey.head, "Layer");
  const auto layer = by_name ? by_name : find_column(survey.head, "Level");
  const auto text = find_column(survey.head, "Text");
  if (layer && text && (feature.kind != RawKind::kPoints || !feature.values[*text].value_or("").empty())) {
    take_drawn(feature, survey.drawing_layers[feature.values[*layer].value_or("")]);
  }
}

Result<Surveyed> survey_layer(ReaderProcess& reader, const std::string& file, const std::string& layer,
                              const std::set<std::string>& personal) {
  LayerSurvey survey;
  survey.file = file;
  ReaderJob job;
  job.file = file;
  job.layer = layer;
  job.first_layer = true;
  job.all_fields = true;
  job.with_style = true;
  job.personal.assign(personal.begin(), personal.end());
  const auto outcome = reader.read(job, {[&](const RawHead& head) {
                                           survey.head = head;
                                           survey.values.resize(head.sent.size());
                                           return true;
                                         },
                                         [&](const RawFeature& feature) { take_feature(feature, survey); }});
  if (!outcome) {
    return outcome.error();
  }
  const auto* fault = std::get_if<RawFault>(&*outcome);
  return fault == nullptr ? Surveyed{std::move(survey)} : Surveyed{*fault};
}

}  // namespace

Result<std::vector<Surveyed>> survey_file(ReaderProcess& reader, const std::string& file, const std::set<std::string>& personal) {
  std::vector<Surveyed> all;
  auto first = survey_layer(reader, file, "", personal);
  if (!first) {
    return first.error();
  }
  const auto* survey = std::get_if<LayerSurvey>(&*first);
  const std::vector<std::string> layers = survey == nullptr ? std::vector<std::string>{} : survey->head.layers;
  all.push_back(std::move(*first));
  for (std::size_t i = 1; i < layers.size(); ++i) {
    auto next = survey_layer(reader, file, layers[i], personal);
    if (!next) {
      return next.error();
    }
    all.push_back(std::move(*next));
  }
  return all;
}

}  // namespace quyhoach::geo
