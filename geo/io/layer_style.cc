#include "geo/io/table_geopackage.h"

namespace quyhoach::geo {

namespace {

std::string option(std::string_view name, std::string_view value) {
  return "<Option name=\"" + std::string{name} + "\" type=\"QString\" value=\"" + std::string{value} + "\"/>";
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '"': out += "&quot;"; break;
      default: out += c;
    }
  }
  return out;
}

std::string aliases_of(const Table& table) {
  std::string text = "<aliases>";
  for (const Column& column : table.columns) {
    if (!column.title.empty() && column.type != ColumnType::kPlace) {
      text += "<alias field=\"" + escaped(column.name) + "\" name=\"" + escaped(column.title) + "\"/>";
    }
  }
  return text + "</aliases>";
}

/// Takes a property of the symbol from a column: QgsProperty::FieldBasedProperty is 2.
std::string from_column(const std::string& column, std::string_view property) {
  return "<data_defined_properties><Option type=\"Map\">" + option("name", "") + "<Option name=\"properties\" type=\"Map\"><Option name=\"" +
         std::string{property} + "\" type=\"Map\"><Option name=\"active\" type=\"bool\" value=\"true\"/>" + option("field", column) +
         "<Option name=\"type\" type=\"int\" value=\"2\"/></Option></Option>" + option("type", "collection") +
         "</Option></data_defined_properties>";
}

struct Symbol {
  std::string_view type;
  std::string_view layer;
  std::string options;
  std::string_view coloured;  ///< The property a colour column gives.
};

Symbol symbol_of(Drawn drawn) {
  constexpr std::string_view kColour = "214,96,77,255";
  constexpr std::string_view kOutline = "60,60,60,255";
  switch (drawn) {
    case Drawn::kPolygons:
      return {"fill", "SimpleFill",
              option("color", kColour) + option("outline_color", kOutline) + option("outline_width", "0.2") + option("style", "solid"), "fillColor"};
    case Drawn::kLines: return {"line", "SimpleLine", option("line_color", kColour) + option("line_width", "0.8"), "outlineColor"};
    case Drawn::kPoints:
    case Drawn::kNot: break;
  }
  return {"marker", "SimpleMarker",
          option("name", "circle") + option("color", kColour) + option("outline_color", kOutline) + option("size", "3"), "fillColor"};
}

}  // namespace

std::string layer_style(const Table& table) {
  const Symbol symbol = symbol_of(table.drawn);
  const std::string alpha = table.drawn == Drawn::kPolygons ? "0.6" : "1";
  return "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n<qgis version=\"3.22\" styleCategories=\"Symbology|Fields\">"
         "<renderer-v2 type=\"singleSymbol\" symbollevels=\"0\" enableorderby=\"0\" forceraster=\"0\"><symbols><symbol type=\"" +
         std::string{symbol.type} + "\" name=\"0\" alpha=\"" + alpha + "\" clip_to_extent=\"1\" force_rhr=\"0\"><layer class=\"" +
         std::string{symbol.layer} + "\" enabled=\"1\" locked=\"0\" pass=\"0\"><Option type=\"Map\">" + symbol.options + "</Option>" +
         (table.colour_column.empty() ? "" : from_column(table.colour_column, symbol.coloured)) +
         "</layer></symbol></symbols></renderer-v2>" +
         aliases_of(table) + "</qgis>\n";
}

}  // namespace quyhoach::geo
