#include "server/handlers/service.h"

#include <algorithm>
#include <mutex>
#include <thread>
#include <vector>

#include <gmock/gmock.h>

#include "server/handlers/catalogue.h"
#include "server/handlers/tiles.h"
#include "tests/geo/io/district_folder.h"

namespace quyhoach::server {
namespace {

namespace fs = std::filesystem;
using geo::ErrorCode;
using geo::test::DistrictFolder;
using geo::test::feature;
using geo::test::square;
using ::testing::HasSubstr;

/// What the service says, from whichever of its threads.
class Log {
 public:
  [[nodiscard]] std::function<void(std::string_view)> writer() {
    return [this](std::string_view line) {
      const std::lock_guard lock{mutex_};
      lines_.emplace_back(line);
    };
  }
  [[nodiscard]] std::vector<std::string> lines() {
    const std::lock_guard lock{mutex_};
    return lines_;
  }

 private:
  std::mutex mutex_;
  std::vector<std::string> lines_;
};

std::string publish(const DistrictFolder& folder, int storeys) {
  folder.zones({feature(square(0, 0), R"("code":"A","name":"a","land_use":"ODT","storeys":)" + std::to_string(storeys)),
                feature(square(100, 0), R"("code":"B","name":"b","land_use":"CLN","storeys":0)")});
  return folder.load().edition;
}

void set_current(const DistrictFolder& folder, const std::string& edition) {
  const fs::path current = fs::path{folder.register_path()} / "current";
  std::ofstream{current.string() + ".new"} << edition << '\n';
  fs::rename(current.string() + ".new", current);
}

/// Damages the objects of `edition` that `other` does not have, behind the register's back.
void spoil(const DistrictFolder& folder, const std::string& edition, const std::string& other) {
  const geo::Register from{folder.register_path()};
  const auto manifest = from.manifest(edition);
  const auto kept = from.manifest(other);
  ASSERT_TRUE(manifest);
  ASSERT_TRUE(kept);
  int spoiled = 0;
  for (const geo::ObjectEntry& object : manifest->objects) {
    if (std::none_of(kept->objects.begin(), kept->objects.end(), [&](const auto& o) { return o.file == object.file; })) {
      const std::string path = from.object_path(object.file);
      fs::permissions(path, fs::perms::owner_write, fs::perm_options::add);
      std::string bytes = geo::test::slurp(path);
      bytes.at(bytes.size() / 2) ^= 0x01;
      std::ofstream{path, std::ios::binary} << bytes;
      ++spoiled;
    }
  }
  ASSERT_GT(spoiled, 0);
}

Request request_of(std::vector<QueryParameter> query = {}) {
  Request request;
  request.query = std::move(query);
  return request;
}

TEST(Service, WaitsForTheFirstEditionOfAnEmptyRegister) {
  const DistrictFolder folder;
  fs::create_directories(folder.register_path());
  const auto service = Service::open(folder.register_path(), 1, [](std::string_view) {});
  ASSERT_TRUE(service);
  EXPECT_EQ((*service)->current(), nullptr);
  const auto handler = with_edition(*service, [](const Request&, const PathValues&) { return text_response("text/plain", "here"); });
  EXPECT_EQ(handler(request_of(), {}).status, 503);
  (*service)->refresh();
  EXPECT_EQ((*service)->current(), nullptr);
  const std::string first = publish(folder, 5);
  (*service)->refresh();
  ASSERT_NE((*service)->current(), nullptr);
  EXPECT_EQ((*service)->current()->edition.id, first);
  EXPECT_EQ(handler(request_of(), {}).status, 200);
}

TEST(Service, DoesNotOpenAFolderThatIsNotThereOrNamesNoEdition) {
  const geo::test::TempFolder folder;
  EXPECT_FALSE(Service::open((folder.path() / "missing").string(), 1, [](std::string_view) {}));
  folder.write("current", "../other\n");
  EXPECT_FALSE(Service::open(folder.path().string(), 1, [](std::string_view) {}));
}

TEST(Service, ServesANewEditionAndStillAnswersFromTheOld) {
  const DistrictFolder folder;
  Log log;
  const std::string first = publish(folder, 5);
  const auto service = Service::open(folder.register_path(), 1, log.writer());
  ASSERT_TRUE(service);
  const SnapshotPtr held = (*service)->current();
  EXPECT_EQ(held->edition.id, first);
  const std::string second = publish(folder, 7);
  (*service)->refresh();
  EXPECT_EQ((*service)->current()->edition.id, second);
  EXPECT_EQ(held->edition.id, first) << "a request keeps what it began with";
  const auto old = (*service)->edition(first);
  ASSERT_TRUE(old);
  EXPECT_EQ((*old)->edition.id, first);
  EXPECT_EQ(*(*service)->edition(first), *old) << "kept, not loaded again";
  EXPECT_EQ(*(*service)->edition(second), (*service)->current());
  EXPECT_EQ((*old)->parcels.front(), (*service)->current()->parcels.front()) << "what both hold is in memory once";
}

TEST(Service, RefreshingWithoutANewEditionChangesNothing) {
  const DistrictFolder folder;
  const std::string first = publish(folder, 5);
  const auto service = Service::open(folder.register_path(), 1, [](std::string_view) {});
  ASSERT_TRUE(service);
  const SnapshotPtr before = (*service)->current();
  (*service)->refresh();
  EXPECT_EQ((*service)->current(), before);
}

TEST(Service, KeepsTheOldEditionWhenTheNewOneIsBroken) {
  const DistrictFolder folder;
  Log log;
  const std::string first = publish(folder, 5);
  const std::string second = publish(folder, 7);
  spoil(folder, second, first);
  set_current(folder, first);
  const auto service = Service::open(folder.register_path(), 1, log.writer());
  ASSERT_TRUE(service);
  set_current(folder, second);
  (*service)->refresh();
  (*service)->refresh();
  EXPECT_EQ((*service)->current()->edition.id, first);
  ASSERT_EQ(log.lines().size(), 1U) << "said once";
  EXPECT_THAT(log.lines().front(), HasSubstr(second));
  const auto broken = (*service)->edition(second);
  ASSERT_FALSE(broken);
  EXPECT_EQ(broken.error().code, ErrorCode::kHashMismatch);
  // A sound edition afterwards is taken.
  const std::string third = publish(folder, 9);
  (*service)->refresh();
  EXPECT_EQ((*service)->current()->edition.id, third);
}

TEST(Service, KeepsTheOldEditionWhenCurrentIsNonsenseOrGone) {
  const DistrictFolder folder;
  Log log;
  const std::string first = publish(folder, 5);
  const auto service = Service::open(folder.register_path(), 1, log.writer());
  ASSERT_TRUE(service);
  for (const char* nonsense : {"20990101T000000Z-000000000000", "../../etc/passwd", "", "\n"}) {
    set_current(folder, nonsense);
    (*service)->refresh();
    EXPECT_EQ((*service)->current()->edition.id, first) << nonsense;
  }
  fs::remove(fs::path{folder.register_path()} / "current");
  (*service)->refresh();
  EXPECT_EQ((*service)->current()->edition.id, first);
}

TEST(Service, RefusesAnUnknownEdition) {
  const DistrictFolder folder;
  publish(folder, 5);
  const auto service = Service::open(folder.register_path(), 1, [](std::string_view) {});
  ASSERT_TRUE(service);
  for (const char* id : {"20000101T000000Z-000000000000", "", ".", "../current", "/etc/passwd"}) {
    const auto edition = (*service)->edition(id);
    ASSERT_FALSE(edition) << id;
    EXPECT_EQ(edition.error().code, ErrorCode::kEditionUnknown) << id;
  }
}

TEST(Service, IsReadWhileItRefreshes) {
  const DistrictFolder folder;
  const std::string first = publish(folder, 5);
  const std::string second = publish(folder, 7);
  const auto service = Service::open(folder.register_path(), 1, [](std::string_view) {});
  ASSERT_TRUE(service);
  std::vector<std::jthread> readers;
  for (int i = 0; i < 3; ++i) {
    readers.emplace_back([&](const std::stop_token& stop) {
      while (!stop.stop_requested()) {
        const auto question = asked(**service, request_of({{"edition", first}}));
        EXPECT_TRUE(question && question->snapshot->edition.id == first);
        const SnapshotPtr now = (*service)->current();
        EXPECT_TRUE(now->edition.id == first || now->edition.id == second);
      }
    });
  }
  for (int i = 0; i < 20; ++i) {
    set_current(folder, i % 2 == 0 ? first : second);
    (*service)->refresh();
  }
  EXPECT_EQ((*service)->current()->edition.id, second);
}

TEST(Asked, NamesTheEditionAndTheLanguage) {
  const DistrictFolder folder;
  const std::string first = publish(folder, 5);
  const auto service = Service::open(folder.register_path(), 1, [](std::string_view) {});
  ASSERT_TRUE(service);
  const auto plain = asked(**service, request_of());
  ASSERT_TRUE(plain);
  EXPECT_EQ(plain->language, "vi");
  EXPECT_FALSE(plain->pinned);
  const auto pinned = asked(**service, request_of({{"edition", first}, {"lang", "en"}}));
  ASSERT_TRUE(pinned);
  EXPECT_EQ(pinned->language, "en");
  EXPECT_TRUE(pinned->pinned);
  EXPECT_FALSE(asked(**service, request_of({{"lang", "EN"}})));
}

TEST(NumberAsked, TakesOnlyAWholeFiniteNumber) {
  EXPECT_EQ(*number_asked("lon", "106.5"), 106.5);
  EXPECT_EQ(*number_asked("lon", "-1e2"), -100.0);
  for (const char* text : {"", " 1", "1 ", "+1", "1,5", "0x10", "nan", "NaN", "inf", "-inf", "infinity", "1e309", "-1e309", "1e", "1.2.3"}) {
    EXPECT_FALSE(number_asked("lon", text)) << text;
  }
}

TEST(DayAsked, TakesOnlyADate) {
  const geo::District district;
  EXPECT_EQ(*day_asked(district, request_of({{"as_of", "2024-02-29"}})), geo::parse_date("2024-02-29"));
  EXPECT_TRUE(day_asked(district, request_of()));
  for (const char* text : {"", "2023-02-29", "2023-13-01", "2023-1-1", "20230101", "2023-01-01T00:00", "today"}) {
    EXPECT_FALSE(day_asked(district, request_of({{"as_of", text}}))) << text;
  }
}

TEST(JsonResponse, ChangesItsEtagExactlyWithItsSource) {
  EXPECT_EQ(json_response("{}", false).etag, json_response("{}", true).etag);
  EXPECT_NE(json_response("{}", false).etag, json_response("[]", false).etag);
  EXPECT_EQ(json_response("{}", false, "digest").etag, json_response("[]", false, "digest").etag);
  EXPECT_THAT(json_response("{}", true).cache_control, HasSubstr("immutable"));
  EXPECT_EQ(json_response("{}", false).cache_control, "no-cache");
}

}  // namespace
}  // namespace quyhoach::server
