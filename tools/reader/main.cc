// quyhoach-reader: opens strangers' files for the loader, in the folder it was started in, and sends what they hold.
// Jobs come on stdin, answers go to stdout (geo/io/reader_wire.h). Not for people.
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <string>
#include <string_view>
#include <variant>

#include <unistd.h>

#include "geo/io/archive_read.h"
#include "geo/io/confinement.h"
#include "geo/io/raw_read.h"

namespace {

using quyhoach::geo::kWireHead;
using quyhoach::geo::kWireLongest;
using quyhoach::geo::WireTag;

/// \return whether all of it came.
bool read_all(char* to, std::size_t size) {
  while (size > 0) {
    const ssize_t got = ::read(STDIN_FILENO, to, size);
    if (got == 0 || (got < 0 && errno != EINTR)) {
      return false;
    }
    to += std::max<ssize_t>(got, 0);
    size -= static_cast<std::size_t>(std::max<ssize_t>(got, 0));
  }
  return true;
}

/// Collects messages and writes them in large pieces. A loader that is gone ends the process.
class Output {
 public:
  template <typename Message>
  bool add(const Message& message) {
    const bool fits = put(message, bytes_);
    constexpr std::size_t kPiece = 1U << 16U;  // A third of what a socket holds: the next is made while this one is read.
    if (bytes_.size() >= kPiece) {
      flush();
    }
    return fits;
  }
  void flush() {
    std::string_view left = bytes_;
    while (!left.empty()) {
      const ssize_t written = ::write(STDOUT_FILENO, left.data(), left.size());
      if (written <= 0) {
        ::_exit(1);
      }
      left.remove_prefix(static_cast<std::size_t>(written));
    }
    bytes_.clear();
  }

 private:
  std::string bytes_;
};

void serve(const quyhoach::geo::ReaderJob& job, Output& out) {
  using namespace quyhoach::geo;
  bool fits = true;
  const RawSink sink{[&](const RawHead& head) {
                       fits = out.add(head);
                       out.flush();
                       return fits;
                     },
                     [&](const RawFeature& feature) { return fits = out.add(feature); }};
  auto outcome = read_raw(job, sink);
  if (!fits) {
    outcome = RawFault{"LIMIT_VERTICES", "", "a feature is larger than any that is read"};
  }
  std::visit([&](const auto& last) { out.add(last); }, outcome);
  out.flush();
}

void serve(const quyhoach::geo::ArchiveJob& job, Output& out) {
  using namespace quyhoach::geo;
  const MemberSink sink{[&](const RawMember& member) { return out.add(member); },
                        [&](std::string_view bytes) { return out.add(RawData{std::string{bytes}}); }};
  std::visit([&](const auto& last) { out.add(last); }, read_archive_file(job, sink));
  out.flush();
}

/// \return false after what is no job, or where the process cannot be confined.
template <typename Job>
bool take(const quyhoach::geo::Result<Job>& job, const quyhoach::geo::Result<bool>& confined, Output& out) {
  using namespace quyhoach::geo;
  if (!confined || !job) {
    out.add(RawFault{kCannotConfine, "", confined ? job.error().message : confined.error().message});
    out.flush();
    return false;
  }
  serve(*job, out);
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  using namespace quyhoach::geo;
  step_back();
  prepare_reading();
  Confinement confinement;
  confinement.readable = {std::filesystem::current_path().string(), "/usr/share/proj", "/usr/share/gdal"};
  confinement.without_landlock = argc > 1 && std::string_view{argv[1]} == "--without-landlock";
  const auto confined = confine(confinement);
  Output out;
  for (;;) {
    std::string head(kWireHead, '\0');
    if (!read_all(head.data(), head.size())) {
      return 0;
    }
    std::uint32_t length = 0;
    std::memcpy(&length, head.data() + 1, sizeof length);
    std::string body(length > kWireLongest ? 0 : length, '\0');
    const auto tag = static_cast<WireTag>(head[0]);
    if ((tag != WireTag::kJob && tag != WireTag::kArchive) || length > kWireLongest || !read_all(body.data(), body.size())) {
      return 1;
    }
    if (!(tag == WireTag::kJob ? take(get_job(body), confined, out) : take(get_archive_job(body), confined, out))) {
      return 1;
    }
  }
}
