#pragma once

#include <array>

#include "tools/cli/command.h"

namespace quyhoach::cli {

inline constexpr std::array<std::string_view, 4> kRoles{"clerk", "planner", "approver", "administrator"};
inline constexpr std::array<std::string_view, 4> kFormats{"csv", "xlsx", "gpkg", "html"};
inline constexpr std::array<std::string_view, 2> kLanguages{"vi", "en"};
inline constexpr std::array<std::string_view, 4> kKinds{"plan", "status", "metadata", "parcels"};
inline constexpr std::array<std::string_view, 2> kShells{"bash", "zsh"};

inline constexpr Option kJson{"--json", Kind::kFlag, {}, "print JSON, errors too"};
inline constexpr Option kLang{"--lang", Kind::kChoice, "LANGUAGE", "language of the findings' sentences (else by LC_ALL, LC_MESSAGES, LANG)", kLanguages};
inline constexpr Option kRegister{"--register", Kind::kFolder, "FOLDER", "the register: what has been published"};
inline constexpr Option kState{"--state", Kind::kFolder, "FOLDER", "the state: accounts, drafts, audit log"};
inline constexpr Option kCatalogue{"--catalogue", Kind::kFolder, "FOLDER", "topics, land use and words, if not those installed"};
inline constexpr Option kAs{"--as", Kind::kText, "LOGIN", "who acts; the password is read from the terminal or standard input"};
inline constexpr Option kWho{"--who", Kind::kText, "NAME", "whom the record names (else the system account)"};
inline constexpr Option kWhy{"--why", Kind::kText, "TEXT", "the reason, kept with the record"};
inline constexpr Option kAccept{"--accept", Kind::kText, "CODE", "take a defect knowingly: features with it are left out, and the edition says so", {}, true};
inline constexpr Option kRepair{"--repair", Kind::kText, "ID_OR_CODE", "apply a repair the last check proposed, or all for a code", {}, true};
inline constexpr Option kProfile{"--profile", Kind::kText, "NAME", "the consultant whose profile is used"};
inline constexpr Option kRepairCode{"--repair", Kind::kText, "CODE", "a code whose repairs the profile makes", {}, true};
inline constexpr Option kDraftKind{"--kind", Kind::kChoice, "KIND", "what the draft changes (else plan)", kKinds};
inline constexpr Option kSet{"--set", Kind::kText, "KEY=VALUE", "what to change; an empty value takes the key away; decision.number is a key of a table", {}, true};
inline constexpr Option kIssuer{"--issuer", Kind::kText, "URL", "the OpenID provider, as it names itself"};
inline constexpr Option kSubject{"--subject", Kind::kText, "SUBJECT", "the person, as the provider names it for ever"};
inline constexpr Option kQuiet{"--quiet", Kind::kFlag, {}, "do not tell what is going on"};
inline constexpr Option kWithoutLandlock{"--without-landlock", Kind::kFlag, {},
                                         "read sources even where the kernel cannot keep their reader to its folder"};
inline constexpr Option kWrite{"--write", Kind::kFlag, {}, "write plan.toml into the folder, if there is none"};
inline constexpr Option kCleanUp{"--clean-up", Kind::kFlag, {}, "remove the files of drafts that ended long ago"};
inline constexpr Option kDays{"--days", Kind::kCount, "DAYS", "how long ago a draft must have ended (else 90)"};
inline constexpr Option kParcel{"--parcel", Kind::kText, "REFERENCE", "a parcel to answer for (else the first that change)", {}, true};
inline constexpr Option kAsOf{"--as-of", Kind::kDate, "DATE", "the day asked about, YYYY-MM-DD (else today)"};
inline constexpr Option kCsv{"--csv", Kind::kFlag, {}, "print a table of the parcels instead of a summary"};
inline constexpr Option kImpactOf{"--impact", Kind::kText, "DRAFT", "export which parcels' answers a draft changes"};
inline constexpr Option kFindingsOf{"--findings", Kind::kText, "DRAFT", "export what the last check of a draft found"};
inline constexpr Option kZone{"--zone", Kind::kText, "CODE", "of a plan, only the zones of this code"};
inline constexpr Option kFormat{"--format", Kind::kChoice, "FORMAT", "the form of the file; html only of findings", kFormats};
inline constexpr Option kOut{"--out", Kind::kFile, "FILE", "the file, replaced once the new one is whole"};
inline constexpr Option kName{"--name", Kind::kText, "NAME", "the person's name"};
inline constexpr Option kRole{"--role", Kind::kChoice, "ROLE", "what the person may do", kRoles};
inline constexpr Option kPasswordStdin{"--password-stdin", Kind::kFlag, {}, "read the first password from standard input instead of making one"};
inline constexpr Option kVerify{"--verify", Kind::kFlag, {}, "find edited, missing and moved records instead of printing them"};
inline constexpr Option kHead{"--head", Kind::kHead, "NUMBER:HASH", "a head that was known once", {}, true};
inline constexpr Option kMan{"--man", Kind::kFlag, {}, "print the man page, as roff"};
inline constexpr Option kCompletion{"--completion", Kind::kChoice, "SHELL", "print the completion for a shell", kShells};

}  // namespace quyhoach::cli
