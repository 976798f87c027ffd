#include "geo/io/reader_wire.h"

#include <bit>
#include <cmath>
#include <cstring>

#include "geo/base/text.h"
#include "geo/geom/measure.h"
#include "geo/io/archive_path.h"
#include "geo/plan/district.h"

namespace quyhoach::geo {

namespace {

static_assert(std::endian::native == std::endian::little);

class Writer {
 public:
  Writer(WireTag tag, std::string& out) : out_(out), begin_(out.size()) {
    number(static_cast<std::uint8_t>(tag));
    number(std::uint32_t{0});
  }

  template <typename T>
  void number(T value) {
    static_assert(std::is_trivially_copyable_v<T>);
    const std::size_t at = out_.size();
    out_.resize(at + sizeof value);
    std::memcpy(out_.data() + at, &value, sizeof value);
  }
  void flag(bool value) { number(static_cast<std::uint8_t>(value ? 1 : 0)); }
  void text(std::string_view value) {
    number(static_cast<std::uint32_t>(value.size()));
    out_ += value;
  }
  void texts(const std::vector<std::string>& values) {
    number(static_cast<std::uint32_t>(values.size()));
    for (const std::string& value : values) {
      text(value);
    }
  }
  void point(GridPoint p) {
    number(p.east_m);
    number(p.north_m);
  }

  [[nodiscard]] bool finish() {
    const std::size_t length = out_.size() - begin_ - kWireHead;
    if (length > kWireLongest) {
      out_.resize(begin_);
      return false;
    }
    const auto counted = static_cast<std::uint32_t>(length);
    std::memcpy(out_.data() + begin_ + 1, &counted, sizeof counted);
    return true;
  }

 private:
  std::string& out_;
  std::size_t begin_;
};

/// After the first thing that is not there everything reads as zero, and good() says so.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : left_(bytes) {}

  template <typename T>
  T number() {
    T value{};
    if (const auto bytes = take(sizeof value); bytes.size() == sizeof value) {
      std::memcpy(&value, bytes.data(), sizeof value);
    }
    return value;
  }
  template <typename Enum>
  Enum choice(Enum last) {
    const auto value = number<std::uint8_t>();
    good_ = good_ && value <= static_cast<std::uint8_t>(last);
    return good_ ? static_cast<Enum>(value) : Enum{};
  }
  bool flag() { return choice(std::uint8_t{1}) != 0; }
  std::string text() { return std::string{take(number<std::uint32_t>())}; }
  std::vector<std::string> texts() {
    std::vector<std::string> values;
    for (std::uint32_t left = count(sizeof(std::uint32_t)); left > 0 && good_; --left) {
      values.push_back(text());
    }
    return values;
  }
  GridPoint point() {
    const auto first = number<double>();
    const auto second = number<double>();
    return {first, second};
  }
  /// A number of things that take at least `size` bytes each: never more than there can be.
  std::uint32_t count(std::size_t size) {
    const auto value = number<std::uint32_t>();
    good_ = good_ && value <= left_.size() / size;
    return good_ ? value : 0;
  }
  void require(bool condition) { good_ = good_ && condition; }
  [[nodiscard]] bool good() const { return good_; }
  [[nodiscard]] bool finished() const { return good_ && left_.empty(); }

 private:
  std::string_view take(std::size_t size) {
    good_ = good_ && size <= left_.size();
    if (!good_) {
      return {};
    }
    const auto bytes = left_.substr(0, size);
    left_.remove_prefix(size);
    return bytes;
  }

