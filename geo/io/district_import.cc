#include "geo/io/district_import.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <sstream>
#include <thread>

#include "geo/base/sha256.h"
#include "geo/base/text.h"
#include "geo/io/durable.h"
#include "geo/io/draw_levels.h"
#include "geo/plan/document_files.h"
#include "geo/plan/manifest.h"

namespace quyhoach::geo {

namespace fs = std::filesystem;

namespace {

/// A plan's manifest on its way in.
struct PlanFile {
  PlanInfo info;
  std::string toml;
  fs::path folder;
};

class DistrictImport {
 public:
  DistrictImport(const ImportOptions& options, Register& into) : options_(options), into_(into), result_{ImportReport{options.accept}, "", 0, 0} {}

  Result<ImportResult> run() {
    if (!is_utf8(options_.who) || !is_utf8(options_.why)) {
      return Error{ErrorCode::kParameterValue, "who and why are kept with the edition and must be UTF-8"};
    }
    if (!read_district()) {
      return std::move(result_);
    }
    auto transform = GridTransform::create(district_.crs, district_.datum_operation);
    if (!transform) {
      defect("CRS_NOT_ALLOWED", "district.toml", transform.error().message, Severity::kFatal);
      return std::move(result_);
    }
    if (const auto opened = into_.open_for_writing(); !opened) {
      return opened.error();
    }
    ReaderProcess reader{options_.district, options_.reader};
    const ImportContext context{district_, *transform, options_.district, personal_columns(), reader, result_.report};
    say("reading the base map");
    const BaseMap base = import_base(context);
    if (const auto done = import_plans(context); !done) {
      return done.error();
    }
    say("reading parcels");
    auto parcels = import_parcels(context);
    for (const auto& [code, set] : parcels) {
      result_.parcels += set.rows.size();
    }
    if (!result_.report.refusing().empty()) {
      return std::move(result_);
    }
    if (const auto done = write_parcels_of(parcels); !done) {
      return done.error();
    }
    return publish(base);
  }

 private:
  void say(const std::string& line) const {
    if (options_.progress) {
      options_.progress(line);
    }
  }
  void defect(const char* code, const std::string& file, const std::string& message, Severity severity = Severity::kError) {
    result_.report.add({severity, code, file, "", {}, message});
  }
  void manifest_defects(const std::vector<std::string>& errors, Severity severity = Severity::kError) {
    for (const std::string& error : errors) {
      const bool missing = error.find(": missing") != std::string::npos || error.find("must not be empty") != std::string::npos;
      defect(missing ? "META_MISSING" : "MANIFEST", error.substr(0, error.find(':')), error, severity);
    }
  }

  std::optional<std::string> read_text(const fs::path& path, const std::string& name, Severity severity = Severity::kError) {
    auto text = read_file(path.string());
    if (!text) {
      defect("FILE_MISSING", name, text.error().message, severity);
      return std::nullopt;
    }
    if (!is_utf8(*text)) {
      defect("TEXT_ENCODING", name, "the file is not UTF-8", severity);
      return std::nullopt;
    }
    return std::move(*text);
  }

  bool read_district() {
    const auto topics = read_text(options_.catalogue / "topics.tsv", "topics.tsv", Severity::kFatal);
    const auto words = read_text(options_.catalogue / "search_words.tsv", "search_words.tsv", Severity::kFatal);
    const auto toml = read_text(options_.district / "district.toml", "district.toml", Severity::kFatal);
    if (!topics || !words || !toml) {
      return false;
    }
    auto catalogue = parse_topics(*topics, "topics.tsv");
    auto manifest = parse_district(*toml, "district.toml", catalogue.value);
    manifest_defects(catalogue.errors, Severity::kFatal);
    manifest_defects(manifest.errors, Severity::kFatal);
    district_ = std::move(manifest.value);
    const std::string& name = district_.land_use_catalogue;
    const bool own = name.ends_with(".tsv");
    const auto land_use = name.empty() ? std::nullopt
                                       : read_text(own ? options_.district / name : options_.catalogue / ("land_use_" + name + ".tsv"), name, Severity::kFatal);
    if (!land_use || !result_.report.refusing().empty()) {
      return false;
    }
    auto uses = parse_land_uses(*land_use, name);
    manifest_defects(uses.errors, Severity::kFatal);
    district_.land_uses = std::move(uses.value);
    manifest_defects(parse_search_words(*words, "search_words.tsv", district_.languages).errors, Severity::kFatal);
    texts_ = {{"district", *toml, "toml"}, {"topics", *topics, "tsv"}, {"land_use", *land_use, "tsv"}, {"search_words", *words, "tsv"}};
    return result_.report.refusing().empty();
  }

