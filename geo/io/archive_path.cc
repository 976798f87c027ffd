#include "geo/io/archive_path.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "geo/base/text.h"

namespace quyhoach::geo {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kMostSegments = 16;
constexpr std::size_t kLongestSegment = 255;

bool is_control(char lead, char next) noexcept {  // C1: U+0080 … U+009F
  return lead == '\xC2' && static_cast<unsigned char>(next) < 0xA0U;
}

/// [MS-DOCS] Naming Files: whatever follows the first point.
bool is_device(std::string_view segment) {
  constexpr std::array<std::string_view, 6> kDevices{"con", "prn", "aux", "nul", "conin$", "conout$"};
  const std::string name = casefold(trim(segment.substr(0, segment.find('.'))));
  const std::string_view plain{name};
  const bool is_numbered = plain.size() == 4 && (plain.starts_with("com") || plain.starts_with("lpt")) && plain[3] >= '0' && plain[3] <= '9';
  return is_numbered || std::ranges::find(kDevices, plain) != kDevices.end();
}

bool is_unfit(std::string_view segment) {
  return segment.empty() || segment == "." || segment == ".." || segment.size() > kLongestSegment || segment.ends_with('.') ||
         segment.ends_with(' ') || is_device(segment);
}

}  // namespace

Result<fs::path> archive_path(std::string_view name) {
  const Error bad{ErrorCode::kArchivePath, "the name is not one of a file below a folder"};
  const auto is_bad = [](char c) { return (c >= 0 && c < ' ') || c == '\x7F' || c == '\\' || c == ':'; };
  if (!is_utf8(name) || std::ranges::any_of(name, is_bad) || std::ranges::adjacent_find(name, is_control) != name.end()) {
    return bad;
  }
  const std::string text = to_nfc(name);
  fs::path path;
  std::size_t segments = 0;
  for (std::size_t at = 0; at <= text.size(); ++segments) {
    const std::size_t end = std::min(text.find('/', at), text.size());
    const std::string_view segment = std::string_view{text}.substr(at, end - at);
    if (is_unfit(segment) || segments >= kMostSegments) {
      return bad;
    }
    path /= segment;
    at = end + 1;
  }
  return path;
}

bool is_litter(std::string_view name) {
  const std::size_t slash = name.rfind('/');
  const std::string_view last = slash == std::string_view::npos ? name : name.substr(slash + 1);
  return name.starts_with("__MACOSX/") || last.starts_with("._") || last == ".DS_Store" || last == "Thumbs.db" || last == "desktop.ini";
}

std::string find_clash(const std::vector<fs::path>& files, const std::vector<fs::path>& folders) {
  std::set<std::string> taken;
  std::map<std::string, std::string> spelt;  // Of each folder, by its folded name.
  const auto enter = [&](const fs::path& folder) {
    return folder.empty() || spelt.emplace(casefold(folder.string()), folder.string()).first->second == folder.string();
  };
  const auto enter_all = [&](const fs::path& path) {
    for (fs::path above = path.parent_path(); !above.empty(); above = above.parent_path()) {
      if (!enter(above)) {
        return false;
      }
    }
    return true;
  };
  for (const fs::path& folder : folders) {
    if (!enter(folder) || !enter_all(folder)) {
      return folder.string();
    }
  }
  for (const fs::path& file : files) {
    if (!enter_all(file) || !taken.insert(casefold(file.string())).second) {
      return file.string();
    }
  }
  const auto both = std::ranges::find_if(files, [&](const fs::path& file) { return spelt.contains(casefold(file.string())); });
  return both == files.end() ? std::string{} : both->string();
}

}  // namespace quyhoach::geo
