#include "tools/demo/cadastre.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "tools/demo/layer_writer.h"
#include "tools/demo/lots.h"
#include "tools/demo/parcel_numbers.h"

namespace quyhoach::tools::demo {
namespace {

double weight_of(const Cell& cell) {
  double demand = 0.0;
  for (const Plot& block : cell.blocks) {
    demand += demand_of(block, cell.landscape, cell.level);
  }
  return demand;
}

std::string land_use_of(const Lot& lot, Landscape landscape, double area_m2, Random& random) {
  const double p = random.uniform();
  switch (lot.kind) {
    case LotKind::kLane:
      return "DGT";
    case LotKind::kPlantation:
      return p < 0.9 ? "CLN" : "RSX";
    case LotKind::kFactory:
      return p < 0.75 ? "SKK" : p < 0.9 ? "SKC" : "TMD";
    case LotKind::kHouse:
      if (landscape == Landscape::kTown) {
        return p < 0.74 ? "ODT" : p < 0.9 ? "ODT+CLN" : p < 0.95 ? "TMD" : p < 0.98 ? "CLN" : "SKC";
      }
      return p < 0.42   ? "ONT"
             : p < 0.8  ? "ONT+CLN"
             : p < 0.92 ? "CLN"
             : p < 0.95 ? "BHK"
             : p < 0.97 ? "SKC"
                        : "ONT+BHK";
    case LotKind::kTownGarden:
      return p < 0.4    ? "CLN"
             : p < 0.6  ? "BHK"
             : p < 0.75 ? "ODT+CLN"
             : p < 0.85 ? "TMD"
             : p < 0.9  ? "DKV"
             : p < 0.95 ? "BCS"
                        : "SKC";
    case LotKind::kField:
      return p < 0.55          ? "LUC"
             : p < 0.75        ? "LUK"
             : p < 0.9         ? "BHK"
             : p < 0.95        ? "NTS"
             : p < 0.985       ? "CLN"
             : area_m2 > 800.0 ? "NTD"
                               : "DTL";
    case LotKind::kOrchard:
      return p < 0.55 ? "CLN" : p < 0.85 ? "BHK" : p < 0.93 ? "LUK" : p < 0.97 ? "NKH" : p < 0.99 ? "NTS" : "NTD";
  }
  return "CLN";
}

std::string address_of(const Plot& plot, const World& world, std::size_t commune, int house, Random& random) {
  Side best = Side::kParcel;
  int road = -1;
  for (const Corner& corner : plot) {
    if (is_road(corner.side) && corner.side > best && corner.road >= 0) {
      best = corner.side;
      road = corner.road;
    }
  }
  if (road < 0) {
    return {};
  }
  const CommuneFacts& facts = world.facts.communes[commune];
  const std::string where = facts.density > 5.0 ? facts.name : "xã " + facts.name;
  const std::string number =
      std::to_string(house) + (random.chance(0.2) ? "/" + std::to_string(random.between(1, 40)) : "");
  return "Số " + number + ", " + world.network.roads[static_cast<std::size_t>(road)].name + ", " +
         world.facts.a_name("hamlet", random) + ", " + where + " (DEMO)";
}

/// A gap or overlap of a few millimetres, as old maps have between sheets: one corner of one lot is pulled in.
void add_sliver(Plot& plot, Random& random) {
  const std::size_t i = random.below(plot.size());
  const Point centre = centroid_of(plot);
  const double before_m = distance(plot[(i + plot.size() - 1) % plot.size()].at, plot[i].at);
  const double after_m = distance(plot[i].at, plot[(i + 1) % plot.size()].at);
  if (distance(plot[i].at, centre) > 3.0 && before_m > 1.0 && after_m > 1.0) {
    plot[i].at = rounded(plot[i].at + unit(centre - plot[i].at) * random.uniform(0.002, 0.005));
  }
}

class Writer {
 public:
  Writer(const World& world, std::size_t commune, LayerWriter& out, Random random, std::size_t spare_sheet)
      : world_(&world), commune_(commune), out_(&out), random_(random), numbers_(spare_sheet) {
    for (const Place& place : world.places) {
      if (place.commune == commune && !place.land_use.empty()) {
        places_.push_back(&place);
      }
    }
  }

  /// Surveyors measured within the tolerance of their map, 0.4 · √area at 1/1000, but for one parcel in twenty.
  static double registered_area_m2(double area_m2, double luck, bool is_more) {
    constexpr double kWithin = 0.95;
    const double share = luck < kWithin ? luck : 1.0 + (luck - kWithin) / (1.0 - kWithin);
    const double off_m2 = share * 0.4 * std::sqrt(area_m2);
    return std::round((area_m2 + (is_more ? off_m2 : -off_m2)) * 10.0) / 10.0;
  }

