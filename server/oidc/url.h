#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace quyhoach::oidc {

/// Whether `url` is one we may speak to a provider by: `https://host…`, or `http://` to this machine itself, for tests; printable
/// ASCII without user, fragment, or anything a terminal or a header would take for its own. Any thread.
[[nodiscard]] bool is_safe_url(std::string_view url) noexcept;

/// Whether it is `http://` to this machine.
[[nodiscard]] bool is_loopback_http(std::string_view url) noexcept;

using FormFields = std::vector<std::pair<std::string, std::string>>;

/// `a=1&b=%C3%A9`: every byte but letters, digits and `-._~` escaped, which both a query and a form's body may hold.
[[nodiscard]] std::string encode_form(const FormFields& fields);

/// One value, escaped so.
[[nodiscard]] std::string escape(std::string_view text);

/// `url` with `fields` added to the query it may have (RFC 6749 §3.1).
[[nodiscard]] std::string with_query(std::string_view url, const FormFields& fields);

}  // namespace quyhoach::oidc
