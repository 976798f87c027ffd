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

/// Copies a source to `to`, its patch as patch.toml, durably. \return the SHA-256 of its files, sorted; what copy_source says
[[nodiscard]] geo::Result<std::vector<std::string>> copy_draft(const DraftSource& source, const std::filesystem::path& to);

}  // namespace quyhoach::desk
