// tile_census REGISTER [--min-zoom 8] [--max-zoom 16] [--day YYYY-MM-DD] [--threads N]
//
// Draws every tile of the three tilesets over the district's box and holds each against MVT 2.1 and the size limit.
// Exit 0 when no tile breaks a MUST or is too large, 1 when one does, 2 when the census could not be taken.
// Times and sizes are for reading; nothing is asserted about time.
#include <algorithm>
#include <array>
#include <atomic>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <map>
#include <mutex>
#include <numbers>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "geo/coord/grid_transform.h"
#include "geo/io/register.h"
#include "geo/plan/date.h"
#include "geo/tile/tile_check.h"
#include "geo/tile/tileset.h"

namespace quyhoach::census {
namespace {

using namespace quyhoach::geo;

constexpr int kDefective = 1;
constexpr int kUsage = 2;
constexpr std::size_t kMostPrinted = 40;
constexpr std::array<std::string_view, 3> kTilesets{"base", "cadastre", "planning"};

struct Options {
  std::string folder;
  std::uint32_t min_zoom = 8;
  std::uint32_t max_zoom = 16;
  std::optional<Date> day;
  unsigned threads = std::max(1U, std::thread::hardware_concurrency());
};

template <typename Number>
bool read_number(std::string_view text, Number& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size();
}

std::optional<Options> parse(const std::vector<std::string_view>& arguments) {
  Options options;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string_view name = arguments[i];
    if (!name.starts_with("--")) {
      if (!options.folder.empty()) {
        return std::nullopt;
      }
      options.folder = name;
      continue;
    }
    if (++i == arguments.size()) {
      return std::nullopt;
    }
    const std::string_view value = arguments[i];
    bool good = false;
    if (name == "--day") {
      options.day = parse_date(value);
      good = options.day.has_value();
    } else if (name == "--min-zoom") {
      good = read_number(value, options.min_zoom);
    } else if (name == "--max-zoom") {
      good = read_number(value, options.max_zoom);
    } else if (name == "--threads") {
      good = read_number(value, options.threads) && options.threads > 0;
    }
    if (!good) {
      return std::nullopt;
    }
  }
  const bool sound = !options.folder.empty() && options.min_zoom <= options.max_zoom && options.max_zoom <= kMaxZoom;
  return sound ? std::optional{options} : std::nullopt;
}

/// Column and row of the tile a place lies in, by the formula of the XYZ scheme and not by the service's own.
TileId tile_at(double lon_deg, double lat_deg, std::uint32_t z) {
  const double count = std::ldexp(1.0, static_cast<int>(z));
  const double lat_rad = lat_deg * std::numbers::pi / 180.0;
  const double x = (lon_deg + 180.0) / 360.0 * count;
  const double y = (1.0 - std::asinh(std::tan(lat_rad)) / std::numbers::pi) / 2.0 * count;
  return {z, static_cast<std::uint32_t>(x), static_cast<std::uint32_t>(y)};
}

std::vector<TileId> tiles_over(const LonLatBox& box, std::uint32_t z) {
  const TileId first = tile_at(box.west_deg, box.north_deg, z);
  const TileId last = tile_at(box.east_deg, box.south_deg, z);
  std::vector<TileId> tiles;
  for (std::uint32_t y = first.y; y <= last.y; ++y) {
    for (std::uint32_t x = first.x; x <= last.x; ++x) {
      tiles.push_back({z, x, y});
    }
  }
  return tiles;
}

struct Row {
  std::size_t tiles = 0;
  std::vector<std::size_t> sizes;  ///< Bytes of those that are not empty.
  std::vector<double> times_ms;    ///< Of those that are not empty.
  std::size_t must = 0;            ///< Tiles that break a MUST.
  std::size_t should = 0;          ///< Tiles that break a SHOULD only.
  std::size_t large = 0;
};

class Census {
 public:
  Census(const Snapshot& snapshot, Date day) : snapshot_(snapshot), day_(day) {}

  /// \return false when a thread could not make its transform.
  bool take(std::size_t set, std::uint32_t zoom, unsigned threads) {
    const Tileset tileset = *parse_tileset(kTilesets[set]);
    const std::vector<TileId> tiles = tiles_over(snapshot_.district->bbox, zoom);
    std::atomic<std::size_t> next{0};
    std::atomic<bool> failed{false};
    {
      std::vector<std::jthread> workers;
      for (unsigned i = 0; i < threads; ++i) {
        workers.emplace_back([&] {
          const auto transform = GridTransform::create(snapshot_.district->crs, snapshot_.district->datum_operation);
          if (!transform) {
            failed = true;
            return;
          }
          for (std::size_t at = next++; at < tiles.size(); at = next++) {
            examine({snapshot_, tileset, tiles[at], day_, grid_box(tiles[at], *transform)}, set);
          }
        });
      }
    }
    print_row(set, zoom);
    return !failed;
  }

