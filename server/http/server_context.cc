#include "server/http/server_context.h"

#include <iostream>
#include <string>
#include <utility>

#include "server/http/session.h"

namespace quyhoach::server {

void ConnectionSet::insert(Session* key, std::weak_ptr<Session> session) {
  const std::lock_guard lock{mutex_};
  sessions_.emplace(key, std::move(session));
}

void ConnectionSet::erase(Session* key) {
  const std::lock_guard lock{mutex_};
  sessions_.erase(key);
  if (sessions_.empty()) {
    emptied_.notify_all();
  }
}

std::vector<std::shared_ptr<Session>> ConnectionSet::all() const {
  std::vector<std::shared_ptr<Session>> sessions;
  const std::lock_guard lock{mutex_};
  sessions.reserve(sessions_.size());
  for (const auto& [key, weak] : sessions_) {
    // Null when its destructor waits for our mutex. Must not be dropped under the mutex, so it is kept in any case.
    sessions.push_back(weak.lock());
  }
  return sessions;
}

std::size_t ConnectionSet::size() const {
  const std::lock_guard lock{mutex_};
  return sessions_.size();
}

bool ConnectionSet::wait_until_empty(std::chrono::milliseconds limit) {
  std::unique_lock lock{mutex_};
  return emptied_.wait_for(lock, limit, [this] { return sessions_.empty(); });
}

void ServerContext::log(std::string_view line) const {
  if (options.log) {
    options.log(line);
  } else {
    std::clog << std::string{line}.append("\n");  // one write, so lines of two threads do not mix
  }
}

}  // namespace quyhoach::server