  std::set<std::string> personal_columns() {
    std::set<std::string> names;
    std::istringstream lines{read_text(options_.catalogue / "personal_columns.txt", "personal_columns.txt", Severity::kFatal).value_or("")};
    for (std::string line; std::getline(lines, line);) {
      if (!line.starts_with('#') && !trim(line).empty()) {
        names.insert(fold(line));
      }
    }
    return names;
  }

  std::vector<PlanFile> read_plan_files() {
    std::vector<PlanFile> plans;
    std::vector<fs::path> folders;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator{options_.district / "plans", ignored}) {
      if (fs::exists(entry.path() / "plan.toml", ignored)) {
        folders.push_back(entry.path());
      }
    }
    std::sort(folders.begin(), folders.end());
    std::set<std::string> ids;
    for (const fs::path& folder : folders) {
      const std::string name = (folder / "plan.toml").lexically_relative(options_.district).string();
      const auto toml = read_text(folder / "plan.toml", name);
      if (!toml) {
        continue;
      }
      auto manifest = parse_plan(*toml, name, district_);
      manifest_defects(manifest.errors);
      if (manifest.errors.empty() && !ids.insert(manifest.value.id).second) {
        defect("MANIFEST", name, "another plan has the id " + manifest.value.id);
      } else if (manifest.errors.empty()) {
        plans.push_back({std::move(manifest.value), *toml, folder});
      }
    }
    for (const PlanFile& plan : plans) {
      check_references(plan, ids);
    }
    return plans;
  }

  void check_references(const PlanFile& plan, const std::set<std::string>& ids) {
    const std::string name = (plan.folder / "plan.toml").lexically_relative(options_.district).string();
    if (!plan.info.amends.empty() && !ids.contains(plan.info.amends)) {
      defect("REFERENCE_UNKNOWN", name, "it amends " + plan.info.amends + ", which is not here");
    }
    for (const std::string& id : plan.info.replaces) {
      if (!ids.contains(id)) {
        result_.report.add({Severity::kWarning, "REFERENCE_UNKNOWN", name, "", {}, "it replaces " + id + ", which is not here"});
      }
    }
  }

  Result<bool> import_plans(const ImportContext& context) {
    for (PlanFile& plan : read_plan_files()) {
      say("reading plan " + plan.info.id);
      PlanContent content = import_plan(context, plan.info, plan.folder);
      if (const auto put = put_documents(plan); !put) {
        return put;
      }
      content.toml = plan.toml;
      const std::size_t features = content.areas.size() + content.lines.size();
      const std::string path = into_.temporary_path("plan.gpkg");
      if (const auto written = write_plan(path, district_.crs, content); !written) {
        return written.error();
      }
      if (const auto kept = keep(into_.put_file(path, "plan", plan.info.id, "gpkg"), features); !kept) {
        return kept.error();
      }
      ++result_.plans;
    }
    return true;
  }

  /// Puts a plan's documents into the register and writes their hashes into the manifest's text in place of the files.
  Result<bool> put_documents(PlanFile& plan) {
    std::map<std::string, std::string> kept;
    for (const Document& document : plan.info.documents) {
      const std::string name = (plan.folder / document.file).lexically_relative(options_.district).string();
      constexpr std::size_t kLargest = std::size_t{64} << 20U;
      const auto bytes = read_file((plan.folder / document.file).string(), kLargest);
      if (!bytes) {
        defect("FILE_MISSING", name, bytes.error().message);
        continue;
      }
      if (!bytes->starts_with("%PDF-")) {
        defect("SOURCE_ERROR", name, "a document must be a PDF");
        continue;
      }
      auto entry = into_.put_bytes(*bytes, "document", plan.info.id + "/" + document.file, "pdf");
      if (!entry) {
        return entry.error();
      }
      if (kept.emplace(document.file, entry->file).second) {
        objects_.push_back(std::move(*entry));
      }
    }
    plan.toml = with_document_files(plan.toml, kept);
    return true;
  }