  void write(Lot& lot, const BlockOnSheet& on) {
    const double area_m2 = area_of(lot.plot) + (lot.hole.empty() ? 0.0 : signed_area(lot.hole));
    const std::string land_use = use_of(lot, on, area_m2);
    const ParcelNumbers::Key key = numbers_.next(on.sheet, random_);
    const double registered_m2 = registered_area_m2(area_m2, random_.uniform(0.0, 1.0), random_.chance(0.5));
    ++house_;
    const bool has_address = lot.kind == LotKind::kHouse && random_.chance(0.6);
    const std::string address =
        has_address ? address_of(lot.plot, *world_, commune_, house_ % 600 + 1, random_) : std::string{};
    if (random_.chance(0.001)) {
      add_sliver(lot.plot, random_);
    }
    Polygon area{ring_of(lot.plot), {}};
    if (!lot.hole.empty()) {
      area.holes.push_back(lot.hole);
    }
    out_->add(std::vector<Polygon>{std::move(area)},
              {world_->facts.communes[commune_].code, static_cast<std::int64_t>(key.sheet), key.number, land_use,
               registered_m2, address.empty() ? Value{} : Value{address}});
  }

 private:
  std::string use_of(const Lot& lot, const BlockOnSheet& on, double area_m2) {
    for (const Place* place : places_) {
      if (distance(place->at, lot.plot.front().at) < 500.0 && contains(ring_of(lot.plot), place->at)) {
        return place->land_use;
      }
    }
    return land_use_of(lot, on.cell->landscape, area_m2, random_);
  }

  const World* world_;
  std::size_t commune_;
  LayerWriter* out_;
  Random random_;
  ParcelNumbers numbers_;
  std::vector<const Place*> places_;
  int house_ = 0;
};

}  // namespace

std::vector<std::size_t> parcels_per_commune(const World& world, std::size_t total) {
  std::vector<double> weights(world.terrain.communes.size(), 0.0);
  double sum = 0.0;
  for (const Cell& cell : world.cells) {
    const double weight = weight_of(cell) * std::sqrt(world.facts.communes[cell.commune].density);
    weights[cell.commune] += weight;
    sum += weight;
  }
  std::vector<std::size_t> out;
  double done = 0.0;
  std::size_t given = 0;
  for (const double weight : weights) {
    done += weight;
    const auto upto = static_cast<std::size_t>(std::lround(done / sum * static_cast<double>(total)));
    out.push_back(upto - given);
    given = upto;
  }
  return out;
}

std::size_t write_parcels(const World& world, std::size_t commune, std::size_t count, std::uint64_t seed,
                          const std::filesystem::path& file) {
  const std::string& code = world.facts.communes[commune].code;
  LayerWriter out{file, Format::kGeoPackage};
  out.begin("parcels", GeometryKind::kPolygon,
            {{"ma_xa", FieldKind::kText},
             {"so_to", FieldKind::kInteger},
             {"so_thua", FieldKind::kText},
             {"loai_dat", FieldKind::kText},
             {"dien_tich", FieldKind::kReal},
             {"dia_chi", FieldKind::kText}},
            false);
  const std::vector<BlockOnSheet> blocks = blocks_by_sheet(world, commune, count);
  double sum = 0.0;
  for (const BlockOnSheet& block : blocks) {
    sum += demand_of(*block.block, block.cell->landscape, block.cell->level);
  }
  const std::size_t spare_sheet = blocks.empty() ? 1 : blocks.back().sheet + 1;
  Writer writer{world, commune, out, Random{seed, "parcels " + code}, spare_sheet};
  double done = 0.0;
  std::size_t given = 0;
  std::size_t written = 0;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    done += demand_of(*blocks[i].block, blocks[i].cell->landscape, blocks[i].cell->level);
    const auto upto = static_cast<std::size_t>(std::lround(done / sum * static_cast<double>(count)));
    // What a block could not take (ground too narrow to cut) the next one gets.
    std::size_t wanted = upto > given ? upto - given : 0;
    if (wanted == 0 && count > 2 * blocks.size()) {
      wanted = 1;  // no land stays unsurveyed, unless so few parcels are asked for that there is no choice
    }
    Random random{seed, code + " block " + std::to_string(i)};
    std::vector<Lot> lots =
        divide_block(*blocks[i].block, blocks[i].cell->landscape, blocks[i].cell->level, wanted, random);
    for (Lot& lot : lots) {
      writer.write(lot, blocks[i]);
    }
    written += lots.size();
    given += lots.size();
  }
  out.finish();
  return written;
}

}  // namespace quyhoach::tools::demo
