#pragma once

#include <string>

#include <gtest/gtest.h>

#include "tests/geo/io/district_folder.h"
#include "tests/tools/cli/run_program.h"

namespace quyhoach::cli::test {

/// A published district and two people with a password of their own: `lan` plans, `binh` approves.
class DeskCommand : public testing::Test {
 protected:
  DeskCommand() {
    EXPECT_FALSE(folder_.load().edition.empty());
    for (const char* who : {"lan --role planner", "binh --role approver"}) {
      EXPECT_EQ(run("user add " + std::string{who} + " --name x --who test" + in_state() + " --password-stdin", kFirst + "\n").exit_code, 0);
    }
    for (const char* who : {"lan", "binh"}) {
      EXPECT_EQ(run("user password " + std::string{who} + in_state(), kFirst + "\n" + kOwn + "\n").exit_code, 0);
    }
  }
  [[nodiscard]] std::string state() const { return (folder_.path() / ".." / "state").string(); }
  [[nodiscard]] std::string in_state() const { return " --state '" + state() + "'"; }
  [[nodiscard]] std::string in_register() const { return " --register '" + folder_.register_path() + "'"; }
  [[nodiscard]] std::string places() const { return in_register() + in_state(); }
  Ended as(const std::string& who, const std::string& words, const std::string& password = kOwn) const {
    return run(words + places() + " --as " + who, password + "\n");
  }
  void zones(double side_m) const {
    using geo::test::feature;
    using geo::test::square;
    folder_.zones({feature(square(0, 0, side_m), R"("code":"X","name":"Ô phố X","land_use":"ODT","storeys":5)"),
                   feature(square(100, 0), R"("code":"B","name":"Ô phố B","land_use":"CLN","storeys":0)")});
  }
  [[nodiscard]] std::string import() const {
    const Ended made = as("lan", "import '" + folder_.plan_path().string() + "'");
    EXPECT_EQ(made.exit_code, 0) << made.err;
    return made.out.substr(0, made.out.find(' '));
  }
  /// A draft that `binh` may publish.
  [[nodiscard]] std::string approved() const {
    zones(100.0);
    const std::string id = import();
    EXPECT_EQ(as("lan", "check " + id).exit_code, 0);
    EXPECT_EQ(as("lan", "submit " + id).exit_code, 0);
    EXPECT_EQ(as("binh", "approve " + id + " --why tốt").exit_code, 0);
    return id;
  }

  static inline const std::string kFirst = "mật khẩu ban đầu";
  static inline const std::string kOwn = "mật khẩu của mình";
  geo::test::DistrictFolder folder_;
};

}  // namespace quyhoach::cli::test