  Result<bool> write_parcels_of(std::map<std::string, ParcelSet::Parts>& sets) {
    std::vector<ParcelSet::Parts*> work;
    for (auto& [code, set] : sets) {
      work.push_back(&set);
    }
    std::atomic<std::size_t> next{0};
    std::mutex mutex;
    std::optional<Error> error;
    const auto worker = [&] {
      const auto transform = GridTransform::create(district_.crs, district_.datum_operation);  // One per thread.
      for (std::size_t i = next++; i < work.size(); i = next++) {
        ParcelSet::Parts& set = *work[i];
        const std::size_t count = set.rows.size();
        const std::string path = into_.temporary_path("parcels.gpkg");
        auto levels = transform ? build_levels(set.shapes, *transform, true, [&](std::size_t k) { return set.rows[k].land_use; })
                                : Result<std::vector<DrawLevel>>{transform.error()};
        auto written = levels ? Result<bool>{true} : Result<bool>{levels.error()};
        if (levels) {
          set.land_use_levels = std::move(*levels);
          written = write_parcels(path, district_.crs, set);
        }
        auto entry = written ? into_.put_file(path, "parcels", set.commune, "gpkg") : Result<ObjectEntry>{written.error()};
        const std::string commune = set.commune;
        set = {};  // A large district does not stay in memory longer than it must.
        const std::lock_guard lock{mutex};
        const auto kept = keep(std::move(entry), count);
        if (!kept && !error) {
          error = kept.error();
        }
        say("parcels " + commune + ": " + std::to_string(count));
      }
    };
    {
      std::vector<std::jthread> threads;
      for (unsigned i = 1; i < options_.threads; ++i) {
        threads.emplace_back(worker);
      }
      worker();
    }
    if (error) {
      return *error;
    }
    return true;
  }

  Result<bool> keep(Result<ObjectEntry> entry, std::size_t features) {
    if (!entry) {
      return entry.error();
    }
    entry->features = features;
    objects_.push_back(std::move(*entry));
    return true;
  }

  Result<ImportResult> publish(const BaseMap& base) {
    const std::string path = into_.temporary_path("base.gpkg");
    if (const auto written = write_base(path, district_.crs, base); !written) {
      return written.error();
    }
    if (const auto kept = keep(into_.put_file(path, "base", "base", "gpkg"), base.roads.rows.size()); !kept) {
      return kept.error();
    }
    for (const auto& [kind, text, extension] : texts_) {
      if (const auto kept = keep(into_.put_bytes(text, kind, kind, extension), 0); !kept) {
        return kept.error();
      }
    }
    std::sort(objects_.begin(), objects_.end(), [](const ObjectEntry& a, const ObjectEntry& b) {
      return std::tie(a.kind, a.id, a.file) < std::tie(b.kind, b.id, b.file);
    });
    EditionManifest manifest;
    manifest.info.who = options_.who;
    manifest.info.why = options_.why;
    manifest.info.accepted = result_.report.accepted_codes();
    manifest.district = district_.id;
    manifest.datum_operation = district_.datum_operation;
    manifest.objects = std::move(objects_);
    say("publishing");
    auto id = into_.publish(std::move(manifest));
    if (!id) {
      return id.error();
    }
    result_.edition = std::move(*id);
    return std::move(result_);
  }

  struct NamedText {
    std::string kind;
    std::string text;
    std::string extension;
  };

  const ImportOptions& options_;
  Register& into_;
  ImportResult result_;
  District district_;
  std::vector<NamedText> texts_;
  std::vector<ObjectEntry> objects_;
};

}  // namespace

Result<ImportResult> import_district(const ImportOptions& options, Register& into) {
  return DistrictImport{options, into}.run();
}

}  // namespace quyhoach::geo
