// What is made from the table of commands says all of it: help, the man page, the completion of a real bash.
#include <set>

#include <gmock/gmock.h>

#include "tests/tools/cli/run_program.h"
#include "tools/cli/arguments.h"
#include "tools/cli/command.h"
#include "tools/cli/completion.h"
#include "tools/cli/man.h"
#include "tools/cli/nearest.h"

namespace quyhoach::cli {
namespace {

using geo::test::TempFolder;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;
using ::testing::Not;

bool is_on_path(const std::string& program) { return std::system(("command -v " + program + " >/dev/null 2>&1").c_str()) == 0; }

int shell(const std::string& command) {
  const int status = std::system(command.c_str());
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/// A text as roff writes it.
std::string roff(std::string_view text) { return std::regex_replace(std::string{text}, std::regex{"-"}, "\\-"); }

TEST(Commands, AreDefinedWhole) {
  std::set<std::string_view> names;
  for (const Command& command : commands()) {
    EXPECT_TRUE(names.insert(command.name).second) << command.name;
    EXPECT_NE(command.run, nullptr) << command.name;
    EXPECT_FALSE(command.help.empty() || command.help.ends_with('.')) << command.name;
    EXPECT_EQ(command.use_of("--json") != nullptr, !command.json.empty()) << command.name;
    EXPECT_EQ(command.use_of("--json") == nullptr, command.name == "help") << command.name;
    std::set<std::string_view> options;
    for (const Use& use : command.uses) {
      EXPECT_TRUE(options.insert(use.option->name).second) << command.name << " " << use.option->name;
      EXPECT_EQ(use.option->kind == Kind::kFlag, use.option->value.empty()) << use.option->name;
      EXPECT_EQ(use.option->kind == Kind::kChoice, !use.option->choices.empty()) << use.option->name;
      EXPECT_TRUE(use.with == nullptr || command.use_of(use.with->name) != nullptr) << use.option->name;
    }
    for (std::size_t at = 0; at + 1 < command.plain.size(); ++at) {
      EXPECT_FALSE(command.plain[at].is_optional) << command.name;
    }
  }
}

TEST(ManPage, SaysEveryCommandAndEveryOption) {
  const std::string page = std::regex_replace(man_page(), std::regex{"\n"}, " ");
  for (const Command& command : commands()) {
    EXPECT_THAT(page, HasSubstr(".SS " + roff(command.name) + " ")) << command.name;
    for (const Use& use : command.uses) {
      EXPECT_THAT(page, HasSubstr("\\fB" + roff(use.option->name) + "\\fR"));
      EXPECT_THAT(page, HasSubstr(std::regex_replace(roff(use.option->help), std::regex{"m²"}, "m\\[u00B2]")));
      for (const std::string_view choice : use.option->choices) {
        EXPECT_THAT(page, HasSubstr("\\fB" + std::string{choice} + "\\fR"));
      }
    }
  }
  EXPECT_TRUE(std::ranges::all_of(man_page(), [](char c) { return static_cast<unsigned char>(c) < 0x80; })) << "ASCII";
  EXPECT_EQ(test::run("help --man").out, man_page());
}

TEST(ManPage, IsGoodRoff) {
  const TempFolder folder;
  folder.write("quyhoach.1", man_page());
  const std::string page = "'" + (folder.path() / "quyhoach.1").string() + "'";
  const bool has_mandoc = is_on_path("mandoc");
  const bool has_man = is_on_path("man") && is_on_path("groff");
  if (!has_mandoc && !has_man) {
    GTEST_SKIP() << "neither mandoc nor man is installed";
  }
  if (has_mandoc) {
    EXPECT_EQ(shell("mandoc -Tlint -Wstyle " + page), 0);
  }
  if (has_man) {
    EXPECT_EQ(shell("test -z \"$(LC_ALL=C.UTF-8 MANROFFSEQ= MANWIDTH=80 man --warnings -E UTF-8 -l -Tutf8 -Z " + page + " 2>&1 >/dev/null | tee /dev/stderr)\""), 0);
  }
}

/// What a real bash offers behind these words; the last is the one that is completed.
class Bash : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!is_on_path("bash")) {
      GTEST_SKIP() << "bash is not installed";
    }
    folder_.write("quyhoach.bash", bash_completion());
    folder_.write("here/inner/x", "");
    folder_.write("here/file.txt", "");
  }
  [[nodiscard]] std::vector<std::string> offered(const std::vector<std::string>& words) const {
    std::string script = "set -u; cd " + (folder_.path() / "here").string() + "\n. ../quyhoach.bash\nCOMP_WORDS=(quyhoach";
    for (const std::string& word : words) {
      script += " '" + word + "'";
    }
    script += ")\nCOMP_CWORD=" + std::to_string(words.size()) + "\n_quyhoach\nprintf '%s\\n' \"${COMPREPLY[@]}\"\n";
    folder_.write("script", script);
    EXPECT_EQ(shell("bash --norc '" + (folder_.path() / "script").string() + "' >'" + (folder_.path() / "out").string() + "'"), 0);
    std::ifstream out{folder_.path() / "out"};
    std::vector<std::string> lines;
    for (std::string line; std::getline(out, line);) {
      if (!line.empty()) {
        lines.push_back(line);
      }
    }
    return lines;
  }

