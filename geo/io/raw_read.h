#pragma once

#include <functional>
#include <variant>

#include "geo/io/reader_wire.h"

namespace quyhoach::geo {

/// Where a layer's parts go while it is read. \return false to stop.
struct RawSink {
  std::function<bool(const RawHead&)> head;
  std::function<bool(const RawFeature&)> feature;
};

/// Does everything that reading needs once: before the process is confined, which takes away what it needs for that.
void prepare_reading();

/// Reads one layer of a file with the one driver its name allows, and judges nothing but what only its bytes can tell. This is the
/// side that has a stranger's file in its hands: it runs in the reader process, behind its confinement.
/// \param job  whose file is relative to the working folder.
[[nodiscard]] std::variant<RawEnd, RawFault> read_raw(const ReaderJob& job, const RawSink& sink);

}  // namespace quyhoach::geo
