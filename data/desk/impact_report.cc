#include "data/desk/impact_report.h"

#include <algorithm>
#include <array>
#include <span>

#include "geo/geom/measure.h"
#include "geo/plan/json.h"

namespace quyhoach::desk {

using geo::Cell;
using geo::Column;
using geo::ColumnType;
using geo::JsonWriter;

namespace {

geo::GridPoint centre_of(const geo::ShapeStore& shape) { return box_of(shape.view(0)).center(); }

std::string reference_of(const DraftImpact& impact, const geo::ParcelImpact& parcel) {
  return geo::reference(*impact.after->district, key_of(parcel.parcel));
}

void write_item(JsonWriter& json, const geo::ImpactItem& item) {
  json.begin_object();
  json.member("plan", item.plan);
  json.member("code", item.code);
  json.member("function", item.function);
  json.member("land_use", item.land_use);
  json.member("status", geo::name_of(item.status));
  json.member("is_line", item.is_line);
  json.member("before_m2", item.before_m2);
  json.member("after_m2", item.after_m2);
  json.end_object();
}

void write_parcel(JsonWriter& json, const DraftImpact& impact, const geo::ParcelImpact& parcel, const geo::GridTransform& transform) {
  json.begin_object();
  json.member("reference", reference_of(impact, parcel));
  json.member_or_null("topic", parcel.topic);
  json.member("change", geo::name_of(parcel.change));
  if (const auto at = transform.to_lonlat(centre_of(parcel.parcel.shape()))) {
    json.member("lon", at->lon_deg);
    json.member("lat", at->lat_deg);
  }
  json.member("area_m2", parcel.area_m2);
  json.member("before", geo::name_of(parcel.before));
  json.member("after", geo::name_of(parcel.after));
  json.member("only_words", parcel.only_words);
  json.member("gained_m2", parcel.gained_m2());
  json.key("items");
  json.begin_array();
  for (const geo::ImpactItem& item : parcel.items) {
    write_item(json, item);
  }
  json.end_array();
  json.end_object();
}

void write_cadastre(JsonWriter& json, const std::optional<CadastreImpact>& cadastre) {
  json.key("cadastre");
  if (!cadastre) {
    json.null();
    return;
  }
  json.begin_object();
  json.member("commune", cadastre->commune);
  json.member("added", static_cast<std::uint64_t>(cadastre->added));
  json.member("gone", static_cast<std::uint64_t>(cadastre->gone));
  json.member("reshaped", static_cast<std::uint64_t>(cadastre->reshaped));
  json.member("attributes", static_cast<std::uint64_t>(cadastre->attributes));
  json.end_object();
}

/// What happens to a parcel, in a word and a colour that people who see no red and green can tell apart.
struct Change {
  std::string_view name;
  std::string_view colour_hex;
};
Change change_of(const geo::ParcelImpact& parcel) {
  const auto concerned = geo::TopicState::kConcerned;
  if (parcel.change == geo::ParcelChange::kAdded || parcel.change == geo::ParcelChange::kGone) {
    return {geo::name_of(parcel.change), "#762A83"};
  }
  if (parcel.only_words) {
    return {"words", "#BDBDBD"};
  }
  if (parcel.before != parcel.after && (parcel.before == concerned || parcel.after == concerned)) {
    return parcel.after == concerned ? Change{"new", "#D7301F"} : Change{"gone", "#4575B4"};
  }
  return parcel.items.empty() ? Change{"state", "#FEE090"} : Change{"other", "#FC8D59"};
}

/// "A, B": the codes of what a parcel loses, or gets.
std::string codes_of(const geo::ParcelImpact& parcel, double geo::ImpactItem::*side) {
  std::string codes;
  for (const geo::ImpactItem& item : parcel.items) {
    if (item.*side > 0.0) {
      codes += (codes.empty() ? "" : ", ") + (item.code.empty() ? item.land_use : item.code);
    }
  }
  return codes;
}

/// \param is_alone  with the parcel's own columns, 1 to 6: else they are in the table of parcels, and half of the file is spared.
geo::Table items_table(const DraftImpact& impact, std::string_view language, bool is_alone) {
  const auto title = [&](std::string_view vi, std::string_view en) { return in_language(language, vi, en); };
  geo::Table table{.name = "items", .title = title("Từng thay đổi", "What changes"), .columns = {}, .rows = {}};
  table.columns = {{.name = "reference", .title = title("Thửa", "Parcel")},
                   {.name = "place", .title = {}, .type = ColumnType::kPlace},
                   {.name = "area_m2", .title = title("Diện tích thửa", "Parcel area"), .type = ColumnType::kNumber, .unit = "m²"},
                   {.name = "before", .title = title("Trước", "Before")},
                   {.name = "after", .title = title("Sau", "After")},
                   {.name = "only_words", .title = title("Chỉ đổi chữ", "Only words"), .type = ColumnType::kFlag},
                   {.name = "gained_m2", .title = title("Diện tích đổi", "Area gained"), .type = ColumnType::kNumber, .unit = "m²"},
                   {.name = "plan", .title = title("Đồ án", "Plan"), .width = 24},
                   {.name = "code", .title = title("Ký hiệu ô", "Zone code")},
                   {.name = "function", .title = title("Chức năng", "Function"), .width = 30},
                   {.name = "land_use", .title = title("Loại đất", "Land use")},
                   {.name = "status", .title = title("Hiệu lực", "Status")},
                   {.name = "is_line", .title = title("Là đường (m)", "A line (m)"), .type = ColumnType::kFlag},
                   {.name = "before_m2", .title = title("Trước, m² hay m", "Before, m² or m"), .type = ColumnType::kNumber},
                   {.name = "after_m2", .title = title("Sau, m² hay m", "After, m² or m"), .type = ColumnType::kNumber},
                   {.name = "topic", .title = title("Loại quy hoạch", "Topic"), .width = 20},
                   {.name = "parcel_change", .title = title("Thửa đất", "Parcel itself")}};
  constexpr std::size_t kOwn = 6;
  if (!is_alone) {
    table.columns.erase(table.columns.begin() + 1, table.columns.begin() + 1 + kOwn);
  }
  table.rows = [&impact, is_alone](const geo::RowSink& sink) {
    for (const geo::ParcelImpact& parcel : impact.parcels) {
      const std::string reference = reference_of(impact, parcel);
      std::array<Cell, 17> row{std::string_view{reference}, geo::TablePlace{.at = centre_of(parcel.parcel.shape())}, parcel.area_m2,
                               geo::name_of(parcel.before), geo::name_of(parcel.after), parcel.only_words, parcel.gained_m2()};
      row[15] = std::string_view{parcel.topic};
      row[16] = geo::name_of(parcel.change);
      std::span<const Cell> told = row;
      if (!is_alone) {
        row[kOwn] = row[0];
        told = told.subspan(kOwn);
      }
      if (parcel.items.empty()) {
        sink(told);
      }
      for (const geo::ImpactItem& item : parcel.items) {
        const std::array<Cell, 8> of_item{std::string_view{item.plan}, std::string_view{item.code}, std::string_view{item.function},
                                          std::string_view{item.land_use}, geo::name_of(item.status), item.is_line, item.before_m2, item.after_m2};
        std::ranges::copy(of_item, row.begin() + 7);
        sink(told);
      }
    }
  };
  return table;
}

geo::Table parcels_table(const DraftImpact& impact, std::string_view language) {
  const auto title = [&](std::string_view vi, std::string_view en) { return in_language(language, vi, en); };
  geo::Table table{.name = "parcels", .title = title("Thửa đất có câu trả lời thay đổi", "Parcels whose answer changes"), .columns = {},
                   .drawn = geo::Drawn::kPolygons, .colour_column = "colour_hex", .rows = {}};
  table.columns = {{.name = "reference", .title = title("Thửa", "Parcel")},
                   {.name = "place", .title = {}, .type = ColumnType::kPlace},
                   {.name = "land_use", .title = title("Loại đất hiện trạng", "Land use of the parcel")},
                   {.name = "area_m2", .title = title("Diện tích thửa", "Parcel area"), .type = ColumnType::kNumber, .unit = "m²"},
                   {.name = "topic", .title = title("Loại quy hoạch", "Topic"), .width = 20},
                   {.name = "change", .title = title("Thay đổi", "Change")},
                   {.name = "before", .title = title("Trước", "Before")},
                   {.name = "after", .title = title("Sau", "After")},
                   {.name = "codes_before", .title = title("Mất hoặc giảm: ô trước", "Zones before"), .width = 20},
                   {.name = "codes_after", .title = title("Thêm hoặc tăng: ô sau", "Zones after"), .width = 20},
                   {.name = "gained_m2", .title = title("Diện tích đổi", "Area gained"), .type = ColumnType::kNumber, .unit = "m²"},
                   {.name = "items", .title = title("Số mục thay đổi", "Things that change"), .type = ColumnType::kCount},
                   {.name = "colour_hex", .title = title("Màu", "Colour")}};
  table.rows = [&impact](const geo::RowSink& sink) {
    for (const geo::ParcelImpact& parcel : impact.parcels) {
      const std::string reference = reference_of(impact, parcel);
      const geo::ShapeStore shape = parcel.parcel.shape();
      const Change change = change_of(parcel);
      const std::string before = codes_of(parcel, &geo::ImpactItem::before_m2);
      const std::string after = codes_of(parcel, &geo::ImpactItem::after_m2);
      sink(std::array<Cell, 13>{std::string_view{reference}, geo::TablePlace{.at = centre_of(shape), .shape = shape.view(0)},
                                parcel.parcel.set->text(parcel.parcel.row().land_use), parcel.area_m2, std::string_view{parcel.topic}, change.name,
                                geo::name_of(parcel.before), geo::name_of(parcel.after), std::string_view{before}, std::string_view{after},
                                parcel.gained_m2(), static_cast<std::int64_t>(parcel.items.size()), change.colour_hex});
    }
  };
  return table;
}

geo::Table about_table(const DraftImpact& impact, std::string_view language) {
  const geo::District& district = *impact.after->district;
  const auto title = [&](std::string_view vi, std::string_view en) { return in_language(language, vi, en); };
  std::string topics;
  for (const std::string& topic : impact.topics) {
    topics += (topics.empty() ? "" : ", ") + topic;
  }
  std::vector<Fact> facts{{title("Địa bàn", "District"), district.name.in(language)},
                          {title("Tính đến ngày", "As of"), geo::format_date(impact.as_of)},
                          {title("So với phiên bản", "Compared with edition"), impact.before->edition.id},
                          {title("Loại quy hoạch", "Topics"), topics},
                          {title("Số thửa đã xem", "Parcels looked at"), std::to_string(impact.looked_at)},
                          {title("Số thửa thay đổi", "Parcels that change"), std::to_string(impact.changed())},
                          {title("Hệ tọa độ", "CRS"), district.crs},
                          {title("Lưu ý", "Note"), district.disclaimer.in(language)}};
  if (district.demo) {
    facts.insert(facts.begin(), demo_fact(language));
  }
  return table_of_facts(std::move(facts), language);
}

}  // namespace

std::string impact_json(const DraftImpact& impact, const geo::GridTransform& transform, std::size_t limit) {
  JsonWriter json;
  json.begin_object();
  json.member_or_null("topic", impact.topic);
  json.key("topics");
  json.begin_array();
  for (const std::string& topic : impact.topics) {
    json.value(topic);
  }
  json.end_array();
  json.member("looked_at", static_cast<std::uint64_t>(impact.looked_at));
  json.member("changed", static_cast<std::uint64_t>(impact.changed()));
  json.member("seconds", impact.seconds);
  write_cadastre(json, impact.cadastre);
  json.key("parcels");
  json.begin_array();
  for (std::size_t i = 0; i < std::min(limit, impact.parcels.size()); ++i) {
    write_parcel(json, impact, impact.parcels[i], transform);
  }
  json.end_array();
  json.end_object();
  return std::string{json.text()};
}

std::vector<geo::Table> impact_tables(const DraftImpact& impact, std::string_view language, ExportFormat format) {
  return {items_table(impact, language, format == ExportFormat::kCsv), parcels_table(impact, language), about_table(impact, language)};
}

}  // namespace quyhoach::desk
