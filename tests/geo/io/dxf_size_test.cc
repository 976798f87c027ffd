#include "geo/io/dxf_size.h"

#include <limits>
#include <sstream>

#include <gmock/gmock.h>

#include "tests/geo/io/district_folder.h"

namespace quyhoach::geo {
namespace {

using test::DistrictFolder;
using test::find_defect;
using testing::HasSubstr;

constexpr std::uint64_t kMost = std::numeric_limits<std::uint64_t>::max();
constexpr std::uint64_t kPairs = 1000;

/// "0|LINE|10|1" as the lines of a DXF.
std::string lines(std::string text, const char* end = "\n") {
  std::string out;
  for (const char c : text + "|") {
    out += c == '|' ? std::string{end} : std::string{c};
  }
  return out;
}

constexpr const char* kBlocks = "0|SECTION|2|BLOCKS|";
constexpr const char* kEntities = "0|ENDSEC|0|SECTION|2|ENTITIES|";
constexpr const char* kEnd = "0|ENDSEC|0|EOF";

std::string block(const std::string& name, const std::string& entities) {
  return "0|BLOCK|8|0|2|" + name + "|70|0|10|0|20|0|" + entities + "0|ENDBLK|";
}
std::string insert(const std::string& name, const std::string& columns = "1", const std::string& rows = "1") {
  return "0|INSERT|8|0|2|" + name + "|10|0|20|0|70|" + columns + "|71|" + rows + "|";
}
constexpr const char* kLine = "0|LINE|8|0|10|0|20|0|11|1|21|1|";

std::string drawing(const std::string& blocks, const std::string& entities) { return kBlocks + blocks + kEntities + entities + kEnd; }

Result<DxfSize> measure(const std::string& dxf, std::uint64_t most_pairs = kPairs) {
  std::istringstream in{dxf};
  return measure_dxf(in, most_pairs);
}
std::pair<std::uint64_t, std::uint64_t> size_of(const std::string& text) {
  const auto size = measure(lines(text));
  EXPECT_TRUE(size) << size.error().message;
  return size ? std::pair{size->entities, size->vertices} : std::pair<std::uint64_t, std::uint64_t>{};
}
using Size = std::pair<std::uint64_t, std::uint64_t>;

TEST(DxfSize, CountsWhatStandsInTheDrawing) {
  EXPECT_EQ(size_of(drawing("", "")), (Size{0, 0}));
  EXPECT_EQ(size_of(drawing("", std::string{kLine} + "0|LWPOLYLINE|8|0|90|3|10|0|20|0|10|1|20|0|10|1|20|1|0|TEXT|10|0|20|0|1|CX|")), (Size{3, 6}));
  EXPECT_EQ(size_of(drawing("", "0|POLYLINE|10|0|20|0|66|1|0|VERTEX|10|1|20|1|0|VERTEX|10|2|20|2|0|SEQEND|")), (Size{1, 2}));
  EXPECT_EQ(size_of(drawing(block("UNUSED", kLine), kLine)), (Size{1, 2})) << "a block that nobody inserts is not drawn";
}

TEST(DxfSize, MultipliesColumnsRowsAndBlocksOfBlocks) {
  EXPECT_EQ(size_of(drawing(block("B", kLine), insert("B", "3", "4"))), (Size{12, 24}));
  EXPECT_EQ(size_of(drawing(block("A", insert("B", "10", "10")) + block("B", std::string{kLine} + kLine), insert("A", "5", "1") + kLine)), (Size{1001, 2002}));
  EXPECT_EQ(size_of(drawing(block("EMPTY", ""), insert("EMPTY", "1000", "1000"))), (Size{1'000'000, 0})) << "work for the driver all the same";
  EXPECT_EQ(size_of(drawing(block("*D1", kLine), "0|DIMENSION|2|*D1|10|0|20|0|")), (Size{1, 2}));
  EXPECT_EQ(size_of(drawing(block("B", kLine), insert("B", "-3", "0"))), (Size{1, 2}));
}

TEST(DxfSize, SaysAsMuchAsItCanOfMoreThanCanBeCounted) {
  std::string blocks;
  for (int i = 0; i < 100; ++i) {
    blocks += block("B" + std::to_string(i), insert("B" + std::to_string(i + 1), "32000", "32000"));
  }
  EXPECT_EQ(size_of(drawing(blocks + block("B100", kLine), insert("B0"))), (Size{kMost, kMost}));
  EXPECT_EQ(size_of(drawing(block("B", kLine), insert("B", "9999999999", "9999999999999"))), (Size{kMost, kMost}));
}

TEST(DxfSize, ReadsEveryEndOfLineAndLeadingSpaces) {
  const std::string text = drawing(block("B", kLine), insert("B", "3", "4"));
  for (const char* end : {"\n", "\r\n", "\r", "\n\r"}) {
    const auto size = measure(lines(text, end));
    ASSERT_TRUE(size);
    EXPECT_EQ(size->entities, 12U);
  }
  std::string spaced = lines(text);
  for (auto at = spaced.find("\n70\n"); at != std::string::npos; at = spaced.find("\n70\n", at + 5)) {
    spaced.replace(at, 4, "\n   70\n");
  }
  EXPECT_EQ(measure(spaced)->entities, 12U);
}

TEST(DxfSize, ABlockThatInsertsItselfIsRefusedWhereItIsDrawn) {
  const std::string ring = block("A", insert("B")) + block("B", insert("A"));
  EXPECT_THAT(measure(lines(drawing(ring, insert("A")))).error().message, HasSubstr("inserts itself"));
  EXPECT_THAT(measure(lines(drawing(block("A", insert("A")), insert("A")))).error().message, HasSubstr("inserts itself"));
  EXPECT_EQ(size_of(drawing(ring, kLine)), (Size{1, 2}));
}

TEST(DxfSize, AChainOfBlocksMayBeAsLongAsTheFile) {
  std::string blocks;
  constexpr int kLong = 50'000;
  for (int i = 0; i < kLong; ++i) {
    blocks += block(std::to_string(i), insert(std::to_string(i + 1)));
  }
  const std::string text = lines(drawing(blocks + block(std::to_string(kLong), kLine), insert("0")));
  EXPECT_EQ(measure(text, kMost)->entities, 1U);
  EXPECT_EQ(measure(text, kPairs).error().code, ErrorCode::kBodyTooLarge);
}

TEST(DxfSize, WhatIsNoDxfIsNothing) {
  for (const std::string& text : {std::string{}, std::string{"\n"}, std::string{"0"}, std::string(100'000, '\n'), std::string(100'000, '9'),
                                  std::string{"0\0LINE\n\n", 8}, lines("0|SECTION|2|ENTITIES|abc|LINE|-1|x|99999999999999999999|y")}) {
    EXPECT_TRUE(measure(text)) << text.substr(0, 20);
  }
}

/// The whole way: what the planner is told of a bomb is that it is one.
TEST(DxfBomb, IsRefusedByItsLimit) {
  const std::string many = lines(drawing(block("B", kLine), insert("B", "32000", "32000")));
  std::string polyline = "0|LWPOLYLINE|8|0|90|1000|";
  for (int i = 0; i < 1000; ++i) {
    polyline += "10|" + std::to_string(i) + "|20|" + std::to_string(i % 7) + "|";
  }
  const std::string heavy = lines(drawing(block("B", polyline), insert("B", "400", "500")));
  for (const auto& [dxf, code] : {std::pair{many, "LIMIT_FEATURES"}, {heavy, "LIMIT_VERTICES"}}) {
    DistrictFolder folder;
    folder.write("plans/zones/bomb.dxf", dxf);
    folder.plan("[[layer]]\nrole = \"zones\"\nfile = \"bomb.dxf\"\ncrs = \"EPSG:9210\"\ndrawing = true\nboundary_layers = [\"0\"]\n[layer.values]\ncode = \"x\"\n");
    const auto result = folder.load();
    const Defect* defect = find_defect(result, code);
    ASSERT_NE(defect, nullptr) << code;
    EXPECT_EQ(defect->file, "plans/zones/bomb.dxf");
    EXPECT_TRUE(result.report.refusing().contains(code));
    EXPECT_TRUE(result.edition.empty());
  }
}

}  // namespace
}  // namespace quyhoach::geo
