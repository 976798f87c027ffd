#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "geo/base/result.h"

namespace quyhoach::geo {

/// Calls `each(k, worker)` once for every k below `count`, from `threads` threads at once; the calling one is among them, and alone it
/// goes from 0 upwards. `worker` is below `threads` and no other call has it at the same time: what may not be shared between threads
/// is had once for each. `each` returns Result<bool>. The first error ends the work: what has begun is ended, nothing more is begun,
/// and the error is returned. What `each` throws does the same and is thrown to the caller.
template <typename Each>
[[nodiscard]] Result<bool> in_parallel(std::size_t count, unsigned threads, const Each& each) {
  std::atomic<std::size_t> next{0};
  std::mutex mutex;
  std::optional<Error> failed;
  std::exception_ptr thrown;
  const auto work = [&](unsigned worker) noexcept {
    try {
      for (std::size_t k = next++; k < count; k = next++) {
        if (Result<bool> done = each(k, worker); !done) {
          next = count;
          const std::lock_guard lock{mutex};
          if (!failed) {
            failed = done.error();
          }
        }
      }
    } catch (...) {
      next = count;
      const std::lock_guard lock{mutex};
      thrown = thrown ? thrown : std::current_exception();
    }
  };
  {
    std::vector<std::jthread> helpers;
    try {
      for (unsigned worker = 1; worker < std::min<std::size_t>(threads, count); ++worker) {
        helpers.emplace_back(work, worker);
      }
    } catch (const std::exception&) {  // A machine that gives no more threads has those it gave.
    }
    work(0);
  }
  if (thrown) {
    std::rethrow_exception(thrown);
  }
  return failed ? Result<bool>{*failed} : Result<bool>{true};
}

}  // namespace quyhoach::geo
