#include "geo/io/archive_read.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <zip.h>

#include "geo/base/text.h"
#include "geo/io/archive_directory.h"
#include "geo/io/archive_path.h"
#include "geo/io/descriptor.h"

namespace quyhoach::geo {

namespace {

constexpr const char* kForm = "ARCHIVE_FORM";
constexpr const char* kPath = "ARCHIVE_PATH";
constexpr const char* kLimit = "LIMIT_UNPACKED";

struct CloseArchive {
  void operator()(zip_t* archive) const noexcept { zip_discard(archive); }
};
struct CloseMember {
  void operator()(zip_file_t* member) const noexcept { zip_fclose(member); }
};
using Archive = std::unique_ptr<zip_t, CloseArchive>;
using Member = std::unique_ptr<zip_file_t, CloseMember>;

/// A name for people: what is no letter they could read is a question mark.
std::string shown(std::string_view name) {
  constexpr std::size_t kLongest = 120;
  std::string out{name.substr(0, kLongest)};
  const bool is_good = is_utf8(out);
  for (char& c : out) {
    const auto byte = static_cast<unsigned char>(c);
    c = byte < ' ' || byte == 0x7F || (byte > 0x7F && !is_good) ? '?' : c;
  }
  return "\"" + out + "\"";
}

RawFault fault(const char* code, std::string message) { return {code, "", std::move(message)}; }

/// Whether a member is an archive itself: what nobody would look into, but others would. Documents that are archives inside are not.
bool is_archive_name(std::string_view name) {
  constexpr std::array<std::string_view, 15> kArchives{".zip", ".7z", ".rar", ".gz", ".tgz", ".bz2", ".xz", ".zst",
                                                       ".tar", ".lzh", ".cab", ".iso", ".kmz", ".jar", ".arj"};
  const std::string lower = casefold(name);
  return std::ranges::any_of(kArchives, [&](std::string_view end) { return lower.ends_with(end); });
}
bool is_archive(std::string_view name, std::string_view bytes) {
  using std::string_view_literals::operator""sv;
  constexpr std::array<std::string_view, 5> kDocuments{".docx", ".xlsx", ".pptx", ".odt", ".ods"};
  constexpr std::array kMarks{"PK\x03\x04"sv, "PK\x05\x06"sv, "7z\xBC\xAF\x27\x1C"sv, "Rar!\x1A\x07"sv, "\x1F\x8B\x08"sv,
                              "\xFD" "7zXZ\0"sv, "BZh"sv, "\x28\xB5\x2F\xFD"sv};
  const std::string lower = casefold(name);
  return std::ranges::none_of(kDocuments, [&](std::string_view end) { return lower.ends_with(end); }) &&
         std::ranges::any_of(kMarks, [&](std::string_view mark) { return bytes.starts_with(mark); });
}

class Unpacker {
 public:
  Unpacker(const ArchiveLimits& limits, const MemberSink& sink) : limits_(limits), sink_(sink) {}

  std::variant<RawEnd, RawFault> run(std::string_view bytes) {
    const auto entries = read_archive_directory(bytes);
    if (!entries) {
      return fault(kForm, entries.error().message);
    }
    if (auto wrong = judge(*entries, bytes.size())) {
      return *wrong;
    }
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    const Archive archive{source == nullptr ? nullptr : zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error)};
    if (!archive) {
      const std::string words = zip_error_strerror(&error);
      zip_source_free(source);
      zip_error_fini(&error);
      return fault(kForm, "it contradicts itself: " + words);
    }
    zip_error_fini(&error);
    return unpack(*archive, *entries);
  }

 private:
  struct Wanted {
    zip_uint64_t index;
    std::uint64_t bytes;
    std::filesystem::path path;
  };

  /// What forbids unpacking any of it, by what is stated.
  [[nodiscard]] std::optional<RawFault> judge(const std::vector<ArchiveEntry>& entries, std::size_t size) const {
    if (entries.size() > limits_.max_members) {
      return fault(kLimit, "it has " + std::to_string(entries.size()) + " members, more than " + std::to_string(limits_.max_members));
    }
    std::uint64_t total = 0;
    for (const ArchiveEntry& entry : entries) {
      const std::string name = shown(entry.raw_name);
      constexpr std::uint16_t kStored = 0;
      constexpr std::uint16_t kDeflated = 8;
      if (entry.raw_name.find('\0') != std::string::npos) {
        return fault(kPath, "a name holds a NUL: " + name);
      }
      if (entry.is_special()) {
        return fault(kPath, name + " is a link or a device, not a file");
      }
      if (entry.is_encrypted) {
        return fault(kForm, name + " is encrypted");
      }
      if (entry.method != kStored && entry.method != kDeflated) {
        return fault(kForm, name + " is compressed by a method that is not read: pack it again as plain ZIP (Deflate)");
      }
      total += entry.unpacked_bytes;
      if (entry.unpacked_bytes > limits_.max_member_bytes || total > limits_.max_bytes) {
        return fault(kLimit, "unpacked it would be more than " + std::to_string((entry.unpacked_bytes > limits_.max_member_bytes
                                                                                     ? limits_.max_member_bytes
                                                                                     : limits_.max_bytes) >> 20U) + " MiB: at " + name);
      }
      if (entry.is_folder() && entry.unpacked_bytes != 0) {
        return fault(kForm, name + " is a folder with bytes");
      }
    }
    if (total > limits_.free_bytes && total / limits_.max_ratio > size) {
      return fault(kLimit, "unpacked it would be " + std::to_string(total / std::max<std::size_t>(size, 1)) + " times as large");
    }
    return std::nullopt;
  }

