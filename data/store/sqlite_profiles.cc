#include "data/store/sqlite_store.h"
#include "geo/base/sha256.h"

namespace quyhoach::store {

using geo::Error;
using geo::ErrorCode;
using geo::Result;

namespace {

constexpr std::string_view kProfiles = "SELECT p.name, p.text, u.login, p.saved_at FROM profiles p JOIN users u ON u.id = p.saved_by ";

Profile profile_of(const Statement& row) { return {row.text(0), row.text(1), row.text(2), row.time(3)}; }

Error no_such_profile() { return {ErrorCode::kProfileUnknown, "there is no such profile"}; }

}  // namespace

std::optional<Profile> SqliteStore::find_profile(std::string_view name) {
  Statement row{database_, std::string{kProfiles} + "WHERE p.name_key = ?"};
  return row.bind(profile_key(name)).step() ? std::optional{profile_of(row)} : std::nullopt;
}

Result<User> SqliteStore::profile_writer(const Act& act) {
  const auto writer = find_account(geo::sha256_hex(login_key(act.by)));
  if (!writer || !may_write_drafts(writer->user)) {
    return Error{ErrorCode::kForbidden, "profiles are written by planners and approvers"};
  }
  return writer->user;
}

Result<Profile> SqliteStore::save_profile(std::string_view name, std::string_view text, const Act& act) {
  if (const auto good = check_profile(name, text); !good) {
    return good.error();
  }
  return write([&]() -> Result<Profile> {
    const auto writer = profile_writer(act);
    if (!writer) {
      return writer.error();
    }
    Statement count{database_, "SELECT count(*) FROM profiles"};
    count.step();
    if (!find_profile(name) && count.integer(0) >= static_cast<std::int64_t>(kMostProfiles)) {
      return Error{ErrorCode::kParameterValue, "there are " + std::to_string(kMostProfiles) + " profiles already: remove some"};
    }
    Statement{database_, "INSERT INTO profiles (name_key, name, text, saved_by, saved_at) VALUES (?, ?, ?, ?, ?) "
                         "ON CONFLICT (name_key) DO UPDATE SET name = excluded.name, text = excluded.text, "
                         "saved_by = excluded.saved_by, saved_at = excluded.saved_at"}
        .bind(profile_key(name), name, text, writer->id, options_.clock())
        .run();
    // The log tells which text it was: a plan read with it years ago can be understood.
    if (const auto record = append({act.by, "profile.saved", std::string{name}, {geo::sha256_hex(text)}, act.details}); !record) {
      return record.error();
    }
    return find_profile(name).value();
  });
}

Result<bool> SqliteStore::remove_profile(std::string_view name, const Act& act) {
  return write([&]() -> Result<bool> {
    const auto writer = profile_writer(act);
    const auto profile = find_profile(name);
    if (!writer || !profile) {
      return writer ? no_such_profile() : writer.error();
    }
    Statement{database_, "DELETE FROM profiles WHERE name_key = ?"}.bind(profile_key(name)).run();
    const auto record = append({act.by, "profile.removed", profile->name, {geo::sha256_hex(profile->text)}, act.details});
    return record ? Result<bool>{true} : record.error();
  });
}

Result<Profile> SqliteStore::profile(std::string_view name) {
  return read([&]() -> Result<Profile> {
    auto found = find_profile(name);
    return found ? Result<Profile>{std::move(*found)} : no_such_profile();
  });
}

Result<std::vector<Profile>> SqliteStore::profiles() {
  return read([&]() -> Result<std::vector<Profile>> {
    std::vector<Profile> all;
    Statement row{database_, std::string{kProfiles} + "ORDER BY p.name_key"};
    while (row.step()) {
      all.push_back(profile_of(row));
    }
    return all;
  });
}

}  // namespace quyhoach::store
