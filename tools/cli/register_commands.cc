#include <cstdio>

#include "geo/io/register.h"
#include "tools/cli/handlers.h"
#include "tools/cli/options.h"
#include "tools/cli/say.h"

namespace quyhoach::cli {

namespace {

void print_json(const geo::EditionInfo& edition, bool is_current) {
  geo::JsonWriter json;
  json.begin_object();
  json.member("id", edition.id);
  json.member("is_current", is_current);
  json.member_or_null("parent", edition.parent);
  json.member("created_at", edition.created_at);
  json.member("who", edition.who);
  json.member("why", edition.why);
  write_texts(json, "accepted", edition.accepted);
  json.member_or_null("audit_head", edition.audit_head);
  json.end_object();
  print(json);
}

void print_json(const std::vector<geo::RegisterFault>& faults) {
  geo::JsonWriter json;
  json.begin_object();
  json.member("whole", faults.empty());
  json.key("faults");
  json.begin_array();
  for (const geo::RegisterFault& fault : faults) {
    json.begin_object();
    json.member("file", fault.file);
    json.member("what", fault.what);
    write_texts(json, "editions", fault.editions);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  print(json);
}

}  // namespace

int run_editions(const Arguments& arguments) {
  const geo::Register from{arguments.text(kRegister)};
  const auto current = from.current();
  if (!current) {
    return fail(arguments, current.error());
  }
  for (const auto& edition : from.editions()) {
    const bool is_current = edition.info.id == *current;
    if (arguments.has(kJson)) {
      print_json(edition.info, is_current);
    } else {
      std::printf("%c %s  %s  %s  %s\n", is_current ? '*' : ' ', edition.info.id.c_str(), edition.info.created_at.c_str(),
                  edition.info.who.c_str(), edition.info.why.c_str());
    }
  }
  return kDone;
}

int run_verify_register(const Arguments& arguments) {
  const auto faults = find_faults(geo::Register{arguments.text(kRegister)});
  const int ended = faults.empty() ? kDone : kRefused;
  if (arguments.has(kJson)) {
    print_json(faults);
    return ended;
  }
  for (const auto& fault : faults) {
    std::string editions;
    for (const std::string& edition : fault.editions) {
      editions += " " + edition;
    }
    std::printf("%s: %s;%s%s\n", fault.file.c_str(), fault.what.c_str(), editions.empty() ? "" : " of", editions.c_str());
  }
  std::printf("%s\n", faults.empty() ? "whole" : "not whole");
  return ended;
}

}  // namespace quyhoach::cli
