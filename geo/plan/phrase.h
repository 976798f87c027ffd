#pragma once

#include <string>
#include <variant>
#include <vector>

namespace quyhoach::geo {

struct Figure;

/// A sentence of the catalogue of findings, or a part of one, and what fills it; without an id it says nothing.
struct Phrase {
  std::string id;
  std::vector<Figure> figures;

  [[nodiscard]] bool empty() const noexcept { return id.empty(); }
};

/// What stands in a sentence for {name}: a number, whose unit is the end of its name (…_m2, …_m, …_km, …_percent; any other is
/// plain); a text, the same in every language; or a sentence of its own.
struct Figure {
  std::string name;
  std::variant<double, std::string, Phrase> value;
};

}  // namespace quyhoach::geo
