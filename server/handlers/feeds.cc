#include "server/handlers/feeds.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <map>
#include <optional>
#include <set>

#include "geo/plan/plan_extent.h"
#include "geo/plan/timeline.h"
#include "server/handlers/atom_feed.h"
#include "server/handlers/place_asked.h"
#include "server/http/problem.h"

namespace quyhoach::server {

namespace {

using geo::ErrorCode;
using geo::Result;

/// Since when the register holds each plan as the snapshot has it, by its id: from the edition's ancestors as far as they are there.
std::map<std::string, std::string> read_since(const geo::Register& store, const geo::Snapshot& snapshot) {
  std::map<std::string, std::string> since;
  std::map<std::string, std::string> files;
  std::set<std::string> seen;  // A damaged register may have a ring of parents.
  auto edition = store.manifest(snapshot.edition.id);
  for (bool is_first = true; edition; is_first = false) {
    std::map<std::string, std::string> same;
    for (const geo::ObjectEntry& object : edition->objects) {
      const auto known = files.find(object.id);
      if (object.kind == "plan" && (is_first || (known != files.end() && known->second == object.file))) {
        since[object.id] = edition->info.created_at;
        same.emplace(object.id, object.file);
      }
    }
    files = std::move(same);
    if (files.empty() || edition->info.parent.empty() || !seen.insert(edition->info.parent).second) {
      break;
    }
    edition = store.manifest(edition->info.parent);
  }
  return since;
}

/// The words of a feed, in one language.
class FeedWords {
 public:
  FeedWords(std::string_view language, const geo::District& district) : is_english_(language == "en"), language_(language), district_(district) {}

  [[nodiscard]] std::string in(std::string_view vi, std::string_view en) const { return std::string{is_english_ ? en : vi}; }
  [[nodiscard]] std::string day(geo::Date on) const {
    const std::string iso = geo::format_date(on);
    return is_english_ ? iso : iso.substr(8, 2) + "/" + iso.substr(5, 2) + "/" + iso.substr(0, 4);
  }
  [[nodiscard]] std::string demo() const { return district_.demo ? "[DEMO] " : ""; }

  [[nodiscard]] std::string event(const geo::PlanEvent& event, bool is_ahead) const {
    std::string text{event.plan->info.title.in(language_)};
    switch (event.kind) {
      case geo::PlanEventKind::kInForce: text += in(" có hiệu lực", is_ahead ? " will be in force" : " came into force"); break;
      case geo::PlanEventKind::kSuspended: text += in(" bị tạm dừng", is_ahead ? " will be suspended" : " was suspended"); break;
      case geo::PlanEventKind::kAppliesAgain: text += in(" được áp dụng trở lại", is_ahead ? " will apply again" : " applied again"); break;
      case geo::PlanEventKind::kReplaced: text += in(" bị thay thế", is_ahead ? " will be replaced" : " was replaced"); break;
      case geo::PlanEventKind::kExpired: text += in(" hết hiệu lực", is_ahead ? " will expire" : " expired"); break;
      case geo::PlanEventKind::kRepealed: text += in(" bị bãi bỏ", is_ahead ? " will be repealed" : " was repealed"); break;
    }
    if (event.decision) {
      text += in(" (Quyết định số ", " (decision ") + event.decision->number + in(" ngày ", " of ") + day(event.decision->date) + ", " +
              event.decision->authority + ")";
    }
    return text;
  }
  [[nodiscard]] std::string state(geo::TopicState state) const {
    switch (state) {
      case geo::TopicState::kConcerned: return in("có ảnh hưởng", "concerned");
      case geo::TopicState::kNotConcerned: return in("không bị ảnh hưởng", "not concerned");
      case geo::TopicState::kNoData: return in("chưa có dữ liệu", "no data");
      case geo::TopicState::kBoundaryUncertain: return in("giáp ranh — cần đo đạc xác định", "at a boundary: only a survey can tell");
    }
    return {};
  }
  [[nodiscard]] std::string change(const geo::TopicDifference& change) const {
    std::string text{change.topic->name.in(language_)};
    return change.before == change.after ? text + in(": nội dung thay đổi", ": what it says changes") : text + ": " + state(change.before) + " → " + state(change.after);
  }

