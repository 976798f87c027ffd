#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "data/desk/kept_check.h"
#include "data/store/draft.h"
#include "geo/table/table.h"

namespace quyhoach::desk {

/// What a report of findings is about. Points to what is given.
struct CheckedFor {
  const store::Draft* draft = nullptr;
  const geo::District* district = nullptr;
};

/// The findings as tables, which keep pointing into what is given: `findings`, as points; `findings_areas` and `findings_lines`, those
/// with a shape; `counts`, by code; and `about`. Made of what is kept, and so the same each time. \param language  vi or en
[[nodiscard]] std::vector<geo::Table> findings_tables(const KeptCheck& check, const CheckedFor& about, std::string_view language);

/// The same as a page to be printed on A4 (HTML, all of it in one file, without scripts): counts, and by code every sentence with its
/// place, why it matters and how it is mended.
[[nodiscard]] std::string findings_html(const KeptCheck& check, const CheckedFor& about, std::string_view language);

}  // namespace quyhoach::desk
