#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "geo/base/result.h"
#include "server/http/options.h"

namespace quyhoach::server {

/// The OpenID provider that people may sign in by.
struct OidcConfig {
  std::string issuer;       ///< Empty: there is none.
  std::string client_id;
  std::string secret_file;  ///< Its first line is the client's secret; empty: a public client.
  std::string name;         ///< What people call it; empty: the issuer.
};

/// What the server is told on its command line.
struct Config {
  std::string register_folder;
  std::string web;                     ///< Folder of the built pages; empty: none are served.
  std::string address = "127.0.0.1";
  std::string state;                   ///< Folder of accounts, drafts and the audit log; empty: nobody can sign in.
  std::string public_url;              ///< Where people's browsers reach the server, without a path; for the provider's way back.
  OidcConfig oidc;
  std::string catalogue;               ///< Folder of catalogues, for checking drafts; empty: that of the build.
  bool without_landlock = false;       ///< Planners' files are read even where the kernel cannot keep their reader to its folder.
  bool secure_cookies = true;          ///< Cookies are sent over TLS only.
  std::uint16_t port = 8080;
  unsigned threads = 0;                ///< 0: one per processor.
  std::size_t tile_cache_mb = 64;      ///< 0: every tile is drawn anew.
  double rate_per_second = 100.0;      ///< Per address; 0: no limit.
  std::vector<std::string> exempt = RateLimitOptions{}.exempt_networks;  ///< CIDR.
};

/// \return kParameterValue naming the word that cannot be read.
[[nodiscard]] geo::Result<Config> parse_config(std::span<char* const> words);

/// The help text.
[[nodiscard]] const char* usage() noexcept;

}  // namespace quyhoach::server
