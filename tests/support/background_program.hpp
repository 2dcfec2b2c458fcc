#pragma once

#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <string>
#include <utility>
#include <vector>

namespace surgeline {

/// A program that runs beside the test; it is killed at the latest when the test is over.
class background_program {
 public:
  /// Starts `command`: a path, or a name to look for in PATH, and its arguments.
  explicit background_program(std::vector<std::string> command) {
    std::vector<char*> words;
    for (std::string& one : command) words.push_back(one.data());
    words.push_back(nullptr);
    int ends[2];
    EXPECT_EQ(pipe2(ends, O_CLOEXEC), 0);
    id_ = fork();
    if (id_ == 0) {
      prctl(PR_SET_PDEATHSIG, SIGTERM);
      dup2(ends[1], STDOUT_FILENO);
      dup2(ends[1], STDERR_FILENO);
      execvp(words[0], words.data());
      _exit(127);
    }
    close(ends[1]);
    output_ = ends[0];
  }
  background_program(const background_program&) = delete;
  background_program& operator=(const background_program&) = delete;
  ~background_program() {
    signal(SIGKILL);
    if (id_ > 0) waitpid(id_, nullptr, 0);
    close(output_);
  }

  /// Reads on until it has said `what`; false if it ends first, or ten seconds have passed.
  bool says(const std::string& what) {
    const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds{10};
    while (said_.find(what, heard_) == std::string::npos) {
      pollfd waiting{output_, POLLIN, 0};
      const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
          limit - std::chrono::steady_clock::now()
      );
      if (left.count() <= 0 || poll(&waiting, 1, static_cast<int>(left.count())) <= 0) return false;
      if (!hear_more()) return false;
    }
    heard_ = said_.find(what, heard_) + what.size();
    return true;
  }
  /// Reads on until it says no more.
  void hear_out() {
    while (hear_more()) {
    }
  }
  const std::string& said() const { return said_; }

  pid_t id() const { return id_; }
  void signal(int which) const {
    if (id_ > 0) ::kill(id_, which);
  }
  bool is_running() const {
    siginfo_t about{};
    return id_ > 0 &&
           waitid(P_PID, static_cast<id_t>(id_), &about, WEXITED | WNOHANG | WNOWAIT) == 0 &&
           about.si_pid == 0;
  }
  /// Waits for its end; the exit code, or -1 if a signal ended it.
  int exit_code() {
    int status = 0;
    waitpid(std::exchange(id_, -1), &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

 private:
  bool hear_more() {
    char buffer[4096];
    const ssize_t got = read(output_, buffer, sizeof buffer);
    if (got > 0) said_.append(buffer, static_cast<std::size_t>(got));
    return got > 0;
  }

  pid_t id_ = -1;
  int output_ = -1;
  std::string said_;
  std::size_t heard_ = 0;  // of what it said, by `says`
};

}  // namespace surgeline
