#include "server/oidc/pending.h"

#include <iterator>
#include <utility>

#include <openssl/crypto.h>

namespace quyhoach::oidc {

namespace {

bool equal_secrets(std::string_view a, std::string_view b) noexcept {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace

void PendingSignIns::add(const std::string& browser, PendingSignIn pending) {
  const std::lock_guard lock{mutex_};
  const auto now = clock_();
  while (!entries_.empty() && (entries_.size() >= kMost || now - entries_.front().begun_at > kLongest)) {
    by_browser_.erase(entries_.front().browser);
    entries_.pop_front();
  }
  entries_.push_back({browser, now, std::move(pending)});
  by_browser_.insert_or_assign(browser, std::prev(entries_.end()));
}

std::optional<PendingSignIn> PendingSignIns::take(std::string_view browser, std::string_view state) {
  const std::lock_guard lock{mutex_};
  const auto found = by_browser_.find(std::string{browser});
  if (found == by_browser_.end()) {
    return std::nullopt;
  }
  const auto entry = found->second;
  if (clock_() - entry->begun_at > kLongest || !equal_secrets(entry->pending.secrets.state, state)) {
    return std::nullopt;
  }
  PendingSignIn pending = std::move(entry->pending);
  entries_.erase(entry);
  by_browser_.erase(found);
  return pending;
}

}  // namespace quyhoach::oidc
