#include "geo/geom/edge_index.h"

#include <algorithm>
#include <utility>

namespace quyhoach::geo {

EdgeIndex::EdgeIndex(std::vector<ShapeEdge> edges) : edges_(std::move(edges)) {
  struct Run {
    std::uint32_t hilbert, begin;
    GridBox box;
  };
  std::vector<Run> runs;
  runs.reserve(edges_.size() / kRun + 1);
  GridBox all;
  for (std::size_t begin = 0; begin < edges_.size(); begin += kRun) {
    GridBox box;
    for (const ShapeEdge& edge : run_at(begin)) {
      box.extend(box_of(edge));
    }
    all.extend(box);
    runs.push_back({0, static_cast<std::uint32_t>(begin), box});
  }
  for (Run& run : runs) {
    run.hilbert = hilbert_index(run.box.center(), all);
  }
  std::ranges::stable_sort(runs, {}, &Run::hilbert);
  std::vector<GridBox> boxes;
  boxes.reserve(runs.size());
  begins_.reserve(runs.size());
  for (const Run& run : runs) {
    boxes.push_back(run.box);
    begins_.push_back(run.begin);
  }
  tree_ = RunTree{boxes};
}

}  // namespace quyhoach::geo
