#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "geo/base/result.h"

namespace quyhoach::geo {

/// Whether the kernel can keep a process to some folders: Linux 5.13 with CONFIG_SECURITY_LANDLOCK, and not switched off at its start.
/// Any thread.
[[nodiscard]] bool has_landlock() noexcept;

/// Why strangers' files are refused where it cannot.
inline constexpr const char* kNoLandlock =
    "this kernel has no Landlock (Linux 5.13, CONFIG_SECURITY_LANDLOCK), without which a stranger's file could make the reader open "
    "others; --without-landlock reads it all the same";

struct Confinement {
  std::vector<std::string> readable;          ///< Folders whose files may be read; nothing else of the file system can be opened.
  std::size_t memory_bytes = std::size_t{3} << 30U;  ///< Address space.
  bool without_landlock = false;              ///< Go on where the kernel has no Landlock: the file system stays open then.
};

/// Lets others go first: the calling process runs when the processors and disks have nothing better to do, but is not starved.
/// What it cannot have it does without.
void step_back() noexcept;

/// Takes from the calling process, for ever, everything that reading files does not need: privileges and capabilities, all of the
/// file system but the readable folders (Landlock), the network, new processes and every system call that is not on the list
/// (seccomp), memory beyond the limit, core dumps. Works without root. \pre one thread
/// \return kUnavailable if the kernel cannot do one of them; the process must then not open a stranger's file.
[[nodiscard]] Result<bool> confine(const Confinement& confinement);

}  // namespace quyhoach::geo
