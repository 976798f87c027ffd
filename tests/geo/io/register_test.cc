#include "geo/io/register.h"

#include <algorithm>
#include <array>
#include <random>

#include <gmock/gmock.h>

#include <poll.h>
#include <signal.h>
#include <sys/inotify.h>
#include <sys/wait.h>

#include "geo/base/sha256.h"
#include "geo/io/edition_json.h"
#include "tests/geo/io/district_folder.h"

namespace quyhoach::geo {
namespace {

namespace fs = std::filesystem;
using test::DistrictFolder;
using test::feature;
using test::square;
using ::testing::HasSubstr;

std::set<std::string> names_in(const fs::path& folder) {
  std::set<std::string> names;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator{folder, ignored}) {
    names.insert(entry.path().filename().string());
  }
  return names;
}

void flip_byte(const fs::path& path, std::size_t at) {
  std::string bytes = test::slurp(path);
  bytes.at(at % bytes.size()) ^= 0x01;
  std::ofstream{path, std::ios::binary} << bytes;
}

/// Contents that differ in one zone of the plan.
void put_content(const DistrictFolder& folder, int storeys) {
  folder.zones({feature(square(0, 0), R"("code":"A","name":"a","land_use":"ODT","storeys":)" + std::to_string(storeys)),
                feature(square(100, 0), R"("code":"B","name":"b","land_use":"CLN","storeys":0)")});
}

// ---- content ----------------------------------------------------------------------------------------------------

TEST(Register, SameContentIsTheSameEdition) {
  const DistrictFolder folder;
  const auto first = folder.load();
  const auto objects = names_in(folder.register_path() + "/objects");
  const auto again = folder.load();
  EXPECT_EQ(again.edition, first.edition);
  EXPECT_EQ(names_in(folder.register_path() + "/objects"), objects);
  EXPECT_EQ(names_in(folder.register_path() + "/editions").size(), 1U);
  // Another machine, another folder, another day: the same bytes.
  const DistrictFolder other;
  ASSERT_FALSE(other.load().edition.empty());
  EXPECT_EQ(names_in(other.register_path() + "/objects"), objects);
}

TEST(Register, PublishingOnePlanKeepsEverythingElse) {
  const DistrictFolder folder;
  const auto first = folder.load();
  const auto before = names_in(folder.register_path() + "/objects");
  put_content(folder, 7);
  const auto second = folder.load();
  EXPECT_NE(second.edition, first.edition);
  const auto after = names_in(folder.register_path() + "/objects");
  EXPECT_TRUE(std::includes(after.begin(), after.end(), before.begin(), before.end()));
  EXPECT_EQ(after.size(), before.size() + 1);
  const Register from{folder.register_path()};
  const auto manifest = from.manifest(second.edition);
  ASSERT_TRUE(manifest);
  EXPECT_EQ(manifest->info.parent, first.edition);
  EXPECT_EQ(from.editions().size(), 2U);
}

TEST(Register, ObjectsAreSharedBetweenEditionsByPointer) {
  const DistrictFolder folder;
  ASSERT_FALSE(folder.load().edition.empty());
  const auto first = folder.snapshot();
  put_content(folder, 7);
  ASSERT_FALSE(folder.load().edition.empty());
  const auto second = folder.snapshot(first.get());
  ASSERT_TRUE(first && second);
  EXPECT_EQ(second->parcels.at(0), first->parcels.at(0));
  EXPECT_EQ(second->base, first->base);
  EXPECT_NE(second->plans.at(0), first->plans.at(0));
}

TEST(Register, EveryDocumentOfAPlanIsNamedByItsHash) {
  const DistrictFolder folder;
  folder.plan(std::string{test::kZonesToml} + "[[document]]\nkind = \"decision\"\ntitle = \"qd.pdf\"\nfile = \"qd.pdf\"\n"
              "[[document]]\nkind = \"drawing\"\ntitle = \"Bản vẽ\"\nfile = 'qd.pdf'\n");
  folder.write("plans/zones/qd.pdf", "%PDF-1.4\n%%EOF\n");
  ASSERT_FALSE(folder.load().edition.empty());
  const auto snapshot = folder.snapshot();
  const auto& documents = snapshot->plans.at(0)->info.documents;
  ASSERT_EQ(documents.size(), 2U);
  EXPECT_EQ(documents[0].file, sha256_hex("%PDF-1.4\n%%EOF\n") + ".pdf");
  EXPECT_EQ(documents[1].file, documents[0].file);
  EXPECT_EQ(documents[0].title, "qd.pdf");
}

TEST(Register, GoingBackToAnEarlierContentIsAnEditionOfItsOwn) {
  const DistrictFolder folder;
  put_content(folder, 5);
  const std::string first = folder.load().edition;
  put_content(folder, 7);
  const std::string second = folder.load().edition;
  put_content(folder, 5);
  const std::string third = folder.load().edition;
  EXPECT_NE(third, first);
  const Register from{folder.register_path()};
  EXPECT_EQ(from.manifest(third)->info.parent, second);
  EXPECT_EQ(from.manifest(first)->info.parent, "");
}

// ---- damage -----------------------------------------------------------------------------------------------------

TEST(Register, AnyDamagedObjectIsAHashMismatchAndLoadingAgainHealsIt) {
  const DistrictFolder folder;
  const std::string edition = folder.load().edition;
  const auto good = folder.snapshot();
  const Register from{folder.register_path()};
  const auto manifest = from.manifest(edition);
  ASSERT_TRUE(manifest);
  ASSERT_EQ(manifest->objects.size(), 8U);
  for (const ObjectEntry& object : manifest->objects) {
    flip_byte(from.object_path(object.file), object.bytes / 2);
    const auto loaded = load_snapshot(from, edition, nullptr, 2);
    ASSERT_FALSE(loaded) << object.kind;
    EXPECT_EQ(loaded.error().code, ErrorCode::kHashMismatch) << object.kind;
    EXPECT_THAT(loaded.error().message, HasSubstr(object.file));
    EXPECT_EQ(folder.load().edition, edition);
    EXPECT_TRUE(load_snapshot(from, edition, nullptr, 2)) << object.kind;
  }
  EXPECT_EQ(good->parcel_count(), 3U);  // Who holds a snapshot keeps it.
}

TEST(Register, AMissingObjectIsAnError) {
  const DistrictFolder folder;
  const std::string edition = folder.load().edition;
  const Register from{folder.register_path()};
  const auto manifest = from.manifest(edition);
  ASSERT_TRUE(manifest);
  for (const ObjectEntry& object : manifest->objects) {
    fs::rename(from.object_path(object.file), folder.path() / "aside");
    EXPECT_FALSE(load_snapshot(from, edition, nullptr, 1)) << object.kind;
    fs::rename(folder.path() / "aside", from.object_path(object.file));
  }
}

TEST(Register, HostileCurrentIsAnError) {
  const DistrictFolder folder;
  const std::string edition = folder.load().edition;
  const Register from{folder.register_path()};
  test::TempFolder outside;
  const std::string nul = edition + std::string{"\0x", 2};
  for (const std::string& text : {std::string{}, std::string{"\n"}, std::string{"../../../etc/passwd"}, "../editions/" + edition,
                                  edition + "/../" + edition, edition + "\n" + edition, nul, std::string(1'000'000, 'a'),
                                  std::string(65, 'a'), std::string{"..%2f"}, std::string{"é"}}) {
    std::ofstream{folder.register_path() + "/current", std::ios::binary} << text;
    const auto current = from.current();
    EXPECT_FALSE(current) << text.substr(0, 80);
  }
  std::ofstream{folder.register_path() + "/current"} << "20200101T000000Z-abcdef";
  const auto unknown = load_snapshot(from, *from.current(), nullptr, 1);
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().code, ErrorCode::kEditionUnknown);
  // A load over a broken `current` mends it.
  EXPECT_FALSE(folder.load().edition.empty());
  EXPECT_NE(folder.snapshot(), nullptr);
}

