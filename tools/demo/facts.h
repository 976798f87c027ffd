#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "tools/demo/plane.h"

namespace quyhoach::tools::demo {

/// One row of a tab-separated file of data/demo, by column name.
class Row {
 public:
  explicit Row(std::map<std::string, std::string, std::less<>> cells) : cells_(std::move(cells)) {}
  /// The text of a column, empty where the row ends before it. Stops the program when the file has no such column.
  [[nodiscard]] const std::string& text(std::string_view column) const;
  [[nodiscard]] double number(std::string_view column) const;
  [[nodiscard]] Point point() const { return {number("east_m"), number("north_m")}; }

 private:
  std::map<std::string, std::string, std::less<>> cells_;
};

/// Reads `name`.tsv; lines starting with # are comments, the first other line names the columns.
[[nodiscard]] std::vector<Row> read_table(const std::filesystem::path& folder, std::string_view name);
[[nodiscard]] std::vector<std::string> split_text(std::string_view text, char separator);

struct CommuneFacts {
  std::string code;
  std::string name;
  double lon_deg = 0.0;
  double lat_deg = 0.0;
  double area_km2 = 0.0;
  Point inside;
  std::string now;       ///< Code of the administrative unit since 2025-07-01.
  double density = 1.0;  ///< Parcels per km² against other communes.
};

struct UnitFacts {
  std::string code;
  std::string name;
  double lon_deg = 0.0;
  double lat_deg = 0.0;
};

/// A named line with a course sketched through a few points.
struct CourseFacts {
  std::string name;
  std::string kind;  ///< class of a road or water, kind of a corridor
  double width_m = 0.0;
  Line through;
};

struct OutlineCorner {
  Point at;
  std::string side;
};

struct MonumentFacts {
  std::string form;
  std::string name;
  Point at;
  double radius_m = 0.0;
};

/// Everything of data/demo but the list of plans.
struct Facts {
  std::vector<CommuneFacts> communes;
  std::vector<UnitFacts> units;
  std::vector<OutlineCorner> outline;
  std::vector<CourseFacts> roads;
  std::vector<CourseFacts> waters;
  std::vector<CourseFacts> corridors;
  std::vector<MonumentFacts> monuments;
  std::map<std::string, std::vector<std::string>, std::less<>> names;  ///< by kind
  [[nodiscard]] const std::string& a_name(std::string_view kind, Random& random) const;
};

[[nodiscard]] Facts read_facts(const std::filesystem::path& folder);

}  // namespace quyhoach::tools::demo
