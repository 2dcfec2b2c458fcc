#include "surgeline/runner/command.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>

#include "surgeline/core/units.hpp"
#include "surgeline/net/descriptor.hpp"

extern char** environ;

namespace surgeline::runner {
namespace {

using std::chrono::steady_clock;

/// Starts it as the first of a group; 0 with the reason in `error`.
pid_t start(const std::vector<std::string>& arguments, int& error) {
  std::vector<char*> words;
  for (const std::string& word : arguments) words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawnattr_t how;
  posix_spawnattr_init(&how);
  sigset_t none;
  sigemptyset(&none);
  posix_spawnattr_setsigmask(&how, &none);
  posix_spawnattr_setflags(&how, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK);
  pid_t made = 0;
  error = posix_spawnp(&made, words[0], &files, &how, words.data(), environ);
  posix_spawnattr_destroy(&how);
  posix_spawn_file_actions_destroy(&files);
  return error == 0 ? made : 0;
}

/// True when it has ended within the time.
bool ends_within(pid_t who, duration patience) {
  const net::descriptor watched{static_cast<int>(::syscall(SYS_pidfd_open, who, 0))};
  const auto until = steady_clock::now() + patience;
  for (;;) {
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(until - steady_clock::now()).count();
    if (left <= 0) return false;
    pollfd one{watched.get(), POLLIN, 0};
    const int ready = ::poll(&one, 1, static_cast<int>(left));
    if (ready > 0) return true;
    if (ready < 0 && errno != EINTR) return false;
  }
}

}  // namespace

std::optional<int> exit_code_of(
    const std::vector<std::string>& arguments,
    duration patience,
    std::string& why
) {
  int error = 0;
  const pid_t who = start(arguments, error);
  if (who == 0) {
    why = fmt::format("{} did not start: {}", arguments[0], std::strerror(error));
    return {};
  }
  const bool ended = ends_within(who, patience);
  ::kill(-who, SIGKILL);  // what it has left behind goes too
  int status = 0;
  while (::waitpid(who, &status, 0) < 0 && errno == EINTR) {
  }
  if (!ended) {
    why = fmt::format("{} did not end within {}", arguments[0], format(patience));
    return {};
  }
  if (WIFEXITED(status)) return WEXITSTATUS(status);
  why = fmt::format("{} was ended by signal {}", arguments[0], WTERMSIG(status));
  return {};
}

}  // namespace surgeline::runner
