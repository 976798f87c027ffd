#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "geo/base/result.h"

namespace quyhoach::server {

using Texts = std::map<std::string, std::string, std::less<>>;

/// Reads a JSON object of texts, such as `{"login": …, "password": …}`: all of `needed`, any of `optional`, and no others. Any
/// thread. \return kBodyUnreadable for anything else; the error never holds what was sent
[[nodiscard]] geo::Result<Texts> read_texts(std::string_view body, const std::vector<std::string_view>& needed,
                                            const std::vector<std::string_view>& optional = {});

/// What a check takes knowingly, and what it changes.
struct CheckOrder {
  std::set<std::string> accept;   ///< Codes of findings.
  std::set<std::string> repairs;  ///< Ids of repairs, or codes of findings whose repairs are all meant.
  std::string profile;            ///< Of the consultant whose repairs are meant, too; empty: nobody.
};
/// Reads `{"accept": ["ZONES_GAP", …], "repairs": ["SPIKE", …], "profile": "Công ty A"}`; all but `accept` may be left out. Any thread.
/// \return kBodyUnreadable for anything else, more than kCodesMax codes, or more than kRepairsMax repairs
[[nodiscard]] geo::Result<CheckOrder> read_check_order(std::string_view body);
inline constexpr std::size_t kCodesMax = 100;
inline constexpr std::size_t kRepairsMax = 2'000;

/// What is to be saved as a profile.
struct ProfileOrder {
  std::string name;
  std::string plan_toml;
  std::vector<std::string> repairs;  ///< Codes of findings.
};
/// Reads `{"name": …, "plan_toml": …, "repairs": ["SPIKE", …]}`; `repairs` may be left out. Any thread.
/// \return kBodyUnreadable for anything else, or more than kCodesMax codes
[[nodiscard]] geo::Result<ProfileOrder> read_profile_order(std::string_view body);

/// Whether a Content-Type is `application/json`, with or without parameters. A form of another site cannot send that without a
/// preflight, which we refuse. RFC 9110 §8.3
[[nodiscard]] bool is_json_type(std::string_view content_type) noexcept;

}  // namespace quyhoach::server
