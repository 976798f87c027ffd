// Power cuts at random moments of publishing, on a file system that is really cut off (tests/proof/README.md): what was acknowledged is
// there, the register is whole, the audit log is whole, and the current edition is one that was published.
// usage: power_cut [ROUNDS]     as root; 77 where a file system in a file cannot be mounted
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <iterator>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include <csignal>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/data/desk/desk_folder.h"

namespace {

namespace fs = std::filesystem;
using quyhoach::desk::Desk;
using quyhoach::geo::Register;
namespace geo = quyhoach::geo;
namespace store = quyhoach::store;

constexpr int kCannot = 77;

/// What stays true of the places from cut to cut.
struct Places {
  std::string plan;
  std::string in_register;
  std::string state;
};

/// An ext4 file system in a file. Cutting it off drops what only memory holds, as a power cut does: neither data nor journal is
/// written any more (EXT4_IOC_SHUTDOWN, without a flush of its log).
class Disk {
 public:
  explicit Disk(fs::path folder) : image_(folder / "disk"), at_(folder / "mnt") { fs::create_directories(at_); }
  ~Disk() { unmount(); }
  Disk(const Disk&) = delete;
  Disk& operator=(const Disk&) = delete;

  [[nodiscard]] const fs::path& at() const noexcept { return at_; }
  [[nodiscard]] bool make() const {
    return run("truncate -s 512M '" + image_.string() + "'") && run("mkfs.ext4 -q -F '" + image_.string() + "' 2>/dev/null") && mount();
  }
  [[nodiscard]] bool mount() const { return run("mount -o loop '" + image_.string() + "' '" + at_.string() + "' 2>/dev/null"); }
  /// Waits for processes that were killed and still hold a file.
  void unmount() const {
    constexpr int kPatience = 100;
    const std::string at = "'" + at_.string() + "'";
    for (int i = 0; i < kPatience && run("mountpoint -q " + at) && !run("umount " + at + " 2>/dev/null"); ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds{100});
    }
  }
  [[nodiscard]] bool cut() const {
    constexpr unsigned long kShutdown = 0x8004587D;  // _IOR('X', 125, __u32), linux/fs.h of 6.x
    std::uint32_t without_flush = 2;
    const int file = ::open(at_.c_str(), O_RDONLY | O_CLOEXEC);
    const bool is_cut = file >= 0 && ::ioctl(file, kShutdown, &without_flush) == 0;
    ::close(file);
    return is_cut;
  }

 private:
  static bool run(const std::string& command) { return std::system(command.c_str()) == 0; }

  fs::path image_;
  fs::path at_;
};

/// Runs `work` in a process of its own, which leaves no file open here, and reads what it writes line by line to the end.
struct Child {
  pid_t id = 0;
  int out = -1;

  static Child of(const std::function<int(int)>& work) {
    int pipe[2];
    if (::pipe(pipe) != 0) {
      std::abort();
    }
    const pid_t id = ::fork();
    if (id == 0) {
      ::close(pipe[0]);
      ::_exit(work(pipe[1]));
    }
    ::close(pipe[1]);
    return {id, pipe[0]};
  }
  /// The next line it writes; nothing where it has ended.
  [[nodiscard]] std::optional<std::string> line() const {
    std::string text;
    char c = 0;
    while (::read(out, &c, 1) == 1) {
      if (c == '\n') {
        return text;
      }
      text.push_back(c);
    }
    return std::nullopt;  // What has not ended was not said.
  }
  /// All that is left, once it has ended.
  [[nodiscard]] std::vector<std::string> rest() const {
    std::vector<std::string> all;
    while (auto next = line()) {
      all.push_back(std::move(*next));
    }
    ::close(out);
    ::waitpid(id, nullptr, 0);
    return all;
  }
};

void say(int to, const std::string& line) {
  const std::string text = line + "\n";
  if (::write(to, text.data(), text.size()) != static_cast<ssize_t>(text.size())) {
    ::_exit(3);
  }
}

Desk desk_at(const Places& places) {
  const auto opened = store::open_state(places.state, store::IfMissing::kRefuse);
  if (!opened) {
    std::printf("the state: %s\n", opened.error().message.c_str());
    ::_exit(4);
  }
  return Desk{{.register_folder = places.in_register, .state_folder = places.state,
               .catalogue = geo::test::source_dir() / "data" / "catalogue", .reader = {}},
              *opened};
}

/// A district, published, and people. It is left on the disk.
int set_up(const fs::path& on, int out) {
  ::setenv("TMPDIR", on.c_str(), 1);
  const auto* folder = new quyhoach::desk::test::DeskFolder;  // Never ended: its end would remove what is to stay.
  say(out, folder->district().plan_path().string());
  say(out, folder->district().register_path());
  say(out, folder->state_path());
  ::sync();
  return 0;
}

