#include "geo/plan/plan_patch.h"

#include <algorithm>
#include <array>
#include <span>

#include "geo/base/text.h"
#include "geo/plan/document_files.h"
#include "geo/plan/manifest_status.h"
#include "geo/plan/toml_manifest.h"

namespace quyhoach::geo {

namespace {

using Need = TomlReader::Need;

toml::table decision_table(const Decision& decision) {
  return toml::table{{"number", decision.number}, {"date", to_toml(decision.date)}, {"authority", decision.authority}};
}

/// The node at "in_force.to", or nothing.
const toml::node* node_at(const toml::table& table, std::string_view path) {
  const auto dot = path.find('.');
  const toml::node* node = table.get(path.substr(0, dot));
  const toml::table* inner = node != nullptr ? node->as_table() : nullptr;
  return dot == std::string_view::npos || node == nullptr ? node : inner != nullptr ? node_at(*inner, path.substr(dot + 1)) : nullptr;
}

/// What parse_plan says of the patched plan, told of the patch: "plan.toml:12: scale: …" of the key the patch gives.
std::string told_of_patch(const std::string& error, const toml::table& patch, const std::string& file) {
  const auto key = error.find(": ");
  const auto message = key == std::string::npos ? key : error.find(": ", key + 2);
  if (message == std::string::npos) {
    return file + ": " + error;
  }
  const std::string path = error.substr(key + 2, message - key - 2);
  const toml::node* node = node_at(patch, path);
  const std::string line = node != nullptr ? ":" + std::to_string(node->source().begin.line) : std::string{};
  return file + line + error.substr(key);
}

/// A plan's manifest on its way from one text to another.
class Patching {
 public:
  Patching(std::string_view toml, const District& district) : district_(district) {
    auto plan = parse_plan(toml, "plan.toml", district);
    auto parsed = toml::parse(toml);
    errors = std::move(plan.errors);
    info = std::move(plan.value);
    if (parsed) {
      table = std::move(parsed).table();
    }
  }

  /// The patched text, where nothing is wrong with it. \param told  puts an error of the plan in words for who wrote the patch.
  template <typename Told>
  Manifest<std::string> finish(Told&& told) {
    Manifest<std::string> out{{}, std::move(errors)};
    if (!out.errors.empty()) {
      return out;
    }
    out.value = to_text(table);
    for (const std::string& error : parse_plan(out.value, "plan.toml", district_).errors) {
      out.errors.push_back(told(error));
    }
    return out;
  }

  toml::table& child(std::string_view key) {
    if (!table.contains(key)) {
      table.insert(key, toml::table{});
    }
    return *table.get_as<toml::table>(key);
  }
  toml::array& children(std::string_view key) {
    if (!table.contains(key)) {
      table.insert(key, toml::array{});
    }
    return *table.get_as<toml::array>(key);
  }
  void end(PlanStatus status, Date on, const std::optional<Decision>& by) {
    if (info.status == PlanStatus::kSuspended && info.suspensions.empty()) {
      children("suspension").push_back(toml::table{});  // Nobody knows since when; until now it was.
    }
    table.insert_or_assign("status", name_of(status));
    child("in_force").insert_or_assign("to", to_toml(on));
    if (by) {
      table.insert_or_assign("ended_by", decision_table(*by));
    }
  }

  PlanInfo info;
  toml::table table;
  std::vector<std::string> errors;  ///< A reader of the patch puts its own here.

