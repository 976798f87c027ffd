#include "server/handlers/service.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <condition_variable>
#include <unordered_map>

#include "geo/base/sha256.h"
#include "server/http/problem.h"

namespace quyhoach::server {

using geo::Error;
using geo::ErrorCode;
using geo::Result;

Result<std::shared_ptr<Service>> Service::open(const std::string& register_folder, unsigned threads,
                                               std::function<void(std::string_view)> log) {
  const geo::Register from{register_folder};
  if (from.is_unpublished()) {  // The watcher waits for the first edition.
    return std::shared_ptr<Service>{new Service{register_folder, threads, nullptr, std::move(log)}};
  }
  const auto id = from.current();
  if (!id) {
    return id.error();
  }
  auto snapshot = geo::load_snapshot(from, *id, nullptr, threads);
  if (!snapshot) {
    return snapshot.error();
  }
  return std::shared_ptr<Service>{new Service{register_folder, threads, std::move(*snapshot), std::move(log)}};
}

Service::Service(std::string folder, unsigned threads, SnapshotPtr first, std::function<void(std::string_view)> log)
    : register_(std::move(folder)), threads_(threads), cell_(std::move(first)), log_(std::move(log)),
      watcher_([this](const std::stop_token& stop) { watch(stop); }) {}

Service::~Service() = default;

void Service::watch(const std::stop_token& stop) {
  constexpr std::chrono::milliseconds kInterval{500};
  std::mutex mutex;
  std::condition_variable_any wake;
  std::unique_lock lock{mutex};
  while (!wake.wait_for(lock, stop, kInterval, [] { return false; }) && !stop.stop_requested()) {
    refresh();
  }
}

void Service::refresh() {
  const std::lock_guard lock{refresh_mutex_};
  const auto id = register_.current();
  const SnapshotPtr now = cell_.load();
  if (!id || (now && *id == now->edition.id) || *id == failed_) {
    return;
  }
  auto next = geo::load_snapshot(register_, *id, now.get(), threads_);
  if (!next) {
    failed_ = *id;
    log_("edition " + *id + " cannot be loaded, " + (now ? now->edition.id + " stays" : "there is none yet") + ": " + next.error().message);
    return;
  }
  cell_.store(std::move(*next));
  log_("edition " + *id + " is served now");
}

Result<SnapshotPtr> Service::edition(const std::string& id) {
  const SnapshotPtr now = cell_.load();
  if (now->edition.id == id) {
    return now;
  }
  constexpr std::size_t kKept = 4;
  const std::lock_guard lock{older_mutex_};  // One load at a time: an old edition is rare, and memory is not endless.
  const auto found = std::find_if(older_.begin(), older_.end(), [&](const SnapshotPtr& s) { return s->edition.id == id; });
  if (found != older_.end()) {
    older_.splice(older_.begin(), older_, found);
    return older_.front();
  }
  auto loaded = geo::load_snapshot(register_, id, now.get(), threads_);
  if (!loaded) {
    return loaded.error();
  }
  older_.push_front(std::move(*loaded));
  if (older_.size() > kKept) {
    older_.pop_back();
  }
  return older_.front();
}

const geo::GridTransform& transform_for(const geo::District& district) {
  thread_local std::unordered_map<std::string, geo::GridTransform> transforms;
  const std::string key = district.crs + " " + district.datum_operation;
  const auto found = transforms.find(key);
  if (found != transforms.end()) {
    return found->second;
  }
  auto made = geo::GridTransform::create(district.crs, district.datum_operation);
  if (!made) {  // The snapshot was loaded with it, so only memory can be short.
    throw std::runtime_error{made.error().message};
  }
  return transforms.emplace(key, std::move(*made)).first->second;
}

Result<std::string> language_asked(const geo::District& district, const Request& request) {
  const std::string* language = request.find("lang");
  if (language == nullptr) {
    return district.languages.empty() ? std::string{"vi"} : district.languages.front();
  }
  if (*language != "vi" && *language != "en") {
    return Error{ErrorCode::kParameterValue, "lang is vi or en"};
  }
  return *language;
}

Result<Asked> asked(Service& service, const Request& request) {
  Asked out;
  if (const std::string* id = request.find("edition")) {
    auto snapshot = service.edition(*id);
    if (!snapshot) {
      return snapshot.error();
    }
    out.snapshot = std::move(*snapshot);
    out.pinned = true;
  } else {
    out.snapshot = service.current();
  }
  auto language = language_asked(*out.snapshot->district, request);
  if (!language) {
    return language.error();
  }
  out.language = std::move(*language);
  return out;
}

RouteHandler with_edition(const std::shared_ptr<Service>& service, RouteHandler handler) {
  return [service, handler = std::move(handler)](const Request& request, const PathValues& values) {
    return service->current() ? handler(request, values) : problem(ErrorCode::kUnavailable, "no edition has been published yet");
  };
}

Result<geo::Date> day_asked(const geo::District& district, const Request& request) {
  const std::string* text = request.find("as_of");
  if (text == nullptr) {
    return geo::today(district.utc_offset_h);
  }
  const auto date = geo::parse_date(*text);
  if (!date) {
    return Error{ErrorCode::kParameterValue, "as_of is a date written YYYY-MM-DD"};
  }
  return *date;
}

Response json_response(std::string_view body, bool immutable, std::string_view etag_source) {
  constexpr std::size_t kEtagDigits = 32;
  Response response = text_response("application/json", std::string{body});
  response.etag = "W/\"" + (etag_source.empty() ? geo::sha256_hex(body) : std::string{etag_source}).substr(0, kEtagDigits) + "\"";
  response.cache_control = immutable ? "public, max-age=31536000, immutable" : "no-cache";
  return response;
}

Result<double> number_asked(std::string_view name, std::string_view text) {
  double value = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) {
    return Error{ErrorCode::kParameterValue, std::string{name} + " is not a finite number"};
  }
  return value;
}

}  // namespace quyhoach::server