 private:
  bool is_english_;
  std::string_view language_;
  const geo::District& district_;
};

/// Puts a feed together: entries of events, each with the moment from which it can be read here.
class FeedMaker {
 public:
  FeedMaker(const Service& service, const Asked& question, RegisteredSince& known)
      : words(question.language, *question.snapshot->district), snapshot_(*question.snapshot), since_(known.of(service.store(), snapshot_)),
        today_(geo::today(snapshot_.district->utc_offset_h)) {
    feed.author = snapshot_.district->office.in(question.language);
    if (feed.author.empty()) {
      feed.author = snapshot_.district->name.in(question.language);
    }
    feed.language = question.language;
    feed.since = snapshot_.edition.created_at;
  }

  void add(geo::Date on, const std::vector<geo::PlanEvent>& events, const std::vector<geo::TopicDifference>& changes, std::string key, std::string link) {
    AtomEntry entry{.key = std::move(key), .updated = moment_of(on, events), .title = words.demo() + words.day(on) + ": ", .link = std::move(link), .lines = {}};
    entry.title += events.empty() ? words.in("câu trả lời thay đổi", "the answer changes") : words.event(events.front(), on > today_);
    if (events.size() > 1) {
      entry.title += words.in(" và ", " and ") + std::to_string(events.size() - 1) + words.in(" thay đổi khác", " more");
    }
    if (on > today_) {
      entry.lines.push_back(words.in("Sắp tới, chưa áp dụng.", "Ahead: it does not apply yet."));
    }
    for (const geo::PlanEvent& event : events) {
      entry.lines.push_back(words.event(event, on > today_));
    }
    for (const geo::TopicDifference& change : changes) {
      entry.lines.push_back(words.change(change));
    }
    entry.lines.push_back(words.in("Ấn bản dữ liệu ", "Edition ") + snapshot_.edition.id);
    feed.entries.push_back(std::move(entry));
  }

  Response response() {
    std::string text = to_atom(feed);
    Response response = json_response(text, false);
    response.content_type = "application/atom+xml; charset=utf-8";
    return response;
  }

  FeedWords words;
  AtomFeed feed;

 private:
  /// When an event became known here, or, where it came later, its day.
  [[nodiscard]] std::string moment_of(geo::Date on, const std::vector<geo::PlanEvent>& events) const {
    const int offset_h = snapshot_.district->utc_offset_h;
    // Midnight of its day, in UTC: RFC 3339 in one zone compares as text.
    const geo::Date day = on <= today_ ? (offset_h > 0 ? on - std::chrono::days{1} : on) : geo::Date{};
    constexpr int kDay_h = 24;
    const int hour = (kDay_h - offset_h) % kDay_h;
    std::string moment = geo::format_date(day) + "T" + (hour < 10 ? "0" : "") + std::to_string(hour) + ":00:00Z";
    for (const geo::PlanEvent& event : events) {
      const auto since = since_->find(event.plan->info.id);
      if (since != since_->end()) {
        moment = std::max(moment, since->second);
      }
    }
    return moment;
  }

  const geo::Snapshot& snapshot_;
  std::shared_ptr<const std::map<std::string, std::string>> since_;
  geo::Date today_;
};

/// The page of a place, without a day.
std::string page_of(const geo::Place& place, const std::string& query, const std::string& lon_lat) {
  switch (place.kind) {
    case geo::Place::Kind::kParcel: return "/thua?" + query;
    case geo::Place::Kind::kPoint: return "/?" + lon_lat;
    case geo::Place::Kind::kPolygon: return "/?" + query;
  }
  return "/";
}

/// "lon=106.49&lat=10.97", to a decimetre.
std::string lon_lat_of(const geo::District& district, const geo::Place& place) {
  const auto at = transform_for(district).to_lonlat(place.point);
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "lon=%.6f&lat=%.6f", at ? at->lon_deg : 0.0, at ? at->lat_deg : 0.0);
  return text.data();
}

std::string name_of_place(const geo::District& district, const geo::Place& place, const FeedWords& words) {
  switch (place.kind) {
    case geo::Place::Kind::kParcel: return words.in("Thửa đất ", "Parcel ") + geo::reference(district, geo::key_of(place.parcel));
    case geo::Place::Kind::kPoint: return words.in("Vị trí ", "Place ") + lon_lat_of(district, place);
    case geo::Place::Kind::kPolygon: return words.in("Khu vực đã vẽ", "Drawn area");
  }
  return {};
}

}  // namespace

