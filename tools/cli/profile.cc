#include <cstdio>

#include "data/desk/profiles.h"
#include "geo/io/durable.h"
#include "tools/cli/handlers.h"
#include "tools/cli/options.h"
#include "tools/cli/places.h"
#include "tools/cli/say.h"
#include "tools/cli/sign_in.h"

namespace quyhoach::cli {

namespace {

using geo::Result;
using StorePtr = std::shared_ptr<store::Store>;

/// The state, and --as signed in to it.
Result<StorePtr> open_as(const Arguments& arguments) {
  const auto state = open_state(arguments);
  const auto in = state ? sign_in(**state, arguments) : Result<bool>{state.error()};
  return in ? state : Result<StorePtr>{in.error()};
}

int say(const Arguments& arguments, const store::Profile& profile) {
  if (arguments.has(kJson)) {
    geo::JsonWriter json;
    desk::write_profile(json, profile);
    print(json);
  } else {
    std::printf("%s  %s  %s\n", store::to_rfc3339(profile.saved_at).c_str(), profile.saved_by.c_str(), profile.name.c_str());
  }
  return kDone;
}

}  // namespace

int run_profile_save(const Arguments& arguments) {
  const auto manifest = geo::read_file(arguments.plain(1));
  const auto state = manifest ? open_as(arguments) : Result<StorePtr>{manifest.error()};
  const auto saved = state ? desk::save_profile(**state, arguments.plain(0), *manifest, arguments.texts(kRepairCode), arguments.text(kAs))
                           : Result<store::Profile>{state.error()};
  return saved ? say(arguments, *saved) : fail(arguments, saved.error());
}

int run_profile_show(const Arguments& arguments) {
  const auto state = open_state(arguments);
  const auto profile = state ? (*state)->profile(arguments.plain(0)) : Result<store::Profile>{state.error()};
  if (!profile) {
    return fail(arguments, profile.error());
  }
  if (arguments.has(kJson)) {
    return say(arguments, *profile);
  }
  std::fputs(profile->text.c_str(), stdout);
  return kDone;
}

int run_profile_list(const Arguments& arguments) {
  const auto state = open_state(arguments);
  const auto profiles = state ? (*state)->profiles() : Result<std::vector<store::Profile>>{state.error()};
  if (!profiles) {
    return fail(arguments, profiles.error());
  }
  for (const store::Profile& one : *profiles) {
    say(arguments, one);
  }
  return kDone;
}

int run_profile_remove(const Arguments& arguments) {
  const auto state = open_as(arguments);
  const auto removed = state ? (*state)->remove_profile(arguments.plain(0), {.by = arguments.text(kAs), .files = {}})
                             : Result<bool>{state.error()};
  if (!removed) {
    return fail(arguments, removed.error());
  }
  if (arguments.has(kJson)) {
    geo::JsonWriter json;
    json.begin_object();
    json.member("name", arguments.plain(0));
    json.end_object();
    print(json);
  } else {
    std::printf("%s is forgotten\n", arguments.plain(0).c_str());
  }
  return kDone;
}

}  // namespace quyhoach::cli
