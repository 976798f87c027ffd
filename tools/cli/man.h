#pragma once

#include <string>

namespace quyhoach::cli {

/// The man page, in the roff of man(7), ASCII. The same release gives the same page.
[[nodiscard]] std::string man_page();

}  // namespace quyhoach::cli
