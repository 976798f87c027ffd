#include "server/handlers/exports.h"

#include "server/http/problem.h"

namespace quyhoach::server {

geo::Result<std::optional<desk::ExportFormat>> table_asked(const Request& request) {
  const std::string* name = request.find("format");
  if (name == nullptr || *name == "json") {
    return std::optional<desk::ExportFormat>{};
  }
  const auto format = desk::export_format(*name);
  return format ? geo::Result<std::optional<desk::ExportFormat>>{format}
                : geo::Error{geo::ErrorCode::kParameterValue, "format is json, csv, xlsx or gpkg"};
}

Response export_response(std::span<const geo::Table> tables, desk::ExportFormat format, const std::string& crs, const std::string& name) {
  auto bytes = desk::export_bytes(tables, format, crs);
  if (!bytes) {
    return problem(bytes.error());
  }
  Response response = text_response(std::string{desk::media_type(format)}, std::move(*bytes));
  response.headers.emplace_back("Content-Disposition",
                                "attachment; filename=\"" + name + "." + std::string{desk::name_of(format)} + "\"");
  return response;
}

}  // namespace quyhoach::server
