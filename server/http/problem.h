#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "geo/base/result.h"
#include "server/http/message.h"

namespace quyhoach::server {

/// A further member of a problem document. `json` is a complete JSON value, already serialised.
struct ProblemMember {
  std::string name;
  std::string json;
};

/// The HTTP status of an error: the only place that knows.
[[nodiscard]] int status_of(geo::ErrorCode code) noexcept;

/// An `application/problem+json` answer (RFC 9457): type `about:blank` and so the status phrase as title (§4.2.1),
/// status, `code` (= geo::error_name), `detail`, and `members`. Without `detail` the code's own sentence stands there.
/// From 500 up it always does and members are dropped: a failure of ours never tells how we are built.
/// kBusy comes with Retry-After.
[[nodiscard]] Response problem(geo::ErrorCode code, std::string_view detail = {},
                               const std::vector<ProblemMember>& members = {});

/// The same with the error's message as `detail`, which helps whoever writes a client; people are shown a sentence the
/// page makes from the code.
[[nodiscard]] Response problem(const geo::Error& error, const std::vector<ProblemMember>& members = {});

/// `text` as a JSON string with its quotes; text that is not UTF-8 has its bytes above 127 replaced by U+FFFD. RFC 8259
/// §7
[[nodiscard]] std::string json_string(std::string_view text);

}  // namespace quyhoach::server
