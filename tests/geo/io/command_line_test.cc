// The command line is a program, not a library, so its test has no program of its own to be linked into: it runs with those of
// geo/io, whose loader it drives.
#include "tests/tools/cli/command_line_test.cc"  // NOLINT(bugprone-suspicious-include)
