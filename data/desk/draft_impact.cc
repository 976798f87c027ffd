#include "data/desk/draft_impact.h"

#include <algorithm>

namespace quyhoach::desk {

using geo::ParcelChange;
using geo::ParcelImpact;
using geo::Result;

namespace {

CadastreImpact count(const std::string& commune, const std::vector<ParcelImpact>& parcels) {
  CadastreImpact out{.commune = commune};
  for (std::size_t i = 0; i < parcels.size(); ++i) {
    const bool again = i > 0 && parcels[i - 1].parcel.set == parcels[i].parcel.set && parcels[i - 1].parcel.index == parcels[i].parcel.index;
    if (again) {
      continue;
    }
    switch (parcels[i].change) {
      case ParcelChange::kAdded: ++out.added; break;
      case ParcelChange::kGone: ++out.gone; break;
      case ParcelChange::kReshaped: ++out.reshaped; break;
      case ParcelChange::kAttributes: ++out.attributes; break;
      case ParcelChange::kNone: break;
    }
  }
  return out;
}

}  // namespace

std::size_t DraftImpact::changed() const noexcept {
  std::size_t count = 0;
  for (std::size_t i = 0; i < parcels.size(); ++i) {
    const bool again = i > 0 && parcels[i - 1].parcel.set == parcels[i].parcel.set && parcels[i - 1].parcel.index == parcels[i].parcel.index;
    count += again ? 0U : 1U;
  }
  return count;
}

Result<DraftImpact> impact_between(std::shared_ptr<const geo::Snapshot> before, std::shared_ptr<const geo::Snapshot> after,
                                   const DraftChange& change, geo::Date as_of, unsigned threads) {
  DraftImpact out{std::move(before), std::move(after), {}, {}, 0, 0.0};
  out.looked_at = out.after->parcel_count();
  out.as_of = as_of;
  for (const geo::TopicChange& topic : changes_between(*out.before, *out.after)) {
    out.topics.push_back(topic.topic);
  }
  const bool is_cadastre = std::ranges::any_of(change.objects, [](const geo::ObjectEntry& object) { return object.kind == "parcels"; });
  if (!is_cadastre) {
    auto parcels = geo::impact_between(*out.before, *out.after, as_of, threads);
    if (!parcels) {
      return parcels.error();
    }
    out.parcels = std::move(*parcels);
  }
  for (const geo::ObjectEntry& object : change.objects) {
    if (object.kind != "parcels") {
      continue;
    }
    auto parcels = impact_of_parcels(*out.before, *out.after, object.id, as_of, threads);
    if (!parcels) {
      return parcels.error();
    }
    out.cadastre = count(object.id, *parcels);
    out.parcels = std::move(*parcels);
    out.topics.clear();
    for (const geo::Topic& topic : out.after->district->topics) {
      out.topics.push_back(topic.id);
    }
  }
  out.topic = out.topics.size() == 1 ? out.topics.front() : std::string{};
  return out;
}

}  // namespace quyhoach::desk
