#pragma once

#include <atomic>
#include <cstdint>

namespace quyhoach::geo {

/// How far the reading of a plan's files has come, and whether it is still wanted. One thread reads and counts; any other may look
/// and cancel. The numbers are for people who wait: each is right, together they may be a moment apart.
class Progress {
 public:
  /// Files to be read, as the manifest names them: a pattern of several counts as one.
  void expect_files(std::uint64_t count) noexcept { files_ = count; }
  /// A file is open. \param features  as its format counts them; 0 where it cannot say without reading all
  void begin_file(std::uint64_t features) noexcept {
    ++files_begun_;
    expected_ = features;
    features_ = 0;
  }
  void count_feature() noexcept { ++features_; }
  /// Every file was read; now their contents are compared.
  void end_reading() noexcept { is_read_ = true; }

  /// From now on the work ends as soon as it can, with kCheckCancelled.
  void cancel() noexcept { is_cancelled_ = true; }
  [[nodiscard]] bool is_cancelled() const noexcept { return is_cancelled_; }

  [[nodiscard]] std::uint64_t files() const noexcept { return files_; }
  [[nodiscard]] std::uint64_t files_begun() const noexcept { return files_begun_; }
  /// Of the file that is open.
  [[nodiscard]] std::uint64_t features() const noexcept { return features_; }
  [[nodiscard]] std::uint64_t features_expected() const noexcept { return expected_; }
  [[nodiscard]] bool is_read() const noexcept { return is_read_; }
  /// 0…1 of the reading: each file counts the same, and within it each feature.
  [[nodiscard]] double share() const noexcept;

 private:
  std::atomic<std::uint64_t> files_{0};
  std::atomic<std::uint64_t> files_begun_{0};
  std::atomic<std::uint64_t> features_{0};
  std::atomic<std::uint64_t> expected_{0};
  std::atomic<bool> is_read_{false};
  std::atomic<bool> is_cancelled_{false};
};

}  // namespace quyhoach::geo