  std::string_view left_;
  bool good_ = true;
};

template <typename T>
Result<T> finished(const Reader& in, T value, const char* what) {
  if (!in.finished()) {
    return Error{ErrorCode::kBadData, std::string{"the reader sent "} + what + " that cannot be read"};
  }
  return value;
}

bool is_usable(GridPoint p) noexcept { return std::abs(p.east_m) < kLargestCoordinate && std::abs(p.north_m) < kLargestCoordinate; }

void put_shape(const ShapeStore& store, Writer& out) {
  const auto shape = store.size() == 0 ? ShapeView<GridPoint>{} : store.view(0);
  out.number(static_cast<std::uint32_t>(shape.ring_count()));
  for (std::size_t i = 0; i < shape.ring_count(); ++i) {
    out.flag(shape.is_shell(i));
    out.number(static_cast<std::uint32_t>(shape.ring(i).size()));
    for (const GridPoint p : shape.ring(i)) {
      out.point(p);
    }
  }
}

/// Rings as append_polygons, append_lines and append_points make them, and no others.
void get_shape(RawKind kind, Reader& in, ShapeStore& out) {
  const std::size_t fewest = kind == RawKind::kPolygons ? 3 : kind == RawKind::kLines ? 2 : 1;
  const std::uint32_t rings = in.count(1 + sizeof(std::uint32_t));
  std::vector<GridPoint> ring;
  for (std::uint32_t i = 0; i < rings && in.good(); ++i) {
    const bool shell = in.flag();
    const std::uint32_t points = in.count(sizeof(GridPoint));
    ring.clear();
    for (std::uint32_t k = 0; k < points && in.good(); ++k) {
      ring.push_back(in.point());
      in.require(is_usable(ring.back()));
    }
    in.require(ring.size() >= fewest && (kind != RawKind::kPoints || ring.size() == 1));
    const double area = kind == RawKind::kPolygons && in.good() ? signed_area_m2(ring) : 0.0;  // A bow-tie may have none.
    in.require(kind == RawKind::kPolygons ? (i > 0 || shell) && (shell ? area >= 0.0 : area <= 0.0) : shell);
    if (in.good()) {
      out.add_ring(ring, shell);
    }
  }
  if (rings > 0) {
    out.end_shape();
  }
}

/// Polygons of which a ring does not close: the others repeat their first point.
bool is_drawn_open(const RawFeature& feature) {
  const auto shape = feature.shape.view(0);
  bool has_open = false;
  for (std::size_t i = 0; i < shape.ring_count(); ++i) {
    has_open = has_open || shape.ring(i).front() != shape.ring(i).back();
  }
  return feature.defect == RingDefect::kOpen && feature.kind == RawKind::kPolygons && has_open;
}

RawStyle get_style(Reader& in) {
  constexpr double kTallest = 1e9;
  RawStyle style;
  style.colour = in.text();
  style.font = in.text();
  style.text_height = in.number<double>();
  in.require(style.colour.empty() || is_colour(style.colour));
  in.require(is_utf8(style.font) && style.text_height >= 0.0 && style.text_height < kTallest);
  return style;
}

}  // namespace

bool put(const ReaderJob& job, std::string& out) {
  Writer to{WireTag::kJob, out};
  to.text(job.file);
  to.text(job.layer);
  to.flag(job.first_layer);
  to.number(static_cast<std::uint8_t>(job.kind));
  to.flag(job.encoding.has_value());
  to.number(static_cast<std::uint8_t>(job.encoding.value_or(TextEncoding::kUtf8)));
  to.texts(job.fields);
  to.flag(job.all_fields);
  to.texts(job.personal);
  to.texts(job.candidates);
  to.flag(job.with_style);
  to.number(job.max_features);
  to.number(job.max_vertices);
  return to.finish();
}

Result<ReaderJob> get_job(std::string_view bytes) {
  Reader in{bytes};
  ReaderJob job;
  job.file = in.text();
  job.layer = in.text();
  job.first_layer = in.flag();
  job.kind = in.choice(RawKind::kAny);
  const bool has_encoding = in.flag();
  const auto encoding = static_cast<TextEncoding>(in.choice(static_cast<std::uint8_t>(TextEncoding::kWindows1252)));
  in.require(has_encoding || encoding == TextEncoding::kUtf8);  // As it is written where there is none.
  job.encoding = has_encoding ? std::optional{encoding} : std::nullopt;
  job.fields = in.texts();
  job.all_fields = in.flag();
  job.personal = in.texts();
  job.candidates = in.texts();
  job.with_style = in.flag();
  job.max_features = in.number<std::uint64_t>();
  job.max_vertices = in.number<std::uint64_t>();
  return finished(in, std::move(job), "a job");
}

bool put(const RawHead& head, std::string& out) {
  Writer to{WireTag::kHead, out};
  to.text(head.layer);
  to.texts(head.layers);
  to.texts(head.columns);
  to.texts(head.sent);
  to.number(head.features);
  to.flag(head.holds_polygons);
  to.flag(head.has_crs);
  to.flag(head.crs_names_files);
  to.flag(head.crs_is_geographic);
  to.flag(head.looks_like_degrees);
  to.text(head.crs_name);
  to.texts(head.same_crs);
  for (const auto* points : {&head.middles, &head.vertices}) {
    to.number(static_cast<std::uint32_t>(points->size()));
    for (const GridPoint p : *points) {
      to.point(p);
    }
  }
  return to.finish();
}

Result<RawHead> get_head(std::string_view bytes) {
  Reader in{bytes};
  RawHead head;
  head.layer = in.text();
  head.layers = in.texts();
  head.columns = in.texts();
  head.sent = in.texts();
  head.features = in.number<std::uint64_t>();
  head.holds_polygons = in.flag();
  head.has_crs = in.flag();
  head.crs_names_files = in.flag();
  head.crs_is_geographic = in.flag();
  head.looks_like_degrees = in.flag();
  head.crs_name = in.text();
  head.same_crs = in.texts();
  for (auto* points : {&head.middles, &head.vertices}) {
    for (std::uint32_t left = in.count(sizeof(GridPoint)); left > 0 && in.good(); --left) {
      points->push_back(in.point());
      in.require(is_usable(points->back()));
    }
  }
  return finished(in, std::move(head), "a layer");
}

