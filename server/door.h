#pragma once

#include <functional>
#include <memory>
#include <string_view>

#include "geo/base/result.h"
#include "server/config.h"
#include "server/handlers/oidc.h"

namespace quyhoach::server {

/// The door of the provider that `config` names. Asks the provider nothing: one that is down keeps the server from nothing.
/// \pre config.oidc.issuer is not empty
/// \return kParameterValue for an issuer or a public URL that is not `https://` (or `http://` to this machine, or, for the
///         public URL, where cookies may travel so), and for a secret file that is empty or that others may read;
///         kUnavailable for one that cannot be read
[[nodiscard]] geo::Result<std::shared_ptr<OidcDoor>> open_door(const Config& config, std::function<void(std::string_view)> log);

}  // namespace quyhoach::server
