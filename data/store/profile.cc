#include "data/store/profile.h"

#include "data/store/draft.h"
#include "geo/base/text.h"

namespace quyhoach::store {

std::string profile_key(std::string_view name) { return geo::fold(name); }

geo::Result<bool> check_profile(std::string_view name, std::string_view text) {
  if (!is_line(name) || profile_key(name).empty()) {
    return geo::Error{geo::ErrorCode::kParameterValue, "a profile has the name of a consultant"};
  }
  if (text.size() > kProfileMax_bytes || !geo::is_utf8(text)) {
    return geo::Error{geo::ErrorCode::kParameterValue,
                      "a profile is UTF-8 of at most " + std::to_string(kProfileMax_bytes) + " bytes"};
  }
  return true;
}

}  // namespace quyhoach::store
