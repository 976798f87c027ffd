#include "geo/base/parallel.h"

#include <new>
#include <stdexcept>
#include <string>

#include <gmock/gmock.h>

namespace quyhoach::geo {
namespace {

using ::testing::ElementsAre;

TEST(InParallel, CallsEachOnceWhateverTheThreads) {
  constexpr std::size_t kCount = 5'000;
  for (const unsigned threads : {0U, 1U, 2U, 7U}) {
    std::vector<std::atomic<int>> calls(kCount);
    const auto done = in_parallel(kCount, threads, [&](std::size_t k, unsigned /*worker*/) -> Result<bool> {
      ++calls[k];
      return true;
    });
    EXPECT_TRUE(done);
    EXPECT_TRUE(std::ranges::all_of(calls, [](const auto& count) { return count == 1; })) << threads;
  }
}

TEST(InParallel, OneThreadGoesInOrder) {
  std::vector<std::size_t> order;
  const auto done = in_parallel(4, 1, [&](std::size_t k, unsigned worker) -> Result<bool> {
    EXPECT_EQ(worker, 0U);
    order.push_back(k);
    return true;
  });
  EXPECT_TRUE(done);
  EXPECT_THAT(order, ElementsAre(0, 1, 2, 3));
}

TEST(InParallel, NoTwoCallsHaveOneWorkerAtTheSameTime) {
  constexpr unsigned kThreads = 4;
  std::vector<std::atomic<int>> inside(kThreads);
  std::atomic<int> meetings{0};
  const auto done = in_parallel(2'000, kThreads, [&](std::size_t /*k*/, unsigned worker) -> Result<bool> {
    meetings += ++inside.at(worker) > 1 ? 1 : 0;
    std::this_thread::yield();
    --inside.at(worker);
    return true;
  });
  EXPECT_TRUE(done);
  EXPECT_EQ(meetings, 0);
  EXPECT_TRUE(std::ranges::all_of(inside, [](const auto& count) { return count == 0; }));
}

TEST(InParallel, TheFirstErrorEndsTheWork) {
  for (const unsigned threads : {1U, 3U}) {
    std::atomic<std::size_t> begun{0};
    const auto done = in_parallel(100'000, threads, [&](std::size_t k, unsigned /*worker*/) -> Result<bool> {
      ++begun;
      return k == 10 ? Result<bool>{Error{ErrorCode::kBadData, "ten"}} : Result<bool>{true};
    });
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().message, "ten");
    EXPECT_LT(begun, 100'000U);
  }
}

TEST(InParallel, WhatIsThrownReachesTheCallerWhenAllHaveEnded) {
  for (const unsigned threads : {1U, 3U}) {
    std::atomic<int> inside{0};
    const auto work = [&](std::size_t k, unsigned /*worker*/) -> Result<bool> {
      ++inside;
      if (k == 5) {
        --inside;
        throw std::bad_alloc{};
      }
      std::this_thread::yield();
      --inside;
      return true;
    };
    EXPECT_THROW(static_cast<void>(in_parallel(1'000, threads, work)), std::bad_alloc);
    EXPECT_EQ(inside, 0);
  }
}

TEST(InParallel, NothingToDoIsDone) {
  const auto never = [](std::size_t /*k*/, unsigned /*worker*/) -> Result<bool> { throw std::logic_error{"called"}; };
  EXPECT_TRUE(in_parallel(0, 4, never));
}

}  // namespace
}  // namespace quyhoach::geo
