// libFuzzer target for the writing of hashes into a planner's plan.toml: the same text but for the files of documents.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "geo/plan/document_files.h"
#include "geo/plan/manifest.h"

namespace {

namespace geo = quyhoach::geo;

void require(bool claim) {
  if (!claim) {
    std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};  // NOLINT(*-reinterpret-cast)
  static const geo::District kDistrict;
  const auto before = geo::parse_plan(text, "plan.toml", kDistrict);
  std::map<std::string, std::string> files;
  for (const geo::Document& document : before.value.documents) {
    files.emplace(document.file, std::to_string(files.size()) + ".pdf");
  }
  const std::string written = geo::with_document_files(text, files);
  const auto after = geo::parse_plan(written, "plan.toml", kDistrict);
  require(after.value.documents.size() == before.value.documents.size());
  require(after.value.layers.size() == before.value.layers.size() && after.value.title.vi == before.value.title.vi);
  for (std::size_t i = 0; i < before.value.documents.size(); ++i) {
    const std::string& file = before.value.documents[i].file;
    require(file.empty() || after.value.documents[i].file == files.at(file));
    require(after.value.documents[i].title == before.value.documents[i].title);
  }
  return 0;
}
