#include <algorithm>
#include <map>

#include "geo/io/change_check.h"
#include "geo/io/parcel_objects.h"
#include "geo/io/plan_objects.h"
#include "geo/plan/manifest.h"

namespace quyhoach::geo {

namespace {

constexpr const char* kFile = "parcels.toml";

/// Sheet and number as look-up tells them apart: case of letters does not matter.
std::string key_of(std::string_view sheet, std::string_view number) {
  std::string key = std::string{sheet} + '\n' + std::string{number};
  std::ranges::transform(key, key.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return key;
}

/// How many parcels of `before` are not among `after`; of several with one key each counts.
std::size_t count_gone(const ParcelSet& before, const ParcelSet::Parts& after) {
  std::map<std::string, std::size_t> have;
  for (const ParcelRow& row : after.rows) {
    ++have[key_of(after.texts.at(row.sheet), after.texts.at(row.number))];
  }
  std::size_t gone = 0;
  for (std::size_t i = 0; i < before.size(); ++i) {
    const auto found = have.find(key_of(before.text(before.row(i).sheet), before.text(before.row(i).number)));
    if (found == have.end() || found->second == 0) {
      ++gone;
    } else {
      --found->second;
    }
  }
  return gone;
}

class ParcelsCheck {
 public:
  ParcelsCheck(const PlanCheckOptions& options, const ChangeContext& begun, const Register& into, CheckedPlan& out)
      : options_(options), begun_(begun), into_(into), out_(out) {}

  Result<bool> run() {
    const auto toml = read_text(options_.folder / kFile, kFile, out_.report, Needed::kByTheLoad);
    if (!toml) {
      return true;
    }
    const auto parcels = parse_parcels(*toml, kFile, *begun_.district);
    add_manifest_defects(parcels.errors, out_.report, Needed::kByTheLoad);
    if (!parcels.errors.empty()) {
      return true;
    }
    const std::string& commune = parcels.value.commune;
    auto sets = read(parcels.value);
    ParcelSet::Parts& set = sets[commune];
    if (set.rows.empty()) {
      add("PARCELS_EMPTY", {{"commune", commune}});
      return true;
    }
    if (const ObjectEntry* now = begun_.manifest.find("parcels", commune)) {
      if (const auto done = compare(*now, set); !done) {
        return done;
      }
      out_.base.push_back(*now);
    }
    if (!out_.report.refusing().empty()) {
      return true;  // Nobody waits for the map of what is not kept.
    }
    auto entry = put_parcels(set, begun_.district->crs, begun_.transform, into_, options_.threads);
    if (!entry) {
      return entry.error();
    }
    out_.objects.push_back(std::move(*entry));
    return true;
  }

 private:
  void add(const char* kind, std::vector<Figure> figures) {
    out_.report.add({.kind = kind, .file = kFile, .figures = std::move(figures)});
  }

  std::map<std::string, ParcelSet::Parts> read(const ParcelsInfo& parcels) {
    District district = *begun_.district;
    district.layers = parcels.layers;
    ReaderProcess reader{options_.folder, options_.reader};
    const ImportContext context{district, begun_.transform, options_.folder, read_personal_columns(options_.catalogue, out_.report),
                                reader, out_.report};
    auto sets = import_parcels(context);
    for (const auto& [code, set] : sets) {
      if (code != parcels.commune) {
        add("PARCEL_FOREIGN", {{"count", static_cast<double>(set.rows.size())}, {"commune", code}});
      }
    }
    return sets;
  }

  Result<bool> compare(const ObjectEntry& now, const ParcelSet::Parts& set) {
    const auto path = whole_object(into_, now);
    const auto before = path ? read_parcels(*path, now.sha256(), begun_.transform)
                             : Result<std::shared_ptr<const ParcelSet>>{path.error()};
    if (!before) {
      return before.error();
    }
    const std::size_t gone = count_gone(**before, set);
    const double share = static_cast<double>(gone) / static_cast<double>(std::max<std::size_t>((*before)->size(), 1));
    if (share > kMostVanished) {
      constexpr double kPercent = 100.0;
      add("PARCELS_VANISH", {{"gone", static_cast<double>(gone)},
                             {"count", static_cast<double>((*before)->size())},
                             {"share_percent", share * kPercent}});
    }
    return true;
  }

  const PlanCheckOptions& options_;
  const ChangeContext& begun_;
  const Register& into_;
  CheckedPlan& out_;
};

}  // namespace

Result<CheckedPlan> check_parcels(const PlanCheckOptions& options, const Register& into) {
  auto begun = begin_check(options, into);
  if (!begun) {
    return begun.error();
  }
  const auto done = ParcelsCheck{options, begun->context, into, begun->found}.run();
  return done ? end_check(options, std::move(begun->found)) : done.error();
}

}  // namespace quyhoach::geo
