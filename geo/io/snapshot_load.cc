#include <malloc.h>

#include <algorithm>
#include <mutex>
#include <optional>
#include <utility>

#include "geo/base/parallel.h"
#include "geo/base/sha256.h"
#include "geo/io/durable.h"
#include "geo/io/objects.h"
#include "geo/io/register.h"
#include "geo/plan/manifest.h"
#include "geo/plan/search.h"

namespace quyhoach::geo {

namespace {

/// The text of an object whose hash is right.
Result<std::string> checked_text(const Register& from, const EditionManifest& manifest, std::string_view kind) {
  for (const ObjectEntry& object : manifest.objects) {
    if (object.kind == kind) {
      auto text = read_file(from.object_path(object.file));
      if (text && sha256_hex(*text) != object.sha256()) {
        return Error{ErrorCode::kHashMismatch, object.file + " does not have the content its name promises"};
      }
      return text;
    }
  }
  return Error{ErrorCode::kManifest, "the edition has no object of kind " + std::string{kind}};
}

/// Loads objects on several threads; each thread has its own transform and datasets.
class ObjectLoader {
 public:
  ObjectLoader(const Register& from, const EditionManifest& manifest, const District& district, const Snapshot* previous)
      : from_(from), district_(district), previous_(previous) {
    for (const ObjectEntry& object : manifest.objects) {
      if (object.kind == "parcels" || object.kind == "plan" || object.kind == "base") {
        work_.push_back(&object);
      }
    }
    // Largest first, so that no thread is left with it at the end.
    std::sort(work_.begin(), work_.end(), [](const ObjectEntry* a, const ObjectEntry* b) { return a->bytes > b->bytes; });
  }

  Result<bool> run(unsigned threads, Snapshot& out) {
    std::vector<std::optional<GridTransform>> transforms(std::max(threads, 1U));
    return in_parallel(work_.size(), threads, [&](std::size_t i, unsigned worker) -> Result<bool> {
      if (reuse(*work_[i], out)) {
        return true;
      }
      std::optional<GridTransform>& transform = transforms[worker];
      if (!transform) {
        auto made = GridTransform::create(district_.crs, district_.datum_operation);
        if (!made) {
          return made.error();
        }
        transform = std::move(*made);
      }
      return load(*work_[i], *transform, out);
    });
  }

 private:

  bool reuse(const ObjectEntry& object, Snapshot& out) {
    if (previous_ == nullptr || previous_->district->crs != district_.crs ||
        previous_->district->datum_operation != district_.datum_operation) {
      return false;
    }
    const std::string hash = object.sha256();
    const std::lock_guard lock{mutex_};
    const auto take = [&](const auto& have, auto& list) {
      const auto found = std::find_if(have.begin(), have.end(), [&](const auto& set) { return hash_of(*set) == hash; });
      if (found != have.end()) {
        list.push_back(*found);
      }
      return found != have.end();
    };
    if (object.kind == "base" && previous_->base && previous_->base->object == hash) {
      out.base = previous_->base;
      return true;
    }
    return (object.kind == "parcels" && take(previous_->parcels, out.parcels)) ||
           (object.kind == "plan" && take(previous_->plans, out.plans));
  }
  static const std::string& hash_of(const ParcelSet& set) { return set.object(); }
  static const std::string& hash_of(const PlanSet& set) { return set.object; }

  Result<bool> load(const ObjectEntry& object, const GridTransform& transform, Snapshot& out) {
    const std::string path = from_.object_path(object.file);
    const auto hash = sha256_of_file(path);
    if (!hash || *hash != object.sha256()) {
      return hash ? Error{ErrorCode::kHashMismatch, object.file + " does not have the content its name promises"} : hash.error();
    }
    if (object.kind == "parcels") {
      return keep(read_parcels(path, *hash, transform), [&](auto set) { out.parcels.push_back(std::move(set)); });
    }
    if (object.kind == "plan") {
      return keep(read_plan(path, *hash, district_, transform), [&](auto set) { out.plans.push_back(std::move(set)); });
    }
    return keep(read_base(path, *hash, transform), [&](auto base) { out.base = std::move(base); });
  }

  template <typename T, typename Store>
  Result<bool> keep(Result<T> loaded, Store&& store) {
    if (!loaded) {
      return loaded.error();
    }
    const std::lock_guard lock{mutex_};
    store(std::move(*loaded));
    return true;
  }

