#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "geo/plan/district.h"
#include "geo/plan/phrase.h"

namespace quyhoach::geo {

/// A word columns are called by (data/catalogue/field_names.tsv).
struct FieldName {
  std::string field;   ///< Ours.
  std::string folded;  ///< "tang cao": one word or several.
};
using FieldNames = std::vector<FieldName>;

/// A column of a layer as it came in.
struct SourceColumn {
  std::string name;
  std::vector<std::string> values;  ///< Some of its values, decoded; blank ones count as none.
};

struct FieldProposal {
  std::string field;        ///< Ours.
  std::size_t column = 0;   ///< Index of the column that may hold it.
  double confidence = 0.0;  ///< 0 … 1. From 0.75 on the name and the values agree.
  Phrase reason;            ///< To follow the proposal: `its name says so, and 20 of 20 different values fit`.
};

/// Which column is which of the role's fields, in the order of the role's fields: by the names of columns, checked
/// against their values; and by values alone where these tell (land-use codes, communes, units such as "tầng" or "%"),
/// whatever the name says. A field gets one column at most and a column one field. Columns with personal data are the
/// caller's to leave out.
[[nodiscard]] std::vector<FieldProposal> propose_fields(std::span<const SourceColumn> columns, LayerRole role,
                                                        const FieldNames& names, const District& district);

/// A folded text without its spaces: how names of columns are compared.
[[nodiscard]] std::string squashed(std::string_view folded);

}  // namespace quyhoach::geo
