#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/http/message.h"

namespace quyhoach::server {

/// Splits a request target into decoded path and query. Takes origin-form and absolute-form (RFC 9112 §3.2.1, §3.2.2);
/// `*` becomes path `*` without a query. `path` and `query` are overwritten.
///
/// False, and the request a 400, for: a bad or cut percent-escape, an escape that makes NUL or, in the path, a control
/// byte, `/` or `\`; a dot segment, escaped or not; anything that is not UTF-8 once decoded; a fragment. Raw UTF-8
/// bytes are taken as if they were escaped, though RFC 3986 wants them escaped: people type `…/search?q=Tân Phú` into
/// curl. Nothing else can fail. Any thread.
[[nodiscard]] bool decode_target(std::string_view target, std::string& path, std::vector<QueryParameter>& query);

/// Decodes one query component: percent-escapes and `+`. Appends to `out`; false as above.
[[nodiscard]] bool decode_query_component(std::string_view text, std::string& out);

}  // namespace quyhoach::server