bool put(const RawFeature& feature, std::string& out) {
  Writer to{WireTag::kFeature, out};
  to.number(feature.fid);
  to.number(static_cast<std::uint8_t>(feature.defect));
  to.text(feature.type_name);
  to.number(static_cast<std::uint8_t>(feature.kind));
  put_shape(feature.shape, to);
  to.flag(feature.style.has_value());
  if (feature.style) {
    to.text(feature.style->colour);
    to.text(feature.style->font);
    to.number(feature.style->text_height);
  }
  to.number(static_cast<std::uint32_t>(feature.values.size()));
  for (const auto& value : feature.values) {
    to.flag(value.has_value());
    to.text(value.value_or(""));
  }
  return to.finish();
}

Result<RawFeature> get_feature(std::string_view bytes) {
  Reader in{bytes};
  RawFeature feature;
  feature.fid = in.number<std::int64_t>();
  feature.defect = in.choice(RingDefect::kWrongType);
  feature.type_name = in.text();
  feature.kind = in.choice(RawKind::kPoints);
  get_shape(feature.kind, in, feature.shape);
  if (in.flag()) {
    feature.style = get_style(in);
  }
  in.require(feature.shape.size() > 0 ? feature.defect == RingDefect::kNone || is_drawn_open(feature) : feature.defect != RingDefect::kNone);
  for (std::uint32_t left = in.count(1 + sizeof(std::uint32_t)); left > 0 && in.good(); --left) {
    const bool there = in.flag();
    std::string value = in.text();
    in.require(there || value.empty());
    feature.values.push_back(there ? std::optional{std::move(value)} : std::nullopt);
  }
  return finished(in, std::move(feature), "a feature");
}

bool put(const ArchiveJob& job, std::string& out) {
  Writer to{WireTag::kArchive, out};
  to.text(job.file);
  for (const std::uint64_t limit : {job.limits.max_members, job.limits.max_bytes, job.limits.max_member_bytes, job.limits.max_ratio,
                                    job.limits.free_bytes}) {
    to.number(limit);
  }
  return to.finish();
}

Result<ArchiveJob> get_archive_job(std::string_view bytes) {
  Reader in{bytes};
  ArchiveJob job;
  job.file = in.text();
  for (std::uint64_t* limit : {&job.limits.max_members, &job.limits.max_bytes, &job.limits.max_member_bytes, &job.limits.max_ratio,
                               &job.limits.free_bytes}) {
    *limit = in.number<std::uint64_t>();
  }
  in.require(job.limits.max_ratio > 0);
  return finished(in, std::move(job), "a job");
}

bool put(const RawMember& member, std::string& out) {
  Writer to{WireTag::kMember, out};
  to.text(member.path);
  to.number(member.bytes);
  return to.finish();
}

Result<RawMember> get_member(std::string_view bytes) {
  Reader in{bytes};
  RawMember member;
  member.path = in.text();
  member.bytes = in.number<std::uint64_t>();
  const auto path = archive_path(member.path);
  in.require(path && path->string() == member.path);
  return finished(in, std::move(member), "a member");
}

bool put(const RawData& data, std::string& out) {
  Writer to{WireTag::kData, out};
  to.text(data.bytes);
  return to.finish();
}

Result<RawData> get_data(std::string_view bytes) {
  Reader in{bytes};
  RawData data;
  data.bytes = in.text();
  in.require(!data.bytes.empty());
  return finished(in, std::move(data), "bytes");
}

bool put(const RawFault& fault, std::string& out) {
  Writer to{WireTag::kFault, out};
  to.text(fault.code);
  to.text(fault.file);
  to.text(fault.message);
  return to.finish();
}

Result<RawFault> get_fault(std::string_view bytes) {
  Reader in{bytes};
  RawFault fault;
  fault.code = in.text();
  fault.file = in.text();
  fault.message = in.text();
  return finished(in, std::move(fault), "a fault");
}

bool put(const RawEnd& end, std::string& out) {
  Writer to{WireTag::kEnd, out};
  to.number(end.seen);
  to.texts(end.messages);
  return to.finish();
}

Result<RawEnd> get_end(std::string_view bytes) {
  Reader in{bytes};
  RawEnd end;
  end.seen = in.number<std::uint64_t>();
  end.messages = in.texts();
  return finished(in, std::move(end), "an end");
}

}  // namespace quyhoach::geo
