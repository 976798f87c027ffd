#include "tools/cli/propose.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <string>

#include "data/desk/source_unpack.h"
#include "geo/io/plan_proposal.h"
#include "geo/io/register.h"
#include "tools/cli/words.h"

namespace quyhoach::cli {

namespace {

namespace fs = std::filesystem;

geo::Result<std::shared_ptr<const geo::District>> current_district(const std::string& folder) {
  const geo::Register from{folder};
  const auto id = from.current();
  if (!id) {
    return id.error();
  }
  const auto manifest = from.manifest(*id);
  return manifest ? load_district(from, *manifest) : geo::Result<std::shared_ptr<const geo::District>>{manifest.error()};
}

/// Never over a plan.toml that is there: a planner may have worked on it.
int write_new(const fs::path& path, const std::string& text) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file{std::fopen(path.c_str(), "wx"), std::fclose};
  if (!file) {
    const int code = errno;
    std::fprintf(stderr, "quyhoach: %s: %s\n", path.c_str(), std::strerror(code));
    return code == EEXIST ? kRefused : kUsage;
  }
  if (std::fwrite(text.data(), 1, text.size(), file.get()) != text.size() || std::fflush(file.get()) != 0) {
    std::fprintf(stderr, "quyhoach: %s: %s\n", path.c_str(), std::strerror(errno));
    return kUsage;
  }
  return kDone;
}

}  // namespace

std::optional<int> propose_command(std::span<char* const> words, std::string_view catalogue) {
  const auto told = tell_apart(words, {"--register", "--catalogue"}, {"--write"});
  if (!told) {
    return fail(told.error());
  }
  if (told->plain.size() != 1 || !told->has("--register")) {
    return std::nullopt;
  }
  const auto district = current_district(told->value("--register"));
  if (!district) {
    return fail(district.error());
  }
  const fs::path folder = told->plain.front();
  const fs::path tables = told->has("--catalogue") ? told->value("--catalogue") : std::string{catalogue};
  const auto view = desk::SourceView::open(folder, fs::temp_directory_path(), {});
  if (!view) {
    return fail(view.error());
  }
  const auto proposal = geo::propose_plan({view->folder(), tables, **district, {}});
  if (!proposal) {
    return fail(proposal.error());
  }
  if (told->has("--write") && fs::is_regular_file(folder)) {
    return fail({geo::ErrorCode::kParameterValue, "--write needs a folder: nothing is written into an archive"});
  }
  if (told->has("--write")) {
    return write_new(folder / "plan.toml", proposal->toml);
  }
  std::fputs(proposal->toml.c_str(), stdout);
  return kDone;
}

}  // namespace quyhoach::cli