TEST(Register, HostileEditionsAreErrors) {
  const DistrictFolder folder;
  const std::string edition = folder.load().edition;
  const Register from{folder.register_path()};
  const std::string path = folder.register_path() + "/editions/" + edition + ".json";
  const std::string good = test::slurp(path);
  const auto replaced = [&](const std::string& what, const std::string& with) {
    std::string text = good;
    const auto at = text.find(what);
    EXPECT_NE(at, std::string::npos) << what;
    return text.replace(at, what.size(), with);
  };
  const std::string file = from.manifest(edition)->objects.front().file;
  std::string upper = file;
  std::transform(upper.begin(), upper.begin() + 64, upper.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  const std::string bytes = "\"bytes\":" + std::to_string(from.manifest(edition)->objects.front().bytes);
  const std::vector<std::string> texts{
      "",
      "null",
      "[]",
      "{}",
      good.substr(0, good.size() / 2),
      good + good,
      replaced(file, "../../../../etc/passwd"),
      replaced(file, "../" + file),
      replaced(file, file + "/../x"),
      replaced(file, file + std::string{"\\u0000"}),
      replaced(file, upper),
      replaced(bytes, "\"bytes\":-1"),
      replaced(bytes, "\"bytes\":1e400"),
      replaced(bytes, "\"bytes\":18446744073709551616"),
      replaced(bytes, "\"bytes\":\"1\""),
      replaced("\"format\":\"1\"", "\"format\":\"2\""),
      replaced("\"id\":\"" + edition + '"', "\"id\":\"../" + edition + '"'),
      replaced("\"accepted\":[]", "\"accepted\":{}"),
      replaced("\"objects\":[", "\"objects\":[1,"),
      "{\"objects\":" + std::string(1'000'000, '[') + std::string(1'000'000, ']') + "}",
      std::string(1'000'000, '['),
      std::string{"{\"id\":\"\xFF\"}"},
  };
  for (const std::string& text : texts) {
    std::ofstream{path, std::ios::binary} << text;
    const auto manifest = from.manifest(edition);
    ASSERT_FALSE(manifest) << text.substr(0, 200);
    EXPECT_EQ(manifest.error().code, ErrorCode::kManifest) << text.substr(0, 200);
    EXPECT_TRUE(from.editions().empty());
  }
  for (const char* id : {"../editions/x", "", "a/b", "..", "x\0y"}) {
    EXPECT_EQ(from.manifest(id).error().code, ErrorCode::kEditionUnknown);
  }
}

TEST(Register, EveryChangedByteIsFound) {
  const DistrictFolder folder;
  ASSERT_FALSE(folder.load().edition.empty());
  put_content(folder, 7);
  ASSERT_FALSE(folder.load().edition.empty());
  const Register in{folder.register_path()};
  ASSERT_TRUE(find_faults(in).empty());
  const auto of_a_draft = in.put_bytes("not published yet", "plan", "later", "gpkg");
  ASSERT_TRUE(of_a_draft);
  ASSERT_TRUE(find_faults(in).empty());
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator{folder.register_path()}) {
    if (entry.is_regular_file() && entry.path().filename() != "lock") {
      files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  std::mt19937_64 random{5};
  for (const fs::path& file : files) {
    for (int turn = 0; turn < 25; ++turn) {
      const std::size_t at = random() % fs::file_size(file);
      flip_byte(file, at);
      const auto faults = find_faults(in);
      ASSERT_FALSE(faults.empty()) << file << " at " << at;
      EXPECT_TRUE(faults.size() > 1 || file.string().ends_with(faults.front().file)) << faults.front().file;
      flip_byte(file, at);
    }
    const std::string bytes = test::slurp(file);
    fs::remove(file);
    EXPECT_EQ(find_faults(in).empty(), file.filename() == of_a_draft->file) << "without " << file;
    std::ofstream{file, std::ios::binary} << bytes;
  }
  EXPECT_TRUE(find_faults(in).empty());
  folder.write("../register/editions/20260101T000000Z-0000.json.tmp-17", "{");
  EXPECT_TRUE(find_faults(in).empty()) << "what a power cut left of a manifest is no edition";
}

TEST(EditionJson, ReadsWhatItWrites) {
  EditionManifest manifest;
  manifest.info = {"20260101T000000Z-abc", "", "2026-01-01T00:00:00Z", "Nguyễn \"A\"\n", "vì\\sao", {"GEOM_INVALID"}, {"SPIKE:a.shp:FID 1:00000000"}, "17:0abc"};
  manifest.district = "probe";
  manifest.datum_operation = "EPSG:6960";
  manifest.objects = {{"plan", "x", std::string(64, 'a') + ".gpkg", 18'446'744'073'709'551'615ULL, 0}};
  const auto read = parse_edition(to_json(manifest));
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->info.who, manifest.info.who);
  EXPECT_EQ(read->info.why, manifest.info.why);
  EXPECT_EQ(read->info.audit_head, manifest.info.audit_head);
  EXPECT_EQ(read->objects.at(0).bytes, manifest.objects.at(0).bytes);
  EXPECT_EQ(to_json(*read), to_json(manifest));
}

TEST(EditionJson, HalfACharacterIsNoText) {
  EditionManifest manifest;
  manifest.info.why = "@";
  manifest.info.accepted = {"@"};
  const std::string good = to_json(manifest);
  ASSERT_TRUE(parse_edition(good));
  for (const char* half : {R"(\uDEE0)", R"(\uD800)", "\xFF", R"(\uD800\u0041)"}) {
    for (const auto at : {good.find('@'), good.rfind('@')}) {
      std::string bad = good;
      EXPECT_EQ(parse_edition(bad.replace(at, 1, half)).error().code, ErrorCode::kManifest) << half;
    }
  }
}

TEST(Register, AReasonThatIsNotUtf8PublishesNothing) {
  const DistrictFolder folder;
  ImportOptions options;
  options.district = folder.path();
  options.catalogue = test::source_dir() / "data" / "catalogue";
  options.why = "v\xEC sao";  // As a Latin-1 terminal types it.
  Register into{folder.register_path()};
  EXPECT_EQ(import_district(options, into).error().code, ErrorCode::kParameterValue);
  EXPECT_FALSE(fs::exists(folder.register_path()));
  ASSERT_TRUE(into.open_for_writing());
  EditionManifest manifest;
  manifest.info.why = options.why;
  EXPECT_EQ(into.publish(manifest).error().code, ErrorCode::kManifest);
  EXPECT_EQ(folder.current(), "");
  EXPECT_THAT(names_in(folder.register_path() + "/editions"), ::testing::IsEmpty());
}

// ---- several writers --------------------------------------------------------------------------------------------

TEST(Register, ASecondWriterIsRefusedAndToldWhy) {
  const DistrictFolder folder;
  const std::string edition = folder.load().edition;
  put_content(folder, 7);
  {
    Register writer{folder.register_path()};
    ASSERT_TRUE(writer.open_for_writing());
    const auto result = folder.try_load();
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, ErrorCode::kBusy);
    EXPECT_THAT(result.error().message, HasSubstr("another publication or check is writing to the register"));
    EXPECT_EQ(folder.current(), edition + "\n");
  }
  EXPECT_NE(folder.load().edition, edition);
}

