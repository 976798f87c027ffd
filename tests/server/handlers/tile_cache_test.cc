#include "server/handlers/tile_cache.h"

#include <thread>
#include <vector>

#include <gtest/gtest.h>

namespace quyhoach::server {
namespace {

constexpr std::size_t kShards = 16;  // As TileCache has: a bound is shared out among them.

std::shared_ptr<const PreparedResponse> response_of(std::size_t bytes) {
  auto response = std::make_shared<PreparedResponse>();
  response->body = std::make_shared<const std::string>(bytes, 'x');
  return response;
}

TileCache::Key key_of(std::uint32_t x, Encoding encoding = Encoding::kIdentity, geo::Tileset tileset = geo::Tileset::kBase) {
  return {tileset, encoding, {16, x, 7}};
}

TileCache::Entry entry_of(std::size_t bytes, std::uint64_t version = 1) { return {{7, 20'000}, version, response_of(bytes)}; }

std::size_t bytes_held(TileCache& cache, std::uint32_t keys) {
  std::size_t bytes = 0;
  for (std::uint32_t x = 0; x < keys; ++x) {
    if (const auto found = cache.find(key_of(x))) {
      bytes += found->response->body->size();
    }
  }
  return bytes;
}

TEST(TileCache, GivesBackWhatWasPut) {
  TileCache cache{1U << 20U};
  EXPECT_FALSE(cache.find(key_of(1)));
  const auto entry = entry_of(10, 42);
  cache.put(key_of(1), entry);
  const auto found = cache.find(key_of(1));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->version, 42U);
  EXPECT_EQ(found->state, entry.state);
  EXPECT_EQ(found->response, entry.response);
}

TEST(TileCache, KeepsEncodingsAndTilesetsApart) {
  TileCache cache{1U << 20U};
  cache.put(key_of(1, Encoding::kGzip), entry_of(10, 1));
  cache.put(key_of(1, Encoding::kBrotli), entry_of(10, 2));
  cache.put(key_of(1, Encoding::kGzip, geo::Tileset::kPlanning), entry_of(10, 3));
  EXPECT_FALSE(cache.find(key_of(1)));
  EXPECT_EQ(cache.find(key_of(1, Encoding::kGzip))->version, 1U);
  EXPECT_EQ(cache.find(key_of(1, Encoding::kBrotli))->version, 2U);
  EXPECT_EQ(cache.find(key_of(1, Encoding::kGzip, geo::Tileset::kPlanning))->version, 3U);
}

TEST(TileCache, ReplacesAnEntryAndItsState) {
  TileCache cache{1U << 20U};
  cache.put(key_of(1), entry_of(10, 1));
  TileCache::Entry newer = entry_of(20, 2);
  newer.state = {8, 20'001};
  cache.put(key_of(1), newer);
  const auto found = cache.find(key_of(1));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->version, 2U);
  EXPECT_EQ(found->state, newer.state);
  EXPECT_EQ(found->response->body->size(), 20U);
}

TEST(TileCache, AStateIsAnEditionOnADay) {
  const TileCache::State state{7, 1};
  EXPECT_EQ(state, (TileCache::State{7, 1}));
  EXPECT_NE(state, (TileCache::State{7, 2}));
  EXPECT_NE(state, (TileCache::State{8, 1}));
}

TEST(TileCache, NeverHoldsMoreThanItsBound) {
  constexpr std::size_t kBound = kShards * 10'000;
  constexpr std::uint32_t kKeys = 2'000;
  TileCache cache{kBound};
  for (std::uint32_t x = 0; x < kKeys; ++x) {
    cache.put(key_of(x), entry_of(1'000));
  }
  const std::size_t held = bytes_held(cache, kKeys);
  EXPECT_LE(held, kBound);
  EXPECT_GT(held, kBound / 2) << "a row of tiles is spread over all shards";
}

TEST(TileCache, ReplacingAgainAndAgainDoesNotCrowdOthersOut) {
  TileCache cache{kShards * 100'000};
  for (std::uint32_t x = 0; x < 50; ++x) {
    cache.put(key_of(x), entry_of(100));
  }
  for (int i = 0; i < 10'000; ++i) {
    cache.put(key_of(0), entry_of(1'000));
  }
  EXPECT_EQ(bytes_held(cache, 50), 49U * 100U + 1'000U);
}

TEST(TileCache, LetsTheLeastRecentlyUsedGoFirst) {
  constexpr std::uint32_t kKeys = 5'000;
  TileCache cache{kShards * 20'000};
  cache.put(key_of(0), entry_of(1'000));
  cache.put(key_of(1), entry_of(1'000));
  for (std::uint32_t x = 2; x < kKeys; ++x) {
    cache.put(key_of(x), entry_of(1'000));
    ASSERT_TRUE(cache.find(key_of(0))) << "asked for all the time, gone after " << x;
  }
  EXPECT_FALSE(cache.find(key_of(1)));
  EXPECT_TRUE(cache.find(key_of(kKeys - 1)));
}

TEST(TileCache, RefusesWhatIsLargerThanItsShare) {
  TileCache cache{kShards * 10'000};
  cache.put(key_of(1), entry_of(100));
  cache.put(key_of(1), entry_of(10'000));
  cache.put(key_of(2), entry_of(10'000));
  EXPECT_FALSE(cache.find(key_of(2)));
}

TEST(TileCache, IsOffWithoutMemory) {
  TileCache cache{0};
  EXPECT_FALSE(cache.enabled());
  cache.put(key_of(1), entry_of(0));
  EXPECT_FALSE(cache.find(key_of(1)));
}

TEST(TileCache, HoldsAnEmptyTile) {
  TileCache cache{1U << 20U};
  TileCache::Entry entry = entry_of(0);
  auto response = std::make_shared<PreparedResponse>();
  response->status = 204;
  entry.response = response;
  cache.put(key_of(1), entry);
  EXPECT_EQ(cache.find(key_of(1))->response->status, 204);
}

TEST(TileCache, ServesManyThreads) {
  TileCache cache{kShards * 50'000};
  std::vector<std::jthread> threads;
  for (unsigned t = 0; t < 4; ++t) {
    threads.emplace_back([&cache, t] {
      for (std::uint32_t i = 0; i < 20'000; ++i) {
        const std::uint32_t x = (i * 7 + t) % 300;
        if (const auto found = cache.find(key_of(x))) {
          EXPECT_EQ(found->version, x);
        } else {
          cache.put(key_of(x), entry_of(2'000, x));
        }
      }
    });
  }
}

}  // namespace
}  // namespace quyhoach::server
