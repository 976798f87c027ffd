#pragma once

#include "geo/io/change_check.h"
#include "geo/io/surroundings.h"

namespace quyhoach::geo {

/// Of an edition: its objects are read each time they are asked for, and of parcels only those communes that are near.
/// \pre register and context outlive it
class EditionSurroundings : public Surroundings {
 public:
  EditionSurroundings(const Register& from, const ChangeContext& context) : from_(from), context_(context) {}
  [[nodiscard]] Result<bool> add_parcels(NearbyParcels& into) const override;
  [[nodiscard]] Result<CommuneAreas> communes() const override;

 private:
  const Register& from_;
  const ChangeContext& context_;
};

}  // namespace quyhoach::geo
