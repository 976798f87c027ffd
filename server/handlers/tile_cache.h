#pragma once

#include <array>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <unordered_map>

#include "geo/coord/tile_id.h"
#include "geo/tile/tileset.h"
#include "server/http/message.h"

namespace quyhoach::server {

enum class Encoding : std::uint8_t { kIdentity, kGzip, kBrotli };

/// Tiles ready to be sent, in memory, least recently used out first. An entry belongs to a tile version, not to an edition:
/// publishing one plan leaves every tile it does not touch in the cache. Any thread; 16 locks.
class TileCache {
 public:
  /// \param max_bytes  0 turns the cache off.
  explicit TileCache(std::size_t max_bytes) : shard_bytes_(max_bytes / kShards) {}

  struct Key {
    geo::Tileset tileset;
    Encoding encoding;
    geo::TileId tile;
    friend bool operator==(const Key&, const Key&) = default;
  };
  /// The state of the world an entry was last checked against: an edition on a day. Equal states need no version check.
  /// An edition is named by a hash of its id: the address of a snapshot is given out again once the snapshot is gone.
  struct State {
    std::uint64_t edition = 0;
    std::int64_t day = 0;
    friend bool operator==(const State&, const State&) = default;
  };
  struct Entry {
    State state;
    std::uint64_t version = 0;
    std::shared_ptr<const PreparedResponse> response;
  };

  [[nodiscard]] bool enabled() const noexcept { return shard_bytes_ > 0; }
  [[nodiscard]] std::optional<Entry> find(const Key& key);
  void put(const Key& key, Entry entry);

 private:
  static constexpr std::size_t kShards = 16;
  struct Hash {
    std::size_t operator()(const Key& key) const noexcept;
  };
  struct Slot {
    Key key;
    Entry entry;
    std::size_t bytes;
  };
  struct Shard {
    std::mutex mutex;
    std::list<Slot> slots;  ///< Most recently used first.
    std::unordered_map<Key, std::list<Slot>::iterator, Hash> index;
    std::size_t bytes = 0;
  };
  Shard& shard_of(const Key& key) { return shards_[Hash{}(key) % kShards]; }

  std::size_t shard_bytes_;
  std::array<Shard, kShards> shards_;
};

}  // namespace quyhoach::server
