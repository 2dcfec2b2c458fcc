#include "surgeline/runner/command.hpp"

#include <gmock/gmock.h>

#include <chrono>

namespace surgeline::runner {
namespace {

using namespace std::chrono_literals;

TEST(Command, GivesItsExitCode) {
  std::string why;
  EXPECT_EQ(exit_code_of({"true"}, 10s, why), 0);
  EXPECT_EQ(exit_code_of({"sh", "-c", "exit 7"}, 10s, why), 7);
}

TEST(Command, HasNoneWhenThereIsNoSuchProgram) {
  std::string why;
  EXPECT_FALSE(exit_code_of({"/no/such/program"}, 10s, why));
  EXPECT_EQ(why, "/no/such/program did not start: No such file or directory");
}

TEST(Command, HasNoneWhenASignalEndsIt) {
  std::string why;
  EXPECT_FALSE(exit_code_of({"sh", "-c", "kill -TERM $$"}, 10s, why));
  EXPECT_EQ(why, "sh was ended by signal 15");
}

TEST(Command, IsKilledWhenItTakesTooLong) {
  std::string why;
  EXPECT_FALSE(exit_code_of({"sleep", "60"}, 50ms, why));
  EXPECT_EQ(why, "sleep did not end within 50ms");
}

TEST(Command, LeavesNobodyBehind) {
  std::string why;
  // The child that stays would hold the group; a second look at it must find nobody.
  EXPECT_EQ(exit_code_of({"sh", "-c", "sleep 60 & echo $! > /dev/null; exit 0"}, 10s, why), 0);
  EXPECT_EQ(exit_code_of({"sh", "-c", "sleep 60 & exec sleep 60"}, 50ms, why), std::nullopt);
}

}  // namespace
}  // namespace surgeline::runner
