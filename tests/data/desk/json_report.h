#pragma once

#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include "geo/coord/grid_transform.h"

namespace quyhoach::desk::test {

/// Of the district of tests/geo/io/district_folder.h.
inline geo::GridTransform transform() { return std::move(*geo::GridTransform::create("EPSG:9210", "EPSG:6960")); }

inline rapidjson::Document parsed(const std::string& text) {
  rapidjson::Document json;
  json.Parse(text.c_str());
  EXPECT_FALSE(json.HasParseError()) << text;
  return json;
}

/// Names of an object's members, in their order.
inline std::vector<std::string> names_of(const rapidjson::Value& object) {
  std::vector<std::string> names;
  for (const auto& member : object.GetObject()) {
    names.emplace_back(member.name.GetString());
  }
  return names;
}

}  // namespace quyhoach::desk::test