TEST(Register, AFolderThatCannotBeWrittenIsAnError) {
  const DistrictFolder folder;
  std::ofstream{folder.register_path()} << "a file where the folder should be";
  const auto result = folder.try_load();
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::kUnavailable);
}

// ---- publication ------------------------------------------------------------------------------------------------

/// Names that appear below a register, in the order they do.
class RegisterWatch {
 public:
  explicit RegisterWatch(const std::string& folder) : fd_(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK)) {
    for (const char* part : {"/objects", "/editions", ""}) {
      const int watch = ::inotify_add_watch(fd_, (folder + part).c_str(), IN_CREATE | IN_MOVED_TO | IN_DELETE | IN_CLOSE_WRITE);
      EXPECT_GE(watch, 0);
      parts_[watch] = part;
    }
  }
  ~RegisterWatch() { ::close(fd_); }
  RegisterWatch(const RegisterWatch&) = delete;
  RegisterWatch& operator=(const RegisterWatch&) = delete;

  struct Event {
    std::string path;
    bool moved = false;
  };
  /// Waits for the next events at most so long. Empty: nothing happened that counts.
  std::vector<Event> next(int wait_ms) {
    std::vector<Event> events;
    pollfd poll{fd_, POLLIN, 0};
    alignas(inotify_event) std::array<char, 16'384> buffer{};
    if (::poll(&poll, 1, wait_ms) <= 0) {
      return events;
    }
    const auto size = ::read(fd_, buffer.data(), buffer.size());
    for (std::ptrdiff_t at = 0; at < size;) {
      const auto* event = reinterpret_cast<const inotify_event*>(buffer.data() + at);  // NOLINT(*-reinterpret-cast): its interface
      const std::string name = event->len > 0 ? event->name : "";
      if (!name.ends_with("-journal")) {  // SQLite's own, of files that have no name in the register yet.
        events.push_back({parts_[event->wd] + "/" + name, (event->mask & IN_MOVED_TO) != 0});
      }
      at += static_cast<std::ptrdiff_t>(sizeof(inotify_event) + event->len);
    }
    return events;
  }

 private:
  int fd_;
  std::map<int, std::string> parts_;
};

