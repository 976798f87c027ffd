#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "geo/base/result.h"
#include "geo/io/reader_process.h"

namespace quyhoach::desk {

/// What came in, as a folder of our own: copied, or unpacked where it is one archive. Archives in a folder (a zipped Shapefile) are
/// unpacked beside themselves, into a folder of their name without ".zip" (or ".shp.zip").
/// \param to  a place where nothing is yet, and nothing is after a refusal.
/// \return the SHA-256 of the archive, if it was one, and of all files, sorted; what copy_source and geo::unpack_archive say
[[nodiscard]] geo::Result<std::vector<std::string>> take_source(const std::filesystem::path& from, const std::filesystem::path& to,
                                                                std::size_t most_files, std::uintmax_t most_bytes,
                                                                const geo::ReaderProcess::Options& reader);

/// Whether take_source would unpack anything.
[[nodiscard]] bool holds_archives(const std::filesystem::path& from);

/// The folder with `manifest`: `folder`, or the only one in it beside archives, as archives and dropped folders have one; `folder` where there is none.
[[nodiscard]] std::filesystem::path source_root(const std::filesystem::path& folder, std::string_view manifest);

/// What came in as a folder to be looked at: the folder itself, or, where there is something to unpack, what take_source makes of
/// it, which goes with this object.
class SourceView {
 public:
  /// \param scratch  where folders may be made.
  [[nodiscard]] static geo::Result<SourceView> open(const std::filesystem::path& from, const std::filesystem::path& scratch,
                                                    const geo::ReaderProcess::Options& reader);
  SourceView(SourceView&& other) noexcept;
  SourceView& operator=(SourceView&&) = delete;
  ~SourceView();
  [[nodiscard]] const std::filesystem::path& folder() const noexcept { return folder_; }

 private:
  SourceView() = default;
  std::filesystem::path folder_;
  std::filesystem::path own_;  ///< Goes with this; empty where nothing was unpacked.
};

/// Removes what killed processes left of their views more than a day ago. \param scratch  that nobody else uses.
void remove_old_views(const std::filesystem::path& scratch);

}  // namespace quyhoach::desk
