#pragma once

#include <string>
#include <vector>

#include "tools/demo/landscape.h"
#include "tools/demo/plot.h"

namespace quyhoach::tools::demo {

/// The land between roads and water. `cell` reaches to the middle of the roads around it, so the cells of a commune
/// partition it; `blocks` is what remains for parcels once roads and water are taken out.
struct Cell {
  std::size_t commune = 0;  ///< index in Terrain::communes
  Ring cell;
  std::vector<Plot> blocks;
  Landscape landscape = Landscape::kOrchard;
  double level = 0.0;  ///< of settlement
};

struct Place {
  std::string name;
  std::string kind;  ///< class of the places layer
  std::string land_use;
  Point at;
  std::size_t commune = 0;
};

/// Everything that is there before parcels: the same for any number of them.
struct World {
  Facts facts;
  Terrain terrain;
  Network network;          ///< main roads first, then the local roads of each commune
  std::vector<Cell> cells;  ///< commune by commune
  std::vector<Place> places;
};

[[nodiscard]] World make_world(Facts facts, Geos& geos, std::uint64_t seed);

/// Cuts one commune into cells along main roads and water, then along local roads, which it adds to `network`.
[[nodiscard]] std::vector<Cell> make_cells(const Facts& facts, const Commune& commune, std::size_t commune_index,
                                           Network& network, const Settlements& settlements, Geos& geos,
                                           std::uint64_t seed);

/// Takes roads and water out of cells. Keeps buffers of main roads and water; one per world.
class BlockCutter {
 public:
  BlockCutter(const Network& network, Geos& geos);
  /// Fills `cell.blocks`.
  void cut(Cell& cell);

 private:
  struct Obstacle {
    Shape shape;
    Box box;
    Line line;
    double half_m = 0.0;
    Side side = Side::kCanal;
    int road = -1;
  };
  void add(Shape shape, Line line, double half_m, Side side, int road);
  [[nodiscard]] Plot tagged(const Ring& ring, const std::vector<const Obstacle*>& near) const;

  Geos* geos_;
  std::vector<Obstacle> obstacles_;
};

}  // namespace quyhoach::tools::demo
