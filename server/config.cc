#include "server/config.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>
#include <utility>

namespace quyhoach::server {

namespace {

template <typename T>
bool read(std::string_view text, T& into) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), into);
  return error == std::errc{} && end == text.data() + text.size();
}

/// Where the value of an option that is a text goes; null for any other word.
std::string* text_option(std::string_view word, Config& config) {
  const std::array<std::pair<std::string_view, std::string*>, 10> options{{
      {"--register", &config.register_folder},
      {"--web", &config.web},
      {"--state", &config.state},
      {"--catalogue", &config.catalogue},
      {"--address", &config.address},
      {"--public-url", &config.public_url},
      {"--oidc-issuer", &config.oidc.issuer},
      {"--oidc-client", &config.oidc.client_id},
      {"--oidc-secret-file", &config.oidc.secret_file},
      {"--oidc-name", &config.oidc.name},
  }};
  const auto* const found = std::ranges::find(options, word, [](const auto& option) { return option.first; });
  return found == options.end() ? nullptr : found->second;
}

/// Where the value of an option that is yes or no goes; null for any other word.
bool* switch_option(std::string_view word, Config& config) {
  return word == "--secure-cookies" ? &config.secure_cookies : word == "--without-landlock" ? &config.without_landlock : nullptr;
}

/// What is wrong with options that need each other; null when nothing is.
const char* incomplete(const Config& config) {
  const OidcConfig& oidc = config.oidc;
  if (config.register_folder.empty()) {
    return "--register is needed";
  }
  if (oidc.issuer.empty() && !(oidc.client_id.empty() && oidc.secret_file.empty() && oidc.name.empty())) {
    return "--oidc-issuer is needed with --oidc-client, --oidc-secret-file and --oidc-name";
  }
  if (!oidc.issuer.empty() && (oidc.client_id.empty() || config.public_url.empty() || config.state.empty())) {
    return "--oidc-issuer needs --oidc-client, --public-url and --state";
  }
  return nullptr;
}

}  // namespace

geo::Result<Config> parse_config(std::span<char* const> words) {
  Config config;
  for (std::size_t i = 1; i < words.size(); i += 2) {
    const std::string_view word = words[i];
    if (i + 1 == words.size()) {
      return geo::Error{geo::ErrorCode::kParameterValue, std::string{word} + " needs a value"};
    }
    const std::string_view value = words[i + 1];
    bool good = true;
    if (std::string* text = text_option(word, config)) {
      *text = value;
    } else if (bool* is_on = switch_option(word, config)) {
      good = value == "yes" || value == "no";
      *is_on = value == "yes";
    } else if (word == "--port") {
      good = read(value, config.port);
    } else if (word == "--threads") {
      good = read(value, config.threads);
    } else if (word == "--tile-cache-mb") {
      good = read(value, config.tile_cache_mb);
    } else if (word == "--rate") {
      good = read(value, config.rate_per_second) && config.rate_per_second >= 0.0;
    } else if (word == "--exempt" && value == "none") {
      config.exempt.clear();
    } else if (word == "--exempt") {
      config.exempt.emplace_back(value);
    } else {
      good = false;
    }
    if (!good) {
      return geo::Error{geo::ErrorCode::kParameterValue, "cannot read " + std::string{word} + " " + std::string{value}};
    }
  }
  if (const char* fault = incomplete(config)) {
    return geo::Error{geo::ErrorCode::kParameterMissing, fault};
  }
  return config;
}

const char* usage() noexcept {
  return "quyhoach-server --register FOLDER [options]\n"
         "  --web FOLDER         the built pages\n"
         "  --state FOLDER       accounts, drafts and the audit log; without it nobody can sign in\n"
         "  --catalogue FOLDER   what personal columns are called, for checking drafts (data/catalogue)\n"
         "  --secure-cookies no  where people sign in over plain HTTP, in a network that nobody listens to (yes)\n"
         "  --without-landlock yes\n"
         "                       read planners' files even where the kernel cannot keep their reader to its folder (no)\n"
         "  --oidc-issuer URL    an OpenID provider that people may sign in by, besides passwords; accounts are linked to its people\n"
         "                       by `quyhoach user link`. With it: --oidc-client ID, --oidc-secret-file FILE (without: a public\n"
         "                       client), --oidc-name TEXT for the button, and --public-url\n"
         "  --public-url URL     how people's browsers reach this server, https://host[:port]; the provider sends them back to\n"
         "                       URL/api/v1/session/oidc/callback\n"
         "  --address A          to listen on (127.0.0.1)\n"
         "  --port N             0 takes a free one (8080)\n"
         "  --threads N          0 is one per processor\n"
         "  --tile-cache-mb N    0 draws every tile anew (64)\n"
         "  --rate N             requests a second per address, 0 is no limit (100)\n"
         "  --exempt NETWORK     a network without that limit, such as the counter's, besides this machine; may be repeated\n"
         "  --exempt none        forgets those named before it, and this machine\n";
}

}  // namespace quyhoach::server
