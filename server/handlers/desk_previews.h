#pragma once

#include <list>
#include <memory>
#include <mutex>
#include <string>

#include "data/desk/desk.h"
#include "server/handlers/service.h"

namespace quyhoach::server {

/// The editions that drafts would make, for their previews: the last few asked for. Any thread; one is loaded at a time.
class Previews {
 public:
  Previews(std::shared_ptr<const desk::Desk> desk, std::shared_ptr<Service> service)
      : desk_(std::move(desk)), service_(std::move(service)) {}

  /// \pre service->current(). \return what Desk::preview says; kDraftUnknown
  [[nodiscard]] geo::Result<SnapshotPtr> of(const std::string& draft);

 private:
  struct Preview {
    std::string made_of;  ///< The draft, what its check left, and the edition it would change.
    SnapshotPtr snapshot;
  };
  static constexpr std::size_t kKept = 3;

  std::shared_ptr<const desk::Desk> desk_;
  std::shared_ptr<Service> service_;
  std::mutex mutex_;
  std::list<Preview> kept_;  ///< Most recently asked first.
};

}  // namespace quyhoach::server
