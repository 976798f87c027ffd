#include "tools/demo/generate.h"

#include "tools/demo/base_layers.h"
#include "tools/demo/cadastre.h"
#include "tools/demo/district_manifest.h"
#include "tools/demo/plan_writer.h"

namespace quyhoach::tools::demo {
namespace {

void prepare_folder(const std::filesystem::path& folder) {
  namespace fs = std::filesystem;
  if (fs::exists(folder) && !fs::is_directory(folder)) {
    stop(folder.string() + " is not a folder");
  }
  if (fs::exists(folder) && !fs::is_empty(folder)) {
    if (!is_demo_district(folder)) {
      stop(folder.string() + " is neither empty nor a demo district (district.toml with demo = true): not touched");
    }
    // Only what we write ourselves; anything else somebody put there stays.
    for (const char* own : {"plans", "cadastre"}) {
      fs::remove_all(folder / own);
    }
    fs::remove(folder / "base.gpkg");
  }
  fs::create_directories(folder / "cadastre");
  fs::create_directories(folder / "plans");
}

}  // namespace

std::size_t generate(const Options& options, const std::function<void(const std::string&)>& say) {
  Facts facts = read_facts(options.data);
  const std::vector<PlanFacts> plans = read_plans(options.data);
  prepare_folder(options.output);
  // First, so that a run that was stopped half way can be repeated into the same folder.
  write_district_manifest(facts, options.output / "district.toml");

  Geos geos;
  const World world = make_world(std::move(facts), geos, options.seed);
  say("land: " + std::to_string(world.terrain.communes.size()) + " communes, " +
      std::to_string(world.network.roads.size()) + " roads, " + std::to_string(world.network.waters.size()) +
      " waters, " + std::to_string(world.cells.size()) + " cells");
  write_base_layers(world, geos, options.output / "base.gpkg");

  {
    PlanDrawer drawer{world, geos, options.seed};
    for (const PlanFacts& plan : plans) {
      const PlanContent content = drawer.draw(plan);
      write_plan(plan, content, options.output / "plans" / plan.id);
      say("plan " + plan.id + ": " + std::to_string(content.zones.size()) + " zones, " +
          std::to_string(content.lines.size()) + " lines, " + std::to_string(content.points.size()) + " points");
    }
  }

  const std::vector<std::size_t> counts = parcels_per_commune(world, options.parcels);
  std::size_t total = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const CommuneFacts& commune = world.facts.communes[i];
    const std::size_t written =
        write_parcels(world, i, counts[i], options.seed, options.output / "cadastre" / (commune.code + ".gpkg"));
    say("commune " + commune.code + " " + commune.name + ": " + std::to_string(written) + " parcels");
    total += written;
  }
  return total;
}

}  // namespace quyhoach::tools::demo
