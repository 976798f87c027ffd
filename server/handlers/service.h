#pragma once

#include <atomic>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include "geo/base/result.h"
#include "geo/base/snapshot_cell.h"
#include "geo/coord/grid_transform.h"
#include "geo/io/register.h"
#include "geo/plan/snapshot.h"
#include "server/http/message.h"
#include "server/http/router.h"

namespace quyhoach::server {

using SnapshotPtr = std::shared_ptr<const geo::Snapshot>;

/// The register as the handlers see it: the current edition in memory, older ones on demand, and a thread that notices when
/// another process publishes. All members may be called from any thread.
class Service {
 public:
  /// Loads the current edition; a register in which nothing has been published yet is waited for. \return the loader's error
  static geo::Result<std::shared_ptr<Service>> open(const std::string& register_folder, unsigned threads,
                                                    std::function<void(std::string_view)> log);
  ~Service();
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;

  /// Null until the first edition is published, never again after.
  [[nodiscard]] SnapshotPtr current() const { return cell_.load(); }
  /// An edition by id, loaded when it is not in memory. The last few asked for are kept. \pre current()
  [[nodiscard]] geo::Result<SnapshotPtr> edition(const std::string& id);
  [[nodiscard]] const geo::Register& store() const noexcept { return register_; }

  /// Loads what `current` names now, if that is another edition. On an error the edition in memory stays.
  void refresh();

 private:
  Service(std::string folder, unsigned threads, SnapshotPtr first, std::function<void(std::string_view)> log);
  void watch(const std::stop_token& stop);

  geo::Register register_;
  unsigned threads_;
  geo::SnapshotCell<geo::Snapshot> cell_;
  std::function<void(std::string_view)> log_;
  std::mutex older_mutex_;
  std::list<SnapshotPtr> older_;  ///< Most recently asked first.
  std::mutex refresh_mutex_;
  std::string failed_;  ///< Edition that could not be loaded: not tried again and again.
  std::jthread watcher_;
};

/// The calling thread's transform for a district: made at first use, then kept.
[[nodiscard]] const geo::GridTransform& transform_for(const geo::District& district);

/// What every data route reads first: the snapshot (`edition=` or the current one) and the language (`lang=` or the
/// district's first).
struct Asked {
  SnapshotPtr snapshot;
  std::string language;
  bool pinned = false;  ///< The request named its edition: the answer never changes.
  bool published = true;  ///< Else it is a draft's, which has no address.
};
[[nodiscard]] geo::Result<Asked> asked(Service& service, const Request& request);

/// `lang=` or the district's first. \return kParameterValue
[[nodiscard]] geo::Result<std::string> language_asked(const geo::District& district, const Request& request);

/// A handler that may rely on an edition: before the first one the answer is 503.
[[nodiscard]] RouteHandler with_edition(const std::shared_ptr<Service>& service, RouteHandler handler);

/// `as_of=` or today in the district. \return kParameterValue
[[nodiscard]] geo::Result<geo::Date> day_asked(const geo::District& district, const Request& request);

/// A JSON answer with its ETag and cache rule. \param etag_source  what the ETag is derived from; empty: the body.
[[nodiscard]] Response json_response(std::string_view body, bool immutable, std::string_view etag_source = {});

/// A finite number from a query value. \return kParameterValue naming the parameter
[[nodiscard]] geo::Result<double> number_asked(std::string_view name, std::string_view text);

}  // namespace quyhoach::server