  std::variant<RawEnd, RawFault> unpack(zip_t& archive, const std::vector<ArchiveEntry>& entries) {
    if (zip_get_num_entries(&archive, 0) != static_cast<zip_int64_t>(entries.size())) {
      return fault(kForm, "it contradicts itself");
    }
    std::vector<Wanted> wanted;
    if (auto wrong = name_all(archive, entries, wanted)) {
      return *wrong;
    }
    RawEnd end;
    for (const Wanted& one : wanted) {
      if (!sink_.member({one.path.string(), one.bytes})) {
        return end;
      }
      if (auto wrong = unpack_member(archive, one)) {
        return *wrong;
      }
      ++end.seen;
    }
    return end;
  }

  std::optional<RawFault> name_all(zip_t& archive, const std::vector<ArchiveEntry>& entries, std::vector<Wanted>& wanted) const {
    std::vector<std::filesystem::path> files;
    std::vector<std::filesystem::path> folders;
    for (zip_uint64_t i = 0; i < entries.size(); ++i) {
      const ArchiveEntry& entry = entries[i];
      const char* raw = zip_get_name(&archive, i, ZIP_FL_ENC_RAW);
      const char* given = zip_get_name(&archive, i, ZIP_FL_ENC_GUESS);
      if (raw == nullptr || given == nullptr || entry.raw_name != raw) {
        return fault(kForm, "the name " + shown(entry.raw_name) + " cannot be read");
      }
      std::string_view name{given};
      const bool is_folder = name.ends_with('/');
      if (is_folder) {
        name.remove_suffix(1);
      }
      auto path = archive_path(name);
      if (!path || is_folder != entry.is_folder()) {
        return fault(kPath, shown(given) + " is not the name of a file below a folder");
      }
      if (is_folder) {
        folders.push_back(std::move(*path));
      } else if (!is_litter(name)) {
        if (is_archive_name(name)) {
          return fault(kForm, shown(given) + " is an archive in the archive: unpack it first");
        }
        files.push_back(*path);
        wanted.push_back({i, entry.unpacked_bytes, std::move(*path)});
      }
    }
    const std::string clash = find_clash(files, folders);
    return clash.empty() ? std::nullopt : std::optional{fault(kForm, "two members have the name " + shown(clash) + ", but for upper and lower case")};
  }

  [[nodiscard]] std::optional<RawFault> unpack_member(zip_t& archive, const Wanted& one) const {
    const std::string name = shown(one.path.string());
    const Member member{zip_fopen_index(&archive, one.index, ZIP_FL_UNCHANGED)};
    if (!member) {
      return fault(kForm, name + " cannot be unpacked: " + zip_strerror(&archive));
    }
    std::array<char, std::size_t{1} << 16U> piece{};
    std::uint64_t done = 0;
    for (;;) {
      const zip_int64_t got = zip_fread(member.get(), piece.data(), piece.size());
      if (got < 0) {
        return fault(kForm, name + " is damaged: " + zip_file_strerror(member.get()));
      }
      const std::string_view bytes{piece.data(), static_cast<std::size_t>(got)};
      if (done == 0 && is_archive(one.path.string(), bytes)) {
        return fault(kForm, name + " is an archive in the archive: unpack it first");
      }
      done += bytes.size();
      if (done > one.bytes || (got == 0 && done < one.bytes)) {
        return fault(kForm, name + " is not as large as the archive says");
      }
      if (got == 0) {
        return std::nullopt;
      }
      if (!sink_.data(bytes)) {
        return fault(kForm, name + " is not wanted");
      }
    }
  }

  const ArchiveLimits& limits_;
  const MemberSink& sink_;
};

/// A file's bytes where they lie. Empty where it cannot be read.
class Mapped {
 public:
  explicit Mapped(const std::string& path) : file_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW)) {
    struct stat about {};
    if (file_.get() >= 0 && ::fstat(file_.get(), &about) == 0 && S_ISREG(about.st_mode) && about.st_size > 0) {
      size_ = static_cast<std::size_t>(about.st_size);
      bytes_ = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, file_.get(), 0);
    }
  }
  ~Mapped() {
    if (bytes_ != MAP_FAILED) {
      ::munmap(bytes_, size_);
    }
  }
  Mapped(const Mapped&) = delete;
  Mapped& operator=(const Mapped&) = delete;
  [[nodiscard]] bool is_there() const noexcept { return file_.get() >= 0; }
  [[nodiscard]] std::string_view bytes() const noexcept {
    return bytes_ == MAP_FAILED ? std::string_view{} : std::string_view{static_cast<const char*>(bytes_), size_};
  }

 private:
  Descriptor file_;
  std::size_t size_ = 0;
  void* bytes_ = MAP_FAILED;
};

}  // namespace

std::variant<RawEnd, RawFault> read_archive(std::string_view bytes, const ArchiveLimits& limits, const MemberSink& sink) {
  return Unpacker{limits, sink}.run(bytes);
}

std::variant<RawEnd, RawFault> read_archive_file(const ArchiveJob& job, const MemberSink& sink) {
  const Mapped file{job.file};
  return file.is_there() ? read_archive(file.bytes(), job.limits, sink) : std::variant<RawEnd, RawFault>{fault("FILE_MISSING", "no such file")};
}

}  // namespace quyhoach::geo