 private:
  const District& district_;
};

/// Adds the patch's documents; those that are not in the register yet lie beside the patch.
void add_documents(const toml::table& patch, Patching& plan) {
  if (const toml::array* added = patch["document"].as_array()) {
    for (const toml::node& document : *added) {
      plan.children("document").push_back(*document.as_table());
    }
  }
}

/// Reads what add_documents takes: its tables are as those of a plan.
void check_documents(TomlReader& reader) {
  for (TomlReader& document : reader.tables("document")) {
    for (const char* key : {"kind", "title", "file"}) {
      (void)document.text(key);
    }
    (void)read_page(document);
    document.finish();
  }
}

// ---- status

std::string not_from(PlanStatus status) {
  return "the plan is " + std::string{name_of(status)} + " on that day";
}

void suspend(TomlReader& patch, Patching& plan, Date from, const Decision& by) {
  const PlanStatus then = status_on(plan.info, from);
  const bool follows = plan.info.suspensions.empty() || (plan.info.suspensions.back().to && *plan.info.suspensions.back().to <= from);
  if (then != PlanStatus::kInForce || !follows) {
    patch.error("from", then != PlanStatus::kInForce ? not_from(then) + ": only one in force is suspended"
                                                     : "there is a suspension that does not end before");
    return;
  }
  plan.table.insert_or_assign("status", "suspended");
  plan.children("suspension").push_back(toml::table{{"from", to_toml(from)}, {"decision", decision_table(by)}});
}

void lift(TomlReader& patch, Patching& plan, Date from, const Decision& by) {
  const PlanStatus then = status_on(plan.info, from);
  if (then != PlanStatus::kSuspended) {
    patch.error("from", not_from(then) + ": there is no suspension to lift");
    return;
  }
  toml::array& times = plan.children("suspension");
  if (times.empty()) {
    times.push_back(toml::table{});  // Since before anybody knows.
  }
  toml::table& last = *times.back().as_table();
  const std::optional<Date> begin = plan.info.suspensions.empty() ? std::nullopt : plan.info.suspensions.back().from;
  if (last.contains("to") || (begin && from <= *begin)) {
    patch.error("from", last.contains("to") ? "the suspension has its end already" : "the suspension begins on that day");
    return;
  }
  last.insert_or_assign("to", to_toml(from));
  last.insert_or_assign("lifted_by", decision_table(by));
  plan.table.insert_or_assign("status", "in_force");
}

void end(TomlReader& patch, Patching& plan, PlanStatus status, Date from, const std::optional<Decision>& by) {
  const auto& info = plan.info;
  if (!info.in_force_from || from <= *info.in_force_from) {
    patch.error("from", "the plan was not in force before that day");
  } else if (info.in_force_to && *info.in_force_to <= from && status_on(info, from) != PlanStatus::kInForce) {
    patch.error("from", not_from(status_on(info, from)) + ": it has ended");
  } else {
    plan.end(status, from, by);
  }
}

/// Reads and does what a patch of a status says.
void change_status(TomlReader& patch, Patching& plan) {
  const std::string action = patch.text("action");
  const auto from = patch.date("from");
  auto table = patch.table("decision", action == "expire" ? Need::kOptional : Need::kRequired);
  const auto decision = table ? std::optional{read_decision(*table)} : std::nullopt;
  check_documents(patch);
  const bool known = action == "suspend" || action == "lift" || action == "repeal" || action == "expire";
  if (!known && !action.empty()) {
    patch.error("action", "expected suspend, lift, repeal or expire");
  }
  if (!known || !from || (!decision && action != "expire")) {
    return;
  }
  if (action == "suspend") {
    suspend(patch, plan, *from, *decision);
  } else if (action == "lift") {
    lift(patch, plan, *from, *decision);
  } else {
    end(patch, plan, action == "repeal" ? PlanStatus::kRepealed : PlanStatus::kExpired, *from, decision);
  }
}

// ---- metadata

constexpr std::array<std::string_view, 4> kPlainKeys{"title", "title_en", "scale", "accuracy_m"};
constexpr std::array<std::string_view, 2> kForceKeys{"from", "to"};
constexpr std::array<std::string_view, 3> kDecisionKeys{"number", "date", "authority"};
constexpr std::array<std::string_view, 3> kRemovable{"title_en", "accuracy_m", "in_force.to"};

/// Puts the keys a table of the patch has in their place; what they may hold is for parse_plan to say.
void take_keys(const toml::table& from, std::span<const std::string_view> keys, toml::table& into) {
  for (const std::string_view key : keys) {
    if (const toml::node* node = from.get(key)) {
      into.erase(key);
      node->visit([&](const auto& value) { into.insert(key, value); });
    }
  }
}

void take_table(const toml::table& patch, TomlReader& reader, std::string_view name, std::span<const std::string_view> keys,
                Patching& plan) {
  auto table = reader.table(name, Need::kOptional);
  if (!table) {
    return;
  }
  for (const std::string_view key : keys) {
    table->know(key);
  }
  table->finish();
  take_keys(*patch.get_as<toml::table>(name), keys, plan.child(name));
}

void drop_documents(TomlReader& patch, Patching& plan) {
  for (const std::string& file : patch.texts("drop_documents", Need::kOptional)) {
    toml::array& documents = plan.children("document");
    bool found = false;
    for (auto at = documents.begin(); at != documents.end();) {
      const bool is_it = toml::node_view<toml::node>{*at}["file"].value_or(std::string_view{}) == file;
      found = found || is_it;
      at = is_it ? documents.erase(at) : std::next(at);
    }
    if (!found) {
      patch.error("drop_documents", "the plan has no document " + file);
    }
    if (documents.empty()) {
      plan.table.erase("document");  // A list of nothing is no list of tables.
    }
  }
}

void remove_keys(TomlReader& patch, Patching& plan) {
  for (const std::string& path : patch.texts("remove", Need::kOptional)) {
    if (std::ranges::find(kRemovable, path) == kRemovable.end()) {
      patch.error("remove", "expected title_en, accuracy_m or in_force.to; " + path + " cannot be removed");
    } else if (path == "in_force.to") {
      plan.child("in_force").erase("to");
    } else {
      plan.table.erase(path);
    }
  }
}

void correct(const toml::table& given, TomlReader& patch, Patching& plan) {
  const toml::table before = plan.table;
  for (const std::string_view key : kPlainKeys) {
    patch.know(key);
  }
  take_keys(given, kPlainKeys, plan.table);
  take_table(given, patch, "decision", kDecisionKeys, plan);
  take_table(given, patch, "in_force", kForceKeys, plan);
  remove_keys(patch, plan);
  drop_documents(patch, plan);
  check_documents(patch);
  if (given.get("document") == nullptr && before == plan.table && plan.errors.empty()) {
    patch.error("plan", "nothing is corrected: all is as the patch says");
  }
}

}  // namespace

Manifest<std::string> patched_plan(std::string_view patch, const std::string& file) {
  Manifest<std::string> out;
  const toml::parse_result parsed = toml::parse(patch, file);
  if (!parsed) {
    out.errors.push_back(syntax_error(parsed.error(), file));
    return out;
  }
  out.value = TomlReader{parsed.table(), file, "", out.errors}.text("plan");
  return out;
}

Manifest<std::string> patch_plan(PatchKind kind, std::string_view patch, const std::string& file, std::string_view toml,
                                 const District& district) {
  const auto id = patched_plan(patch, file);
  if (!id.errors.empty()) {
    return {{}, id.errors};
  }
  Patching plan{toml, district};
  if (!plan.errors.empty()) {
    return {{}, std::move(plan.errors)};
  }
  const toml::parse_result parsed = toml::parse(patch, file);
  const toml::table& given = parsed.table();
  TomlReader reader{given, file, "", plan.errors};
  if (reader.text("plan") != plan.info.id) {
    reader.error("plan", "expected " + plan.info.id);
  }
  if (kind == PatchKind::kStatus) {
    change_status(reader, plan);
  } else {
    correct(given, reader, plan);
  }
  reader.finish();
  if (plan.errors.empty()) {
    add_documents(given, plan);
  }
  return plan.finish([&](const std::string& error) { return told_of_patch(error, given, file); });
}

Manifest<std::string> replaced_plan(std::string_view toml, const District& district, Date on, const Decision& by) {
  Patching plan{toml, district};
  if (plan.errors.empty()) {
    plan.end(PlanStatus::kReplaced, on, by);
  }
  return plan.finish([](const std::string& error) { return error; });
}

}  // namespace quyhoach::geo
