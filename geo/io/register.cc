#include "geo/io/register.h"

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <map>
#include <tuple>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "geo/base/sha256.h"
#include "geo/base/text.h"
#include "geo/io/durable.h"
#include "geo/io/edition_json.h"

namespace quyhoach::geo {

namespace fs = std::filesystem;

namespace {

bool is_edition_id(std::string_view id) {
  return !id.empty() && id.size() <= 64 && std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
  });
}

/// Whether the file is there with the content its name promises. One that rotted is written anew: loading again heals it.
bool holds(const std::string& path, const std::string& sha256) {
  std::error_code error;
  if (!fs::exists(path, error)) {
    return false;
  }
  const auto hash = sha256_of_file(path);
  return hash && *hash == sha256;
}

/// What makes two editions the same: their objects.
std::string content_hash(const EditionManifest& manifest) {
  Sha256 hash;
  for (const ObjectEntry& object : manifest.objects) {
    hash.update(object.kind + "\n" + object.id + "\n" + object.file + "\n");
  }
  return hash.finish();
}

/// What an edition's id ends with, so that nothing in its manifest can be changed unseen: the start of the SHA-256 of all of it but
/// the id.
std::string seal_of(EditionManifest manifest) {
  constexpr std::size_t kDigits = 16;
  manifest.info.id.clear();
  return sha256_hex(to_json(manifest)).substr(0, kDigits);
}

/// Whether a file is being written, or was when its writer was killed: no finished file has such a name.
bool is_unfinished(const fs::path& file) { return file.filename().string().find("tmp-") != std::string::npos; }

}  // namespace

const ObjectEntry* EditionManifest::find(std::string_view kind, std::string_view id) const noexcept {
  const auto found = std::find_if(objects.begin(), objects.end(),
                                  [&](const ObjectEntry& object) { return object.kind == kind && object.id == id; });
  return found == objects.end() ? nullptr : &*found;
}

Register::Lock::~Lock() { ::close(fd); }

Result<bool> Register::open_for_writing() {
  std::error_code error;
  fs::create_directories(folder_ + "/objects", error);
  fs::create_directories(folder_ + "/editions", error);
  const int fd = ::open((folder_ + "/lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (fd < 0) {
    return Error{ErrorCode::kUnavailable, "cannot write to the register " + folder_};
  }
  lock_ = std::make_unique<Lock>(fd);
  if (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
    lock_.reset();
    return Error{ErrorCode::kBusy, "another publication or check is writing to the register " + folder_ + ": try again in a moment"};
  }
  // What a killed writer left behind. Safe: we hold the lock.
  for (const char* folder : {"/objects", "/editions", ""}) {
    for (const auto& entry : fs::directory_iterator{folder_ + folder, error}) {
      if (is_unfinished(entry.path())) {
        fs::remove(entry.path(), error);
      }
    }
  }
  return true;
}

std::string Register::temporary_path(const std::string& name) const {
  static std::atomic<unsigned> serial{0};
  return folder_ + "/objects/tmp-" + std::to_string(::getpid()) + "-" + std::to_string(serial++) + "-" + name;
}

Result<ObjectEntry> Register::put_file(const std::string& path, std::string kind, std::string id,
                                       const std::string& extension) const {
  const auto hash = sha256_of_file(path);
  if (!hash) {
    return hash.error();
  }
  std::error_code error;
  ObjectEntry entry{std::move(kind), std::move(id), *hash + "." + extension, fs::file_size(path, error), 0};
  const std::string target = object_path(entry.file);
  if (holds(target, *hash)) {
    fs::remove(path, error);
    const auto kept = make_durable(target);
    return kept ? Result<ObjectEntry>{std::move(entry)} : Result<ObjectEntry>{kept.error()};
  }
  if (const auto moved = move_durably(path, target); !moved) {
    return moved.error();
  }
  return entry;
}

Result<ObjectEntry> Register::put_bytes(std::string_view bytes, std::string kind, std::string id,
                                        const std::string& extension) const {
  ObjectEntry entry{std::move(kind), std::move(id), sha256_hex(bytes) + "." + extension, bytes.size(), 0};
  const std::string target = object_path(entry.file);
  const auto durable = holds(target, entry.sha256()) ? make_durable(target) : write_durably(target, bytes);
  return durable ? Result<ObjectEntry>{std::move(entry)} : Result<ObjectEntry>{durable.error()};
}

Result<std::string> Register::publish(EditionManifest manifest) const {
  const std::string hash = content_hash(manifest);
  if (const auto now = current()) {
    const auto previous = this->manifest(*now);
    if (previous && content_hash(*previous) == hash) {
      return *now;
    }
    manifest.info.parent = *now;
  }
  manifest.info.created_at = utc_now();
  std::string time = manifest.info.created_at;
  std::erase_if(time, [](char c) { return c == '-' || c == ':'; });
  manifest.info.id = time + "-" + seal_of(manifest);
  const std::string json = to_json(manifest);
  if (const auto read = parse_edition(json); !read) {  // An edition that nobody could read again would close the register.
    return read.error();
  }
  if (const auto written = write_durably(folder_ + "/editions/" + manifest.info.id + ".json", json); !written) {
    return written.error();
  }
  if (const auto written = write_durably(folder_ + "/current", manifest.info.id + "\n"); !written) {
    return written.error();
  }
  return manifest.info.id;
}

Result<bool> Register::restore(const std::string& id) const {
  const auto wanted = manifest(id);
  if (!wanted) {
    return wanted.error();
  }
  for (const ObjectEntry& object : wanted->objects) {
    std::error_code error;
    if (fs::file_size(object_path(object.file), error) != object.bytes || error) {
      return Error{ErrorCode::kHashMismatch, object.file + " is gone, or not as long as it was"};
    }
  }
  return write_durably(folder_ + "/current", id + "\n");
}

bool Register::is_unpublished() const {
  std::error_code unreadable;
  return fs::is_directory(folder_, unreadable) &&
         fs::status(folder_ + "/current", unreadable).type() == fs::file_type::not_found;
}

Result<std::string> Register::current() const {
  constexpr std::size_t kLimit = 1024;
  const auto text = read_file(folder_ + "/current", kLimit);
  if (!text) {
    return text.error();
  }
  std::string id{trim(*text)};
  if (!is_edition_id(id)) {
    return Error{ErrorCode::kManifest, folder_ + "/current does not name an edition"};
  }
  return id;
}

Result<EditionManifest> Register::manifest(const std::string& id) const {
  const std::string path = folder_ + "/editions/" + id + ".json";
  std::error_code error;
  if (!is_edition_id(id) || !fs::exists(path, error)) {
    return Error{ErrorCode::kEditionUnknown, "no edition " + id};
  }
  const auto text = read_file(path);
  if (!text) {
    return text.error();
  }
  auto manifest = parse_edition(*text);
  if (manifest && manifest->info.id != id) {
    return Error{ErrorCode::kManifest, path + " names another edition"};
  }
  return manifest;
}

std::vector<EditionManifest> Register::editions() const {
  std::vector<EditionManifest> all;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator{folder_ + "/editions", error}) {
    if (entry.path().extension() == ".json") {
      if (auto manifest = this->manifest(entry.path().stem().string())) {
        all.push_back(std::move(*manifest));
      }
    }
  }
  std::sort(all.begin(), all.end(), [](const EditionManifest& a, const EditionManifest& b) { return a.info.id > b.info.id; });
  return all;
}

