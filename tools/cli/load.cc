#include <algorithm>
#include <cstdio>
#include <thread>

#include "data/desk/report.h"
#include "geo/io/district_import.h"
#include "tools/cli/findings.h"
#include "tools/cli/handlers.h"
#include "tools/cli/options.h"
#include "tools/cli/places.h"
#include "tools/cli/say.h"

namespace quyhoach::cli {

namespace {

geo::ImportOptions options_of(const Arguments& arguments) {
  const std::vector<std::string> accepted = arguments.texts(kAccept);
  geo::ImportOptions options;
  options.district = arguments.plain(0);
  options.catalogue = catalogue_of(arguments);
  options.accept = {accepted.begin(), accepted.end()};
  options.who = arguments.text(kWho);
  options.why = arguments.text(kWhy);
  options.threads = std::max(1U, std::thread::hardware_concurrency());
  options.reader.without_landlock = arguments.has(kWithoutLandlock);
  if (!arguments.has(kQuiet)) {
    options.progress = [](const std::string& line) { std::fprintf(stderr, "%s\n", line.c_str()); };
  }
  return options;
}

void print_json(const geo::ImportResult& result) {
  geo::JsonWriter json;
  json.begin_object();
  json.member_or_null("edition", result.edition);
  json.member("parcels", std::uint64_t{result.parcels});
  json.member("plans", std::uint64_t{result.plans});
  desk::write_report(json, result.report, nullptr);
  json.end_object();
  print(json);
}

}  // namespace

int run_load(const Arguments& arguments) {
  geo::Register into{arguments.text(kRegister)};
  const auto result = import_district(options_of(arguments), into);
  if (!result) {
    return fail(arguments, result.error());
  }
  const bool is_refused = result->edition.empty();
  if (arguments.has(kJson)) {
    print_json(*result);
    return is_refused ? kRefused : kDone;
  }
  print_report(result->report, language_of(arguments));
  if (is_refused) {
    std::string codes;
    for (const std::string& code : result->report.refusing()) {
      codes += " " + code;
    }
    std::printf("refused:%s. Nothing was published.\n", codes.c_str());
    return kRefused;
  }
  std::printf("edition %s: %zu parcels, %zu plans\n", result->edition.c_str(), result->parcels, result->plans);
  return kDone;
}

}  // namespace quyhoach::cli
