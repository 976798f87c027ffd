#include <cstdio>
#include <cstdlib>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <thread>

#include "geo/io/district_import.h"
#include "tools/cli/desk.h"
#include "tools/cli/log.h"
#include "tools/cli/propose.h"
#include "tools/cli/user.h"

namespace {

using quyhoach::geo::ImportOptions;
using quyhoach::geo::ImportResult;
using quyhoach::geo::Register;

constexpr int kRefused = 1;
constexpr int kUsage = 2;

int usage() {
  std::fputs(
      "quyhoach: the planner's command line\n"
      "\n"
      "  quyhoach load DISTRICT_FOLDER --register FOLDER [--accept CODE]... [--who NAME] [--why TEXT] [--quiet]\n"
      "           [--without-landlock]\n"
      "      reads a district's layers, lists every defect, and publishes an edition if nothing refuses it\n"
      "      --accept CODE   take a defect knowingly: features with it are left out, and the edition says so\n"
      "      --without-landlock   read sources even where the kernel cannot keep their reader to its folder\n"
      "  quyhoach editions --register FOLDER\n"
      "      lists published editions, newest first; * marks the current one\n"
      "  quyhoach verify-register --register FOLDER\n"
      "      reads every byte and names what is not as it was written\n"
      "  quyhoach map-fields FOLDER|ARCHIVE.zip --register FOLDER [--write]\n"
      "      proposes a plan.toml for a folder of sources: prints it, or writes it into the folder if there is none\n"
      "  quyhoach import FOLDER|PATCH [--kind plan|status|metadata|parcels] | amend PLAN --set KEY=VALUE...\n"
      "  quyhoach check DRAFT [--accept CODE]... | submit DRAFT [--why TEXT] | withdraw DRAFT\n"
      "           --register FOLDER --state FOLDER --as LOGIN [--json]\n"
      "      makes a draft of a folder with a plan.toml; lists its defects; hands it in; takes it back. The password is read from\n"
      "      the terminal or from standard input\n"
      "  quyhoach drafts | impact DRAFT [--csv] [--as-of DATE] --register FOLDER --state FOLDER [--json]\n"
      "      lists drafts; lists the parcels whose answer a draft changes, with what and by how many m²\n"
      "  quyhoach approve|return DRAFT --why TEXT | publish DRAFT | rollback EDITION --why TEXT\n"
      "           --register FOLDER --state FOLDER --as LOGIN [--json]\n"
      "      the second person's steps, an approver who is not the author\n"
      "  quyhoach user add LOGIN --name NAME --role clerk|planner|approver|administrator --state FOLDER\n"
      "                    [--password-stdin] [--who NAME]\n"
      "      gives out an account and prints its first password once; --password-stdin reads it from standard input instead\n"
      "  quyhoach user disable|reset LOGIN --state FOLDER [--password-stdin] [--who NAME]\n"
      "      ends an account and its sessions; gives it a new first password, unlocked and enabled\n"
      "  quyhoach user password LOGIN --state FOLDER\n"
      "      changes one's own: the old and the new one come from standard input, a line each\n"
      "  quyhoach user list --state FOLDER\n"
      "  quyhoach log --state FOLDER [--json]\n"
      "      prints the audit log, oldest record first\n"
      "  quyhoach log --verify --state FOLDER [--register FOLDER] [--head NUMBER:HASH]... [--json]\n"
      "      finds edited, missing and moved records, and by a head that was known once a log that was cut off or written anew\n"
      "\n"
      "exit code 0: done; 1: refused, nothing was done, or the log is not whole; 2: wrong use or the machine failed\n",
      stderr);
  return kUsage;
}

struct Arguments {
  std::string command;
  std::string folder;
  std::string register_folder;
  std::string catalogue = QUYHOACH_CATALOGUE;
  std::string who;
  std::string why;
  std::set<std::string> accept;
  bool quiet = false;
  bool without_landlock = false;
  bool good = true;
};

Arguments parse(std::span<char*> words) {
  Arguments out;
  for (std::size_t i = 1; i < words.size(); ++i) {
    const std::string_view word = words[i];
    const auto next = [&]() -> std::string {
      if (i + 1 < words.size()) {
        return words[++i];
      }
      out.good = false;
      return {};
    };
    if (word == "--register") {
      out.register_folder = next();
    } else if (word == "--catalogue") {
      out.catalogue = next();
    } else if (word == "--accept") {
      out.accept.insert(next());
    } else if (word == "--who") {
      out.who = next();
    } else if (word == "--why") {
      out.why = next();
    } else if (word == "--quiet") {
      out.quiet = true;
    } else if (word == "--without-landlock") {
      out.without_landlock = true;
    } else if (word.starts_with("-")) {
      out.good = false;
    } else if (out.command.empty()) {
      out.command = word;
    } else if (out.folder.empty()) {
      out.folder = word;
    } else {
      out.good = false;
    }
  }
  return out;
}

void print_report(const ImportResult& result) {
  for (const auto& defect : result.report.listed()) {
    std::printf("%s\n", to_line(defect).c_str());
  }
  for (const auto& [code, count] : result.report.counts()) {
    std::printf("total    %s %zu%s\n", code.c_str(), count, result.report.accepted().contains(code) ? " (accepted)" : "");
  }
}

int load(const Arguments& arguments) {
  ImportOptions options;
  options.district = arguments.folder;
  options.catalogue = arguments.catalogue;
  options.accept = arguments.accept;
  options.who = arguments.who;
  options.why = arguments.why;
  options.threads = std::max(1U, std::thread::hardware_concurrency());
  options.reader.without_landlock = arguments.without_landlock;
  if (!arguments.quiet) {
    options.progress = [](const std::string& line) { std::fprintf(stderr, "%s\n", line.c_str()); };
  }
  Register into{arguments.register_folder};
  const auto result = import_district(options, into);
  if (!result) {
    std::fprintf(stderr, "quyhoach: %s\n", result.error().message.c_str());
    return kUsage;
  }
  print_report(*result);
  if (result->edition.empty()) {
    std::string codes;
    for (const std::string& code : result->report.refusing()) {
      codes += " " + code;
    }
    std::printf("refused:%s. Nothing was published.\n", codes.c_str());
    return kRefused;
  }
  std::printf("edition %s: %zu parcels, %zu plans\n", result->edition.c_str(), result->parcels, result->plans);
  return 0;
}

int list_editions(const Arguments& arguments) {
  const Register from{arguments.register_folder};
  const auto current = from.current();
  if (!current) {
    std::fprintf(stderr, "quyhoach: %s\n", current.error().message.c_str());
    return kUsage;
  }
  for (const auto& edition : from.editions()) {
    std::printf("%c %s  %s  %s  %s\n", edition.info.id == *current ? '*' : ' ', edition.info.id.c_str(),
                edition.info.created_at.c_str(), edition.info.who.c_str(), edition.info.why.c_str());
  }
  return 0;
}

int verify_register(const Arguments& arguments) {
  const auto faults = find_faults(Register{arguments.register_folder});
  for (const auto& fault : faults) {
    std::string editions;
    for (const std::string& edition : fault.editions) {
      editions += " " + edition;
    }
    std::printf("%s: %s;%s%s\n", fault.file.c_str(), fault.what.c_str(), editions.empty() ? "" : " of", editions.c_str());
  }
  std::printf("%s\n", faults.empty() ? "whole" : "not whole");
  return faults.empty() ? 0 : kRefused;
}

}  // namespace

