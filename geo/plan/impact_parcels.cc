#include <algorithm>
#include <cmath>

#include "geo/base/parallel.h"
#include "geo/geom/measure.h"
#include "geo/plan/impact_compare.h"

namespace quyhoach::geo {

namespace {

bool is_same(double a, double b) noexcept { return a == b || (std::isnan(a) && std::isnan(b)); }

bool has_same_shape(const ShapeStore& a, const ShapeStore& b) {
  const auto x = a.view(0);
  const auto y = b.view(0);
  if (x.ring_count() != y.ring_count()) {
    return false;
  }
  for (std::size_t i = 0; i < x.ring_count(); ++i) {
    if (x.is_shell(i) != y.is_shell(i) || !std::ranges::equal(x.ring(i), y.ring(i))) {
      return false;
    }
  }
  return true;
}

/// A parcel on both sides; a set of null where it is not.
struct Pair {
  ParcelAt before;
  ParcelAt after;
  ParcelChange change = ParcelChange::kNone;
};

ParcelChange change_of(const ParcelAt& a, const ParcelAt& b) {
  if (!has_same_shape(a.shape(), b.shape())) {
    return ParcelChange::kReshaped;
  }
  const auto text = [](const ParcelAt& p, std::uint32_t index) { return p.set->text(index); };
  const bool same = text(a, a.row().land_use) == text(b, b.row().land_use) && text(a, a.row().address) == text(b, b.row().address) &&
                    text(a, a.row().number) == text(b, b.row().number) && is_same(a.row().registered_area_m2, b.row().registered_area_m2);
  return same ? ParcelChange::kNone : ParcelChange::kAttributes;
}

/// Those of `from` that `other` has not, and where `pairs` is given those that it has with another shape or other words.
void match(const ParcelSet& from, const ParcelSet* other, bool is_later, std::vector<Pair>& found) {
  for (std::uint32_t i = 0; i < from.size(); ++i) {
    const std::string_view sheet = from.text(from.row(i).sheet);
    const std::string_view number = from.text(from.row(i).number);
    const auto like = other != nullptr ? other->find(sheet, number) : std::vector<std::uint32_t>{};
    std::size_t place = 0;
    if (!like.empty()) {
      const auto same = from.find(sheet, number);
      place = static_cast<std::size_t>(std::ranges::find(same, i) - same.begin());
    }
    if (place >= like.size()) {
      found.push_back(is_later ? Pair{{}, {&from, i}, ParcelChange::kAdded} : Pair{{&from, i}, {}, ParcelChange::kGone});
    } else if (is_later) {
      Pair pair{{other, like[place]}, {&from, i}, ParcelChange::kNone};
      pair.change = change_of(pair.before, pair.after);
      if (pair.change != ParcelChange::kNone) {
        found.push_back(pair);
      }
    }
  }
}

Result<Answer> answer_of(const Snapshot& in, const ParcelAt& parcel, Date as_of) {
  Place place;
  place.kind = Place::Kind::kParcel;
  place.parcel = parcel;
  return parcel.set != nullptr ? compute_answer(in, std::move(place), as_of, Boundaries::kAsDrawn) : Result<Answer>{Answer{}};
}

/// Both sides, one topic at a time.
struct Sides {
  std::string topic;
  Snapshot before;
  Snapshot after;
};

Result<std::vector<ParcelImpact>> impact_of(const Pair& pair, const std::vector<Sides>& topics, Date as_of) {
  const ParcelAt& parcel = pair.after.set != nullptr ? pair.after : pair.before;
  std::vector<ParcelImpact> out;
  if (pair.change != ParcelChange::kAttributes) {
    for (const Sides& sides : topics) {
      const auto old = answer_of(sides.before, pair.before, as_of);
      const auto now = answer_of(sides.after, pair.after, as_of);
      if (!old || !now) {
        return old ? now.error() : old.error();
      }
      if (auto impact = compare_answers(*old, *now, parcel)) {
        impact->topic = sides.topic;
        out.push_back(std::move(*impact));
      }
    }
  }
  if (out.empty()) {
    out.emplace_back();
  }
  const double area = area_m2(parcel.shape().view(0));
  for (ParcelImpact& impact : out) {
    impact.parcel = parcel;
    impact.change = pair.change;
    impact.area_m2 = area;
  }
  return out;
}

}  // namespace

Result<std::vector<ParcelImpact>> impact_of_parcels(const Snapshot& before, const Snapshot& after, const std::string& commune,
                                                    Date as_of, unsigned threads) {
  const ParcelSet* old = before.parcels_of(commune);
  const ParcelSet* now = after.parcels_of(commune);
  std::vector<Pair> pairs;
  if (now != nullptr) {
    match(*now, old, true, pairs);
  }
  if (old != nullptr) {
    match(*old, now, false, pairs);
  }
  std::vector<Sides> topics;
  for (const Topic& topic : after.district->topics) {
    topics.push_back({topic.id, only_topic(before, topic.id), only_topic(after, topic.id)});
  }
  std::vector<std::vector<ParcelImpact>> found(pairs.size());
  const auto done = in_parallel(pairs.size(), threads, [&](std::size_t k, unsigned /*worker*/) -> Result<bool> {
    auto impact = impact_of(pairs[k], topics, as_of);
    if (!impact) {
      return impact.error();
    }
    found[k] = std::move(*impact);
    return true;
  });
  if (!done) {
    return done.error();
  }
  std::vector<ParcelImpact> all;
  for (auto& one : found) {
    all.insert(all.end(), std::make_move_iterator(one.begin()), std::make_move_iterator(one.end()));
  }
  return all;
}

}  // namespace quyhoach::geo
