#include "geo/io/confinement.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>

#include <fcntl.h>
#include <linux/capability.h>
#include <linux/landlock.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "geo/io/descriptor.h"

namespace quyhoach::geo {

namespace {

Error failed(const std::string& what) { return {ErrorCode::kUnavailable, what + ": " + std::strerror(errno)}; }

Result<bool> drop_privileges() {
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) {
    return failed("the reader cannot give up privileges");
  }
  __user_cap_header_struct head{_LINUX_CAPABILITY_VERSION_3, 0};
  std::array<__user_cap_data_struct, _LINUX_CAPABILITY_U32S_3> none{};
  if (::syscall(SYS_capset, &head, none.data()) != 0) {
    return failed("the reader cannot give up capabilities");
  }
  return true;
}

Result<bool> limit(__rlimit_resource resource, rlim_t most, const char* what) {
  const rlimit both{most, most};
  return ::setrlimit(resource, &both) == 0 ? Result<bool>{true} : failed(std::string{"the reader's limit of "} + what);
}

/// Every right a ruleset of the first version knows; those it does not handle would stay allowed.
constexpr std::uint64_t kAllRights = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1U) - 1;

Result<bool> close_file_system(const Confinement& confinement) {
  if (!has_landlock()) {
    return confinement.without_landlock ? Result<bool>{true} : Error{ErrorCode::kUnavailable, kNoLandlock};
  }
  landlock_ruleset_attr handled{};
  handled.handled_access_fs = kAllRights;
  const Descriptor rules{static_cast<int>(::syscall(SYS_landlock_create_ruleset, &handled, sizeof handled.handled_access_fs, 0))};
  if (rules.get() < 0) {
    return failed("the reader cannot be kept to its folder");
  }
  for (const std::string& folder : confinement.readable) {
    const Descriptor opened{::open(folder.c_str(), O_PATH | O_CLOEXEC)};
    if (opened.get() < 0) {
      if (errno == ENOENT) {
        continue;
      }
      return failed(folder);
    }
    landlock_path_beneath_attr beneath{};
    beneath.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
    beneath.parent_fd = opened.get();
    if (::syscall(SYS_landlock_add_rule, rules.get(), LANDLOCK_RULE_PATH_BENEATH, &beneath, 0) != 0) {
      return failed("the reader cannot be kept to " + folder);
    }
  }
  return ::syscall(SYS_landlock_restrict_self, rules.get(), 0) == 0 ? Result<bool>{true} : failed("the reader cannot be kept to its folder");
}

/// What reading files takes, and no more: no socket, no process, no change of a file.
constexpr std::array kCalls{
    SCMP_SYS(read), SCMP_SYS(readv), SCMP_SYS(pread64), SCMP_SYS(preadv), SCMP_SYS(write), SCMP_SYS(writev), SCMP_SYS(open),
    SCMP_SYS(openat), SCMP_SYS(close), SCMP_SYS(lseek), SCMP_SYS(_llseek), SCMP_SYS(fstat), SCMP_SYS(stat), SCMP_SYS(lstat),
    SCMP_SYS(newfstatat), SCMP_SYS(statx), SCMP_SYS(fstatfs), SCMP_SYS(statfs), SCMP_SYS(access), SCMP_SYS(faccessat),
    SCMP_SYS(faccessat2), SCMP_SYS(readlink), SCMP_SYS(readlinkat), SCMP_SYS(getcwd), SCMP_SYS(getdents64), SCMP_SYS(fcntl),
    SCMP_SYS(fadvise64), SCMP_SYS(dup), SCMP_SYS(mmap), SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(mprotect), SCMP_SYS(madvise),
    SCMP_SYS(brk), SCMP_SYS(futex), SCMP_SYS(clock_gettime), SCMP_SYS(clock_getres), SCMP_SYS(gettimeofday), SCMP_SYS(time),
    SCMP_SYS(getrandom), SCMP_SYS(getpid), SCMP_SYS(gettid), SCMP_SYS(getuid), SCMP_SYS(geteuid), SCMP_SYS(getgid), SCMP_SYS(getegid),
    SCMP_SYS(uname), SCMP_SYS(sysinfo), SCMP_SYS(getrlimit), SCMP_SYS(getrusage), SCMP_SYS(sched_getaffinity), SCMP_SYS(sched_yield),
    SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn), SCMP_SYS(sigaltstack), SCMP_SYS(tgkill),
    SCMP_SYS(exit), SCMP_SYS(exit_group), SCMP_SYS(restart_syscall), SCMP_SYS(rseq), SCMP_SYS(set_robust_list),
#ifdef __SANITIZE_ADDRESS__  // It asks a pipe whether memory can be read.
    SCMP_SYS(pipe), SCMP_SYS(pipe2),
#endif
};

Result<bool> filter_calls() {
  struct Release {
    void operator()(void* filter) const noexcept { ::seccomp_release(filter); }
  };
  // Refused with an error rather than with death: GDAL asks for things it can do without.
  const std::unique_ptr<void, Release> filter{::seccomp_init(SCMP_ACT_ERRNO(EPERM))};
  if (!filter) {
    return failed("the reader's system calls cannot be filtered");
  }
  for (const int call : kCalls) {
    if (const int code = ::seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, call, 0); code != 0) {
      errno = -code;
      return failed("the reader's system calls cannot be filtered");
    }
  }
  if (const int code = ::seccomp_load(filter.get()); code != 0) {
    errno = -code;
    return failed("the reader's system calls cannot be filtered");
  }
  return true;
}

}  // namespace

bool has_landlock() noexcept { return ::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION) >= 1; }

void step_back() noexcept {
  constexpr int kNice = 10;  // A tenth of what each of the others gets; at 19 a busy machine starves it to LIMIT_TIME.
  constexpr int kThisProcess = 1;  // linux/ioprio.h, whose newer form is no C++: IOPRIO_WHO_PROCESS,
  constexpr int kIdleClass = 3;    // IOPRIO_CLASS_IDLE
  constexpr int kClassShift = 13;  // and IOPRIO_CLASS_SHIFT
  const sched_param none{};
  static_cast<void>(::setpriority(PRIO_PROCESS, 0, kNice));
  static_cast<void>(::sched_setscheduler(0, SCHED_BATCH, &none));  // Woken up, it does not push another aside.
  static_cast<void>(::syscall(SYS_ioprio_set, kThisProcess, 0, kIdleClass << kClassShift));
}

Result<bool> confine(const Confinement& confinement) {
  if (auto done = drop_privileges(); !done) {
    return done;
  }
  if (auto done = limit(RLIMIT_CORE, 0, "core dumps"); !done) {
    return done;
  }
#ifndef __SANITIZE_ADDRESS__  // The sanitizer reserves terabytes that it never uses.
  if (auto done = limit(RLIMIT_AS, confinement.memory_bytes, "memory"); !done) {
    return done;
  }
#endif
  if (auto done = close_file_system(confinement); !done) {
    return done;
  }
  return filter_calls();
}

}  // namespace quyhoach::geo