int main(int argc, char** argv) {
  const std::span<char* const> words{argv, static_cast<std::size_t>(argc)};
  const std::string_view group = argc > 1 ? words[1] : "";
  if (group == "user" || group == "log") {
    const auto rest = words.subspan(2);
    const auto ended = group == "user" ? quyhoach::cli::user_command(rest) : quyhoach::cli::log_command(rest);
    return ended ? *ended : usage();
  }
  if (quyhoach::cli::is_desk_command(group)) {
    const auto ended = quyhoach::cli::desk_command(group, words.subspan(2), QUYHOACH_CATALOGUE);
    return ended ? *ended : usage();
  }
  if (group == "map-fields") {
    const auto ended = quyhoach::cli::propose_command(words.subspan(2), QUYHOACH_CATALOGUE);
    return ended ? *ended : usage();
  }
  const Arguments arguments = parse({argv, static_cast<std::size_t>(argc)});
  if (!arguments.good || arguments.register_folder.empty()) {
    return usage();
  }
  if (arguments.command == "load" && !arguments.folder.empty()) {
    return load(arguments);
  }
  if (arguments.command == "verify-register" && arguments.folder.empty()) {
    return verify_register(arguments);
  }
  if (arguments.command == "editions" && arguments.folder.empty()) {
    return list_editions(arguments);
  }
  return usage();
}
