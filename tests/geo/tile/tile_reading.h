#pragma once

#include <cstdint>
#include <cstdlib>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "geo/tile/tile_check.h"
#include "geo/tile/tile_point.h"
#include "geo/tile/vector_tile.pb.h"

namespace quyhoach::geo {

inline std::ostream& operator<<(std::ostream& out, TilePoint p) { return out << '(' << p.x << ' ' << p.y << ')'; }
inline std::ostream& operator<<(std::ostream& out, WidePoint p) { return out << '(' << p.x << ' ' << p.y << ')'; }

/// Parses with the generated class, which the encoder does not use.
inline tile::Tile parse_tile(std::string_view bytes) {
  tile::Tile tile;
  EXPECT_TRUE(tile.ParseFromString(std::string{bytes}));
  return tile;
}

/// Lines or rings of a line or polygon feature.
inline std::vector<std::vector<TilePoint>> parts_of(const tile::Tile::Feature& feature) {
  std::vector<std::vector<TilePoint>> parts;
  TilePoint cursor;
  const auto& in = feature.geometry();
  const auto value = [&](int i) {
    const std::uint32_t n = in[i];
    return static_cast<std::int32_t>(n >> 1U) ^ -static_cast<std::int32_t>(n & 1U);
  };
  for (int i = 0; i < in.size();) {
    const std::uint32_t command = in[i] & 7U;
    const std::uint32_t count = command == 7 ? 0 : in[i] >> 3U;
    ++i;
    if (command == 1) {
      parts.emplace_back();
    }
    for (std::uint32_t k = 0; k < count; ++k, i += 2) {
      cursor = {cursor.x + value(i), cursor.y + value(i + 1)};
      parts.back().push_back(cursor);
    }
  }
  return parts;
}

/// Area by the surveyor's formula, square tile units; holes count negative.
inline double signed_area(const std::vector<TilePoint>& ring) {
  double sum = 0.0;
  TilePoint a = ring.back();
  for (const TilePoint b : ring) {
    sum += static_cast<double>(a.x) * b.y - static_cast<double>(b.x) * a.y;
    a = b;
  }
  return sum / 2;
}

inline double area_of(const tile::Tile& tile) {
  double area = 0.0;
  for (const auto& layer : tile.layers()) {
    for (const auto& feature : layer.features()) {
      for (const auto& ring : parts_of(feature)) {
        area += signed_area(ring);
      }
    }
  }
  return area;
}

/// Every defect of the tile, a line each; empty for a faultless one. No bytes are no tile, and have no defect.
inline std::string defects_of(std::string_view bytes) {
  std::string text;
  if (bytes.empty()) {
    return text;
  }
  for (const TileDefect& defect : check_tile(bytes)) {
    text += defect.layer + ": " + defect.message + "\n";
  }
  return text;
}

}  // namespace quyhoach::geo
