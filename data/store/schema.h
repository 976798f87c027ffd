#pragma once

#include "data/store/sqlite.h"

namespace quyhoach::store {

/// Brings a database of any older release, or an empty one, to the schema of this release, in one transaction.
/// Throws SqliteError; std::runtime_error when a newer release wrote it.
void migrate(Database& database);

}  // namespace quyhoach::store
