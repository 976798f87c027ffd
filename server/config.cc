#include "server/config.h"

#include <charconv>
#include <string_view>

namespace quyhoach::server {

namespace {

template <typename T>
bool read(std::string_view text, T& into) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), into);
  return error == std::errc{} && end == text.data() + text.size();
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
    if (word == "--register") {
      config.register_folder = value;
    } else if (word == "--web") {
      config.web = value;
    } else if (word == "--state") {
      config.state = value;
    } else if (word == "--catalogue") {
      config.catalogue = value;
    } else if (word == "--secure-cookies") {
      good = value == "yes" || value == "no";
      config.secure_cookies = value == "yes";
    } else if (word == "--address") {
      config.address = value;
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
  if (config.register_folder.empty()) {
    return geo::Error{geo::ErrorCode::kParameterMissing, "--register is needed"};
  }
  return config;
}

const char* usage() noexcept {
  return "quyhoach-server --register FOLDER [options]\n"
         "  --web FOLDER         the built pages\n"
         "  --state FOLDER       accounts, drafts and the audit log; without it nobody can sign in\n"
         "  --catalogue FOLDER   what personal columns are called, for checking drafts (data/catalogue)\n"
         "  --secure-cookies no  where people sign in over plain HTTP, in a network that nobody listens to (yes)\n"
         "  --address A          to listen on (127.0.0.1)\n"
         "  --port N             0 takes a free one (8080)\n"
         "  --threads N          0 is one per processor\n"
         "  --tile-cache-mb N    0 draws every tile anew (64)\n"
         "  --rate N             requests a second per address, 0 is no limit (100)\n"
         "  --exempt NETWORK     a network without that limit, such as the counter's, besides this machine; may be repeated\n"
         "  --exempt none        forgets those named before it, and this machine\n";
}

}  // namespace quyhoach::server
