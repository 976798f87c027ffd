#include "geo/io/unpack.h"

#include <cerrno>
#include <cstring>
#include <memory>
#include <set>
#include <string>

#include <fcntl.h>
#include <unistd.h>

#include "geo/base/text.h"
#include "geo/io/archive_path.h"
#include "geo/io/descriptor.h"

namespace quyhoach::geo {

namespace fs = std::filesystem;

namespace {

Error failed(const std::string& what) { return {ErrorCode::kUnavailable, what + ": " + std::strerror(errno)}; }

bool write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) {
      continue;
    }
    if (written <= 0) {
      return false;
    }
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

bool flush_folder(const fs::path& folder) {
  const Descriptor opened{::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  return opened.get() >= 0 && ::fsync(opened.get()) == 0;
}

/// Puts members where they belong as they come.
class Writer {
 public:
  explicit Writer(fs::path folder) : folder_(std::move(folder)) {}

  bool begin(const RawMember& member) {
    if (!end()) {
      return false;
    }
    constexpr mode_t kOwnerOnly = 0600;
    const fs::path path = folder_ / member.path;  // archive_path let it pass: it stays below.
    std::error_code error;
    fs::create_directories(path.parent_path(), error);
    folders_.insert(path.parent_path());
    file_ = std::make_unique<Descriptor>(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, kOwnerOnly));
    good_ = !error && file_->get() >= 0;
    done_.bytes += member.bytes;
    ++done_.files;
    return good_;
  }
  bool add(std::string_view bytes) { return good_ = good_ && file_ && write_all(file_->get(), bytes); }
  /// \return whether all of it is on disk so far.
  bool end() {
    good_ = good_ && (!file_ || ::fsync(file_->get()) == 0);
    file_.reset();
    return good_;
  }
  bool flush_folders() {
    for (fs::path folder : folders_) {
      for (; good_ && folder != folder_.parent_path(); folder = folder.parent_path()) {
        good_ = flush_folder(folder);
      }
    }
    return good_ = good_ && flush_folder(folder_.parent_path());
  }
  [[nodiscard]] const Unpacked& done() const noexcept { return done_; }

 private:
  fs::path folder_;
  std::unique_ptr<Descriptor> file_;
  std::set<fs::path> folders_;
  Unpacked done_;
  bool good_ = true;
};

Error error_of(const RawFault& fault, const std::string& archive) {
  const ErrorCode code = fault.code == "ARCHIVE_PATH"     ? ErrorCode::kArchivePath
                         : fault.code == "LIMIT_UNPACKED" ? ErrorCode::kLimitUnpacked
                         : fault.code == "FILE_MISSING"   ? ErrorCode::kUnavailable
                                                          : ErrorCode::kArchiveForm;
  return {code, archive + ": " + (fault.code == "LIMIT_TIME" ? "it takes too long to unpack" : fault.message)};
}

}  // namespace

Result<Unpacked> unpack_archive(const fs::path& root, const fs::path& archive, const fs::path& into, const ArchiveLimits& limits,
                                const ReaderProcess::Options& reader) {
  std::error_code error;
  if (!fs::create_directory(into, error)) {
    return Error{ErrorCode::kArchivePath, archive.string() + ": a file or folder " + into.filename().string() + " is there already"};
  }
  Writer writer{into};
  ReaderProcess process{root, reader};
  const auto outcome = process.unpack({archive.string(), limits}, {[&](const RawMember& member) { return writer.begin(member); },
                                                                   [&](std::string_view bytes) { return writer.add(bytes); }});
  const auto done = [&]() -> Result<Unpacked> {
    if (!outcome) {
      return outcome.error();
    }
    if (const auto* fault = std::get_if<RawFault>(&*outcome)) {
      return error_of(*fault, archive.string());
    }
    return writer.end() && writer.flush_folders() ? Result<Unpacked>{writer.done()} : failed("unpacking " + archive.string());
  }();
  if (!done) {
    fs::remove_all(into, error);
  }
  return done;
}

bool is_archive_file(const fs::path& file) { return casefold(file.extension().string()) == ".zip"; }

}  // namespace quyhoach::geo
