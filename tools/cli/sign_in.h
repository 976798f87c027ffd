#pragma once

#include "data/store/store.h"
#include "tools/cli/arguments.h"

namespace quyhoach::cli {

/// Two people publish a plan, here as in the browser: who acts, --as, proves it with a password. It is read from the terminal, where
/// it is not shown, or from the first line of standard input.
/// \return kUnauthenticated without one, kSignInRefused, kSignInLocked; kPasswordChangeDue for a first password; kUnavailable
[[nodiscard]] geo::Result<bool> sign_in(store::Store& state, const Arguments& arguments);

}  // namespace quyhoach::cli
