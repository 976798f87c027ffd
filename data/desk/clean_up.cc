#include <algorithm>
#include <map>

#include "data/desk/desk.h"

namespace quyhoach::desk {

namespace fs = std::filesystem;
using geo::Error;
using geo::ErrorCode;
using geo::Result;
using store::Draft;
using store::DraftState;

namespace {

/// Whether it is a name that import_folder gives. Nothing else is ever removed: a state folder may hold what we did not put there.
bool is_source_name(std::string_view name) {
  constexpr std::size_t kDigits = 32;
  return name.size() == kDigits && name.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

/// The import's name in "<name>", "<name>.check.json": what is kept beside a folder is named after it.
std::string_view source_name(std::string_view entry) { return entry.substr(0, entry.find('.')); }

struct Kept {
  std::vector<fs::path> paths;
  fs::file_time_type changed = fs::file_time_type::min();
};

/// What lies in the folder of drafts, by the import's name.
Result<std::map<std::string, Kept>> kept_in(const fs::path& folder) {
  std::map<std::string, Kept> out;
  std::error_code error;
  if (!fs::exists(folder, error)) {
    return out;
  }
  fs::directory_iterator entries{folder, error};
  for (; !error && entries != fs::directory_iterator{}; entries.increment(error)) {
    const std::string entry = entries->path().filename().string();
    const std::string name{source_name(entry)};
    if (!is_source_name(name) || entries->is_symlink(error)) {
      continue;
    }
    Kept& kept = out[name];
    kept.paths.push_back(entries->path());
    kept.changed = std::max(kept.changed, entries->last_write_time(error));
  }
  return error ? Result<std::map<std::string, Kept>>{Error{ErrorCode::kUnavailable, folder.string() + ": " + error.message()}} : out;
}

Result<bool> remove_all(const Kept& kept) {
  for (const fs::path& path : kept.paths) {
    std::error_code error;
    fs::remove_all(path, error);
    if (error) {
      return Error{ErrorCode::kUnavailable, path.string() + ": " + error.message()};
    }
  }
  return true;
}

}  // namespace

Result<CleanedUp> Desk::clean_up(std::chrono::days age, const std::string& by) const {
  // Drafts first: a folder that comes afterwards is new, and new folders are left alone.
  const auto drafts = store_->drafts(std::nullopt);
  const auto kept = drafts ? kept_in(fs::path{options_.state_folder} / "drafts") : Result<std::map<std::string, Kept>>{drafts.error()};
  if (!kept) {
    return kept.error();
  }
  const store::Time now = store::system_now();
  std::map<std::string, const Draft*> owner;
  for (const Draft& draft : *drafts) {
    owner[draft.text.folder] = &draft;
  }
  CleanedUp out;
  for (const auto& [name, files] : *kept) {
    const auto found = owner.find(name);
    const Draft* draft = found == owner.end() ? nullptr : found->second;
    const bool has_ended = draft != nullptr && (draft->state == DraftState::kPublished || draft->state == DraftState::kWithdrawn);
    const bool is_due = draft != nullptr ? has_ended && now - draft->changed_at >= age
                                         : fs::file_time_type::clock::now() - files.changed >= std::max(age, std::chrono::days{1});
    if (!is_due) {
      continue;
    }
    const auto record = store_->audit_append({.who = by, .action = draft != nullptr ? "draft.files_removed" : "import.abandoned_removed",
                                              .subject = draft != nullptr ? draft->id : name, .files = {}});
    const auto removed = record ? remove_all(files) : Result<bool>{record.error()};
    if (!removed) {
      return removed.error();
    }
    draft != nullptr ? out.drafts.push_back(draft->id) : out.abandoned.push_back(name);
  }
  return out;
}

}  // namespace quyhoach::desk
