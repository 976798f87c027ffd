#include <cstdio>
#include <string>
#include <vector>

#include "data/desk/desk.h"
#include "tools/cli/handlers.h"
#include "tools/cli/options.h"
#include "tools/cli/places.h"
#include "tools/cli/say.h"

namespace quyhoach::cli {

namespace {

using geo::JsonWriter;

void print_text(const store::AuditRecord& record) {
  std::printf("%6llu  %s  %s  %s  %s  %s", static_cast<unsigned long long>(record.seq), record.time.c_str(),
              record.entry.who.c_str(),
              record.entry.action.c_str(), record.entry.subject.c_str(), record.entry.details.c_str());
  for (const std::string& file : record.entry.files) {
    std::printf("  sha256:%s", file.c_str());
  }
  std::printf("\n");
}

void print_json(const store::AuditRecord& record) {
  JsonWriter json;
  json.begin_object();
  json.member("seq", record.seq);
  json.member("time", record.time);
  json.member("who", record.entry.who);
  json.member("action", record.entry.action);
  json.member("subject", record.entry.subject);
  write_texts(json, "files", record.entry.files);
  json.key("details");
  json.raw(record.entry.details);
  json.member("previous", record.previous);
  json.member("hash", record.hash);
  json.end_object();
  print(json);
}

/// All records, one a line, in steps, so that a long log takes little memory.
int list(store::Store& state, const Arguments& arguments) {
  constexpr std::size_t kStep = 1'000;
  for (std::uint64_t after = 0;;) {
    const auto records = state.audit_list(after, kStep);
    if (!records) {
      return fail(arguments, records.error());
    }
    if (records->empty()) {
      return kDone;
    }
    for (const store::AuditRecord& record : *records) {
      arguments.has(kJson) ? print_json(record) : print_text(record);
    }
    after = records->back().seq;
  }
}

void print_json(const store::AuditCheck& check) {
  JsonWriter json;
  json.begin_object();
  json.member("whole", check.faults.empty());
  json.member("records", check.head.seq);
  json.member("head", check.head.hash);
  json.key("faults");
  json.begin_array();
  for (const store::AuditFault& fault : check.faults) {
    json.begin_object();
    json.member("record", fault.seq);
    json.member("fault", store::fault_name(fault.kind));
    json.end_object();
  }
  json.end_array();
  json.end_object();
  print(json);
}

void print_text(const store::AuditCheck& check) {
  for (const store::AuditFault& fault : check.faults) {
    std::printf("record %llu is %s\n", static_cast<unsigned long long>(fault.seq), std::string{store::fault_name(fault.kind)}.c_str());
  }
  std::printf("%s: %llu records, head %s\n", check.faults.empty() ? "whole" : "not whole",
              static_cast<unsigned long long>(check.head.seq), head_text(check.head).c_str());
}

/// Heads that were known once: those given, and those in the editions of a register.
std::vector<store::AuditHead> known_heads(const Arguments& arguments) {
  std::vector<store::AuditHead> heads;
  for (const std::string& text : arguments.texts(kHead)) {
    heads.push_back(*store::parse_head(text));  // checked when the words were told apart
  }
  if (arguments.has(kRegister)) {
    const auto known = desk::heads_in(geo::Register{arguments.text(kRegister)});
    heads.insert(heads.end(), known.begin(), known.end());
  }
  return heads;
}

int verify(store::Store& state, const Arguments& arguments) {
  const auto check = state.audit_verify(known_heads(arguments));
  if (!check) {
    return fail(arguments, check.error());
  }
  if (arguments.has(kJson)) {
    print_json(*check);
  } else {
    print_text(*check);
  }
  return check->faults.empty() ? kDone : kRefused;
}

}  // namespace

int run_log(const Arguments& arguments) {
  const auto state = open_state(arguments);
  if (!state) {
    return fail(arguments, state.error());
  }
  return arguments.has(kVerify) ? verify(**state, arguments) : list(**state, arguments);
}

}  // namespace quyhoach::cli
