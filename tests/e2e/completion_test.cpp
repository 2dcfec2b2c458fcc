#include <gtest/gtest.h>

#include <cstdio>
#include <string>

#include "repo/program.hpp"

/// What completes the command line in bash, asked as bash asks it.
namespace surgeline {
namespace {

/// The words that bash offers behind these, the last of which is not finished.
std::string offered(const std::string& words) {
  const std::string script =
      "source <(" SURGELINE_BINARY " docs completion-bash); COMP_WORDS=(surgeline " + words +
      "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _surgeline; echo \"${COMPREPLY[*]}\"";
  const std::string command = "cd / && bash -c '" + script + "' 2>&1";
  FILE* const pipe = popen(command.c_str(), "r");
  std::string said;
  for (int one = fgetc(pipe); one != EOF; one = fgetc(pipe)) said += static_cast<char>(one);
  EXPECT_EQ(pclose(pipe), 0);
  return said;
}

TEST(BashCompletion, OffersCommands) {
  EXPECT_EQ(offered("s"), "serve sim sweep\n");
  EXPECT_EQ(offered("ctl ar"), "arm\n");
}

TEST(BashCompletion, OffersWhatACommandTakes) {
  EXPECT_EQ(offered("run --see"), "--seed --seeds\n");
  EXPECT_EQ(offered("ctl arm --d"), "--detach\n");
}

TEST(BashCompletion, OffersWhatAWordMayBe) { EXPECT_EQ(offered("docs f"), "faults\n"); }

TEST(BashCompletion, OffersFilesWhereOneIsWanted) {
  EXPECT_EQ(offered("run et"), "etc\n");
  EXPECT_EQ(offered("ctl status et"), "\n");
}

TEST(ManualPage, HasEveryCommand) {
  const std::string page = repo::run_program({"docs", "man"}).output;
  for (const char* const command : {"serve", "run", "sim", "check", "ctl arm", "docs"})
    EXPECT_NE(page.find(std::string{"surgeline "} + command), std::string::npos) << command;
}

}  // namespace
}  // namespace surgeline
