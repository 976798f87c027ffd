#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "geo/base/legacy_text.h"
#include "geo/base/result.h"
#include "geo/geom/shape_store.h"
#include "geo/io/ring_defect.h"

namespace quyhoach::geo {

/// What the loader and the reader process say to each other, over two pipes. Each message is a tag, a length and that many bytes,
/// little endian; nothing in it is trusted by the loader, for the reader has had a stranger's file in its hands.

/// Which geometry a job wants.
enum class RawKind : std::uint8_t { kPolygons, kLines, kPoints, kAny };

/// One layer to be read.
struct ReaderJob {
  std::string file;                     ///< Relative to the reader's folder.
  std::string layer;                    ///< Empty: the only one of the file.
  bool first_layer = false;             ///< Where none is named and there are several, the first.
  RawKind kind = RawKind::kAny;
  std::optional<TextEncoding> encoding;  ///< Of the names of columns; nothing: they are as the driver gives them.
  std::vector<std::string> fields;      ///< Columns to send, as they read in that encoding.
  bool all_fields = false;              ///< Send every column but the personal ones.
  std::vector<std::string> personal;    ///< Folded names of columns that are never sent.
  std::vector<std::string> candidates;  ///< "EPSG:…" the file's CRS is to be compared with.
  std::uint64_t max_features = 5'000'000;
  std::uint64_t max_vertices = 100'000'000;
};

/// What is known of a layer before its features.
struct RawHead {
  std::string layer;
  std::vector<std::string> layers;    ///< All of the file.
  std::vector<std::string> columns;   ///< All of the layer, as they read in the job's encoding, or as the driver gives them.
  std::vector<std::string> sent;      ///< Those whose values come, in their order.
  bool holds_polygons = false;        ///< The layer's declared type, where it declares one.
  bool has_crs = false;
  bool crs_names_files = false;       ///< A grid file, a PROJ string: not to be used.
  bool crs_is_geographic = false;
  bool looks_like_degrees = false;    ///< Its extent fits into ±360, whichever number comes first.
  std::string crs_name;               ///< "VN-2000 / TM-3 Ho Chi Minh (EPSG:9210)"
  std::vector<std::string> same_crs;  ///< Those of the candidates that are the file's.
  /// Middles of the first features as the numbers stand in the file, where no candidate is: to guess the CRS from.
  std::vector<GridPoint> middles;
};

/// One feature as it stands in the file.
struct RawFeature {
  std::int64_t fid = 0;
  RingDefect defect = RingDefect::kNone;  ///< kWrongType too where there is no geometry at all; then type_name is empty.
  std::string type_name;                  ///< "LINESTRING"
  RawKind kind = RawKind::kPolygons;      ///< Of what came: never kAny.
  ShapeStore shape;                       ///< One shape, or none after a defect.
  std::vector<std::optional<std::string>> values;  ///< Of RawHead::sent, as the driver gives them; nothing for a null.
};

/// Why a file could not be read, or not to its end.
struct RawFault {
  std::string code;  ///< A finding's kind: SOURCE_ERROR, LIMIT_FEATURES, LAYER_MISSING.several, …
  std::string file;  ///< Where it is not the job's own: a companion that is missing.
  std::string message;  ///< The {text} of its sentence.
};

/// The code of the one fault that is not the file's: the reader refuses to work.
inline constexpr const char* kCannotConfine = "CANNOT_CONFINE";

/// The last word on a job that was read to its end.
struct RawEnd {
  std::uint64_t seen = 0;             ///< Features.
  std::vector<std::string> messages;  ///< What the driver complained of on the way.
};

enum class WireTag : std::uint8_t { kJob = 'J', kHead = 'H', kFeature = 'F', kFault = 'X', kEnd = 'E' };
inline constexpr std::size_t kWireHead = 5;                            ///< Bytes of tag and length.
inline constexpr std::uint32_t kWireLongest = std::uint32_t{1} << 28U;  ///< No message is longer.

/// Append a whole message. \return false if it would be longer than kWireLongest; nothing is appended then.
bool put(const ReaderJob& job, std::string& out);
bool put(const RawHead& head, std::string& out);
bool put(const RawFeature& feature, std::string& out);
bool put(const RawFault& fault, std::string& out);
bool put(const RawEnd& end, std::string& out);

/// Reads the bytes after a message's head. \return kBadData for anything `put` does not write: bytes missing or left over, unknown
/// values, coordinates that are not finite, rings that are not wound as ShapeView says.
[[nodiscard]] Result<ReaderJob> get_job(std::string_view bytes);
[[nodiscard]] Result<RawHead> get_head(std::string_view bytes);
[[nodiscard]] Result<RawFeature> get_feature(std::string_view bytes);
[[nodiscard]] Result<RawFault> get_fault(std::string_view bytes);
[[nodiscard]] Result<RawEnd> get_end(std::string_view bytes);

}  // namespace quyhoach::geo
