#pragma once

#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "geo/plan/impact.h"

namespace quyhoach::geo {

/// What a reader sees of a plan beside its areas, as one text to be compared.
[[nodiscard]] std::string words_of(const PlanInfo& plan);

/// What restrictions on a parcel come to on both sides, by what makes them one item of an impact.
class ImpactSums {
 public:
  struct Sums {
    double before = 0.0;
    double after = 0.0;
  };
  /// Of a restriction that is displaced, what applies. \param counts  says only whether there is any
  void add(const Restriction& restriction, double Sums::*side, bool counts = false);
  /// The items of which the sides differ by more than kSameImpact.
  [[nodiscard]] std::vector<ImpactItem> changed() const;

 private:
  using Key = std::tuple<std::string, std::string, std::string, std::string, std::string, PlanStatus, bool>;
  std::map<Key, Sums> items_;
};

/// The snapshot as if the district had one topic: an answer on it takes a part of the time.
[[nodiscard]] Snapshot only_topic(const Snapshot& all, const std::string& topic);

/// What differs between two answers on one topic; an answer of nothing says nothing. \return nothing where both say the same
[[nodiscard]] std::optional<ParcelImpact> compare_answers(const Answer& before, const Answer& after, const ParcelAt& parcel);

}  // namespace quyhoach::geo
