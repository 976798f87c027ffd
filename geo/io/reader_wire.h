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
  bool with_style = false;              ///< Send how features are drawn.
  std::uint64_t max_features = 5'000'000;
  std::uint64_t max_vertices = 100'000'000;
};

/// What is known of a layer before its features.
struct RawHead {
  std::string layer;
  std::vector<std::string> layers;    ///< All of the file.
  std::vector<std::string> columns;   ///< All of the layer, as they read in the job's encoding, or as the driver gives them.
  std::vector<std::string> sent;      ///< Those whose values come, in their order.
  std::uint64_t features = 0;         ///< As the format counts them; 0 where it cannot say without reading all.
  bool holds_polygons = false;        ///< The layer's declared type, where it declares one.
  bool has_crs = false;
  bool crs_names_files = false;       ///< A grid file, a PROJ string: not to be used.
  bool crs_is_geographic = false;
  bool looks_like_degrees = false;    ///< Its extent fits into ±360, whichever number comes first.
  std::string crs_name;               ///< "VN-2000 / TM-3 Ho Chi Minh (EPSG:9210)"
  std::vector<std::string> same_crs;  ///< Those of the candidates that are the file's.
  /// Middles of the first features as the numbers stand in the file, where no candidate is: to guess the CRS from.
  std::vector<GridPoint> middles;
  /// Some vertices of the same features, as they stand: to see whether they are corners of parcels.
  std::vector<GridPoint> vertices;
};

/// How a feature of a drawing is drawn.
struct RawStyle {
  std::string colour;          ///< "#FF0000", of its line or its text; empty where it has none.
  std::string font;            ///< Of a text: "VNI-Times"; may be empty.
  double text_height = 0.0;    ///< In the file's units; 0 where it is not told.
};

/// One feature as it stands in the file.
struct RawFeature {
  std::int64_t fid = 0;
  RingDefect defect = RingDefect::kNone;  ///< kWrongType too where there is no geometry at all; then type_name is empty.
  std::string type_name;                  ///< "LINESTRING"
  RawKind kind = RawKind::kPolygons;      ///< Of what came: never kAny.
  ShapeStore shape;                       ///< One shape, or none after a defect.
  std::optional<RawStyle> style;          ///< Where the job asked.
  std::vector<std::optional<std::string>> values;  ///< Of RawHead::sent, as the driver gives them; nothing for a null.
};

/// How much an archive may become.
struct ArchiveLimits {
  std::uint64_t max_members = 2'000;
  std::uint64_t max_bytes = std::uint64_t{1} << 30U;         ///< All of it.
  std::uint64_t max_member_bytes = std::uint64_t{1} << 29U;  ///< Each.
  std::uint64_t max_ratio = 200;                             ///< Unpacked to packed, beyond free_bytes: blanks of a table pack well.
  std::uint64_t free_bytes = std::uint64_t{1} << 26U;
  friend bool operator==(const ArchiveLimits&, const ArchiveLimits&) = default;
};

/// One archive to be unpacked.
struct ArchiveJob {
  std::string file;  ///< Relative to the reader's folder.
  ArchiveLimits limits;
};

/// A file of an archive; its bytes follow in pieces, and are as many as it says.
struct RawMember {
  std::string path;  ///< As archive_path makes it.
  std::uint64_t bytes = 0;
};
struct RawData {
  std::string bytes;
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

enum class WireTag : std::uint8_t { kJob = 'J', kHead = 'H', kFeature = 'F', kFault = 'X', kEnd = 'E',
                                     kArchive = 'A', kMember = 'M', kData = 'D' };
inline constexpr std::size_t kWireHead = 5;                            ///< Bytes of tag and length.
inline constexpr std::uint32_t kWireLongest = std::uint32_t{1} << 28U;  ///< No message is longer.

/// Append a whole message. \return false if it would be longer than kWireLongest; nothing is appended then.
bool put(const ReaderJob& job, std::string& out);
bool put(const RawHead& head, std::string& out);
bool put(const RawFeature& feature, std::string& out);
bool put(const ArchiveJob& job, std::string& out);
bool put(const RawMember& member, std::string& out);
bool put(const RawData& data, std::string& out);
bool put(const RawFault& fault, std::string& out);
bool put(const RawEnd& end, std::string& out);

/// Reads the bytes after a message's head. \return kBadData for anything `put` does not write: bytes missing or left over, unknown
/// values, coordinates that are not finite, rings that are not wound as ShapeView says, a member that archive_path does not let pass.
[[nodiscard]] Result<ReaderJob> get_job(std::string_view bytes);
[[nodiscard]] Result<RawHead> get_head(std::string_view bytes);
[[nodiscard]] Result<RawFeature> get_feature(std::string_view bytes);
[[nodiscard]] Result<ArchiveJob> get_archive_job(std::string_view bytes);
[[nodiscard]] Result<RawMember> get_member(std::string_view bytes);
[[nodiscard]] Result<RawData> get_data(std::string_view bytes);
[[nodiscard]] Result<RawFault> get_fault(std::string_view bytes);
[[nodiscard]] Result<RawEnd> get_end(std::string_view bytes);

}  // namespace quyhoach::geo
