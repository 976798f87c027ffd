#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "geo/tile/tile_check.h"

namespace quyhoach::geo {

/// Collects the defects of one tile, up to kMaxTileDefects, with the place the check has come to.
class DefectLog {
 public:
  void enter_layer(std::string_view name) {
    layer_ = name.substr(0, kMaxName);
    feature_.reset();
  }
  void enter_feature(std::optional<std::size_t> index) noexcept { feature_ = index; }

  void must(TileDefectCode code, std::string message) { add(code, TileDefectRank::kMust, std::move(message)); }
  void should(TileDefectCode code, std::string message) { add(code, TileDefectRank::kShould, std::move(message)); }

  [[nodiscard]] bool is_full() const noexcept { return defects_.size() >= kMaxTileDefects; }
  [[nodiscard]] std::vector<TileDefect> take() noexcept { return std::move(defects_); }

 private:
  static constexpr std::size_t kMaxName = 128;  // bytes: a hostile name is not copied into every defect

  void add(TileDefectCode code, TileDefectRank rank, std::string message) {
    if (!is_full()) {
      defects_.push_back({code, rank, std::string{layer_}, feature_, std::move(message)});
    }
  }

  std::string_view layer_;
  std::optional<std::size_t> feature_;
  std::vector<TileDefect> defects_;
};

}  // namespace quyhoach::geo