TEST(Register, PublishesObjectsThenTheEditionThenCurrent) {
  const DistrictFolder folder;
  { Register maker{folder.register_path()}; ASSERT_TRUE(maker.open_for_writing()); }
  RegisterWatch watch{folder.register_path()};
  ASSERT_FALSE(folder.load().edition.empty());
  std::vector<std::string> moved;
  for (auto events = watch.next(0); !events.empty(); events = watch.next(0)) {
    for (const auto& event : events) {
      if (event.moved) {
        moved.push_back(event.path);
      }
    }
  }
  ASSERT_EQ(moved.size(), 10U);  // Eight objects, one edition, `current`: nothing is ever written in place.
  EXPECT_TRUE(std::all_of(moved.begin(), moved.begin() + 8, [](const std::string& p) { return p.starts_with("/objects/"); }));
  EXPECT_THAT(moved[8], ::testing::StartsWith("/editions/"));
  EXPECT_EQ(moved[9], "/current");
}

/// What must be true of a register whoever was killed whenever: it opens, every hash is right. \return what content it has.
int expect_sound(const DistrictFolder& folder) {
  const Register from{folder.register_path()};
  const auto current = from.current();
  EXPECT_TRUE(current) << current.error().message;
  const auto snapshot = load_snapshot(from, current ? *current : "", nullptr, 1);
  EXPECT_TRUE(snapshot) << snapshot.error().message;
  for (const EditionManifest& edition : from.editions()) {
    for (const ObjectEntry& object : edition.objects) {
      const auto hash = sha256_of_file(from.object_path(object.file));
      EXPECT_TRUE(hash) << object.file;
      EXPECT_EQ(hash ? *hash : "", object.sha256());
    }
  }
  if (!snapshot) {
    return -1;
  }
  const PlanSet& plan = *(*snapshot)->plans.at(0);  // Zone B allows no storeys at all.
  return static_cast<int>(plan.area_rows.at(0).indicators.storeys_max + plan.area_rows.at(1).indicators.storeys_max);
}

