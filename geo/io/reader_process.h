#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

#include "geo/base/result.h"
#include "geo/io/progress.h"
#include "geo/io/reader_wire.h"

namespace quyhoach::geo {

/// The program that opens strangers' files: quyhoach-reader, a process of its own for each folder, which may read that folder and
/// nothing else, has no network, and ends when the ReaderProcess does. One job at a time; one thread. What it sends is checked
/// message by message; if it dies, stalls or talks nonsense, that is a fault of the file it was reading, and the next job gets a new
/// process.
class ReaderProcess {
 public:
  struct Options {
    std::filesystem::path program;                  ///< Empty: quyhoach-reader beside this program.
    std::chrono::milliseconds patience{15'000};     ///< A job that sends nothing for so long is ended: LIMIT_TIME.
    bool without_landlock = false;                  ///< Read all the same where the kernel has no Landlock.
    std::shared_ptr<Progress> progress{};           ///< Told how far the reading has come, and asked whether to go on; may be null.
  };
  explicit ReaderProcess(std::filesystem::path folder) : ReaderProcess(std::move(folder), Options{}) {}
  ReaderProcess(std::filesystem::path folder, Options options);
  ~ReaderProcess();
  ReaderProcess(const ReaderProcess&) = delete;
  ReaderProcess& operator=(const ReaderProcess&) = delete;

  /// What a job's parts are given to as they come. `head` decides whether features are wanted.
  struct Taker {
    std::function<bool(const RawHead&)> head;
    std::function<void(RawFeature&)> feature;
  };
  /// \return how the job ended; kUnavailable where there is no reader, or it cannot be confined: nothing was opened then;
  ///         kCheckCancelled once the progress is cancelled, within a tenth of a second, and the process is gone
  [[nodiscard]] Result<std::variant<RawEnd, RawFault>> read(const ReaderJob& job, const Taker& take);

  /// What an archive's members are given to as they come. \return false to stop
  struct MemberTaker {
    std::function<bool(const RawMember&)> member;
    std::function<bool(std::string_view)> data;
  };
  /// Unpacks an archive of the folder. Each member's bytes are as many as it says, and all keep to the limits.
  [[nodiscard]] Result<std::variant<RawEnd, RawFault>> unpack(const ArchiveJob& job, const MemberTaker& take);

  /// Whether whoever waits for it has lost interest.
  [[nodiscard]] bool is_cancelled() const noexcept { return options_.progress && options_.progress->is_cancelled(); }
  /// Says to the progress, if there is one, that there is nothing more to read.
  void tell_read() const noexcept {
    if (options_.progress) {
      options_.progress->end_reading();
    }
  }

 private:
  struct Child;
  struct Message {
    WireTag tag;
    std::string_view body;  ///< Until the next.
  };
  Result<bool> start();
  Result<bool> send(const std::string& bytes);
  /// The next message, or why there is none; the process is gone then.
  std::variant<Message, RawFault> next();
  /// Ends the process, for what it did to a file.
  RawFault ended(const char* code, std::string message);
  /// How a fault that was sent ends the job.
  Result<std::variant<RawEnd, RawFault>> fault_of(std::string_view body);
  Result<std::variant<RawEnd, RawFault>> end_of(std::string_view body);

  std::filesystem::path folder_;
  Options options_;
  std::unique_ptr<Child> child_;
  bool is_written_ = false;  ///< The job, whole.
  bool has_begun_ = false;   ///< A head or a member has come.
};

}  // namespace quyhoach::geo