  [[nodiscard]] bool is_faultless() const { return faults_ == 0; }
  void print_codes() const {
    for (const auto& [code, count] : codes_) {
      std::printf("  tile defect %d (%s): %zu\n", code.first, code.second == TileDefectRank::kMust ? "MUST" : "should", count);
    }
  }

 private:
  void examine(const TileRequest& request, std::size_t set) {
    const auto began = std::chrono::steady_clock::now();
    const std::string bytes = render_tile(request);
    const std::chrono::duration<double, std::milli> spent = std::chrono::steady_clock::now() - began;
    const auto defects = bytes.empty() ? std::vector<TileDefect>{} : check_tile(bytes);
    const bool large = bytes.size() > kMaxTileBytes;
    const bool breaks = !is_conforming(defects);
    const std::lock_guard lock{mutex_};
    Row& row = rows_[{set, request.tile.z}];
    ++row.tiles;
    if (bytes.empty()) {
      return;
    }
    row.sizes.push_back(bytes.size());
    row.times_ms.push_back(spent.count());
    row.must += breaks ? 1U : 0U;
    row.should += !breaks && !defects.empty() ? 1U : 0U;
    row.large += large ? 1U : 0U;
    for (const TileDefect& defect : defects) {
      ++codes_[{static_cast<int>(defect.code), defect.rank}];
    }
    if (!breaks && !large) {
      return;
    }
    if (++faults_ <= kMostPrinted) {
      std::printf("FAULT %s/%u/%u/%u: %zu bytes\n", std::string{kTilesets[set]}.c_str(), request.tile.z, request.tile.x, request.tile.y,
                  bytes.size());
      for (const TileDefect& defect : defects) {
        if (defect.rank == TileDefectRank::kMust) {
          std::printf("      code %d, layer %s, feature %zd: %s\n", static_cast<int>(defect.code), defect.layer.c_str(),
                      defect.feature ? static_cast<std::ptrdiff_t>(*defect.feature) : -1, defect.message.c_str());
        }
      }
    }
  }

  void print_row(std::size_t set, std::uint32_t zoom) {
    Row& row = rows_[{set, zoom}];
    std::sort(row.sizes.begin(), row.sizes.end());
    std::sort(row.times_ms.begin(), row.times_ms.end());
    const bool any = !row.sizes.empty();
    const std::size_t middle = row.sizes.size() / 2;
    std::printf("%-8s z%-2u  %5zu tiles  %5zu not empty  bytes p50 %7zu max %7zu  ms p50 %7.2f max %8.2f  must %zu  should %zu  too large %zu\n",
                std::string{kTilesets[set]}.c_str(), zoom, row.tiles, row.sizes.size(), any ? row.sizes[middle] : 0,
                any ? row.sizes.back() : 0, any ? row.times_ms[middle] : 0.0, any ? row.times_ms.back() : 0.0, row.must, row.should,
                row.large);
    std::fflush(stdout);
  }

  const Snapshot& snapshot_;
  Date day_;
  std::mutex mutex_;
  std::map<std::pair<std::size_t, std::uint32_t>, Row> rows_;
  std::map<std::pair<int, TileDefectRank>, std::size_t> codes_;
  std::size_t faults_ = 0;
};

int run(const Options& options) {
  const Register from{options.folder};
  const auto id = from.current();
  if (!id) {
    std::fprintf(stderr, "tile_census: %s\n", id.error().message.c_str());
    return kUsage;
  }
  const auto snapshot = load_snapshot(from, *id, nullptr, options.threads);
  if (!snapshot) {
    std::fprintf(stderr, "tile_census: %s\n", snapshot.error().message.c_str());
    return kUsage;
  }
  Census census{**snapshot, options.day.value_or(today((*snapshot)->district->utc_offset_h))};
  for (std::size_t set = 0; set < kTilesets.size(); ++set) {
    for (std::uint32_t zoom = options.min_zoom; zoom <= options.max_zoom; ++zoom) {
      if (!census.take(set, zoom, options.threads)) {
        std::fprintf(stderr, "tile_census: no transform for the district\n");
        return kUsage;
      }
    }
  }
  census.print_codes();
  std::printf("%s tile census\n", census.is_faultless() ? "ok  " : "FAIL");
  return census.is_faultless() ? 0 : kDefective;
}

}  // namespace
}  // namespace quyhoach::census

int main(int argc, char** argv) {
  const auto options = quyhoach::census::parse({argv + 1, argv + argc});
  if (!options) {
    std::fputs("tile_census REGISTER [--min-zoom 8] [--max-zoom 16] [--day YYYY-MM-DD] [--threads N]\n", stderr);
    return quyhoach::census::kUsage;
  }
  return quyhoach::census::run(*options);
}
