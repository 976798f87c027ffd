#include "tools/demo/facts.h"

#include <charconv>
#include <fstream>

#include "tools/demo/geos_tools.h"

namespace quyhoach::tools::demo {
namespace {

double to_number(std::string_view text) {
  double value = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) {
    stop("not a number in data/demo: '" + std::string{text} + "'");
  }
  return value;
}

Line read_course(const std::string& text, const std::vector<CommuneFacts>& communes) {
  Line out;
  for (const std::string& word : split_text(text, ' ')) {
    if (word.starts_with('@')) {
      for (const CommuneFacts& commune : communes) {
        if (commune.code == word.substr(1)) {
          out.push_back(commune.inside);
        }
      }
    } else {
      const std::vector<std::string> parts = split_text(word, ',');
      if (parts.size() != 2) {
        stop("not a point in data/demo: '" + word + "'");
      }
      out.push_back({to_number(parts[0]), to_number(parts[1])});
    }
  }
  return out;
}

std::vector<CourseFacts> read_courses(const std::filesystem::path& folder, std::string_view file, std::string_view kind,
                                      const std::vector<CommuneFacts>& communes) {
  std::vector<CourseFacts> out;
  for (const Row& row : read_table(folder, file)) {
    out.push_back(
        {row.text("name"), row.text(kind), row.number("width_m"), read_course(row.text("through"), communes)});
  }
  return out;
}

}  // namespace

const std::string& Row::text(std::string_view column) const {
  const auto found = cells_.find(column);
  if (found == cells_.end()) {
    stop("data/demo: no column " + std::string{column});
  }
  return found->second;
}

double Row::number(std::string_view column) const { return to_number(text(column)); }

std::vector<std::string> split_text(std::string_view text, char separator) {
  std::vector<std::string> out;
  std::size_t begin = 0;
  while (begin <= text.size()) {
    const std::size_t end = std::min(text.find(separator, begin), text.size());
    out.emplace_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return out;
}

std::vector<Row> read_table(const std::filesystem::path& folder, std::string_view name) {
  const std::filesystem::path path = folder / (std::string{name} + ".tsv");
  std::ifstream file{path};
  if (!file) {
    stop("cannot read " + path.string());
  }
  std::vector<std::string> columns;
  std::vector<Row> rows;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line.starts_with('#')) {
      continue;
    }
    std::vector<std::string> words = split_text(line, '\t');
    if (columns.empty()) {
      columns = std::move(words);
      continue;
    }
    std::map<std::string, std::string, std::less<>> cells;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      cells[columns[i]] = i < words.size() ? words[i] : std::string{};
    }
    rows.emplace_back(std::move(cells));
  }
  return rows;
}

const std::string& Facts::a_name(std::string_view kind, Random& random) const {
  const std::vector<std::string>& list = names.find(kind)->second;
  return list[random.below(list.size())];
}

Facts read_facts(const std::filesystem::path& folder) {
  Facts facts;
  for (const Row& row : read_table(folder, "communes")) {
    facts.communes.push_back({row.text("code"), row.text("name"), row.number("lon"), row.number("lat"),
                              row.number("area_km2"), row.point(), row.text("now"), row.number("density")});
  }
  for (const Row& row : read_table(folder, "administrative_units")) {
    facts.units.push_back({row.text("code"), row.text("name"), row.number("lon"), row.number("lat")});
  }
  for (const Row& row : read_table(folder, "outline")) {
    facts.outline.push_back({row.point(), row.text("side")});
  }
  facts.roads = read_courses(folder, "roads", "class", facts.communes);
  facts.waters = read_courses(folder, "waters", "class", facts.communes);
  facts.corridors = read_courses(folder, "corridors", "kind", facts.communes);
  for (const Row& row : read_table(folder, "heritage")) {
    facts.monuments.push_back({row.text("form"), row.text("name"), row.point(), row.number("radius_m")});
  }
  for (const Row& row : read_table(folder, "names")) {
    facts.names[row.text("kind")].push_back(row.text("name"));
  }
  return facts;
}

}  // namespace quyhoach::tools::demo
