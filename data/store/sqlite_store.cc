#include "data/store/sqlite_store.h"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "data/store/schema.h"

namespace quyhoach::store {

using geo::Error;
using geo::ErrorCode;
using geo::Result;

SqliteStore::SqliteStore(const std::string& path, StoreOptions options) : database_(path), options_(std::move(options)) {
  migrate(database_);
}

bool SqliteStore::is_json(std::string_view text) {
  Statement statement{database_, "SELECT json_valid(?)"};
  statement.bind(text).step();
  return statement.integer(0) != 0;
}

Result<std::shared_ptr<Store>> open_sqlite_store(const std::string& path, StoreOptions options) {
  // SQLite would make the file readable for everybody; its WAL then takes the rights of the file.
  constexpr mode_t kOwnerOnly = 0600;
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, kOwnerOnly);
  if (file < 0) {
    return Error{ErrorCode::kUnavailable, "cannot open " + path + ": " + std::strerror(errno)};
  }
  ::close(file);
  try {
    return std::shared_ptr<Store>{std::make_shared<SqliteStore>(path, std::move(options))};
  } catch (const std::runtime_error& error) {
    return Error{ErrorCode::kUnavailable, path + ": " + error.what()};
  }
}

Result<std::shared_ptr<Store>> open_state(const std::string& folder, IfMissing if_missing) {
  constexpr mode_t kOwnerOnly = 0700;
  const std::string path = folder + "/state.sqlite";
  if (if_missing == IfMissing::kRefuse && ::access(path.c_str(), F_OK) != 0) {
    return Error{ErrorCode::kUnavailable, "there is no " + path};
  }
  if (::mkdir(folder.c_str(), kOwnerOnly) != 0 && errno != EEXIST) {
    return Error{ErrorCode::kUnavailable, "cannot make " + folder + ": " + std::strerror(errno)};
  }
  return open_sqlite_store(path);
}

}  // namespace quyhoach::store
