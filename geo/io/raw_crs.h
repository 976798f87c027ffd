#pragma once

#include <string>
#include <vector>

#include "geo/io/dataset.h"
#include "geo/io/reader_wire.h"

namespace quyhoach::geo {

/// Writes into `head` what a layer says of its CRS, and which of `candidates` ("EPSG:…") that is; where it is none of them, also
/// where its first features lie.
void describe_crs(OGRLayer& layer, const std::vector<std::string>& candidates, RawHead& head);

}  // namespace quyhoach::geo
