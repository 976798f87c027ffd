#include "server/handlers/plan_parcels.h"

#include <charconv>
#include <mutex>

#include "data/desk/export.h"
#include "data/desk/plan_parcels_report.h"
#include "server/handlers/exports.h"
#include "server/handlers/guard.h"
#include "server/http/problem.h"

namespace quyhoach::server {

namespace {

using geo::Error;
using geo::ErrorCode;
using geo::Result;
using store::Role;

Result<std::size_t> limit_asked(const Request& request) {
  const std::string* text = request.find("limit");
  if (text == nullptr) {
    return PlanParcelsHandler::kUsuallyListed;
  }
  std::size_t limit = 0;
  const auto read = std::from_chars(text->data(), text->data() + text->size(), limit);
  if (read.ec != std::errc{} || read.ptr != text->data() + text->size() || limit < 1 || limit > PlanParcelsHandler::kMostListed) {
    return Error{ErrorCode::kParameterValue, "limit is 1 to " + std::to_string(PlanParcelsHandler::kMostListed)};
  }
  return limit;
}

/// The edition a request is about: that of its cursor where it has one.
Result<Asked> asked_with(Service& service, const Request& request, const std::optional<ParcelCursor>& cursor) {
  auto question = asked(service, request);
  if (!question || !cursor || question->snapshot->edition.id == cursor->edition) {
    return question;
  }
  if (question->pinned) {
    return Error{ErrorCode::kParameterValue, "the cursor is of another edition"};
  }
  auto snapshot = service.edition(cursor->edition);
  if (!snapshot) {
    return snapshot.error();
  }
  question->snapshot = std::move(*snapshot);
  return question;
}

Response page_of(const Asked& asked, const geo::PlanParcelsQuestion& question, const Request& request, geo::ParcelPosition begin) {
  const auto limit = limit_asked(request);
  if (!limit) {
    return problem(limit.error());
  }
  const auto page = parcels_under_from(*asked.snapshot, question, begin, *limit);
  if (!page) {
    return problem(page.error());
  }
  const std::string next = page->next ? cursor_text({asked.snapshot->edition.id, *page->next}) : std::string{};
  const bool immutable = asked.pinned && request.find("as_of") != nullptr;
  const std::string json = desk::plan_parcels_json(*asked.snapshot, question, page->parcels, next, transform_for(*asked.snapshot->district));
  return json_response(json, immutable);
}

/// The whole list. One is made at a time: it takes every thread it may have.
Response table_of(const Asked& asked, const geo::PlanParcelsQuestion& question, desk::ExportFormat format) {
  static std::mutex one_at_a_time;
  constexpr unsigned kThreads = 2;
  const std::unique_lock alone{one_at_a_time, std::try_to_lock};
  if (!alone) {
    return problem(ErrorCode::kUnavailable, "another list is being made: try again in a moment");
  }
  const auto parcels = parcels_under(*asked.snapshot, question, kThreads);
  if (!parcels) {
    return problem(parcels.error());
  }
  const auto tables = desk::plan_parcels_tables(*asked.snapshot, question, *parcels, asked.language);
  return export_response(tables, format, asked.snapshot->district->crs, "parcels-" + question.plan->info.id);
}

}  // namespace

std::optional<ParcelCursor> parse_cursor(std::string_view text) {
  const std::size_t last = text.rfind('.');
  const std::size_t first = last == std::string_view::npos || last == 0 ? last : text.rfind('.', last - 1);
  if (first == std::string_view::npos || first == 0) {
    return std::nullopt;
  }
  ParcelCursor cursor{.edition = std::string{text.substr(0, first)}, .at = {}};
  const auto number = [](std::string_view digits, auto& value) {
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return read.ec == std::errc{} && read.ptr == digits.data() + digits.size();
  };
  const bool is_good = number(text.substr(first + 1, last - first - 1), cursor.at.set) && number(text.substr(last + 1), cursor.at.index);
  return is_good ? std::optional{std::move(cursor)} : std::nullopt;
}

std::string cursor_text(const ParcelCursor& cursor) {
  return cursor.edition + "." + std::to_string(cursor.at.set) + "." + std::to_string(cursor.at.index);
}

Response PlanParcelsHandler::operator()(const Request& request, const PathValues& values) const {
  const auto form = table_asked(request);
  if (!form) {
    return problem(form.error());
  }
  const std::string* cursor_given = request.find("cursor");
  const auto cursor = cursor_given == nullptr ? std::nullopt : parse_cursor(*cursor_given);
  if (cursor_given != nullptr && !cursor) {
    return problem(ErrorCode::kParameterValue, "a cursor is what the page before said");
  }
  if (*form && (cursor_given != nullptr || request.find("limit") != nullptr)) {
    return problem(ErrorCode::kParameterValue, "a table is whole: it has no limit and no cursor");
  }
  const auto answer = [&] {
    const auto about = asked_with(*service, request, cursor);
    const auto day = about ? day_asked(*about->snapshot->district, request) : Result<geo::Date>{about.error()};
    if (!day) {
      return problem(day.error());
    }
    const geo::PlanSet* plan = about->snapshot->plan(values["id"]);
    if (plan == nullptr) {
      return problem(ErrorCode::kPlanUnknown);
    }
    const std::string* zone = request.find("zone");
    if (zone != nullptr && !has_zone(*plan, *zone)) {
      return problem(ErrorCode::kParameterValue, "the plan has no zone of this code");
    }
    const geo::PlanParcelsQuestion question{.plan = plan, .zone = zone == nullptr ? std::nullopt : std::optional{*zone}, .as_of = *day};
    return *form ? table_of(*about, question, **form) : page_of(*about, question, request, cursor ? cursor->at : geo::ParcelPosition{});
  };
  if (!*form) {
    return answer();
  }
  if (!accounts) {
    return uncached(problem(ErrorCode::kUnauthenticated));
  }
  const auto guarded = with_role(accounts, {Role::kClerk, Role::kPlanner, Role::kApprover, Role::kAdministrator},
                                 [&](const Request&, const PathValues&, const store::Session&) { return answer(); });
  return guarded(request, values);
}

}  // namespace quyhoach::server
