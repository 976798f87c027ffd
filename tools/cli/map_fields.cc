#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include "data/desk/proposal_json.h"
#include "data/desk/source_unpack.h"
#include "geo/io/plan_proposal.h"
#include "geo/io/register.h"
#include "tools/cli/handlers.h"
#include "tools/cli/options.h"
#include "tools/cli/places.h"
#include "tools/cli/say.h"

namespace quyhoach::cli {

namespace {

namespace fs = std::filesystem;
using geo::Error;
using geo::ErrorCode;

/// Never over a plan.toml that is there: a planner may have worked on it.
std::optional<Error> write_new(const fs::path& path, const std::string& text) {
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> file{std::fopen(path.c_str(), "wx"), std::fclose};
  const bool is_written = file && std::fwrite(text.data(), 1, text.size(), file.get()) == text.size();
  const int code = errno;
  if (is_written && std::fclose(file.release()) == 0) {
    return std::nullopt;
  }
  return Error{!file && code == EEXIST ? ErrorCode::kBadData : ErrorCode::kUnavailable,
               path.string() + ": " + std::strerror(is_written ? errno : code)};
}

}  // namespace

int run_map_fields(const Arguments& arguments) {
  const auto district = current_district(arguments);
  if (!district) {
    return fail(arguments, district.error());
  }
  const fs::path folder = arguments.plain(0);
  geo::ReaderProcess::Options reader;
  reader.without_landlock = arguments.has(kWithoutLandlock);
  if (arguments.has(kWrite) && fs::is_regular_file(folder)) {
    return fail(arguments, {ErrorCode::kParameterValue, "--write needs a folder: nothing is written into an archive"});
  }
  const auto view = desk::SourceView::open(folder, fs::temp_directory_path(), reader);
  const auto edition = [&]() -> std::shared_ptr<const geo::Snapshot> {
    const geo::Register from{arguments.text(kRegister)};
    const auto current = from.current();
    const auto snapshot = current ? load_snapshot(from, *current, nullptr, std::max(1U, std::thread::hardware_concurrency()))
                                  : geo::Result<std::shared_ptr<const geo::Snapshot>>{current.error()};
    return snapshot ? *snapshot : nullptr;
  };
  const auto proposal = view ? geo::propose_plan({view->folder(), catalogue_of(arguments), **district, reader, edition})
                             : geo::Result<geo::PlanProposal>{view.error()};
  if (!proposal) {
    return fail(arguments, proposal.error());
  }
  const std::string& toml = proposal->toml;
  const std::string path = arguments.has(kWrite) ? (folder / "plan.toml").string() : std::string{};
  if (!path.empty()) {
    if (const auto error = write_new(path, toml)) {
      return fail(arguments, *error);
    }
  }
  if (arguments.has(kJson)) {
    print(desk::proposal_json(*proposal, path));
  } else if (path.empty()) {
    std::fputs(toml.c_str(), stdout);
  }
  return kDone;
}

}  // namespace quyhoach::cli
