#include "geo/io/zone_rings.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

#include "geo/geom/measure.h"
#include "geo/geom/ring_faults.h"

namespace quyhoach::geo {

namespace {

class RingCheck {
 public:
  RingCheck(const ImportContext& context, const SourceFeature& zone) : context_(context), zone_(zone), shape_(zone.shape) {}

  std::optional<ShapeStore> run() {
    auto faults = find_ring_faults(shape_);
    for (const auto& [kind, code] : kMended) {
      const bool has = std::ranges::find(faults, kind, &RingFault::kind) != faults.end();
      if (has && mend(kind, code)) {
        faults = find_ring_faults(shape_);
      }
    }
    tell(faults);
    tell_form();
    return std::move(mended_);
  }

 private:
  static constexpr std::array<std::pair<RingFault::Kind, const char*>, 2> kMended{
      {{RingFault::Kind::kDuplicateVertex, "DUPLICATE_VERTEX"}, {RingFault::Kind::kSpike, "SPIKE"}}};

  void add(const char* kind, GridPoint place, std::vector<Figure> figures = {}) const {
    context_.report.add({.kind = kind, .file = zone_.file, .feature = zone_.name(), .place = place, .figures = std::move(figures)});
  }

  bool mend(RingFault::Kind kind, const char* code) {
    if (context_.repairs == nullptr) {
      return false;
    }
    ShapeStore before;
    before.add(shape_);
    auto after = settle(*context_.repairs, context_.report, {.code = code, .file = zone_.file, .feature = zone_.name(),
                                                             .before = std::move(before), .after = without_faults(shape_, kind)});
    if (!after) {
      return false;
    }
    mended_ = std::move(after);
    shape_ = mended_->view(0);
    return true;
  }

  void tell(const std::vector<RingFault>& faults) const {
    std::vector<const RingFault*> twice;
    for (const RingFault& fault : faults) {
      switch (fault.kind) {
        case RingFault::Kind::kDuplicateVertex: twice.push_back(&fault); break;
        case RingFault::Kind::kSpike:
          add("SPIKE", fault.place, {{"length_m", fault.length_m}, {"angle", std::round(fault.angle_deg * 100.0) / 100.0}});
          break;
        case RingFault::Kind::kTouch: add("RING_TOUCHES", fault.place); break;
      }
    }
    if (!twice.empty()) {
      add("DUPLICATE_VERTEX", twice.front()->place, {{"count", static_cast<double>(twice.size())}});
    }
  }

  void tell_form() const {
    if (const double width = mean_width_m(shape_); width < kSliver_m) {
      auto shape = std::make_shared<FindingShape>();
      shape->store.add(shape_);
      context_.report.add({.kind = "SLIVER.zone",
                           .file = zone_.file,
                           .feature = zone_.name(),
                           .place = box_of(shape_).center(),
                           .figures = {{"area_m2", area_m2(shape_)}, {"width_m", width}},
                           .shape = std::move(shape)});
    }
    std::size_t parts = 0;
    for (std::size_t i = 0; i < shape_.ring_count(); ++i) {
      parts += shape_.is_shell(i) ? std::size_t{1} : 0;
    }
    if (parts > 1) {
      add("MULTIPART", box_of(shape_).center(), {{"count", static_cast<double>(parts)}});
    }
  }

  const ImportContext& context_;
  const SourceFeature& zone_;
  ShapeView<GridPoint> shape_;
  std::optional<ShapeStore> mended_;
};

}  // namespace

std::optional<ShapeStore> check_rings(const ImportContext& context, const SourceFeature& zone) { return RingCheck{context, zone}.run(); }

}  // namespace quyhoach::geo
