#include "geo/io/reader_process.h"

#include <filesystem>
#include <fstream>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/temp_folder.h"

namespace quyhoach::geo {
namespace {

using test::TempFolder;

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

class ReaderProcessTest : public testing::Test {
 protected:
  void write(const std::string& name, const std::string& bytes) const { std::ofstream{folder_.path() / name, std::ios::binary} << bytes; }

  /// A program that stands in for the reader and misbehaves.
  [[nodiscard]] ReaderProcess::Options program(const std::string& script) const {
    write("program", "#!/bin/sh\n" + script + "\n");
    fs::permissions(folder_.path() / "program", fs::perms::owner_all);
    return {.program = folder_.path() / "program", .patience = std::chrono::milliseconds{300}};
  }

  Result<std::variant<RawEnd, RawFault>> read(ReaderProcess& reader, const std::string& file, const std::string& layer = "") {
    ReaderJob job;
    job.file = file;
    job.layer = layer;
    job.all_fields = true;
    job.personal = {"chu su dung"};
    values_.clear();
    return reader.read(job, {[&](const RawHead& head) {
                               head_ = head;
                               return true;
                             },
                             [&](const RawFeature& feature) {
                               for (const auto& value : feature.values) {
                                 values_.push_back(value.value_or("(null)"));
                               }
                             }});
  }

  static std::string fault_of(const Result<std::variant<RawEnd, RawFault>>& outcome) {
    const auto* fault = outcome ? std::get_if<RawFault>(&*outcome) : nullptr;
    return fault == nullptr ? "" : fault->code + ": " + fault->message;
  }

  TempFolder folder_;
  RawHead head_;
  std::vector<std::string> values_;
};

constexpr const char* kPoints = R"({"type":"FeatureCollection","features":[
  {"type":"Feature","properties":{"ten":"một","Chủ sử dụng":"Nguyễn Văn A"},"geometry":{"type":"Point","coordinates":[106.5,11]}},
  {"type":"Feature","properties":{"ten":null,"Chủ sử dụng":"B"},"geometry":{"type":"Point","coordinates":[106.6,11]}}]})";

TEST_F(ReaderProcessTest, SendsALayerWithoutItsPersonalColumns) {
  write("a.geojson", kPoints);
  ReaderProcess reader{folder_.path()};
  for (int turn = 0; turn < 2; ++turn) {
    const auto outcome = read(reader, "a.geojson");
    ASSERT_TRUE(outcome);
    ASSERT_TRUE(std::holds_alternative<RawEnd>(*outcome)) << fault_of(outcome);
    EXPECT_EQ(std::get<RawEnd>(*outcome).seen, 2U);
    EXPECT_THAT(head_.columns, ElementsAre("ten", "Chủ sử dụng"));
    EXPECT_THAT(head_.sent, ElementsAre("ten"));
    EXPECT_THAT(values_, ElementsAre("một", "(null)"));
  }
}

TEST_F(ReaderProcessTest, SeesNothingOutsideItsFolder) {
  const TempFolder other;
  std::ofstream{other.path() / "a.geojson"} << kPoints;
  fs::create_symlink(other.path() / "a.geojson", folder_.path() / "link.geojson");
  ReaderProcess reader{folder_.path()};
  EXPECT_NE(fault_of(read(reader, "link.geojson")), "");
  EXPECT_NE(fault_of(read(reader, (other.path() / "a.geojson").string())), "");
  EXPECT_NE(fault_of(read(reader, "../" + other.path().filename().string() + "/a.geojson")), "");
  EXPECT_NE(fault_of(read(reader, "/vsicurl/http://127.0.0.1:9/a.geojson")), "");
}

TEST_F(ReaderProcessTest, AFileThatHoldsTooMuchIsLeftOff) {
  write("a.geojson", kPoints);
  ReaderProcess reader{folder_.path()};
  ReaderJob job;
  job.file = "a.geojson";
  job.max_features = 1;
  const ReaderProcess::Taker take{[](const RawHead&) { return true; }, [](const RawFeature&) {}};
  EXPECT_THAT(fault_of(reader.read(job, take)), HasSubstr("LIMIT_FEATURES"));
  job.max_features = 10;
  job.max_vertices = 1;
  EXPECT_THAT(fault_of(reader.read(job, take)), HasSubstr("LIMIT_VERTICES"));
  job.max_vertices = 10;
  EXPECT_EQ(fault_of(reader.read(job, take)), "");
}

TEST_F(ReaderProcessTest, WithoutAReaderNothingIsOpened) {
  ReaderProcess reader{folder_.path(), {.program = folder_.path() / "none"}};
  const auto outcome = read(reader, "a.geojson");
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code, ErrorCode::kUnavailable);
}

TEST_F(ReaderProcessTest, AReaderThatStallsIsEnded) {
  ReaderProcess reader{folder_.path(), program("sleep 60")};
  EXPECT_THAT(fault_of(read(reader, "a.geojson")), HasSubstr("LIMIT_TIME"));
}

