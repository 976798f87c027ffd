#pragma once

#include <optional>
#include <span>
#include <string>

#include "data/desk/export.h"
#include "server/http/message.h"

namespace quyhoach::server {

/// The table `format=` asks for; nothing for `json`, or where there is no format. \return kParameterValue
[[nodiscard]] geo::Result<std::optional<desk::ExportFormat>> table_asked(const Request& request);

/// Tables as a file to be kept under `name` and the format's end. \param crs  of their places
[[nodiscard]] Response export_response(std::span<const geo::Table> tables, desk::ExportFormat format, const std::string& crs,
                                       const std::string& name);

}  // namespace quyhoach::server