std::vector<RegisterFault> find_faults(const Register& in) {
  std::vector<RegisterFault> faults;
  std::map<std::string, std::vector<std::string>> named;  // Objects, and the editions that name them.
  std::map<std::string, std::uint64_t> bytes;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator{in.folder() + "/editions", error}) {
    if (is_unfinished(entry.path())) {
      continue;
    }
    const std::string id = entry.path().stem().string();
    const auto manifest = in.manifest(id);
    if (!manifest) {
      faults.push_back({"editions/" + entry.path().filename().string(), manifest.error().message, {id}});
      continue;
    }
    const auto text = read_file(entry.path().string());
    if (!id.ends_with("-" + seal_of(*manifest)) || !text || *text != to_json(*manifest)) {
      faults.push_back({"editions/" + entry.path().filename().string(), "it is not the manifest that was given this name", {id}});
    }
    if (const std::string& parent = manifest->info.parent; !parent.empty() && !in.manifest(parent)) {
      faults.push_back({"editions/" + parent + ".json", "the edition that " + id + " followed cannot be read", {parent}});
    }
    for (const ObjectEntry& object : manifest->objects) {
      named[object.file].push_back(id);
      bytes[object.file] = object.bytes;
    }
  }
  for (const auto& entry : fs::directory_iterator{in.folder() + "/objects", error}) {
    const std::string file = entry.path().filename().string();
    constexpr std::size_t kHashDigits = 64;  // Others are being written.
    if (file.find_first_not_of("0123456789abcdef") == kHashDigits && !named.contains(file)) {  // Of a draft, yet to be published.
      named[file] = {};
      bytes[file] = entry.file_size(error);
    }
  }
  const auto now = in.current();
  const auto text = read_file(in.folder() + "/current");
  if (!now || !text || *text != *now + "\n" || !in.manifest(*now)) {
    faults.push_back({"current", now ? "it does not name an edition that can be read" : now.error().message, {}});
  }
  for (auto& [file, editions] : named) {
    std::ranges::sort(editions);
    const auto hash = sha256_of_file(in.object_path(file));
    if (!hash || *hash != file.substr(0, file.find('.')) || fs::file_size(in.object_path(file), error) != bytes[file]) {
      faults.push_back({"objects/" + file, hash ? "its bytes are not those its name promises" : hash.error().message, editions});
    }
  }
  // Folders are read in the order of their disk's hashing.
  std::ranges::sort(faults, {}, [](const RegisterFault& fault) { return std::tie(fault.file, fault.what, fault.editions); });
  return faults;
}

}  // namespace quyhoach::geo