TEST_F(ReaderProcessTest, SaysHowFarItHasCome) {
  write("a.geojson", kPoints);
  const auto progress = std::make_shared<Progress>();
  progress->expect_files(2);
  ReaderProcess reader{folder_.path(), {.program = {}, .progress = progress}};
  ASSERT_TRUE(read(reader, "a.geojson"));
  EXPECT_EQ(progress->files_begun(), 1U);
  EXPECT_EQ(progress->features_expected(), 2U);
  EXPECT_EQ(progress->features(), 2U);
  EXPECT_DOUBLE_EQ(progress->share(), 0.5);
  reader.tell_read();
  EXPECT_DOUBLE_EQ(progress->share(), 1.0);
}

TEST_F(ReaderProcessTest, CancelledItEndsAtOnceAndReadsNoMore) {
  auto options = program("sleep 60");
  options.patience = std::chrono::seconds{60};
  options.progress = std::make_shared<Progress>();
  ReaderProcess reader{folder_.path(), options};
  const auto begin = std::chrono::steady_clock::now();
  std::jthread somebody{[&] {
    std::this_thread::sleep_for(std::chrono::milliseconds{50});
    options.progress->cancel();
  }};
  const auto outcome = read(reader, "a.geojson");
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code, ErrorCode::kCheckCancelled);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds{10});
  EXPECT_EQ(read(reader, "a.geojson").error().code, ErrorCode::kCheckCancelled);
}

TEST_F(ReaderProcessTest, AProgressDoesNotMakeItMorePatient) {
  auto options = program("sleep 60");
  options.progress = std::make_shared<Progress>();
  ReaderProcess reader{folder_.path(), options};
  EXPECT_THAT(fault_of(read(reader, "a.geojson")), HasSubstr("LIMIT_TIME"));
}

TEST_F(ReaderProcessTest, AReaderThatDiesIsAFaultOfTheFile) {
  ReaderProcess killed{folder_.path(), program("kill -SEGV $$")};
  EXPECT_THAT(fault_of(read(killed, "a.geojson")), HasSubstr("Segmentation fault"));
  EXPECT_THAT(fault_of(read(killed, "a.geojson")), HasSubstr("Segmentation fault")) << "the next job has a process of its own";
  ReaderProcess gone{folder_.path(), program("exit 3")};
  EXPECT_THAT(fault_of(read(gone, "a.geojson")), HasSubstr("code 3"));
}

TEST_F(ReaderProcessTest, AReaderThatTalksNonsenseIsAFaultOfTheFile) {
  for (const char* nonsense : {R"(printf 'Q\000\000\000\000')", R"(printf 'H\377\377\377\377')", R"(printf 'H\001\000\000\000x')",
                               R"(printf 'F\001\000\000\000x')", R"(printf 'E\000\000\000\000')", R"(head -c 100000 /dev/zero)"}) {
    ReaderProcess reader{folder_.path(), program(std::string{nonsense} + "; sleep 1")};
    EXPECT_THAT(fault_of(read(reader, "a.geojson")), HasSubstr("SOURCE_ERROR")) << nonsense;
  }
}

/// Both kinds of drawing that no driver reads say how to save them.
TEST_F(ReaderProcessTest, DrawingsThatAreNotReadSayHowToSaveThem) {
  write("v8.dgn", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 V8");
  write("a.dwg", "AC1032");
  write("a.dgn", "none at all");
  write("a.dxf", std::string{"AutoCAD Binary DXF\r\n\x1A\0\0\0SECTION", 31});
  ReaderProcess reader{folder_.path()};
  EXPECT_THAT(fault_of(read(reader, "v8.dgn")), HasSubstr("DRIVER_NOT_ALLOWED.dgn_v8"));
  EXPECT_THAT(fault_of(read(reader, "a.dwg")), HasSubstr("DRIVER_NOT_ALLOWED.dwg"));
  EXPECT_THAT(fault_of(read(reader, "a.dgn")), HasSubstr("DRIVER_NOT_ALLOWED"));
  EXPECT_THAT(fault_of(read(reader, "a.dxf")), HasSubstr("DRIVER_NOT_ALLOWED.dxf_binary"));
}

/// A few hundred bytes that ask for thousands of millions of points (INSERT with columns and rows).
TEST_F(ReaderProcessTest, ADrawingThatMultipliesItselfEndsInTime) {
  write("bomb.dxf",
        "0\nSECTION\n2\nHEADER\n9\n$ACADVER\n1\nAC1015\n0\nENDSEC\n0\nSECTION\n2\nBLOCKS\n0\nBLOCK\n8\n0\n2\nB\n70\n0\n10\n0\n20\n0\n0\nPOINT\n8\n0\n10\n1\n20\n1\n0\nENDBLK\n0\nENDSEC\n"
        "0\nSECTION\n2\nENTITIES\n0\nINSERT\n8\n0\n2\nB\n10\n0\n20\n0\n70\n32000\n71\n32000\n44\n1\n45\n1\n0\nENDSEC\n0\nEOF\n");
  ReaderProcess reader{folder_.path(), {.program = {}, .patience = std::chrono::seconds{10}}};
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_THAT(fault_of(read(reader, "bomb.dxf")), HasSubstr("LIMIT_FEATURES"));
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds{10}) << "before any driver began with it";
}

}  // namespace
}  // namespace quyhoach::geo
