#include "tools/cli/desk.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <iostream>
#include <string>
#include <thread>

#include <termios.h>
#include <unistd.h>

#include "data/desk/desk.h"
#include "data/desk/impact_report.h"
#include "data/desk/report.h"
#include "geo/coord/grid_transform.h"
#include "geo/plan/json.h"
#include "tools/cli/amend.h"
#include "geo/table/csv.h"
#include "tools/cli/words.h"

namespace quyhoach::cli {

namespace {

using desk::Desk;
using geo::Error;
using geo::ErrorCode;
using geo::Result;
using store::Draft;
using store::DraftState;

struct Command {
  std::string_view name;
  std::size_t plain;   ///< Words beside the options.
  bool signs_in;       ///< Somebody has to answer for it.
  std::optional<DraftState> to;
};
constexpr std::array<Command, 11> kCommands{{{"import", 1, true, {}},
                                             {"amend", 1, true, {}},
                                             {"check", 1, true, {}},
                                             {"drafts", 0, false, {}},
                                             {"impact", 1, false, {}},
                                             {"submit", 1, true, DraftState::kSubmitted},
                                             {"return", 1, true, DraftState::kReturned},
                                             {"withdraw", 1, true, DraftState::kWithdrawn},
                                             {"approve", 1, true, DraftState::kApproved},
                                             {"publish", 1, true, {}},
                                             {"rollback", 1, true, {}}}};

const Command* command_of(std::string_view name) noexcept {
  const auto found = std::ranges::find(kCommands, name, &Command::name);
  return found == kCommands.end() ? nullptr : &*found;
}

/// A line from standard input; typed at a terminal it is not shown.
Result<std::string> read_password() {
  termios before{};
  const bool is_terminal = ::tcgetattr(STDIN_FILENO, &before) == 0;
  if (is_terminal) {
    std::fputs("password: ", stderr);
    termios quiet = before;
    quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
  }
  std::string password;
  const bool came = static_cast<bool>(std::getline(std::cin, password));
  if (is_terminal) {
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
    std::fputc('\n', stderr);
  }
  return came ? Result<std::string>{std::move(password)} : Error{ErrorCode::kUnauthenticated, "no password came from standard input"};
}

/// Two people publish a plan, here as in the browser: who acts proves it with a password.
Result<bool> sign_in(store::Store& state, const std::string& login) {
  const auto password = read_password();
  if (!password) {
    return password.error();
  }
  const auto tried = state.sign_in(login, *password);
  if (!tried) {
    return tried.error();
  }
  if (!tried->opened) {
    return Error{ErrorCode::kUnauthenticated, tried->locked_for.count() > 0
                                                  ? "too many wrong passwords: wait " + std::to_string(tried->locked_for.count()) + " s"
                                                  : "login or password is wrong"};
  }
  const bool must_change = tried->opened->session.user.must_change_password;
  if (const auto closed = state.sign_out(tried->opened->token); !closed) {
    return closed.error();
  }
  return must_change ? Result<bool>{Error{ErrorCode::kPasswordChangeDue, "the first password must be changed before: quyhoach user password, or on the page"}}
                     : Result<bool>{true};
}

std::string to_json(const Draft& draft) {
  geo::JsonWriter json;
  json.begin_object();
  json.member("id", std::string_view{draft.id});
  json.member("title", std::string_view{draft.text.title});
  json.member("kind", kind_name(draft.text.kind));
  json.member("plan", std::string_view{draft.text.plan});
  json.member("state", state_name(draft.state));
  json.member("author", std::string_view{draft.author});
  json.member_or_null("approver", draft.approver);
  json.member_or_null("edition", draft.edition);
  json.member("reason", std::string_view{draft.text.reason});
  json.end_object();
  return std::string{json.text()};
}

int say(const Result<Draft>& draft, bool as_json) {
  if (!draft) {
    return fail(draft.error());
  }
  if (as_json) {
    std::printf("%s\n", to_json(*draft).c_str());
  } else {
    std::printf("%s  %-10s  %s  %s  %s%s%s\n", draft->id.c_str(), std::string{state_name(draft->state)}.c_str(), draft->author.c_str(),
                draft->text.plan.c_str(), draft->text.title.c_str(), draft->edition.empty() ? "" : "  edition ", draft->edition.c_str());
  }
  return kDone;
}

Result<geo::GridTransform> transform_of(const std::string& register_folder) {
  const geo::Register from{register_folder};
  const auto id = from.current();
  const auto manifest = id ? from.manifest(*id) : Result<geo::EditionManifest>{id.error()};
  const auto district = manifest ? load_district(from, *manifest) : Result<std::shared_ptr<const geo::District>>{manifest.error()};
  return district ? geo::GridTransform::create((*district)->crs, (*district)->datum_operation) : Result<geo::GridTransform>{district.error()};
}

int say(const Result<desk::CheckedDraft>& checked, const geo::GridTransform& transform, bool as_json) {
  if (!checked) {
    return fail(checked.error());
  }
  const auto refusing = checked->plan.report.refusing();
  if (as_json) {
    std::printf("%s\n", desk::check_json(checked->plan, checked->seconds, transform).c_str());
    return refusing.empty() ? kDone : kRefused;
  }
  for (const auto& defect : checked->plan.report.listed()) {
    std::printf("%s\n", to_line(defect).c_str());
  }
  for (const auto& [code, count] : checked->plan.report.counts()) {
    std::printf("total    %s %zu%s\n", code.c_str(), count, checked->plan.report.accepted().contains(code) ? " (accepted)" : "");
  }
  for (const geo::Repair& repair : checked->plan.repairs.listed()) {
    std::printf("%s %s  %.2f m2\n", repair.applied ? "repaired" : "repair  ", repair.id.c_str(), repair.area_m2);
  }
  std::printf("%s in %.1f s\n", refusing.empty() ? "nothing refuses it" : "refused", checked->seconds);
  return refusing.empty() ? kDone : kRefused;
}

int say(const Result<desk::DraftImpact>& impact, const geo::GridTransform& transform, const Words& words) {
  if (!impact) {
    return fail(impact.error());
  }
  if (words.has("--json")) {
    std::printf("%s\n", desk::impact_json(*impact, transform, impact->parcels.size()).c_str());
  } else if (words.has("--csv")) {
    std::fputs(to_csv(impact_tables(*impact, "vi").front()).c_str(), stdout);
  } else {
    if (impact->cadastre) {
      std::printf("commune %s: %zu parcels added, %zu gone, %zu reshaped, %zu described otherwise\n", impact->cadastre->commune.c_str(),
                  impact->cadastre->added, impact->cadastre->gone, impact->cadastre->reshaped, impact->cadastre->attributes);
    }
    std::printf("%s: the answer of %zu of %zu parcels changes (%.1f s); --csv lists them\n",
                impact->topic.empty() ? "several topics" : impact->topic.c_str(), impact->changed(),
                impact->looked_at, impact->seconds);
  }
  return kDone;
}

int list(store::Store& state, bool as_json) {
  const auto drafts = state.drafts(std::nullopt);
  if (!drafts) {
    return fail(drafts.error());
  }
  for (const Draft& draft : *drafts) {
    (void)say(Result<Draft>{draft}, as_json);
  }
  return kDone;
}

}  // namespace

bool is_desk_command(std::string_view command) noexcept { return command_of(command) != nullptr; }

std::optional<int> desk_command(std::string_view name, std::span<char* const> given, std::string_view catalogue) {
  const Command& command = *command_of(name);
  const auto words = tell_apart(given, {"--state", "--register", "--catalogue", "--as", "--why", "--accept", "--repair", "--as-of", "--kind", "--set"},
                                {"--json", "--csv"}, {"--accept", "--repair", "--set"});
  if (!words || words->plain.size() != command.plain || !words->has("--state") || !words->has("--register") ||
      (command.signs_in && !words->has("--as"))) {
    return std::nullopt;
  }
  auto state = store::open_state(words->value("--state"), store::IfMissing::kRefuse);
  if (!state) {
    return fail(state.error());
  }
  const std::string by = words->value("--as");
  if (command.signs_in) {
    if (const auto in = sign_in(**state, by); !in) {
      return fail(in.error());
    }
  }
  const Desk desk{{.register_folder = words->value("--register"),
                   .state_folder = words->value("--state"),
                   .catalogue = words->has("--catalogue") ? words->value("--catalogue") : std::string{catalogue},
                   .reader = {},
                   .threads = std::max(1U, std::thread::hardware_concurrency())},
                  *state};
  const bool as_json = words->has("--json");
  if (command.name == "drafts") {
    return list(**state, as_json);
  }
  const std::string& subject = words->plain.front();
  if (command.name == "import" || command.name == "amend") {
    const auto sets = words->options.find("--set");
    const auto source = command.name == "import" ? source_at(subject, words->value("--kind"))
                        : sets != words->options.end() ? amendment(subject, sets->second)
                                                       : Result<desk::DraftSource>{Error{ErrorCode::kParameterMissing, "nothing is --set"}};
    return source ? say(desk.import(*source, by), as_json) : fail(source.error());
  }
  if (command.name == "publish") {
    return say(desk.publish(subject, by), as_json);
  }
  if (command.name == "rollback") {
    const auto done = desk.restore(subject, words->value("--why"), by);
    if (!done) {
      return fail(done.error());
    }
    std::printf("edition %s is current again\n", subject.c_str());
    return kDone;
  }
  if (command.to) {
    return say(desk.step(subject, *command.to, words->value("--why"), by), as_json);
  }
  const auto transform = transform_of(words->value("--register"));
  if (!transform) {
    return fail(transform.error());
  }
  if (command.name == "check") {
    const auto all = [&](const char* option) {
      const auto found = words->options.find(option);
      return found == words->options.end() ? std::set<std::string>{} : std::set<std::string>(found->second.begin(), found->second.end());
    };
    return say(desk.check(subject, all("--accept"), by, all("--repair")), *transform, as_json);
  }
  const auto day = words->has("--as-of") ? geo::parse_date(words->value("--as-of")) : std::optional{geo::today(7)};
  return day ? std::optional{say(desk.impact(subject, *day), *transform, *words)} : std::nullopt;
}

}  // namespace quyhoach::cli
