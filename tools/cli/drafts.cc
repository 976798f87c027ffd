#include <chrono>
#include <cstdio>
#include <string>

#include "tools/cli/amend.h"
#include "tools/cli/handlers.h"
#include "tools/cli/options.h"
#include "tools/cli/places.h"
#include "tools/cli/say.h"
#include "tools/cli/sign_in.h"

namespace quyhoach::cli {

namespace {

using desk::Desk;
using geo::Result;
using store::Draft;
using store::DraftState;

/// Opens the desk and lets whoever acts sign in to it.
Result<std::unique_ptr<Desk>> open_signed_in(const Arguments& arguments) {
  auto desk = open_desk(arguments);
  if (!desk) {
    return desk.error();
  }
  const auto in = sign_in((*desk)->store(), arguments);
  return in ? std::move(desk) : Result<std::unique_ptr<Desk>>{in.error()};
}

void print_json(const Draft& draft) {
  geo::JsonWriter json;
  json.begin_object();
  json.member("id", draft.id);
  json.member("title", draft.text.title);
  json.member("kind", kind_name(draft.text.kind));
  json.member("plan", draft.text.plan);
  json.member("state", state_name(draft.state));
  json.member("author", draft.author);
  json.member_or_null("approver", draft.approver);
  json.member_or_null("edition", draft.edition);
  json.member("reason", draft.text.reason);
  json.end_object();
  print(json);
}

int say(const Arguments& arguments, const Result<Draft>& draft) {
  if (!draft) {
    return fail(arguments, draft.error());
  }
  if (arguments.has(kJson)) {
    print_json(*draft);
  } else {
    std::printf("%s  %-10s  %s  %s  %s%s%s\n", draft->id.c_str(), std::string{state_name(draft->state)}.c_str(), draft->author.c_str(),
                draft->text.plan.c_str(), draft->text.title.c_str(), draft->edition.empty() ? "" : "  edition ", draft->edition.c_str());
  }
  return kDone;
}

int make_draft(const Arguments& arguments, const Result<desk::DraftSource>& source) {
  if (!source) {
    return fail(arguments, source.error());
  }
  const auto desk = open_signed_in(arguments);
  return desk ? say(arguments, (*desk)->import(*source, arguments.text(kAs))) : fail(arguments, desk.error());
}

int take_step(const Arguments& arguments, DraftState to) {
  const auto desk = open_signed_in(arguments);
  return desk ? say(arguments, (*desk)->step(arguments.plain(0), to, arguments.text(kWhy), arguments.text(kAs)))
              : fail(arguments, desk.error());
}

int clean_up(const Arguments& arguments) {
  constexpr unsigned kDaysKept = 90;
  const auto desk = open_desk(arguments);
  const auto cleaned = desk ? (*desk)->clean_up(std::chrono::days{arguments.count(kDays).value_or(kDaysKept)}, who(arguments))
                            : Result<desk::CleanedUp>{desk.error()};
  if (!cleaned) {
    return fail(arguments, cleaned.error());
  }
  if (arguments.has(kJson)) {
    geo::JsonWriter json;
    json.begin_object();
    write_texts(json, "removed", cleaned->drafts);
    write_texts(json, "abandoned", cleaned->abandoned);
    json.end_object();
    print(json);
    return kDone;
  }
  for (const std::string& id : cleaned->drafts) {
    std::printf("%s\n", id.c_str());
  }
  std::printf("the files of %zu drafts and of %zu abandoned imports are removed\n", cleaned->drafts.size(), cleaned->abandoned.size());
  return kDone;
}

}  // namespace

int run_import(const Arguments& arguments) { return make_draft(arguments, source_at(arguments.plain(0), arguments.text(kDraftKind))); }

int run_amend(const Arguments& arguments) { return make_draft(arguments, amendment(arguments.plain(0), arguments.texts(kSet))); }

int run_submit(const Arguments& arguments) { return take_step(arguments, DraftState::kSubmitted); }
int run_return(const Arguments& arguments) { return take_step(arguments, DraftState::kReturned); }
int run_withdraw(const Arguments& arguments) { return take_step(arguments, DraftState::kWithdrawn); }
int run_approve(const Arguments& arguments) { return take_step(arguments, DraftState::kApproved); }

int run_publish(const Arguments& arguments) {
  const auto desk = open_signed_in(arguments);
  return desk ? say(arguments, (*desk)->publish(arguments.plain(0), arguments.text(kAs))) : fail(arguments, desk.error());
}

int run_rollback(const Arguments& arguments) {
  const auto desk = open_signed_in(arguments);
  const auto done = desk ? (*desk)->restore(arguments.plain(0), arguments.text(kWhy), arguments.text(kAs)) : Result<bool>{desk.error()};
  if (!done) {
    return fail(arguments, done.error());
  }
  if (arguments.has(kJson)) {
    geo::JsonWriter json;
    json.begin_object();
    json.member("edition", arguments.plain(0));
    json.end_object();
    print(json);
  } else {
    std::printf("edition %s is current again\n", arguments.plain(0).c_str());
  }
  return kDone;
}

int run_drafts(const Arguments& arguments) {
  if (arguments.has(kCleanUp)) {
    return clean_up(arguments);
  }
  const auto state = open_state(arguments);
  const auto drafts = state ? (*state)->drafts(std::nullopt) : Result<std::vector<Draft>>{state.error()};
  if (!drafts) {
    return fail(arguments, drafts.error());
  }
  for (const Draft& draft : *drafts) {
    (void)say(arguments, Result<Draft>{draft});
  }
  return kDone;
}

}  // namespace quyhoach::cli
