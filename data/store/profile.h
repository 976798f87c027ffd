#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "data/store/time.h"
#include "geo/base/result.h"

namespace quyhoach::store {

/// How one consultant's layers are read (geo/plan/consultant_profile): shared by all who write drafts.
struct Profile {
  std::string name;      ///< The consultant's, as it was written last.
  std::string text;      ///< TOML. Opaque here.
  std::string saved_by;  ///< Login.
  Time saved_at{};
};

inline constexpr std::size_t kProfileMax_bytes = 65'536;
inline constexpr std::size_t kMostProfiles = 1'000;

/// What names are compared by: "Công ty A" and "cong ty a" are one consultant.
[[nodiscard]] std::string profile_key(std::string_view name);

/// \return kParameterValue for a name without a letter or digit, too long, not UTF-8 or with control characters, and for a text that is
///         not UTF-8 or longer than kProfileMax_bytes
[[nodiscard]] geo::Result<bool> check_profile(std::string_view name, std::string_view text);

}  // namespace quyhoach::store
