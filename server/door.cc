#include "server/door.h"

#include <chrono>
#include <string>
#include <utility>

#include <sys/stat.h>

#include "geo/base/text.h"
#include "geo/io/durable.h"
#include "server/oidc/url.h"

namespace quyhoach::server {

namespace {

using geo::Error;
using geo::ErrorCode;
using geo::Result;

/// The first line of a file that belongs to whoever runs the server.
Result<std::string> read_secret(const std::string& path) {
  struct stat found {};
  if (::stat(path.c_str(), &found) == 0 && (found.st_mode & S_IRWXO) != 0) {
    return Error{ErrorCode::kParameterValue, "everybody on this machine may read " + path + ": chmod o= it"};
  }
  const auto text = geo::read_file(path);
  if (!text) {
    return text.error();
  }
  std::string secret{geo::trim(std::string_view{*text}.substr(0, text->find('\n')))};
  return secret.empty() ? Result<std::string>{Error{ErrorCode::kParameterValue, path + " holds no secret"}} : std::move(secret);
}

/// `https://host[:port]`, with or without a slash behind it; nothing for anything else.
std::string origin_of(const Config& config) {
  std::string url = config.public_url;
  if (url.ends_with('/')) {
    url.pop_back();
  }
  // Where cookies may travel without TLS, so may the provider's codes.
  constexpr std::string_view kHttp = "http://";
  const bool is_plain = !config.secure_cookies && url.starts_with(kHttp);
  const std::string as_https = is_plain ? "https://" + url.substr(kHttp.size()) : url;
  const bool is_origin = oidc::is_safe_url(as_https) && url.find_first_of("/?", url.find("//") + 2) == std::string::npos;
  return is_origin ? url : std::string{};
}

}  // namespace

Result<std::shared_ptr<OidcDoor>> open_door(const Config& config, std::function<void(std::string_view)> log) {
  const OidcConfig& given = config.oidc;
  if (!oidc::is_safe_url(given.issuer) || given.issuer.find('?') != std::string::npos) {
    return Error{ErrorCode::kParameterValue, "--oidc-issuer is https://host… without a query"};  // Discovery §3
  }
  const std::string origin = origin_of(config);
  if (origin.empty()) {
    return Error{ErrorCode::kParameterValue, "--public-url is https://host[:port]"};
  }
  auto secret = given.secret_file.empty() ? Result<std::string>{std::string{}} : read_secret(given.secret_file);
  if (!secret) {
    return secret.error();
  }
  if (!geo::is_utf8(given.name)) {
    return Error{ErrorCode::kParameterValue, "--oidc-name is UTF-8"};
  }
  const auto now = [] { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); };
  return std::make_shared<OidcDoor>(
      given.name.empty() ? given.issuer : geo::to_nfc(given.name),
      oidc::Client{given.issuer, given.client_id, std::move(*secret), origin + "/api/v1/session/oidc/callback"},
      oidc::curl_client(), now, std::move(log));
}

}  // namespace quyhoach::server
