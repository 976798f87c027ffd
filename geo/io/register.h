#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "geo/base/result.h"
#include "geo/plan/snapshot.h"

namespace quyhoach::geo {

/// One object as an edition names it.
struct ObjectEntry {
  std::string kind;    ///< "parcels", "plan", "base", "document", "district", "topics", "land_use", "search_words", "accuracy"
  std::string id;      ///< Commune code, plan id, file name; what the object is of its kind.
  std::string file;    ///< <sha256>.<extension>, in objects/
  std::uint64_t bytes = 0;
  std::uint64_t features = 0;
  [[nodiscard]] std::string sha256() const { return file.substr(0, file.find('.')); }
};

/// One published state: editions/<id>.json.
struct EditionManifest {
  EditionInfo info;
  std::string district;         ///< Its id.
  std::string datum_operation;
  std::vector<ObjectEntry> objects;

  [[nodiscard]] const ObjectEntry* find(std::string_view kind, std::string_view id) const noexcept;
};

/// The folder that holds every edition of a district:
///   objects/<sha256>.<ext>   immutable
///   editions/<id>.json       immutable
///   current                  the id of one edition, replaced by rename
/// Writers call put_* for each object, then publish(); a kill anywhere leaves the old edition or the new one. One writer at a
/// time (a lock file with flock); any number of readers in any process.
class Register {
 public:
  explicit Register(std::string folder) : folder_(std::move(folder)) {}

  /// Creates the folders, and takes the writer's lock until the Register is destroyed.
  /// \return kBusy while another writer has it; kUnavailable
  [[nodiscard]] Result<bool> open_for_writing();

  /// A path in objects/ for writing a new object; give it to put_file.
  [[nodiscard]] std::string temporary_path(const std::string& name) const;
  /// Hashes the file, makes it durable under its hash; a file that is there already is dropped.
  /// \return its name in objects/.
  [[nodiscard]] Result<ObjectEntry> put_file(const std::string& path, std::string kind, std::string id, const std::string& extension) const;
  [[nodiscard]] Result<ObjectEntry> put_bytes(std::string_view bytes, std::string kind, std::string id, const std::string& extension) const;

  /// Makes the manifest durable, then current. The id in `manifest.info` is set here: time plus the start of the hash
  /// of all the manifest says. When the current edition holds the same objects nothing is written. \return the id now current; kManifest if a text of
  /// the manifest is not UTF-8.
  [[nodiscard]] Result<std::string> publish(EditionManifest manifest) const;

  /// Makes an edition current that was published before, durably: nothing is written but its name. \return kEditionUnknown;
  /// kHashMismatch if one of its objects is gone.
  [[nodiscard]] Result<bool> restore(const std::string& id) const;

  /// Whether there is a register without any edition yet. False too where that cannot be read.
  [[nodiscard]] bool is_unpublished() const;
  /// \return the id in `current`; kUnavailable if nothing was published yet.
  [[nodiscard]] Result<std::string> current() const;
  /// \return kEditionUnknown if there is no such edition; kManifest if its file is broken.
  [[nodiscard]] Result<EditionManifest> manifest(const std::string& id) const;
  /// All editions, newest first.
  [[nodiscard]] std::vector<EditionManifest> editions() const;
  [[nodiscard]] std::string object_path(std::string_view file) const { return folder_ + "/objects/" + std::string{file}; }
  [[nodiscard]] const std::string& folder() const noexcept { return folder_; }

 private:
  struct Lock {
    int fd = -1;
    explicit Lock(int descriptor) : fd(descriptor) {}
    ~Lock();
    Lock(const Lock&) = delete;
    Lock& operator=(const Lock&) = delete;
  };
  std::string folder_;
  std::unique_ptr<Lock> lock_;
};

/// Something in a register that is not as it was written.
struct RegisterFault {
  std::string file;              ///< "objects/…", "editions/….json", "current"
  std::string what;
  std::vector<std::string> editions;  ///< That cannot be served as they were, for it.
};
/// Reads every byte of a register: each object against the hash that is its name, each edition's manifest against its own id.
/// Any number of readers may go on. \return empty for a whole register; else by file
[[nodiscard]] std::vector<RegisterFault> find_faults(const Register& in);

/// The district as an edition has it. \return kHashMismatch, kManifest
[[nodiscard]] Result<std::shared_ptr<const District>> load_district(const Register& from, const EditionManifest& manifest);

/// Reads an edition into memory on `threads` threads, checking every object's hash. Objects that `previous` already holds are
/// shared, not read again. \return kHashMismatch, kBadData, kManifest, kEditionUnknown
[[nodiscard]] Result<std::shared_ptr<const Snapshot>> load_snapshot(const Register& from, const std::string& edition,
                                                                    const Snapshot* previous, unsigned threads);
/// The same for a manifest that need not be published: what an edition would be.
[[nodiscard]] Result<std::shared_ptr<const Snapshot>> load_snapshot(const Register& from, const EditionManifest& manifest,
                                                                    const Snapshot* previous, unsigned threads);

}  // namespace quyhoach::geo