  const Register& from_;
  const District& district_;
  const Snapshot* previous_;
  std::vector<const ObjectEntry*> work_;
  std::mutex mutex_;
};

}  // namespace

Result<std::shared_ptr<const District>> load_district(const Register& from, const EditionManifest& manifest) {
  const auto topics = checked_text(from, manifest, "topics");
  const auto land_use = checked_text(from, manifest, "land_use");
  const auto search_words = checked_text(from, manifest, "search_words");
  const auto toml = checked_text(from, manifest, "district");
  for (const auto* text : {&topics, &land_use, &search_words, &toml}) {
    if (!*text) {
      return text->error();
    }
  }
  const auto catalogue = parse_topics(*topics, "topics.tsv");
  auto uses = parse_land_uses(*land_use, "land_use.tsv");
  auto district = parse_district(*toml, "district.toml", catalogue.value);
  for (const std::vector<std::string>* errors : {&catalogue.errors, &std::as_const(uses.errors), &std::as_const(district.errors)}) {
    if (!errors->empty()) {
      return Error{ErrorCode::kManifest, errors->front()};
    }
  }
  district.value.land_uses = std::move(uses.value);
  auto words = parse_search_words(*search_words, "search_words.tsv", district.value.languages);
  if (!words.errors.empty()) {
    return Error{ErrorCode::kManifest, words.errors.front()};
  }
  district.value.search_words = std::move(words.value);
  if (std::ranges::find(manifest.objects, "accuracy", &ObjectEntry::kind) != manifest.objects.end()) {
    const auto accuracy = checked_text(from, manifest, "accuracy");
    auto table = accuracy ? parse_accuracy(*accuracy, "accuracy.tsv") : Manifest<AccuracyTable>{};
    if (!accuracy || !table.errors.empty()) {
      return accuracy ? Error{ErrorCode::kManifest, table.errors.front()} : accuracy.error();
    }
    district.value.accuracy = std::move(table.value);
  }
  return std::shared_ptr<const District>{std::make_shared<District>(std::move(district.value))};
}

Result<std::shared_ptr<const Snapshot>> load_snapshot(const Register& from, const std::string& edition,
                                                      const Snapshot* previous, unsigned threads) {
  const auto manifest = from.manifest(edition);
  return manifest ? load_snapshot(from, *manifest, previous, threads) : Result<std::shared_ptr<const Snapshot>>{manifest.error()};
}

Result<std::shared_ptr<const Snapshot>> load_snapshot(const Register& from, const EditionManifest& manifest,
                                                      const Snapshot* previous, unsigned threads) {
  auto district = load_district(from, manifest);
  if (!district) {
    return district.error();
  }
  auto snapshot = std::make_shared<Snapshot>();
  snapshot->edition = manifest.info;
  snapshot->district = *district;
  snapshot->base = std::make_shared<BaseMap>();
  ObjectLoader loader{from, manifest, **district, previous};
  if (const auto loaded = loader.run(threads, *snapshot); !loaded) {
    return loaded.error();
  }
  std::sort(snapshot->parcels.begin(), snapshot->parcels.end(),
            [](const auto& a, const auto& b) { return a->commune() < b->commune(); });
  const auto topic_rank = [&](const PlanSet& plan) {
    const auto& topics = (*district)->topics;
    return std::find_if(topics.begin(), topics.end(), [&](const Topic& t) { return t.id == plan.info.topic; }) - topics.begin();
  };
  std::sort(snapshot->plans.begin(), snapshot->plans.end(), [&](const auto& a, const auto& b) {
    return std::pair{topic_rank(*a), std::string_view{a->info.id}} < std::pair{topic_rank(*b), std::string_view{b->info.id}};
  });
  const auto transform = GridTransform::create((*district)->crs, (*district)->datum_operation);
  if (!transform) {
    return transform.error();
  }
  snapshot->names = std::make_shared<NameIndex>(build_names(*snapshot, *transform));
#ifdef __GLIBC__
  malloc_trim(0);  // Loading takes more memory for a moment than the snapshot holds: the rest goes back to the system.
#endif
  return std::shared_ptr<const Snapshot>{std::move(snapshot)};
}

}  // namespace quyhoach::geo