  TempFolder folder_;
};

TEST_F(Bash, OffersEveryCommandAndEveryOption) {
  for (const Command& command : commands()) {
    const std::size_t space = command.name.find(' ');
    std::vector<std::string> words{std::string{command.name.substr(0, space)}};
    EXPECT_THAT(offered({""}), IsSupersetOf(words));
    if (space != std::string_view::npos) {
      words.emplace_back(command.name.substr(space + 1));
      EXPECT_THAT(offered({words.front(), ""}), IsSupersetOf({words.back()}));
    }
    words.emplace_back("-");
    std::vector<std::string> options;
    for (const Use& use : command.uses) {
      options.emplace_back(use.option->name);
    }
    EXPECT_THAT(offered(words), IsSupersetOf(options)) << command.name;
  }
}

TEST_F(Bash, OffersWhatAWordMayBe) {
  EXPECT_THAT(offered({"user", "add", "an", "--role", "a"}), ElementsAre("approver", "administrator"));
  EXPECT_THAT(offered({"user", "add", "an", "--role", "=", "pl"}), ElementsAre("planner"));
  EXPECT_THAT(offered({"user", "role", "an", "cl"}), ElementsAre("clerk"));
  EXPECT_THAT(offered({"check", "d", "--lang", ""}), ElementsAre("vi", "en"));
  EXPECT_THAT(offered({"help", "--completion", ""}), ElementsAre("bash", "zsh"));
  EXPECT_THAT(offered({"load", ""}), ElementsAre("inner")) << "folders only";
  EXPECT_THAT(offered({"load", "inner", "--register", "i"}), ElementsAre("inner"));
  EXPECT_THAT(offered({"load", "inner", ""}), IsEmpty()) << "a word too many";
  EXPECT_THAT(offered({"load", "inner", "--why", ""}), IsEmpty()) << "any text";
  EXPECT_THAT(offered({"help", "verify"}), ElementsAre("verify-register"));
  EXPECT_THAT(offered({"lo"}), ElementsAre("load", "log"));
  EXPECT_THAT(offered({"nonsense", ""}), IsEmpty());
}

TEST_F(Bash, OffersAnOptionOnceUnlessItRepeats) {
  EXPECT_THAT(offered({"load", "--register", "inner", "--accept", "X", "--"}), IsSupersetOf({std::string{"--accept"}}));
  EXPECT_THAT(offered({"load", "--register", "inner", "--re"}), IsEmpty());
}

TEST(Zsh, TakesItsCompletionAndFindsEveryOptionInIt) {
  const std::string script = zsh_completion();
  for (const Command& command : commands()) {
    EXPECT_THAT(script, HasSubstr("'" + std::string{command.name} + "') _arguments"));
    for (const Use& use : command.uses) {
      EXPECT_THAT(script, HasSubstr(std::string{use.option->name} + (use.option->kind == Kind::kFlag ? "[" : "=[")));
    }
  }
  if (is_on_path("zsh")) {
    const TempFolder folder;
    folder.write("_quyhoach", script);
    EXPECT_EQ(shell("zsh -f -n '" + (folder.path() / "_quyhoach").string() + "'"), 0);
  }
}

TEST(Nearest, IsTheNameThatWasMeant) {
  constexpr std::array<std::string_view, 5> kNames{"load", "log", "editions", "verify-register", "map-fields"};
  EXPECT_EQ(nearest("laod", kNames), "load");
  EXPECT_EQ(nearest("lgo", kNames), "log");
  EXPECT_EQ(nearest("edition", kNames), "editions");
  EXPECT_EQ(nearest("verify", kNames), "verify-register");
  EXPECT_EQ(nearest("mapfields", kNames), "map-fields");
  EXPECT_EQ(nearest("", kNames), "");
  EXPECT_EQ(nearest("xyzzy", kNames), "");
  EXPECT_EQ(nearest(std::string(100'000, 'l'), kNames), "") << "and soon";
  EXPECT_EQ(nearest("load", {}), "");
}

}  // namespace
}  // namespace quyhoach::cli
