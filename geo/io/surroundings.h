#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "geo/base/result.h"
#include "geo/geom/box.h"
#include "geo/geom/edge_match.h"
#include "geo/geom/shape_store.h"
#include "geo/plan/base_map.h"
#include "geo/plan/snapshot.h"

namespace quyhoach::geo {

/// The edges of parcels near a place, and whose they are.
class NearbyParcels {
 public:
  explicit NearbyParcels(const GridBox& near) : near_(near) {}

  /// Keeps a parcel's edges if its box meets the place. \return whether it does: then the next call must be `name`
  bool add(const ShapeView<GridPoint>& shape);
  void name(std::string_view commune, std::string_view sheet, std::string_view number);

  [[nodiscard]] const GridBox& near() const noexcept { return near_; }
  /// The shape of each is the index of its parcel.
  [[nodiscard]] std::vector<ShapeEdge> take_edges() noexcept { return std::move(edges_); }
  [[nodiscard]] ParcelKey key(std::uint32_t parcel) const;

 private:
  struct Name {
    std::uint32_t commune, sheet, number;
  };
  GridBox near_;
  std::vector<ShapeEdge> edges_;
  std::vector<Name> names_;
  TextTable texts_;
};

/// Polygons of cadastral communes.
struct CommuneAreas {
  ShapeStore shapes;
  std::vector<std::string> codes;  ///< One per shape; a commune may have several.
};
/// Those of a base map.
[[nodiscard]] CommuneAreas cadastral_communes(const BaseMap& base);

/// What is around a plan that is read: the district it is held against. One thread.
class Surroundings {
 public:
  virtual ~Surroundings() = default;
  /// Adds all parcels near `into.near()`. \return kHashMismatch, kBadData, kUnavailable
  [[nodiscard]] virtual Result<bool> add_parcels(NearbyParcels& into) const = 0;
  [[nodiscard]] virtual Result<CommuneAreas> communes() const = 0;
};

/// Of a district that is being loaded. \pre what it is made of outlives it
class LoadedSurroundings : public Surroundings {
 public:
  LoadedSurroundings(const std::map<std::string, ParcelSet::Parts>& parcels, const BaseMap& base);
  [[nodiscard]] Result<bool> add_parcels(NearbyParcels& into) const override;
  [[nodiscard]] Result<CommuneAreas> communes() const override { return cadastral_communes(base_); }

 private:
  struct Commune {
    const ParcelSet::Parts* parcels;
    GridBox box;
  };
  std::vector<Commune> communes_;
  const BaseMap& base_;
};

}  // namespace quyhoach::geo
