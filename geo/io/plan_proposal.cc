#include "geo/io/plan_proposal.h"

#include <algorithm>
#include <vector>

#include "geo/base/text.h"
#include "geo/io/dataset.h"
#include "geo/io/layer_proposal.h"
#include "geo/io/plan_objects.h"
#include "geo/plan/manifest.h"

namespace quyhoach::geo {

namespace fs = std::filesystem;

namespace {

/// Files of a folder and its sub-folders, relative to it, in order of their names; a File Geodatabase, a folder, counts as one. Links
/// are not followed.
std::vector<fs::path> files_below(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code ignored;
  for (fs::recursive_directory_iterator at{folder, ignored}, end; at != end; at.increment(ignored)) {
    const bool is_geodatabase = at->is_directory(ignored) && is_vector_file(at->path().string());
    if (is_geodatabase) {
      at.disable_recursion_pending();
    }
    if ((is_geodatabase || at->is_regular_file(ignored)) && !at->is_symlink(ignored)) {
      files.push_back(at->path().lexically_relative(folder));
    }
  }
  std::ranges::sort(files);
  return files;
}

std::string head_of_plan(const District& district, const std::string& crs) {
  std::string topics;
  for (const Topic& topic : district.topics) {
    topics += (topics.empty() ? "" : ", ") + topic.id;
  }
  return "# Proposed from the files of this folder. Check every line; what only you know says TODO.\n"
         "id = \"\"  # TODO: a-z, 0-9 and -, unique in the district\n"
         "topic = \"\"  # TODO: " + topics + "\n"
         "title = \"\"  # TODO\n"
         "status = \"\"  # TODO: in_force, consultation, approved_not_yet_in_force, suspended, replaced, expired, repealed\n"
         "# scale = 2000  # TODO: 2000 means 1/2000\n"
         "crs = " + toml_quoted(crs) + "  # what the plan says its drawing is in; here that of its first layer\n"
         "\n[decision]\n"
         "number = \"\"  # TODO\n"
         "# date = 2026-01-31  # TODO\n"
         "authority = \"\"  # TODO\n"
         "\n[in_force]\n"
         "# from = 2026-01-31  # TODO, unless status is consultation\n";
}

/// A document nobody has said the kind of.
std::string document_lines(const std::string& file) {
  return "\n# [[document]]  # TODO: or leave it out\n"
         "# kind = \"other\"  # decision, regulation, drawing or other\n"
         "# title = \"\"\n"
         "# file = " + toml_quoted(file) + "\n";
}

bool is_pdf(const fs::path& file) { return fold(file.extension().string()) == "pdf"; }

class FolderProposal {
 public:
  FolderProposal(const ProposalOptions& options, const ProposalContext& context, const std::shared_ptr<const FindingCatalogue>& findings)
      : options_(options), context_(context), findings_(findings) {}

  Result<PlanProposal> run() {
    for (const fs::path& file : files_below(options_.folder)) {
      const std::string name = file.string();
      if (!is_utf8(name)) {
        layers_ += "\n# a file whose name is not UTF-8 is left out: rename it\n";
      } else if (is_pdf(file)) {
        documents_ += document_lines(name);
        out_.documents.push_back(name);
      } else if (is_vector_file(name)) {
        if (const auto done = take_file(name); !done) {
          return done.error();
        }
      }
    }
    if (out_.layers.empty()) {
      return Error{ErrorCode::kBadData, "no source in the folder can be read" + faults_};
    }
    out_.toml = head_of_plan(options_.district, crs_.empty() ? options_.district.crs : crs_) + documents_ + layers_;
    return std::move(out_);
  }

 private:
  Result<bool> take_file(const std::string& name) {
    const auto surveyed = survey_file(context_.reader, name, context_.personal);
    if (!surveyed) {
      return surveyed.error();
    }
    for (const auto& one : *surveyed) {
      if (const auto* fault = std::get_if<RawFault>(&one)) {
        leave_out(name, *fault);
        continue;
      }
      const auto& survey = std::get<LayerSurvey>(one);
      if (survey.kinds.polygons + survey.kinds.lines + survey.kinds.points == 0) {
        const std::string layer = is_utf8(survey.head.layer) ? survey.head.layer : "?";
        layers_ += "\n# " + toml_quoted(name) + ", layer " + toml_quoted(layer) + ": no shapes\n";
        out_.left_out.push_back({name, "", findings_->say({"left_out.no_shapes", {{"layer", layer}}})});
        continue;
      }
      auto layer = propose_layer(context_, survey);
      if (!layer) {
        return layer.error();
      }
      layers_ += "\n" + to_toml(*layer);
      crs_ = crs_.empty() && !layer->crs_offers.empty() ? layer->crs_offers.front().guess.crs : crs_;
      out_.layers.push_back(std::move(*layer));
    }
    return true;
  }

  /// In the words of a load's report.
  void leave_out(const std::string& name, const RawFault& fault) {
    ImportReport report{findings_};
    report.add({.kind = fault.code, .file = name, .figures = {{"text", fault.message}}});
    const Defect& defect = report.listed().front();
    layers_ += "\n# " + toml_quoted(name) + " cannot be read: " + defect.code + ", " + toml_quoted(defect.message.en) + "\n";
    faults_ += "; " + name + ": " + defect.code + ": " + defect.message.en;
    out_.left_out.push_back({name, defect.code, defect.message});
  }

  const ProposalOptions& options_;
  const ProposalContext& context_;
  const std::shared_ptr<const FindingCatalogue>& findings_;
  PlanProposal out_;
  std::string documents_;
  std::string layers_;
  std::string faults_;
  std::string crs_;
};

}  // namespace

Result<PlanProposal> propose_plan(const ProposalOptions& options) {
  auto findings = read_finding_catalogue(options.catalogue);
  if (!findings) {
    return findings.error();
  }
  ImportReport report{std::move(*findings)};
  const auto personal = read_personal_columns(options.catalogue, report);
  const auto words = read_text(options.catalogue / "field_names.tsv", "field_names.tsv", report, Needed::kByTheLoad);
  const auto names = parse_field_names(words.value_or(""), "field_names.tsv");
  if (!report.listed().empty() || !names.errors.empty()) {
    return Error{ErrorCode::kUnavailable, report.listed().empty() ? names.errors.front() : to_line(report.listed().front())};
  }
  const auto transform = GridTransform::create(options.district.crs, options.district.datum_operation);
  if (!transform) {
    return transform.error();
  }
  ReaderProcess reader{options.folder, options.reader};
  std::optional<std::shared_ptr<const Snapshot>> edition;
  const auto parcels = [&]() -> const Snapshot* {
    if (!edition) {
      edition = options.edition ? options.edition() : nullptr;
    }
    return edition->get();
  };
  return FolderProposal{options, ProposalContext{options.district, *transform, names.value, personal, reader, *report.catalogue(), parcels}, report.catalogue()}.run();
}

}  // namespace quyhoach::geo
