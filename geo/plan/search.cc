#include "geo/plan/search.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <set>

#include "geo/base/text.h"
#include "geo/geom/measure.h"
#include "geo/plan/coordinate_query.h"
#include "geo/plan/local_text.h"
#include "geo/plan/parcel_query.h"

namespace quyhoach::geo {

namespace {

/// A query is not a document.
constexpr std::size_t kMaxQueryBytes = 200;

std::vector<std::string> words_of(const std::string& folded) {
  std::vector<std::string> words;
  for (std::size_t at = 0; at < folded.size();) {
    const auto end = std::min(folded.find(' ', at), folded.size());
    words.push_back(folded.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

/// A name somebody may have meant, folded.
struct Phrase {
  std::string text;
  std::vector<std::string> words;
  double likely = 1.0;
};

/// How well a thing's name answers the phrase: 0 not at all, 1 the very name.
double match(const NamedThing& thing, const Phrase& wanted) {
  const auto& [phrase, words, likely] = wanted;
  if (thing.folded.size() == phrase.size() + 2 && thing.folded.compare(1, phrase.size(), phrase) == 0) {
    return 1.0;
  }
  for (const std::string& word : words) {
    if (thing.folded.find(" " + word) == std::string::npos) {
      return 0.0;
    }
  }
  const double share = std::min(1.0, static_cast<double>(phrase.size()) / static_cast<double>(thing.folded.size()));
  if (thing.folded.compare(1, phrase.size(), phrase) == 0) {
    return 0.7 + 0.25 * share;
  }
  return 0.4 + 0.25 * share;
}

/// Among equal matches, what people look for first.
double weight(HitKind kind) noexcept {
  switch (kind) {
    case HitKind::kCoordinate:
    case HitKind::kParcel: return 1.0;
    case HitKind::kAdministrativeUnit: return 0.99;
    case HitKind::kCommune: return 0.98;
    case HitKind::kPlace: return 0.9;
    case HitKind::kRoad: return 0.88;
    case HitKind::kWater: return 0.85;
    case HitKind::kPlan: return 0.8;
  }
  return 0.0;
}

class Search {
 public:
  Search(const Snapshot& snapshot, const NameIndex& names, const GridTransform& transform, std::size_t limit,
         std::string_view language)
      : snapshot_(snapshot), district_(*snapshot.district), names_(names), transform_(transform), limit_(limit),
        language_(language) {}

  std::vector<Hit> run(std::string_view query) {
    query = trim(query);
    if (query.empty() || query.size() > kMaxQueryBytes || !is_utf8(query)) {
      return {};
    }
    coordinates(query);
    references(query);
    parcels(query);
    things(phrases_of(fold(query)));
    std::stable_sort(hits_.begin(), hits_.end(), [](const Hit& a, const Hit& b) { return a.score > b.score; });
    if (hits_.size() > limit_) {
      hits_.resize(limit_);
    }
    return std::move(hits_);
  }

 private:
  std::string in(const char* vi, const char* en) const { return language_ == "en" ? en : vi; }

  void coordinate(LonLat at, const std::string& detail, double score) {
    if (!district_.bbox.contains(at)) {
      return;
    }
    Hit hit;
    hit.kind = HitKind::kCoordinate;
    char text[64];
    std::snprintf(text, sizeof text, "%.6f, %.6f", at.lat_deg, at.lon_deg);
    hit.label = in("Vị trí ", "Position ") + text;
    hit.detail = detail;
    hit.at = at;
    hit.score = score;
    hits_.push_back(std::move(hit));
  }

  /// Two numbers: degrees in either order, or metres of the grid in either order. Each reading that lies in the district counts.
  void coordinates(std::string_view query) {
    for (const CoordinateGuess& guess : parse_coordinate_query(query, district_.search_words)) {
      const double score = guess.north_first ? 1.0 : 0.99;
      coordinate({guess.east, guess.north},
                 guess.north_first ? in("WGS 84: vĩ độ, kinh độ", "WGS 84: latitude, longitude")
                                   : in("WGS 84: kinh độ, vĩ độ", "WGS 84: longitude, latitude"), score);
      constexpr double kSmallestGrid_m = 1000.0;
      if (guess.is_degrees || std::abs(guess.north) < kSmallestGrid_m || std::abs(guess.east) < kSmallestGrid_m) {
        continue;
      }
      if (const auto at = transform_.to_lonlat({guess.east, guess.north})) {
        coordinate(*at, district_.crs + (guess.north_first ? in(": X (bắc), Y (đông)", ": X (north), Y (east)")
                                                           : in(": đông, bắc", ": east, north")), score);
      }
    }
  }

  void parcel(const ParcelAt& at, double score) {
    Hit hit;
    hit.kind = HitKind::kParcel;
    const ParcelKey key = key_of(at);
    hit.reference = reference(district_, key);
    if (!seen_.insert({at.set, at.index}).second) {
      return;
    }
    hit.label = in("Thửa ", "Parcel ") + key.number;
    if (!key.sheet.empty()) {
      hit.label += in(", tờ ", ", sheet ") + key.sheet;
    }
    if (const Commune* commune = district_.commune(key.commune)) {
      hit.detail = whose(*commune) + " · ";
    }
    const ShapeStore shape = at.shape();
    hit.detail += number_text(area_m2(shape.view(0)), 1, language_) + " m²";
    if (at.row().land_use != 0) {
      hit.detail += " · " + std::string{at.set->text(at.row().land_use)};
    }
    const GridBox box = box_of(shape.view(0));
    const auto centre = transform_.to_lonlat(box.center());
    const auto low = transform_.to_lonlat({box.min_east_m, box.min_north_m});
    const auto high = transform_.to_lonlat({box.max_east_m, box.max_north_m});
    if (centre && low && high) {
      hit.at = *centre;
      hit.box = LonLatBox{low->lon_deg, low->lat_deg, high->lon_deg, high->lat_deg};
    }
    hit.score = score;
    hits_.push_back(std::move(hit));
  }

  void references(std::string_view query) {
    if (const auto key = parse_reference(district_, query)) {
      for (const ParcelAt& at : find_parcels(snapshot_, *key)) {
        parcel(at, 1.0);
      }
    }
  }

  /// The text as one name, then the names in it without the words that only say what they are names of.
  std::vector<Phrase> phrases_of(const std::string& folded) const {
    std::vector<Phrase> phrases;
    if (!folded.empty()) {
      phrases.push_back({folded, words_of(folded), 1.0});
    }
    constexpr double kNamed = 0.97;
    constexpr double kFurther = 0.9;  // "… xã Tân Phú Trung, huyện Củ Chi": the first name is what is looked for.
    double likely = kNamed;
    for (std::string& name : names_in(district_.search_words, folded)) {
      phrases.push_back({name, words_of(name), likely});
      likely *= kFurther;
    }
    return phrases;
  }

  /// Communes a text may mean: cadastral ones by name or code, and all that went into an administrative unit of that name.
  std::vector<std::pair<std::string, double>> communes_for(const std::string& typed) const {
    std::vector<std::pair<std::string, double>> found;
    const std::string text = only_kinds(district_.search_words, typed) ? "" : typed;
    if (!district_.has_part(KeyPart::kCommune)) {
      if (text.empty()) {
        found.emplace_back("", 1.0);
      }
      return found;
    }
    if (text.empty()) {
      for (const Commune& commune : district_.communes) {
        found.emplace_back(commune.code, 0.8);
      }
    }
    for (const Phrase& phrase : phrases_of(text)) {
      for (const NamedThing& thing : names_.things) {
        const bool is_commune = thing.kind == HitKind::kCommune;
        const double score = is_commune || thing.kind == HitKind::kAdministrativeUnit ? match(thing, phrase) * phrase.likely : 0.0;
        if (score == 0.0) {
          continue;
        }
        if (is_commune) {
          found.emplace_back(thing.code, score);
          continue;
        }
        for (const Commune& commune : district_.communes) {
          if (commune.now == thing.code) {
            found.emplace_back(commune.code, score * 0.9);
          }
        }
      }
      if (!found.empty()) {
        break;  // A name behind it says where that commune lies.
      }
    }
    return found;
  }

  void parcels(std::string_view query) {
    std::vector<ParcelGuess> guesses = parse_with_named_sheet(query, district_, names_.sheets);
    for (ParcelGuess& guess : parse_parcel_query(query, district_)) {
      guesses.push_back(std::move(guess));
    }
    const bool has_sheets = district_.has_part(KeyPart::kSheet);
    double order = 1.0;
    for (const ParcelGuess& guess : guesses) {
      for (const auto& [commune, likely] : communes_for(guess.commune)) {
        const ParcelKey key{commune, guess.sheet, guess.number};
        for (const ParcelAt& at : find_parcels(snapshot_, key)) {
          parcel(at, 0.97 * likely * order);
        }
        constexpr double kAnySheet = 0.7;
        constexpr double kOnlyBegins = 0.6;
        const bool without_sheet = has_sheets && guess.sheet.empty();
        if (hits_.size() < limit_ && without_sheet && (!guess.commune.empty() || commune.empty())) {
          for (const ParcelAt& at : find_on_any_sheet(snapshot_, key, limit_)) {
            parcel(at, kAnySheet * likely * order);
          }
        } else if (hits_.size() < limit_ && !without_sheet) {
          for (const ParcelAt& at : find_beginning(snapshot_, key, limit_)) {
            parcel(at, kOnlyBegins * likely * order);
          }
        }
      }
      order *= 0.9;
    }
  }

  void things(const std::vector<Phrase>& phrases) {
    for (const NamedThing& thing : names_.things) {
      double score = 0.0;
      for (const Phrase& phrase : phrases) {
        score = std::max(score, match(thing, phrase) * phrase.likely);
      }
      if (score > 0.0) {
        hits_.push_back(to_hit(thing, score * weight(thing.kind)));
      }
    }
  }

  /// "Tân Phú Trung (cũ), nay thuộc Củ Chi"
  std::string whose(const Commune& commune) const {
    const AdministrativeUnit* now = district_.administrative_unit(commune.now);
    if (now == nullptr) {
      return commune.name;
    }
    return commune.name + in(" (cũ), nay thuộc ", " (former), now in ") + now->name;
  }

  Hit to_hit(const NamedThing& thing, double score) const {
    Hit hit;
    hit.kind = thing.kind;
    hit.label = thing.label;
    hit.code = thing.code;
    hit.plan = thing.plan;
    hit.at = thing.at;
    hit.box = thing.box;
    hit.score = score;
    if (const Commune* commune = thing.kind == HitKind::kCommune ? district_.commune(thing.code) : nullptr) {
      hit.detail = in("Xã theo bản đồ địa chính, mã ", "Cadastral commune, code ") + commune->code;
      if (commune->valid_to) {
        hit.detail += in(", đến trước ngày ", ", until ") + date_text(*commune->valid_to, language_);
      }
      if (const AdministrativeUnit* now = district_.administrative_unit(commune->now)) {
        hit.detail += in("; nay thuộc ", "; now in ") + now->name;
      }
    } else if (const AdministrativeUnit* unit =
                   thing.kind == HitKind::kAdministrativeUnit ? district_.administrative_unit(thing.code) : nullptr) {
      hit.detail = in("Đơn vị hành chính hiện nay, mã ", "Administrative unit today, code ") + unit->code;
      if (unit->valid_from) {
        hit.detail += in(", từ ngày ", ", since ") + date_text(*unit->valid_from, language_);
      }
    } else if (const PlanSet* plan = thing.kind == HitKind::kPlan ? snapshot_.plan(thing.plan) : nullptr) {
      hit.label = plan->info.title.in(language_);
      hit.detail = plan->info.decision.number;
    } else {
      hit.detail = thing.kind_name;
    }
    return hit;
  }

  const Snapshot& snapshot_;
  const District& district_;
  const NameIndex& names_;
  const GridTransform& transform_;
  std::size_t limit_;
  std::string_view language_;
  std::vector<Hit> hits_;
  std::set<std::pair<const ParcelSet*, std::uint32_t>> seen_;
};

}  // namespace

std::string_view name_of(HitKind kind) noexcept {
  switch (kind) {
    case HitKind::kParcel: return "parcel";
    case HitKind::kCommune: return "commune";
    case HitKind::kAdministrativeUnit: return "administrative_unit";
    case HitKind::kRoad: return "road";
    case HitKind::kWater: return "water";
    case HitKind::kPlace: return "place";
    case HitKind::kPlan: return "plan";
    case HitKind::kCoordinate: return "coordinate";
  }
  return "";
}

std::vector<Hit> search(const Snapshot& snapshot, const NameIndex& names, const GridTransform& transform,
                        std::string_view query, std::size_t limit, std::string_view language) {
  return Search{snapshot, names, transform, limit, language}.run(query);
}

}  // namespace quyhoach::geo
