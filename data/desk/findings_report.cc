#include "data/desk/findings_report.h"

#include <algorithm>
#include <array>

#include "data/desk/export.h"

namespace quyhoach::desk {

using geo::Cell;
using geo::Column;
using geo::ColumnType;

namespace {

std::string_view colour_of(std::string_view severity) {
  return severity == "fatal" ? "#7F0000" : severity == "error" ? "#D7301F" : severity == "warning" ? "#FC8D59" : "#4575B4";
}

std::vector<Column> columns_of(std::string_view language) {
  const auto title = [&](std::string_view vi, std::string_view en) { return in_language(language, vi, en); };
  constexpr int kWide = 60;
  return {{.name = "number", .title = title("Số", "No."), .type = ColumnType::kCount, .width = 6},
          {.name = "code", .title = title("Mã", "Code"), .width = 22},
          {.name = "severity", .title = title("Mức", "Severity")},
          {.name = "refuses", .title = title("Chặn công bố", "Refuses"), .type = ColumnType::kFlag},
          {.name = "file", .title = title("Tệp", "File"), .width = 24},
          {.name = "feature", .title = title("Đối tượng", "Feature")},
          {.name = "place", .title = {}, .type = ColumnType::kPlace},
          {.name = "message", .title = title("Nội dung", "What"), .width = kWide},
          {.name = "why", .title = title("Vì sao quan trọng", "Why it matters"), .width = kWide},
          {.name = "mend", .title = title("Cách sửa", "How to mend it"), .width = kWide},
          {.name = "source", .title = title("Nguồn", "Source"), .width = 30},
          {.name = "colour_hex", .title = title("Màu", "Colour")}};
}

/// Findings `wanted` lets through, numbered as in the whole list.
template <typename Wanted>
geo::Table findings_table(const KeptCheck& check, std::string_view language, const char* name, geo::Drawn drawn, Wanted wanted) {
  geo::Table table{.name = name, .title = in_language(language, "Kết quả kiểm tra", "Findings"), .columns = columns_of(language),
                   .drawn = drawn, .colour_column = "colour_hex", .rows = {}};
  table.rows = [&check, wanted, language = std::string{language}](const geo::RowSink& sink) {
    static const KeptKind kUntold;
    std::int64_t number = 0;
    for (const KeptFinding& finding : check.findings) {
      ++number;
      if (!wanted(finding)) {
        continue;
      }
      const auto told = check.kinds.find(finding.code);
      const KeptKind& kind = told == check.kinds.end() ? kUntold : told->second;
      std::array<Cell, 12> row{number, std::string_view{finding.code}, std::string_view{finding.severity},
                               check.refusing.contains(finding.code) && (finding.severity == "error" || finding.severity == "fatal"),
                               std::string_view{finding.file}, std::string_view{finding.feature}, Cell{},
                               std::string_view{finding.message.in(language)}, std::string_view{kind.why.in(language)},
                               std::string_view{kind.mend.in(language)}, std::string_view{kind.source}, colour_of(finding.severity)};
      if (finding.place || finding.shape.size() > 0) {
        geo::TablePlace place;
        if (finding.shape.size() > 0) {
          place.shape = finding.shape.view(0);
        }
        place.at = finding.place ? *finding.place : finding.shape.points().front();
        row[6] = place;
      }
      sink(row);
    }
  };
  return table;
}

geo::Table counts_table(const KeptCheck& check, std::string_view language) {
  const auto title = [&](std::string_view vi, std::string_view en) { return in_language(language, vi, en); };
  geo::Table table{.name = "counts", .title = title("Số lượng theo mã", "Counts by code"), .columns = {}, .rows = {}};
  table.columns = {{.name = "code", .title = title("Mã", "Code"), .width = 22},
                   {.name = "count", .title = title("Số lượng", "Count"), .type = ColumnType::kCount},
                   {.name = "listed", .title = title("Được liệt kê", "Listed"), .type = ColumnType::kCount},
                   {.name = "refuses", .title = title("Chặn công bố", "Refuses"), .type = ColumnType::kFlag},
                   {.name = "accepted", .title = title("Đã chấp nhận", "Accepted"), .type = ColumnType::kFlag}};
  table.rows = [&check](const geo::RowSink& sink) {
    for (const auto& [code, count] : check.counts) {
      const auto listed = std::ranges::count(check.findings, code, &KeptFinding::code);
      sink(std::array<Cell, 5>{std::string_view{code}, static_cast<std::int64_t>(count), static_cast<std::int64_t>(listed),
                               check.refusing.contains(code), check.accepted.contains(code)});
    }
  };
  return table;
}

geo::Table about_table(const KeptCheck& check, const CheckedFor& about, std::string_view language) {
  const auto title = [&](std::string_view vi, std::string_view en) { return in_language(language, vi, en); };
  std::vector<Fact> facts{{title("Bản thảo", "Draft"), about.draft->text.title},
                          {title("Mã bản thảo", "Draft id"), about.draft->id},
                          {title("Mã đồ án", "Plan id"), about.draft->text.plan},
                          {title("Người soạn", "Author"), about.draft->author},
                          {title("Kiểm tra với phiên bản", "Checked against edition"), check.edition},
                          {title("Hệ tọa độ", "CRS"), about.district->crs}};
  if (about.district->demo) {
    facts.insert(facts.begin(), demo_fact(language));
  }
  return table_of_facts(std::move(facts), language);
}

}  // namespace

std::vector<geo::Table> findings_tables(const KeptCheck& check, const CheckedFor& about, std::string_view language) {
  const auto has_shape = [](bool is_lines) {
    return [is_lines](const KeptFinding& finding) { return finding.shape.size() > 0 && finding.is_lines == is_lines; };
  };
  std::vector<geo::Table> tables{findings_table(check, language, "findings", geo::Drawn::kPoints, [](const KeptFinding&) { return true; }),
                                 findings_table(check, language, "findings_areas", geo::Drawn::kPolygons, has_shape(false)),
                                 findings_table(check, language, "findings_lines", geo::Drawn::kLines, has_shape(true))};
  tables.push_back(counts_table(check, language));
  tables.push_back(about_table(check, about, language));
  return tables;
}

}  // namespace quyhoach::desk