/// Publishes one edition after the other until the disk is gone. Says "begin", then the edition for each that was acknowledged.
int publish_on(const Places& places, int round, int out) {
  const Desk desk = desk_at(places);
  static_cast<void>(std::freopen("/dev/null", "w", stderr));  // What libraries say of a disk that is gone.
  for (int turn = 0;; ++turn) {
    const std::string code = "Z" + std::to_string(round) + "-" + std::to_string(turn);
    std::ofstream{places.plan + "/zones.geojson"} << geo::test::collection(
        {geo::test::feature(geo::test::square(0, 0), R"("code":")" + code + R"(","name":"Ô phố","land_use":"ODT","storeys":5)"),
         geo::test::feature(geo::test::square(100, 0), R"("code":"B","name":"Ô phố B","land_use":"CLN","storeys":0)")});
    const auto draft = desk.import_folder(places.plan, "lan");
    if (!draft || !desk.check(draft->id, {}, "lan") || !desk.step(draft->id, store::DraftState::kSubmitted, "", "lan") ||
        !desk.step(draft->id, store::DraftState::kApproved, "đã xem", "binh")) {
      return 0;
    }
    say(out, "begin");
    const auto published = desk.publish(draft->id, "binh");
    if (!published) {
      return 0;
    }
    say(out, draft->id + " " + published->edition);
  }
}

/// What is wrong, a line each; else "whole".
int look(const Places& places, const std::vector<std::string>& acknowledged, const std::string& last, int out) {
  const Desk desk = desk_at(places);
  const Register in{places.in_register};
  for (const auto& fault : find_faults(in)) {
    say(out, "register: " + fault.file + ": " + fault.what);
  }
  const auto log = desk.verify_log();
  if (!log || !log->faults.empty()) {
    say(out, "the audit log is not whole");
  }
  std::set<std::string> editions;
  for (const auto& edition : in.editions()) {
    editions.insert(edition.info.id);
  }
  for (const std::string& line : acknowledged) {
    const auto space = line.find(' ');
    const auto draft = desk.store().draft(line.substr(0, space));
    const std::string edition = line.substr(space + 1);
    if (!draft || draft->state != store::DraftState::kPublished || draft->edition != edition || !editions.contains(edition)) {
      say(out, "lost: " + line);
    }
  }
  const auto current = in.current();
  const auto manifest = current ? in.manifest(*current) : geo::Result<geo::EditionManifest>{current.error()};
  // The last one acknowledged; or the one after it, which was out and not yet told.
  if (!last.empty() && (!manifest || (*current != last && manifest->info.parent != last))) {
    say(out, "the current edition is neither " + last + ", which was acknowledged, nor follows it");
  }
  const auto snapshot = current ? load_snapshot(in, *current, nullptr, 1) : geo::Result<std::shared_ptr<const geo::Snapshot>>{current.error()};
  say(out, snapshot ? "whole" : "no edition can be loaded: " + snapshot.error().message);
  return 0;
}

int prove(const fs::path& folder, int rounds) {
  const Disk disk{folder};
  if (!disk.make()) {
    std::printf("no file system can be mounted here\n");
    return kCannot;
  }
  const auto said = Child::of([&](int out) { return set_up(disk.at(), out); }).rest();
  if (said.size() != 3) {
    std::printf("the district could not be made\n");
    return 2;
  }
  const Places places{said[0], said[1], said[2]};
  std::mt19937_64 random{2026};
  std::string last;  // Acknowledged.
  std::size_t all = 0;
  int amid = 0;
  for (int round = 0; round < rounds; ++round) {
    const Child publisher = Child::of([&](int out) { return publish_on(places, round, out); });
    std::vector<std::string> lines;
    const auto said_next = [&] {
      auto next = publisher.line();
      if (next && *next != "begin") {
        lines.push_back(*next);
      }
      return std::chrono::steady_clock::now();
    };
    // One publication tells how long they take; the cut comes in the next one, or right after it.
    const auto begin = said_next();
    const auto whole_us = std::chrono::duration_cast<std::chrono::microseconds>(said_next() - begin).count();
    said_next();
    std::this_thread::sleep_for(std::chrono::microseconds{random() % static_cast<std::uint64_t>(whole_us + whole_us / 4 + 1)});
    if (!disk.cut()) {
      std::printf("the file system cannot be cut off here\n");
      ::kill(publisher.id, SIGKILL);
      return kCannot;
    }
    ::kill(publisher.id, SIGKILL);
    const auto rest = publisher.rest();
    amid += rest.empty() ? 1 : 0;
    std::ranges::copy_if(rest, std::back_inserter(lines), [](const std::string& line) { return line != "begin"; });
    all += lines.size();
    last = lines.empty() ? last : lines.back().substr(lines.back().find(' ') + 1);
    disk.unmount();
    if (!disk.mount()) {
      std::printf("round %d: the file system does not come back\n", round);
      return 1;
    }
    const auto found = Child::of([&](int out) { return look(places, lines, last, out); }).rest();
    if (found != std::vector<std::string>{"whole"}) {
      for (const std::string& line : found) {
        std::printf("round %d: %s\n", round, line.c_str());
      }
      return 1;
    }
  }
  std::printf("%d power cuts, %d amid a publication: %zu publications acknowledged, none lost, register and log whole each time\n", rounds, amid, all);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const int rounds = argc > 1 ? std::atoi(argv[1]) : 30;
  std::string name = (fs::temp_directory_path() / "quyhoach-power-XXXXXX").string();
  if (rounds < 1 || ::mkdtemp(name.data()) == nullptr) {
    return 2;
  }
  const int ended = prove(name, rounds);
  std::error_code ignored;
  fs::remove_all(name, ignored);
  return ended;
}
