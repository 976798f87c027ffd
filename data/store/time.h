#pragma once

#include <chrono>
#include <functional>
#include <string>

namespace quyhoach::store {

/// A moment in UTC.
using Time = std::chrono::sys_time<std::chrono::milliseconds>;

/// Where the store takes the present from; tests give one that they can set. Called from any thread.
using Clock = std::function<Time()>;

/// The system's present.
[[nodiscard]] Time system_now();

/// `2026-11-23T17:20:05.123Z` (RFC 3339), always with three decimals, so that texts sort as times do.
[[nodiscard]] std::string to_rfc3339(Time time);

}  // namespace quyhoach::store
