#include "tools/cli/log.h"

#include <charconv>
#include <cstdio>
#include <string>
#include <vector>

#include "data/store/store.h"
#include "geo/plan/json.h"
#include "tools/cli/words.h"

namespace quyhoach::cli {

namespace {

using geo::JsonWriter;

void print(const JsonWriter& json) { std::printf("%s\n", std::string{json.text()}.c_str()); }

void print(const store::AuditRecord& record) {
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
  json.member("time", std::string_view{record.time});
  json.member("who", std::string_view{record.entry.who});
  json.member("action", std::string_view{record.entry.action});
  json.member("subject", std::string_view{record.entry.subject});
  json.key("files");
  json.begin_array();
  for (const std::string& file : record.entry.files) {
    json.value(std::string_view{file});
  }
  json.end_array();
  json.key("details");
  json.raw(record.entry.details);
  json.member("previous", std::string_view{record.previous});
  json.member("hash", std::string_view{record.hash});
  json.end_object();
  print(json);
}

/// All records, one a line, in steps, so that a long log takes little memory.
int list(store::Store& state, bool as_json) {
  constexpr std::size_t kStep = 1'000;
  for (std::uint64_t after = 0;;) {
    const auto records = state.audit_list(after, kStep);
    if (!records) {
      return fail(records.error());
    }
    if (records->empty()) {
      return kDone;
    }
    for (const store::AuditRecord& record : *records) {
      as_json ? print_json(record) : print(record);
    }
    after = records->back().seq;
  }
}

int verify(store::Store& state, const std::vector<store::AuditHead>& expected, bool as_json) {
  const auto check = state.audit_verify(expected);
  if (!check) {
    return fail(check.error());
  }
  if (as_json) {
    JsonWriter json;
    json.begin_object();
    json.member("whole", check->faults.empty());
    json.member("records", check->head.seq);
    json.member("head", std::string_view{check->head.hash});
    json.key("faults");
    json.begin_array();
    for (const store::AuditFault& fault : check->faults) {
      json.begin_object();
      json.member("record", fault.seq);
      json.member("fault", store::fault_name(fault.kind));
      json.end_object();
    }
    json.end_array();
    json.end_object();
    print(json);
  } else {
    for (const store::AuditFault& fault : check->faults) {
      std::printf("record %llu is %s\n", static_cast<unsigned long long>(fault.seq),
                  std::string{store::fault_name(fault.kind)}.c_str());
    }
    std::printf("%s: %llu records, head %llu:%s\n", check->faults.empty() ? "whole" : "not whole",
                static_cast<unsigned long long>(check->head.seq), static_cast<unsigned long long>(check->head.seq),
                check->head.hash.c_str());
  }
  return check->faults.empty() ? kDone : kRefused;
}

/// `12:0123…`, as `--verify` prints it.
std::optional<store::AuditHead> read_head(std::string_view text) {
  constexpr std::size_t kHashDigits = 64;
  store::AuditHead head;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), head.seq);
  const std::string_view rest = text.substr(static_cast<std::size_t>(end - text.data()));
  if (error != std::errc{} || rest.size() != kHashDigits + 1 || rest.front() != ':') {
    return std::nullopt;
  }
  head.hash = rest.substr(1);
  return head;
}

}  // namespace

std::optional<int> log_command(std::span<char* const> given) {
  const auto words = tell_apart(given, {"--state", "--head"}, {"--verify", "--json"}, {"--head"});
  if (!words || !words->plain.empty() || !words->has("--state") || (words->has("--head") && !words->has("--verify"))) {
    return std::nullopt;
  }
  std::vector<store::AuditHead> expected;
  if (words->has("--head")) {
    for (const std::string& text : words->options.at("--head")) {
      const auto head = read_head(text);
      if (!head) {
        return std::nullopt;
      }
      expected.push_back(*head);
    }
  }
  const auto state = store::open_state(words->value("--state"), store::IfMissing::kRefuse);
  if (!state) {
    return fail(state.error());
  }
  return words->has("--verify") ? verify(**state, expected, words->has("--json")) : list(**state, words->has("--json"));
}

}  // namespace quyhoach::cli
