#include <algorithm>
#include <cstdio>
#include <string>
#include <thread>
#include <vector>

#include "geo/io/register.h"
#include "geo/plan/answer_json.h"
#include "geo/plan/finding_catalogue.h"
#include "tools/cli/handlers.h"
#include "tools/cli/options.h"
#include "tools/cli/places.h"
#include "tools/cli/say.h"

namespace quyhoach::cli {

namespace {

using geo::Error;
using geo::ErrorCode;
using geo::Result;
using SnapshotPtr = std::shared_ptr<const geo::Snapshot>;

/// What is compared.
struct Sides {
  SnapshotPtr before;
  SnapshotPtr after;
  std::vector<geo::ParcelKey> parcels;
};

/// The answers of one parcel's key: one each, several where the source has duplicates.
struct Compared {
  std::string reference;
  std::vector<geo::Answer> before;
  std::vector<geo::Answer> after;
};

/// The current edition and what it would be with the draft, and the parcels asked for.
Result<Sides> sides_asked(const desk::Desk& desk, const Arguments& arguments) {
  const geo::Register from{arguments.text(kRegister)};
  const auto current = from.current();
  const auto draft = current ? desk.store().draft(arguments.plain(0)) : Result<store::Draft>{current.error()};
  if (!draft) {
    return draft.error();
  }
  auto before = load_snapshot(from, *current, nullptr, std::max(1U, std::thread::hardware_concurrency()));
  auto after = before ? desk.preview(*draft, *before) : before;
  if (!after) {
    return after.error();
  }
  Sides out{*before, *after, {}};
  for (const std::string& text : arguments.texts(kParcel)) {
    auto key = geo::parse_reference(*out.after->district, text);
    if (!key) {
      return key.error();
    }
    out.parcels.push_back(std::move(*key));
  }
  return out;
}

/// The same with the first parcels whose answers change.
Result<Sides> sides_changed(const desk::Desk& desk, const Arguments& arguments, geo::Date day) {
  constexpr std::size_t kFirst = 20;
  const auto impact = desk.impact(arguments.plain(0), day);
  if (!impact) {
    return impact.error();
  }
  Sides out{impact->before, impact->after, {}};
  for (const geo::ParcelImpact& parcel : impact->parcels) {
    const geo::ParcelKey key = key_of(parcel.parcel);
    if (out.parcels.size() < kFirst && std::ranges::find(out.parcels, key) == out.parcels.end()) {
      out.parcels.push_back(key);
    }
  }
  return out;
}

Result<std::vector<geo::Answer>> answers(const geo::Snapshot& snapshot, const geo::ParcelKey& key, geo::Date day) {
  std::vector<geo::Answer> out;
  const auto parcels = geo::find_parcels(snapshot, key);
  for (const geo::ParcelAt& parcel : parcels) {
    geo::Place place;
    place.kind = geo::Place::Kind::kParcel;
    place.parcel = parcel;
    place.duplicates = parcels.size();
    auto answer = geo::compute_answer(snapshot, std::move(place), day);
    if (!answer) {
      return answer.error();
    }
    out.push_back(std::move(*answer));
  }
  return out;
}

Error unknown(const geo::Snapshot& snapshot, const geo::ParcelKey& key) {
  constexpr std::size_t kNear = 5;
  std::string near;
  for (const geo::ParcelAt& parcel : geo::find_near(snapshot, key, kNear)) {
    near += (near.empty() ? "; near it: " : ", ") + geo::reference(*snapshot.district, key_of(parcel));
  }
  return {ErrorCode::kParcelUnknown, "the parcel " + geo::reference(*snapshot.district, key) + " is not in the data of " +
                                         snapshot.edition.created_at.substr(0, 10) + near};
}

Result<std::vector<Compared>> compare(const Sides& sides, geo::Date day) {
  std::vector<Compared> out;
  for (const geo::ParcelKey& key : sides.parcels) {
    auto before = answers(*sides.before, key, day);
    auto after = before ? answers(*sides.after, key, day) : before;
    if (!after) {
      return after.error();
    }
    if (before->empty() && after->empty()) {
      return unknown(*sides.after, key);
    }
    out.push_back({geo::reference(*sides.after->district, key), std::move(*before), std::move(*after)});
  }
  return out;
}

void write_answers(geo::JsonWriter& json, std::string_view name, const std::vector<geo::Answer>& answers, const geo::Snapshot& snapshot,
                   const geo::GridTransform& transform, std::string_view language) {
  json.key(name);
  json.begin_array();
  for (const geo::Answer& answer : answers) {
    json.raw(to_json(answer, snapshot, transform, {.language = language}, geo::utc_now()).body);
  }
  json.end_array();
}

void print_json(const Arguments& arguments, const Sides& sides, const std::vector<Compared>& compared, const geo::GridTransform& transform,
                geo::Date day) {
  const std::string_view language = language_of(arguments);
  geo::JsonWriter json;
  json.begin_object();
  json.member("draft", arguments.plain(0));
  json.member("edition", sides.before->edition.id);
  json.member("as_of", geo::format_date(day));
  json.key("parcels");
  json.begin_array();
  for (const Compared& parcel : compared) {
    json.begin_object();
    json.member("reference", parcel.reference);
    write_answers(json, "before", parcel.before, *sides.before, transform, language);
    write_answers(json, "after", parcel.after, *sides.after, transform, language);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  print(json);
}

/// What a topic says of a parcel, on one line.
std::string summary(const geo::TopicAnswer& topic, std::string_view language) {
  std::string out = (language == "vi" ? topic.topic->name.vi : topic.topic->name.en) + ": " + std::string{name_of(topic.state)};
  for (const geo::Restriction& restriction : topic.restrictions) {
    const geo::TextTable& texts = restriction.plan->texts;
    out.append("; ").append(texts.at(restriction.zone().code)).append(" ").append(texts.at(restriction.zone().land_use));
    if (restriction.area_m2) {
      out += " " + geo::write_figure("area_m2", *restriction.area_m2, language);
    } else if (restriction.length_m) {
      out += " " + geo::write_figure("length_m", *restriction.length_m, language);
    }
    if (restriction.certainty == geo::Certainty::kBoundaryUncertain) {
      out.append(" ").append(name_of(restriction.certainty));
    }
    out += " (" + restriction.plan->info.id + ")";
  }
  return out;
}

std::vector<std::string> summaries(const std::vector<geo::Answer>& answers, std::string_view language) {
  std::vector<std::string> out;
  for (const geo::Answer& answer : answers) {
    for (const geo::TopicAnswer& topic : answer.topics) {
      out.push_back(summary(topic, language));
    }
  }
  return out;
}

/// What stays has a blank before it, what goes a minus, what comes a plus.
void print_text(const Compared& parcel, std::string_view language) {
  const auto before = summaries(parcel.before, language);
  const auto after = summaries(parcel.after, language);
  std::printf("%s\n", parcel.reference.c_str());
  for (const std::string& line : before) {
    std::printf("  %c %s\n", std::ranges::find(after, line) == after.end() ? '-' : ' ', line.c_str());
  }
  for (const std::string& line : after) {
    if (std::ranges::find(before, line) == before.end()) {
      std::printf("  + %s\n", line.c_str());
    }
  }
}

}  // namespace

int run_preview(const Arguments& arguments) {
  const auto desk = open_desk(arguments);
  const auto district = desk ? current_district(arguments) : Result<std::shared_ptr<const geo::District>>{desk.error()};
  const auto transform = district ? transform_of(**district) : Result<geo::GridTransform>{district.error()};
  if (!transform) {
    return fail(arguments, transform.error());
  }
  const geo::Date day = arguments.date(kAsOf).value_or(geo::today((*district)->utc_offset_h));
  const auto sides = arguments.has(kParcel) ? sides_asked(**desk, arguments) : sides_changed(**desk, arguments, day);
  const auto compared = sides ? compare(*sides, day) : Result<std::vector<Compared>>{sides.error()};
  if (!compared) {
    return fail(arguments, compared.error());
  }
  if (arguments.has(kJson)) {
    print_json(arguments, *sides, *compared, *transform, day);
    return kDone;
  }
  for (const Compared& parcel : *compared) {
    print_text(parcel, language_of(arguments));
  }
  return kDone;
}

}  // namespace quyhoach::cli
