#include "server/handlers/desk_previews.h"

#include <algorithm>

namespace quyhoach::server {

geo::Result<SnapshotPtr> Previews::of(const std::string& id) {
  const auto draft = desk_->store().draft(id);
  if (!draft) {
    return draft.error();
  }
  const SnapshotPtr now = service_->current();
  const std::string made_of = draft->id + '\n' + now->edition.id + '\n' + draft->text.settings;
  const std::lock_guard lock{mutex_};
  const auto found = std::ranges::find(kept_, made_of, &Preview::made_of);
  if (found != kept_.end()) {
    kept_.splice(kept_.begin(), kept_, found);
    return kept_.front().snapshot;
  }
  auto made = desk_->preview(*draft, now);
  if (!made) {
    return made.error();
  }
  kept_.push_front({made_of, std::move(*made)});
  if (kept_.size() > kKept) {
    kept_.pop_back();
  }
  return kept_.front().snapshot;
}

}  // namespace quyhoach::server
