#include "surgeline/lab/program.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <functional>
#include <sstream>
#include <thread>

namespace surgeline::lab {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;

/// Until it is so; a test that waits in vain ends with its runner's patience.
void wait_until(const std::function<bool()>& is_so) {
  while (!is_so()) std::this_thread::sleep_for(2ms);
}

std::unique_ptr<program> started(
    const std::string& script,
    std::map<std::string, std::string> env = {},
    duration within = 10s
) {
  net::failure why;
  auto made = program::start(
      {.run = {"sh", "-c", script}, .cwd = {}, .env = std::move(env), .within = within},
      why
  );
  EXPECT_TRUE(made) << why.what;
  return made;
}

/// The number that a script has written on a line of its own.
pid_t pid_in(const program& of) {
  wait_until([&] { return of.output(100).find('\n') != std::string::npos; });
  return std::stoi(of.output(100));
}

/// Gone, or a zombie that nobody has asked for yet.
bool is_gone(pid_t one) {
  std::ifstream stat("/proc/" + std::to_string(one) + "/stat");
  std::string text;
  std::getline(stat, text);
  return text.empty() || text.find(") Z") != std::string::npos;
}

TEST(Program, SaysHowItEnded) {
  const auto one = started("exit 3");
  wait_until([&] { return one->ended().has_value(); });
  EXPECT_EQ(*one->ended(), "exit code 3");
}

TEST(Program, SaysWhichSignalEndedIt) {
  const auto one = started("kill -9 $$");
  wait_until([&] { return one->ended().has_value(); });
  EXPECT_EQ(*one->ended(), "signal 9 (Killed)");
}

TEST(Program, SaysNothingWhileItRuns) {
  const auto one = started("echo there; sleep 100");
  wait_until([&] { return !one->output(10).empty(); });
  EXPECT_FALSE(one->ended());
}

TEST(Program, KeepsWhatItWrites) {
  const auto one = started("echo out; echo err >&2; exit 0");
  wait_until([&] { return one->ended().has_value(); });
  EXPECT_EQ(one->output(100), "out\nerr\n");
  EXPECT_EQ(one->output(4), "err\n");
}

TEST(Program, HasTheVariablesItWasGiven) {
  const auto one = started("echo $WHERE; test -n \"$PATH\"", {{"WHERE", "127.0.0.1:80"}});
  wait_until([&] { return one->ended().has_value(); });
  EXPECT_EQ(one->output(100), "127.0.0.1:80\n");
  EXPECT_EQ(*one->ended(), "exit code 0");
}

TEST(Program, IsAskedBeforeItIsKilled) {
  const auto one = started("trap 'echo bye; exit 0' TERM; echo up; while :; do sleep 0.01; done");
  wait_until([&] { return one->output(100) == "up\n"; });
  one->stop();
  EXPECT_THAT(one->output(100), HasSubstr("bye\n"));
}

TEST(Program, IsKilledWhenItDoesNotListen) {
  const auto one = started("trap '' TERM; echo $$; while :; do sleep 0.01; done", {}, 50ms);
  const pid_t stubborn = pid_in(*one);
  one->stop();
  EXPECT_TRUE(is_gone(stubborn));
}

TEST(Program, LeavesNothingOfItsGroup) {
  const auto one = started("sleep 100 & echo $!; wait");
  const pid_t child = pid_in(*one);
  EXPECT_FALSE(is_gone(child));
  one->stop();
  EXPECT_TRUE(is_gone(child));
}

TEST(Program, LeavesNothingOfItsGroupWhenItEndsByItself) {
  const auto one = started("sleep 100 & echo $!");
  const pid_t child = pid_in(*one);
  wait_until([&] { return one->ended().has_value(); });
  wait_until([&] { return is_gone(child); });
}

TEST(Program, DiesWithWhoeverStartedIt) {
  std::array<int, 2> ends{};
  ASSERT_EQ(::pipe2(ends.data(), O_CLOEXEC), 0);
  const pid_t starter = ::fork();
  if (starter == 0) {
    const auto one = started("sleep 100 & echo $!; wait");
    const pid_t child = pid_in(*one);
    [[maybe_unused]] const auto told = ::write(ends[1], &child, sizeof child);
    for (;;) ::pause();
  }
  pid_t child = 0;
  ASSERT_EQ(::read(ends[0], &child, sizeof child), static_cast<ssize_t>(sizeof child));
  ::kill(starter, SIGKILL);
  ::waitpid(starter, nullptr, 0);
  wait_until([&] { return is_gone(child); });
  ::close(ends[0]);
  ::close(ends[1]);
}

TEST(Program, HoldsNoDescriptorOfOurs) {
  const int ours = ::open("/dev/zero", O_RDONLY);
  const auto one = started("ls -l /proc/$$/fd; exit 0");
  wait_until([&] { return one->ended().has_value(); });
  EXPECT_THAT(one->output(10'000), Not(HasSubstr("/dev/zero")));
  ::close(ours);
}

TEST(Program, IsNoneWhenThereIsNoSuchFile) {
  net::failure why;
  EXPECT_FALSE(program::start({.run = {"/no/such/program"}}, why));
  EXPECT_EQ(why.what, "`/no/such/program` cannot be started: No such file or directory");
}

TEST(Program, IsNoneWhenItsFolderIsNotThere) {
  net::failure why;
  EXPECT_FALSE(program::start({.run = {"true"}, .cwd = "/no/such/folder"}, why));
  EXPECT_THAT(why.what, HasSubstr("in /no/such/folder"));
}

TEST(Program, ForgetsAllButTheEndOfALongOutput) {
  const auto one = started("head -c 70000000 /dev/zero; echo; echo end; exit 0");
  wait_until([&] { return one->ended().has_value(); });
  one->trim();
  EXPECT_EQ(one->output(4), "end\n");
  EXPECT_EQ(one->output(program::most_output).size(), program::kept_output);
}

}  // namespace
}  // namespace surgeline::lab
