#include "server/handlers/tile_cache.h"

#include <utility>

namespace quyhoach::server {

std::size_t TileCache::Hash::operator()(const Key& key) const noexcept {
  std::uint64_t hash = (std::uint64_t{key.tile.x} << 32U) ^ key.tile.y;
  hash ^= (std::uint64_t{key.tile.z} << 58U) ^ (static_cast<std::uint64_t>(key.tileset) << 56U) ^
          (static_cast<std::uint64_t>(key.encoding) << 54U);
  // The finaliser of SplitMix64: shards are chosen by the lowest bits, which must depend on x, z and the rest as well as on y.
  hash = (hash ^ (hash >> 30U)) * 0xbf58476d1ce4e5b9ULL;
  hash = (hash ^ (hash >> 27U)) * 0x94d049bb133111ebULL;
  return static_cast<std::size_t>(hash ^ (hash >> 31U));
}

std::optional<TileCache::Entry> TileCache::find(const Key& key) {
  Shard& shard = shard_of(key);
  const std::lock_guard lock{shard.mutex};
  const auto found = shard.index.find(key);
  if (found == shard.index.end()) {
    return std::nullopt;
  }
  shard.slots.splice(shard.slots.begin(), shard.slots, found->second);
  return found->second->entry;
}

void TileCache::put(const Key& key, Entry entry) {
  constexpr std::size_t kOverhead = 400;  // Of the entry itself, roughly.
  const std::size_t bytes = kOverhead + entry.response->head.size() + entry.response->body_size();
  if (bytes > shard_bytes_) {
    return;
  }
  Shard& shard = shard_of(key);
  const std::lock_guard lock{shard.mutex};
  if (const auto found = shard.index.find(key); found != shard.index.end()) {
    shard.bytes -= found->second->bytes;
    shard.slots.erase(found->second);
    shard.index.erase(found);
  }
  shard.slots.push_front({key, std::move(entry), bytes});
  shard.index.emplace(key, shard.slots.begin());
  shard.bytes += bytes;
  while (shard.bytes > shard_bytes_) {
    shard.bytes -= shard.slots.back().bytes;
    shard.index.erase(shard.slots.back().key);
    shard.slots.pop_back();
  }
}

}  // namespace quyhoach::server
