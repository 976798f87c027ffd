#include "data/desk/plan_parcels_report.h"

#include <array>

#include "data/desk/export.h"
#include "geo/geom/measure.h"
#include "geo/plan/json.h"

namespace quyhoach::desk {

using geo::Cell;
using geo::ColumnType;
using geo::JsonWriter;

namespace {

std::string_view text_of(const geo::Restriction& r, std::uint32_t index) { return r.plan->texts.at(index); }

void write_restriction(JsonWriter& json, const geo::Restriction& r) {
  const geo::ZoneRow& zone = r.zone();
  json.begin_object();
  json.member("code", text_of(r, zone.code));
  json.member("name", text_of(r, zone.name));
  json.member("function", text_of(r, zone.function));
  json.member("land_use", text_of(r, zone.land_use));
  json.member("is_line", r.is_line);
  for (const auto& [name, value] : {std::pair{"area_m2", &r.area_m2}, {"share_percent", &r.share_percent}, {"length_m", &r.length_m}}) {
    if (*value) {
      json.member(name, **value);
    }
  }
  json.end_object();
}

std::string colour_of(const geo::District& district, std::string_view land_use) {
  const geo::LandUse* use = district.land_use(land_use);
  return use != nullptr ? use->fill_hex : "#FC8D59";
}

Cell cell_of(const std::optional<double>& value) { return value ? Cell{*value} : Cell{}; }

geo::Table parcels_table(const geo::Snapshot& snapshot, const std::vector<geo::ParcelUnder>& parcels, std::string_view language) {
  const auto title = [&](std::string_view vi, std::string_view en) { return in_language(language, vi, en); };
  geo::Table table{.name = "parcels", .title = title("Thửa đất nằm trong đồ án", "Parcels under the plan"), .columns = {},
                   .drawn = geo::Drawn::kPolygons, .colour_column = "colour_hex", .rows = {}};
  table.columns = {{.name = "reference", .title = title("Thửa", "Parcel")},
                   {.name = "place", .title = {}, .type = ColumnType::kPlace},
                   {.name = "land_use", .title = title("Loại đất hiện trạng", "Land use of the parcel")},
                   {.name = "parcel_m2", .title = title("Diện tích thửa", "Parcel area"), .type = ColumnType::kNumber, .unit = "m²"},
                   {.name = "zone_code", .title = title("Ký hiệu ô", "Zone code")},
                   {.name = "zone_name", .title = title("Tên ô", "Zone name"), .width = 24},
                   {.name = "zone_function", .title = title("Chức năng", "Function"), .width = 30},
                   {.name = "zone_land_use", .title = title("Loại đất quy hoạch", "Planned land use")},
                   {.name = "status", .title = title("Hiệu lực", "Status")},
                   {.name = "is_line", .title = title("Là đường", "A line"), .type = ColumnType::kFlag},
                   {.name = "area_m2", .title = title("Diện tích trong ô", "Area in the zone"), .type = ColumnType::kNumber, .unit = "m²"},
                   {.name = "share_percent", .title = title("Tỷ lệ", "Share"), .type = ColumnType::kNumber, .unit = "%"},
                   {.name = "length_m", .title = title("Chiều dài", "Length"), .type = ColumnType::kNumber, .unit = "m"},
                   {.name = "colour_hex", .title = title("Màu", "Colour")}};
  table.rows = [&snapshot, &parcels](const geo::RowSink& sink) {
    for (const geo::ParcelUnder& under : parcels) {
      const std::string reference = geo::reference(*snapshot.district, key_of(under.parcel));
      const geo::ShapeStore shape = under.parcel.shape();
      const geo::TablePlace place{.at = box_of(shape.view(0)).center(), .shape = shape.view(0)};
      for (const geo::Restriction& r : under.restrictions) {
        const geo::ZoneRow& zone = r.zone();
        const std::string colour = colour_of(*snapshot.district, text_of(r, zone.land_use));
        sink(std::array<Cell, 14>{std::string_view{reference}, place, under.parcel.set->text(under.parcel.row().land_use), under.area_m2,
                                  text_of(r, zone.code), text_of(r, zone.name), text_of(r, zone.function), text_of(r, zone.land_use),
                                  geo::name_of(r.status), r.is_line, cell_of(r.area_m2), cell_of(r.share_percent), cell_of(r.length_m),
                                  std::string_view{colour}});
      }
    }
  };
  return table;
}

geo::Table about_table(const geo::Snapshot& snapshot, const geo::PlanParcelsQuestion& question, std::size_t count, std::string_view language) {
  const geo::District& district = *snapshot.district;
  const geo::PlanInfo& plan = question.plan->info;
  const auto title = [&](std::string_view vi, std::string_view en) { return in_language(language, vi, en); };
  std::vector<Fact> facts{{title("Địa bàn", "District"), district.name.in(language)},
                          {title("Đồ án", "Plan"), plan.title.in(language)},
                          {title("Mã đồ án", "Plan id"), plan.id},
                          {title("Quyết định", "Decision"), plan.decision.number},
                          {title("Ngày quyết định", "Date of the decision"), geo::format_date(plan.decision.date)},
                          {title("Cơ quan", "Authority"), plan.decision.authority},
                          {title("Hiệu lực", "Status"), std::string{geo::name_of(status_on(plan, question.as_of))}},
                          {title("Ô", "Zone"), question.zone.value_or(title("tất cả", "all"))},
                          {title("Tính đến ngày", "As of"), geo::format_date(question.as_of)},
                          {title("Phiên bản", "Edition"), snapshot.edition.id},
                          {title("Số thửa", "Parcels"), std::to_string(count)},
                          {title("Hệ tọa độ", "CRS"), district.crs},
                          {title("Lưu ý", "Note"), district.disclaimer.in(language)}};
  if (district.demo) {
    facts.insert(facts.begin(), demo_fact(language));
  }
  return table_of_facts(std::move(facts), language);
}

}  // namespace

std::string plan_parcels_json(const geo::Snapshot& snapshot, const geo::PlanParcelsQuestion& question,
                              const std::vector<geo::ParcelUnder>& parcels, std::string_view next, const geo::GridTransform& transform) {
  JsonWriter json;
  json.begin_object();
  json.member("plan", question.plan->info.id);
  json.member("edition", snapshot.edition.id);
  json.member("as_of", geo::format_date(question.as_of));
  json.member("status", geo::name_of(status_on(question.plan->info, question.as_of)));
  question.zone ? json.member("zone", *question.zone) : json.null_member("zone");
  json.key("parcels");
  json.begin_array();
  for (const geo::ParcelUnder& under : parcels) {
    json.begin_object();
    json.member("reference", geo::reference(*snapshot.district, key_of(under.parcel)));
    if (const auto at = transform.to_lonlat(box_of(under.parcel.shape().view(0)).center())) {
      json.member("lon", at->lon_deg);
      json.member("lat", at->lat_deg);
    }
    json.member("land_use", under.parcel.set->text(under.parcel.row().land_use));
    json.member("area_m2", under.area_m2);
    json.key("zones");
    json.begin_array();
    for (const geo::Restriction& r : under.restrictions) {
      write_restriction(json, r);
    }
    json.end_array();
    json.end_object();
  }
  json.end_array();
  json.member_or_null("next", next);
  json.end_object();
  return std::string{json.text()};
}

std::vector<geo::Table> plan_parcels_tables(const geo::Snapshot& snapshot, const geo::PlanParcelsQuestion& question,
                                            const std::vector<geo::ParcelUnder>& parcels, std::string_view language) {
  return {parcels_table(snapshot, parcels, language), about_table(snapshot, question, parcels.size(), language)};
}

}  // namespace quyhoach::desk