class KilledWriter : public ::testing::Test {
 protected:
  KilledWriter() {
    put_content(folder, 5);
    EXPECT_FALSE(folder.load().edition.empty());
  }

  pid_t start_writer() {
    const pid_t child = ::fork();
    if (child == 0) {
      const auto result = folder.try_load();
      ::_exit(result && !result->edition.empty() ? 0 : 1);
    }
    return child;
  }
  static bool has_ended(pid_t child) {
    siginfo_t info{};
    return ::waitid(P_PID, static_cast<id_t>(child), &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid == child;
  }
  static void kill_writer(pid_t child) {
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
  }
  /// The next load succeeds and leaves nothing of the killed one behind.
  void expect_recovery() const {
    const auto result = folder.load();
    EXPECT_FALSE(result.edition.empty()) << test::lines(result);
    EXPECT_EQ(folder.current(), result.edition + "\n");
    for (const char* part : {"/objects", "/editions", ""}) {
      for (const std::string& name : names_in(folder.register_path() + part)) {
        EXPECT_EQ(name.find("tmp"), std::string::npos) << name;
      }
    }
  }

  DistrictFolder folder;
};

TEST_F(KilledWriter, LeavesTheOldEditionOrTheNewAfterEachStepOnDisk) {
  // Round n kills the writer as soon as the n-th thing has happened in the folder.
  bool finished = false;
  int steps = 0;
  int before = 5;
  constexpr int kMost = 500;
  while (!finished && steps < kMost) {
    ++steps;
    const int after = 100 + steps;
    put_content(folder, after);
    RegisterWatch watch{folder.register_path()};
    const pid_t child = start_writer();
    for (int seen = 0; seen < steps && !finished;) {
      constexpr int kWait_ms = 20;
      const auto events = watch.next(kWait_ms);
      seen += static_cast<int>(events.size());
      finished = events.empty() && has_ended(child);  // It did everything, and that was less than n things.
    }
    kill_writer(child);
    const int now = expect_sound(folder);
    ASSERT_TRUE(now == before || now == after) << now << " after step " << steps;
    expect_recovery();
    before = expect_sound(folder);
    ASSERT_EQ(before, after);
  }
  EXPECT_TRUE(finished);
  RecordProperty("steps", steps);
  EXPECT_GT(steps, 10);
}

TEST_F(KilledWriter, LeavesTheOldEditionOrTheNewAtAnyMoment) {
  std::mt19937 random{20260101};
  std::uniform_int_distribution<int> delay_us{0, 250'000};  // A load of this district takes about 100 ms.
  constexpr int kRounds = 100;
  int before = 5;
  int published = 0;
  for (int round = 0; round < kRounds; ++round) {
    const int after = 10 + round;
    put_content(folder, after);
    const pid_t child = start_writer();
    const timespec delay{0, delay_us(random) * 1000L};
    ::nanosleep(&delay, nullptr);  // The moment of the kill is what is being tested; nothing is waited for.
    kill_writer(child);
    const int now = expect_sound(folder);
    ASSERT_TRUE(now == before || now == after) << now << " in round " << round;
    published += now == after ? 1 : 0;
    before = now;
    if (round % 10 == 9) {
      expect_recovery();
      before = expect_sound(folder);
    }
  }
  RecordProperty("published", published);
}

}  // namespace
}  // namespace quyhoach::geo
