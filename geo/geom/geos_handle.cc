#include "geo/geom/geos_handle.h"

#include <utility>

namespace quyhoach::geo {

namespace {

/// Owns one context and the last error message GEOS reported on it.
class ThreadContext {
 public:
  ThreadContext() : handle_(GEOS_init_r()) { GEOSContext_setErrorMessageHandler_r(handle_, on_error, this); }
  ~ThreadContext() { GEOS_finish_r(handle_); }
  ThreadContext(const ThreadContext&) = delete;
  ThreadContext& operator=(const ThreadContext&) = delete;

  [[nodiscard]] GEOSContextHandle_t handle() const noexcept { return handle_; }
  [[nodiscard]] std::string take_message() { return std::exchange(message_, {}); }

 private:
  // Called by GEOS: record only, never throw through it.
  static void on_error(const char* message, void* self) noexcept {
    static_cast<ThreadContext*>(self)->message_ = message;
  }

  GEOSContextHandle_t handle_;
  std::string message_;
};

ThreadContext& thread_context() {
  thread_local ThreadContext context;
  return context;
}

}  // namespace

GEOSContextHandle_t geos_context() { return thread_context().handle(); }

Error geos_error(ErrorCode code) { return Error{code, thread_context().take_message()}; }

}  // namespace quyhoach::geo
