#pragma once

#include <string>

#include "geo/io/crs_guess.h"
#include "geo/io/layer_survey.h"
#include "geo/plan/field_proposal.h"

namespace quyhoach::geo {

/// What is known of the folder a layer lies in.
struct ProposalContext {
  const District& district;
  const GridTransform& transform;
  const FieldNames& names;
  const std::set<std::string>& personal;
  ReaderProcess& reader;
};

struct LayerProposal {
  std::string toml;  ///< From [[layer]] on.
  std::string crs;   ///< Empty where no CRS fits.
};

/// How a layer may be read, as lines of plan.toml with the reasons beside them. \return an Error only where there is no reader
[[nodiscard]] Result<LayerProposal> propose_layer(const ProposalContext& context, const LayerSurvey& survey);

/// A TOML string; what is not UTF-8 is shown with question marks.
[[nodiscard]] std::string toml_quoted(std::string_view text);

}  // namespace quyhoach::geo
