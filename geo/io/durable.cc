#include "geo/io/durable.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>

#include <fcntl.h>
#include <unistd.h>

#include "geo/io/descriptor.h"

namespace quyhoach::geo {

namespace {

Error system_error(const std::string& what) { return Error{ErrorCode::kUnavailable, what + ": " + std::strerror(errno)}; }

int open_file(const std::string& path, int flags) noexcept { return ::open(path.c_str(), flags | O_CLOEXEC, 0644); }

Result<bool> sync_path(const std::string& path, int flags) {
  const Descriptor file{open_file(path, flags)};
  if (file.get() < 0 || ::fsync(file.get()) != 0) {
    return system_error("cannot make durable " + path);
  }
  return true;
}

}  // namespace

Result<bool> make_durable(const std::string& path) {
  if (const auto synced = sync_path(path, O_RDONLY); !synced) {
    return synced;
  }
  return sync_path(std::filesystem::path{path}.parent_path().string(), O_RDONLY | O_DIRECTORY);
}

Result<bool> move_durably(const std::string& from, const std::string& path) {
  if (const auto synced = sync_path(from, O_RDONLY); !synced) {
    return synced;
  }
  if (std::rename(from.c_str(), path.c_str()) != 0) {
    return system_error("cannot rename to " + path);
  }
  return sync_path(std::filesystem::path{path}.parent_path().string(), O_RDONLY | O_DIRECTORY);
}

Result<bool> write_durably(const std::string& path, std::string_view bytes) {
  const std::string temporary = path + ".tmp-" + std::to_string(::getpid());
  {
    const Descriptor file{open_file(temporary, O_WRONLY | O_CREAT | O_TRUNC)};
    if (file.get() < 0) {
      return system_error("cannot create " + temporary);
    }
    while (!bytes.empty()) {
      const auto written = ::write(file.get(), bytes.data(), bytes.size());
      if (written < 0 && errno != EINTR) {
        return system_error("cannot write " + temporary);
      }
      bytes.remove_prefix(static_cast<std::size_t>(written < 0 ? 0 : written));
    }
  }
  return move_durably(temporary, path);
}

Result<std::string> read_file(const std::string& path, std::size_t limit) {
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  if (error) {
    return Error{ErrorCode::kUnavailable, "cannot read " + path + ": " + error.message()};
  }
  if (size > limit) {
    return Error{ErrorCode::kBadData, path + " is larger than " + std::to_string(limit) + " bytes"};
  }
  std::ifstream file{path, std::ios::binary};
  std::string bytes(size, '\0');
  if (!file.read(bytes.data(), static_cast<std::streamsize>(size))) {
    return Error{ErrorCode::kUnavailable, "cannot read " + path};
  }
  return bytes;
}

}  // namespace quyhoach::geo