std::shared_ptr<const std::map<std::string, std::string>> RegisteredSince::of(const geo::Register& store, const geo::Snapshot& snapshot) {
  const std::lock_guard lock{mutex_};
  if (!since_ || edition_ != snapshot.edition.id) {
    since_ = std::make_shared<const std::map<std::string, std::string>>(read_since(store, snapshot));
    edition_ = snapshot.edition.id;
  }
  return since_;
}

Response PlaceFeedHandler::operator()(const Request& request, const PathValues& values) const {
  auto about = asked_with_place(*service, request, values);
  if (about.response) {
    return std::move(*about.response);
  }
  const auto& [question, place] = *about.value;
  const geo::Snapshot& snapshot = *question.snapshot;
  const geo::District& district = *snapshot.district;
  const auto query = query_of(district, place);
  const auto entries = geo::timeline_of(snapshot, place);
  if (!query || !entries) {
    return problem(query ? entries.error() : geo::Error{ErrorCode::kParameterValue, "the place has no address"});
  }
  FeedMaker maker{*service, question, *known};
  maker.feed.key = district.id + "\n" + *query + "\n" + question.language;
  maker.feed.title = maker.words.demo() + maker.words.in("Quy hoạch: ", "Planning: ") + name_of_place(district, place, maker.words);
  maker.feed.self = "/feeds/planning.atom?" + *query + "&lang=" + question.language;
  maker.feed.link = page_of(place, *query, place.kind == geo::Place::Kind::kPoint ? lon_lat_of(district, place) : "");
  for (const geo::TimelineEntry& entry : *entries) {
    maker.add(entry.on, entry.events, entry.changes, geo::format_date(entry.on), maker.feed.link + "&as_of=" + geo::format_date(entry.on));
  }
  return maker.response();
}

Response CommuneFeedHandler::operator()(const Request& request, const PathValues& values) const {
  const auto question = asked(*service, request);
  if (!question) {
    return problem(question.error());
  }
  const geo::Snapshot& snapshot = *question->snapshot;
  const geo::District& district = *snapshot.district;
  const std::string code{values["code"]};
  const auto outlines = geo::outlines_of_commune(snapshot, code);
  if (outlines.empty()) {
    return problem(ErrorCode::kNotFound, "the district has no commune of this code on its map");
  }
  std::vector<geo::PlanEvent> events;
  for (const auto& plan : snapshot.plans) {
    bool reaches = false;
    for (const auto& outline : outlines) {
      const auto reached = reaches ? Result<bool>{true} : geo::reaches_into(*plan, outline);
      if (!reached) {
        return problem(reached.error());
      }
      reaches = *reached;
    }
    if (reaches) {
      const auto of_plan = geo::events_of(*plan);
      events.insert(events.end(), of_plan.begin(), of_plan.end());
    }
  }
  std::ranges::stable_sort(events, {}, &geo::PlanEvent::on);
  const geo::Commune* commune = district.commune(code);
  const geo::AdministrativeUnit* unit = district.administrative_unit(code);
  FeedMaker maker{*service, *question, *known};
  maker.feed.key = district.id + "\ncommune " + code + "\n" + question->language;
  // A code may be that of an old commune and of a new one: both are told.
  std::string name = commune != nullptr ? commune->name : unit != nullptr ? unit->name : code;
  if (commune != nullptr && unit != nullptr && unit->name != name) {
    name += " / " + unit->name;
  }
  maker.feed.title = maker.words.demo() + maker.words.in("Quy hoạch: ", "Planning: ") + name + " (" + code + ")";
  maker.feed.self = "/feeds/communes/" + code + ".atom?lang=" + question->language;
  maker.feed.link = "/";
  for (const geo::PlanEvent& event : events) {
    maker.add(event.on, {event}, {}, event.plan->info.id + "\n" + geo::format_date(event.on), "/?plan=" + event.plan->info.id);
  }
  return maker.response();
}

}  // namespace quyhoach::server
