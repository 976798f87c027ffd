#include "geo/io/district_import.h"

#include <algorithm>
#include <iterator>
#include <mutex>

#include "geo/base/parallel.h"
#include "geo/base/sha256.h"
#include "geo/base/text.h"
#include "geo/io/durable.h"
#include "geo/io/parcel_objects.h"
#include "geo/io/plan_checks.h"
#include "geo/io/plan_objects.h"
#include "geo/io/surroundings.h"
#include "geo/plan/manifest.h"

namespace quyhoach::geo {

namespace fs = std::filesystem;

namespace {

class DistrictImport {
 public:
  DistrictImport(const ImportOptions& options, std::shared_ptr<const FindingCatalogue> findings, Register& into)
      : options_(options), into_(into), result_{ImportReport{std::move(findings), options.accept}, "", 0, 0} {}

  Result<ImportResult> run() {
    if (!is_utf8(options_.who) || !is_utf8(options_.why)) {
      return Error{ErrorCode::kParameterValue, "who and why are kept with the edition and must be UTF-8"};
    }
    if (!read_district()) {
      return std::move(result_);
    }
    auto transform = GridTransform::create(district_.crs, district_.datum_operation);
    if (!transform) {
      defect("CRS_NOT_ALLOWED", "district.toml", transform.error().message, Needed::kByTheLoad);
      return std::move(result_);
    }
    if (const auto opened = into_.open_for_writing(); !opened) {
      return opened.error();
    }
    ReaderProcess reader{options_.district, options_.reader};
    ImportContext context{district_, *transform, options_.district, read_personal_columns(options_.catalogue, result_.report), reader, result_.report};
    context.threads = options_.threads;
    say("reading the base map");
    const BaseMap base = import_base(context);
    say("reading parcels");
    auto parcels = import_parcels(context);
    for (const auto& [code, set] : parcels) {
      result_.parcels += set.rows.size();
    }
    const LoadedSurroundings surroundings{parcels, base};
    context.surroundings = &surroundings;
    if (const auto done = import_plans(context); !done) {
      return done.error();
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
  void defect(const char* kind, const std::string& file, const std::string& text, Needed needed = Needed::kByItsPart) {
    result_.report.add({.kind = kind, .file = file, .figures = {{"text", text}}, .is_fatal = needed == Needed::kByTheLoad});
  }
  void manifest_defects(const std::vector<std::string>& errors) { add_manifest_defects(errors, result_.report, Needed::kByTheLoad); }

  std::optional<std::string> read_text(const fs::path& path, const std::string& name) {
    return geo::read_text(path, name, result_.report, Needed::kByTheLoad);
  }

  bool read_district() {
    const auto topics = read_text(options_.catalogue / "topics.tsv", "topics.tsv");
    const auto words = read_text(options_.catalogue / "search_words.tsv", "search_words.tsv");
    const auto accuracy = read_text(options_.catalogue / "accuracy.tsv", "accuracy.tsv");
    const auto toml = read_text(options_.district / "district.toml", "district.toml");
    if (!topics || !words || !accuracy || !toml) {
      return false;
    }
    auto catalogue = parse_topics(*topics, "topics.tsv");
    auto manifest = parse_district(*toml, "district.toml", catalogue.value);
    manifest_defects(catalogue.errors);
    manifest_defects(manifest.errors);
    district_ = std::move(manifest.value);
    const std::string& name = district_.land_use_catalogue;
    const bool own = name.ends_with(".tsv");
    const auto land_use = name.empty() ? std::nullopt
                                       : read_text(own ? options_.district / name : options_.catalogue / ("land_use_" + name + ".tsv"), name);
    if (!land_use || !result_.report.refusing().empty()) {
      return false;
    }
    auto uses = parse_land_uses(*land_use, name);
    manifest_defects(uses.errors);
    district_.land_uses = std::move(uses.value);
    manifest_defects(parse_search_words(*words, "search_words.tsv", district_.languages).errors);
    auto table = parse_accuracy(*accuracy, "accuracy.tsv");
    manifest_defects(table.errors);
    district_.accuracy = std::move(table.value);
    texts_ = {{"district", *toml, "toml"}, {"accuracy", *accuracy, "tsv"}, {"topics", *topics, "tsv"}, {"land_use", *land_use, "tsv"}, {"search_words", *words, "tsv"}};
    return result_.report.refusing().empty();
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
      auto plan = read_plan_file(folder, options_.district, district_, result_.report);
      if (plan && !ids.insert(plan->info.id).second) {
        defect("MANIFEST.twin", name_of(folder), plan->info.id);
      } else if (plan) {
        plans.push_back(std::move(*plan));
      }
    }
    std::vector<PlanInfo> before;
    for (const PlanFile& plan : plans) {
      check_references(plan, name_of(plan.folder), ids, result_.report);
      check_dates(plan, name_of(plan.folder), today(district_.utc_offset_h), result_.report);
      check_known(plan.info, name_of(plan.folder), before, result_.report);
      before.push_back(plan.info);
    }
    return plans;
  }
  std::string name_of(const fs::path& plan_folder) const { return (plan_folder / "plan.toml").lexically_relative(options_.district).string(); }

  Result<bool> import_plans(const ImportContext& context) {
    for (const PlanFile& plan : read_plan_files()) {
      say("reading plan " + plan.info.id);
      auto objects = put_plan(context, plan, into_);
      if (!objects) {
        return objects.error();
      }
      objects_.insert(objects_.end(), std::make_move_iterator(objects->begin()), std::make_move_iterator(objects->end()));
      ++result_.plans;
    }
    return true;
  }

  Result<bool> write_parcels_of(std::map<std::string, ParcelSet::Parts>& sets) {
    std::vector<ParcelSet::Parts*> work;
    for (auto& [code, set] : sets) {
      work.push_back(&set);
    }
    std::mutex mutex;
    return in_parallel(work.size(), options_.threads, [&](std::size_t i, unsigned /*worker*/) -> Result<bool> {
      ParcelSet::Parts& set = *work[i];
      const std::size_t count = set.rows.size();
      const auto transform = GridTransform::create(district_.crs, district_.datum_operation);  // Those of other threads are theirs.
      auto entry = transform ? put_parcels(set, district_.crs, *transform, into_) : Result<ObjectEntry>{transform.error()};
      const std::string commune = set.commune;
      set = {};  // A large district does not stay in memory longer than it must.
      const std::lock_guard lock{mutex};
      say("parcels " + commune + ": " + std::to_string(count));
      return keep(std::move(entry), count);
    });
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
  auto findings = read_finding_catalogue(options.catalogue);
  return findings ? DistrictImport{options, std::move(*findings), into}.run() : Result<ImportResult>{findings.error()};
}

}  // namespace quyhoach::geo
