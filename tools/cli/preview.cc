#include "tools/cli/handlers.h"
#include "tools/cli/say.h"

namespace quyhoach::cli {

int run_preview(const Arguments& arguments) { return fail(arguments, {geo::ErrorCode::kNotImplemented, "not yet"}); }

}  // namespace quyhoach::cli
