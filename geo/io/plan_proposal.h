#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "geo/base/result.h"
#include "geo/io/layer_proposal.h"
#include "geo/io/reader_process.h"
#include "geo/plan/district.h"

namespace quyhoach::geo {

struct ProposalOptions {
  std::filesystem::path folder;     ///< As it came in: only what lies in it is looked at.
  std::filesystem::path catalogue;  ///< Folder of personal_columns.txt and field_names.tsv.
  const District& district;
  ReaderProcess::Options reader;
  /// The current edition, to compare corners with those of its parcels: called once, and only where a layer may lie in several places.
  /// May be empty, and may give null.
  std::function<std::shared_ptr<const Snapshot>()> edition{};
};

/// A file, or a layer of one, that is no part of the proposal, and why.
struct LeftOut {
  std::string file;
  std::string code;     ///< Of the load's report; empty where it only has no shapes.
  Text message;
};

struct PlanProposal {
  std::string toml;                    ///< plan.toml.
  std::vector<LayerProposal> layers;   ///< What its [[layer]]s were written from.
  std::vector<std::string> documents;  ///< PDF files.
  std::vector<LeftOut> left_out;
};

/// A plan.toml for the files of a folder, for a planner to correct: a [[layer]] for each layer of each source, with what its files
/// and values say of role, CRS, axes, encoding and columns, and in comments how sure that is and what else may be meant. What only
/// the planner knows stands as TODO, so that parse_plan refuses it until it is filled in. Columns with personal data are not looked
/// at.
/// The same folder gives the same text. \return kBadData where no source can be read; kUnavailable without a reader.
[[nodiscard]] Result<PlanProposal> propose_plan(const ProposalOptions& options);

}  // namespace quyhoach::geo
