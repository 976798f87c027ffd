#include <algorithm>

#include "tools/cli/handlers.h"
#include "tools/cli/options.h"

namespace quyhoach::cli {

namespace {

constexpr Use must(const Option& option) { return {&option, true, nullptr}; }
constexpr Use may(const Option& option) { return {&option, false, nullptr}; }
/// Only together with another one.
constexpr Use may_with(const Option& with, const Option& option) { return {&option, false, &with}; }

constexpr Plain kDraft{"DRAFT", Kind::kText, "a draft's id, as `drafts` prints it"};
constexpr Plain kEdition{"EDITION", Kind::kText, "an edition's id, as `editions` prints it"};
constexpr Plain kLogin{"LOGIN", Kind::kText, "an account's login"};
constexpr Plain kConsultant{"NAME", Kind::kText, "a consultant's name"};
constexpr std::string_view kProfileJson = "the profile: name, saved_by, saved_at, layers (how many), repairs, toml";
constexpr std::string_view kDraftJson = "the draft: id, title, kind, plan, state, author, approver, edition, reason";
constexpr std::string_view kUserJson = "the account: login, name, role, standing; password where one was made";

/// A step of a draft.
std::vector<Use> step(std::initializer_list<Use> more = {}) {
  std::vector<Use> uses{must(kState), must(kRegister), must(kAs)};
  uses.insert(uses.end(), more);
  uses.push_back(may(kJson));
  return uses;
}
/// A change of an account.
std::vector<Use> account(std::initializer_list<Use> more = {}) {
  std::vector<Use> uses{must(kState)};
  uses.insert(uses.end(), more);
  uses.insert(uses.end(), {may(kWho), may(kJson)});
  return uses;
}

std::vector<Command> publishing() {
  return {
      {.name = "load",
       .plain = {{"DISTRICT_FOLDER", Kind::kFolder, "a folder with a district.toml"}},
       .uses = {must(kRegister), may(kAccept), may(kWho), may(kWhy), may(kLang), may(kCatalogue), may(kWithoutLandlock), may(kQuiet), may(kJson)},
       .help = "read a district's layers, list every defect, publish an edition if nothing refuses it",
       .details = "Refused while another publication runs.",
       .json = "edition (null if refused), parcels, plans, refusing, accepted, counts, findings",
       .run = run_load},
      {.name = "editions",
       .plain = {},
       .uses = {must(kRegister), may(kJson)},
       .help = "list published editions, newest first; * marks the current one",
       .details = {},
       .json = "an edition a line: id, is_current, parent, created_at, who, why, accepted, audit_head",
       .run = run_editions},
      {.name = "verify-register",
       .plain = {},
       .uses = {must(kRegister), may(kJson)},
       .help = "read every byte and name what is not as it was written",
       .details = "Ends with 1 if anything is not.",
       .json = "whole, faults: file, what, editions",
       .run = run_verify_register},
      {.name = "map-fields",
       .plain = {{"FOLDER", Kind::kFolder, "a folder of sources"}},
       .uses = {must(kRegister), may(kWrite), may(kState), may_with(kState, kProfile), may(kCatalogue), may(kWithoutLandlock), may(kJson)},
       .help = "propose a plan.toml for a folder of sources",
       .details = "What only the planner knows stands as TODO in it. Never written over a plan.toml that is there. With --profile what is "
                  "known of the consultant's layers is used; see `profile save`.",
       .json = "plan_toml, layers, documents, left_out, as PlanProposal of the service's API; written (the path, or null)",
       .run = run_map_fields},
  };
}

std::vector<Command> drafts() {
  return {
      {.name = "import",
       .plain = {{"PATH", Kind::kFile, "a folder or ZIP archive with a plan.toml, parcels.toml or patch.toml, or a patch.toml alone"}},
       .uses = step({may(kDraftKind)}),
       .help = "make a draft of a folder, an archive or a patch",
       .details = "What it is made of is copied: what is changed there afterwards does not change the draft.",
       .json = kDraftJson,
       .run = run_import},
      {.name = "amend",
       .plain = {{"PLAN", Kind::kText, "a plan's id"}},
       .uses = step({must(kSet)}),
       .help = "make a draft that changes what is written of a plan, or its legal status",
       .details = "With action=suspend, lift, repeal or expire it changes the status, else the metadata.",
       .json = kDraftJson,
       .run = run_amend},
      {.name = "check",
       .plain = {kDraft},
       .uses = step({may(kAccept), may(kRepair), may(kProfile), may(kLang), may(kCatalogue), may(kWithoutLandlock)}),
       .help = "list a draft's defects, and the repairs proposed",
       .details = "Ends with 1 if any of them refuses it. The author's.",
       .json = "the CheckReport of the HTTP interface",
       .run = run_check},
      {.name = "profile save",
       .plain = {kConsultant, {"MANIFEST", Kind::kFile, "a plan.toml or parcels.toml whose layers are read as they should be"}},
       .uses = {must(kState), must(kAs), may(kRepairCode), may(kJson)},
       .help = "keep how a consultant's layers are read, for the next folder",
       .details = "Roles, columns, codes, encodings and what the layers of drawings hold; never a CRS. In place of the one before.",
       .json = kProfileJson,
       .run = run_profile_save},
      {.name = "profile show",
       .plain = {kConsultant},
       .uses = {must(kState), may(kJson)},
       .help = "print a profile, as TOML",
       .details = {},
       .json = kProfileJson,
       .run = run_profile_show},
      {.name = "profile list",
       .plain = {},
       .uses = {must(kState), may(kJson)},
       .help = "list the consultants whose layers are known",
       .details = {},
       .json = "a profile a line, as profile save prints it",
       .run = run_profile_list},
      {.name = "profile remove",
       .plain = {kConsultant},
       .uses = {must(kState), must(kAs), may(kJson)},
       .help = "forget a profile",
       .details = {},
       .json = "name",
       .run = run_profile_remove},
      {.name = "drafts",
       .plain = {},
       .uses = {must(kState), may(kCleanUp), may_with(kCleanUp, kDays), may_with(kCleanUp, kWho), may(kJson)},
       .help = "list drafts, changed last first; clean up after them",
       .details = "--clean-up removes the files of drafts that were published or withdrawn longer ago than that, and of imports "
                  "that were killed, with a record for each. The drafts stay listed, and what was published stays in the register.",
       .json = "a draft a line, as import prints it; with --clean-up an object: removed (drafts), abandoned (folders)",
       .run = run_drafts},
      {.name = "preview",
       .plain = {kDraft},
       .uses = {must(kState), must(kRegister), may(kParcel), may(kAsOf), may(kLang), may(kJson)},
       .help = "show the answers a draft would give beside those of the current edition",
       .details = "The draft must have passed its check.",
       .json = "draft, edition, as_of, parcels: reference, before, after (each a list of PlanningAnswer of the HTTP interface, one for "
               "each parcel under the reference)",
       .run = run_preview},
      {.name = "impact",
       .plain = {kDraft},
       .uses = {must(kState), must(kRegister), may(kAsOf), may(kCsv), may(kJson)},
       .help = "say which parcels' answers a draft changes, with what and by how many m²",
       .details = "The draft must have passed its check.",
       .json = "the ImpactReport of the HTTP interface, with all parcels",
       .run = run_impact},
      {.name = "export",
       .plain = {{.name = "PLAN", .kind = Kind::kText, .help = "a published plan's id: every parcel under it", .choices = {}, .is_optional = true}},
       .uses = {must(kRegister), may(kState), may(kImpactOf), may(kFindingsOf), may(kZone), must(kFormat), must(kOut), may(kAsOf), may(kLang), may(kJson)},
       .help = "write the parcels under a plan, a draft's impact or a check's findings to a file",
       .details = "Of one of the three; drafts need --state. A csv is the first table alone; a spreadsheet has a leaf for each table, and a "
                  "GeoPackage a layer, with places in the district's CRS. The same data, day and language give the same bytes.",
       .json = "file",
       .run = run_export},
      {.name = "submit",
       .plain = {kDraft},
       .uses = step({may(kWhy)}),
       .help = "hand a draft in for approval",
       .details = "The author's, once it has passed its check.",
       .json = kDraftJson,
       .run = run_submit},
      {.name = "return",
       .plain = {kDraft},
       .uses = step({must(kWhy)}),
       .help = "give a draft back to its author",
       .details = "An approver's who is not the author.",
       .json = kDraftJson,
       .run = run_return},
      {.name = "withdraw",
       .plain = {kDraft},
       .uses = step({may(kWhy)}),
       .help = "take a draft back for good",
       .details = "The author's.",
       .json = kDraftJson,
       .run = run_withdraw},
      {.name = "approve",
       .plain = {kDraft},
       .uses = step({must(kWhy)}),
       .help = "approve a draft",
       .details = "An approver's who is not the author.",
       .json = kDraftJson,
       .run = run_approve},
      {.name = "publish",
       .plain = {kDraft},
       .uses = step(),
       .help = "publish an approved draft as the current edition",
       .details = "An approver's who is not the author. Refused while another publication runs.",
       .json = kDraftJson,
       .run = run_publish},
      {.name = "rollback",
       .plain = {kEdition},
       .uses = step({must(kWhy)}),
       .help = "make an earlier edition current again",
       .details = "An approver's. Refused while another publication runs.",
       .json = "edition",
       .run = run_rollback},
  };
}

std::vector<Command> people() {
  return {
      {.name = "user add",
       .plain = {kLogin},
       .uses = account({must(kName), must(kRole), may(kPasswordStdin)}),
       .help = "give out an account and print its first password, once",
       .details = "The first password must be changed when it is first used.",
       .json = kUserJson,
       .run = run_user_add},
      {.name = "user disable",
       .plain = {kLogin},
       .uses = account(),
       .help = "end an account and its sessions",
       .details = {},
       .json = kUserJson,
       .run = run_user_disable},
      {.name = "user reset",
       .plain = {kLogin},
       .uses = account({may(kPasswordStdin)}),
       .help = "give an account a new first password, unlocked and enabled",
       .details = "Ends its sessions.",
       .json = kUserJson,
       .run = run_user_reset},
      {.name = "user role",
       .plain = {kLogin, {"ROLE", Kind::kChoice, "what the person may do from now on", kRoles}},
       .uses = account(),
       .help = "give an account another role",
       .details = "Ends its sessions, unless it is the role it has.",
       .json = kUserJson,
       .run = run_user_role},
      {.name = "user name",
       .plain = {kLogin, {"NAME", Kind::kText, "the person's name from now on"}},
       .uses = account(),
       .help = "change the name of an account's person",
       .details = {},
       .json = kUserJson,
       .run = run_user_name},
      {.name = "user password",
       .plain = {kLogin},
       .uses = {must(kState), may(kJson)},
       .help = "change one's own password",
       .details = "The old and the new one come from standard input, a line each.",
       .json = kUserJson,
       .run = run_user_password},
      {.name = "user link",
       .plain = {kLogin},
       .uses = account({must(kIssuer), must(kSubject)}),
       .help = "let a person of an OpenID provider sign in as an account",
       .details = "What was linked is unlinked first.",
       .json = kUserJson,
       .run = run_user_link},
      {.name = "user unlink",
       .plain = {kLogin},
       .uses = account({must(kIssuer)}),
       .help = "end what user link began, and the account's sessions",
       .details = {},
       .json = kUserJson,
       .run = run_user_unlink},
      {.name = "user links",
       .plain = {},
       .uses = {must(kState), may(kJson)},
       .help = "list whom OpenID providers know as which account",
       .details = {},
       .json = "a link a line: login, issuer, subject",
       .run = run_user_links},
      {.name = "user list",
       .plain = {},
       .uses = {must(kState), may(kJson)},
       .help = "list accounts",
       .details = {},
       .json = "an account a line: login, name, role, standing",
       .run = run_user_list},
      {.name = "log",
       .plain = {},
       .uses = {must(kState), may(kVerify), may_with(kVerify, kRegister), may_with(kVerify, kHead), may(kJson)},
       .help = "print the audit log, oldest record first, or find what is wrong with it",
       .details = "A log that was cut off or written anew is found only by a head that was known before: those in the editions of a "
                  "register, or --head. Ends with 1 if the log is not whole.",
       .json = "a record a line; with --verify an object: whole, records, head, faults",
       .run = run_log},
      {.name = "help",
       .plain = {{"COMMAND", Kind::kCommand, "the command to explain", {}, true}},
       .uses = {may(kMan), may(kCompletion)},
       .help = "explain a command, or list them all",
       .details = {},
       .json = {},
       .run = run_help},
  };
}

std::vector<Command> all() {
  std::vector<Command> table = publishing();
  for (std::vector<Command>& part : std::vector{drafts(), people()}) {
    table.insert(table.end(), part.begin(), part.end());
  }
  return table;
}

}  // namespace

const std::string_view kAboutExitCodes = "0: done. 1: refused, and nothing was done; or what was looked at is not whole. 2: wrong use, or "
                                         "the machine failed.";
const std::string_view kAboutJson =
    "With --json a command prints one JSON document on one line; a list is printed as JSON Lines, an object for each thing listed. What "
    "goes wrong is printed there, too, as {\"error\":{\"code\":CODE,\"message\":TEXT}}, with the same exit code, and nothing on standard "
    "error.";
const std::string_view kAboutPasswords = "Passwords are never words of a command line, which everybody on the machine can read: they come "
                                         "from the terminal or from standard input.";

const Use* Command::use_of(std::string_view option) const noexcept {
  const auto found = std::ranges::find_if(uses, [&](const Use& use) { return use.option->name == option; });
  return found == uses.end() ? nullptr : &*found;
}

std::span<const Command> commands() {
  static const std::vector<Command> table = all();
  return table;
}

const Command* find_command(std::string_view name) {
  const auto found = std::ranges::find(commands(), name, &Command::name);
  return found == commands().end() ? nullptr : &*found;
}

}  // namespace quyhoach::cli
