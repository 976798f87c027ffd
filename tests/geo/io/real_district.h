#pragma once

#include <map>

#include "geo/plan/answer.h"
#include "tests/geo/io/district_folder.h"

namespace quyhoach::geo::test {

/// A district of tests/districts whose data lies in the shared data folder: its manifests copied to a temporary folder, the
/// data linked in beside them as `data`.
class RealDistrict {
 public:
  /// \param data  the folder to link; \param links  where, relative to the district.
  RealDistrict(const std::string& name, const std::filesystem::path& data, const std::vector<std::string>& links) {
    namespace fs = std::filesystem;
    fs::copy(source_dir() / "tests" / "districts" / name, folder_.path() / "district", fs::copy_options::recursive);
    for (const std::string& link : links) {
      fs::copy(data, folder_.path() / "district" / link, fs::copy_options::recursive);  // The reader sees its own folder only.
    }
  }

  [[nodiscard]] ImportResult load(std::set<std::string> accept) const {
    ImportOptions options;
    options.district = folder_.path() / "district";
    options.catalogue = source_dir() / "data" / "catalogue";
    options.accept = std::move(accept);
    Register into{(folder_.path() / "register").string()};
    auto result = import_district(options, into);
    EXPECT_TRUE(result) << result.error().message;
    return result ? std::move(*result) : ImportResult{ImportReport{findings()}, "", 0, 0};
  }
  [[nodiscard]] std::filesystem::path object(const std::string& file) const { return folder_.path() / "register" / "objects" / file; }
  [[nodiscard]] std::shared_ptr<const Snapshot> snapshot() const {
    const Register from{(folder_.path() / "register").string()};
    const auto id = from.current();
    auto loaded = id ? load_snapshot(from, *id, nullptr, 1) : Result<std::shared_ptr<const Snapshot>>{id.error()};
    EXPECT_TRUE(loaded) << loaded.error().message;
    return loaded ? *loaded : nullptr;
  }

 private:
  TempFolder folder_;
};

/// The answer's part for one topic, or nothing.
inline const TopicAnswer* topic_of(const Answer& answer, std::string_view id) {
  for (const TopicAnswer& topic : answer.topics) {
    if (topic.topic->id == id) {
      return &topic;
    }
  }
  return nullptr;
}

}  // namespace quyhoach::geo::test
