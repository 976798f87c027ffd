#pragma once

#include <filesystem>

#include "data/desk/desk.h"

namespace quyhoach::desk {

/// What a draft is called, and what it changes.
struct Subject {
  std::string title;
  std::string id;  ///< DraftText::plan
};

/// Reads the manifest of a source, as far as it says what the draft is. \return kManifest with the first thing wrong with it
[[nodiscard]] geo::Result<Subject> subject_of(const DraftSource& source, const geo::Register& in);

/// A source that was taken in.
struct TakenDraft {
  std::filesystem::path root;      ///< The folder with its manifest, in what was taken.
  std::vector<std::string> files;  ///< SHA-256 of all that came, sorted.
};

/// Copies a source to `to`, or unpacks it, its patch as patch.toml, durably. \return kManifest where a patch comes twice or not at
/// all; what take_source says
[[nodiscard]] geo::Result<TakenDraft> take_draft(const DraftSource& source, const std::filesystem::path& to,
                                                 const geo::ReaderProcess::Options& reader);

}  // namespace quyhoach::desk
