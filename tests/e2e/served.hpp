#pragma once

#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "surgeline/core/endpoint.hpp"

namespace surgeline {

/// A file that is there for one test, and may be written anew.
class scratch {
 public:
  explicit scratch(const std::string& name)
      : path_(std::filesystem::temp_directory_path() / (std::to_string(getpid()) + "-" + name)) {
    std::filesystem::remove(path_);
  }
  ~scratch() { std::filesystem::remove(path_); }
  scratch(const scratch&) = delete;
  scratch& operator=(const scratch&) = delete;

  std::string path() const { return path_.string(); }
  void write(const std::string& text) const { std::ofstream(path_, std::ios::binary) << text; }
  std::string read() const {
    std::ifstream in(path_, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

 private:
  std::filesystem::path path_;
};

/// The real program, running beside the test; it is killed at the latest when the test is over.
class background_program {
 public:
  explicit background_program(std::vector<std::string> arguments) {
    int ends[2];
    EXPECT_EQ(pipe2(ends, O_CLOEXEC), 0);
    pid_ = fork();
    if (pid_ == 0) {
      dup2(ends[1], STDOUT_FILENO);
      dup2(ends[1], STDERR_FILENO);
      arguments.insert(arguments.begin(), SURGELINE_BINARY);
      std::vector<char*> words;
      for (std::string& one : arguments) words.push_back(one.data());
      words.push_back(nullptr);
      execv(SURGELINE_BINARY, words.data());
      _exit(127);
    }
    close(ends[1]);
    output_ = ends[0];
  }
  background_program(const background_program&) = delete;
  background_program& operator=(const background_program&) = delete;
  ~background_program() {
    if (pid_ > 0) {
      ::kill(pid_, SIGKILL);
      waitpid(pid_, nullptr, 0);
    }
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
      char buffer[4096];
      if (left.count() <= 0 || poll(&waiting, 1, static_cast<int>(left.count())) <= 0) return false;
      const ssize_t got = read(output_, buffer, sizeof buffer);
      if (got <= 0) return false;
      said_.append(buffer, static_cast<std::size_t>(got));
    }
    heard_ = said_.find(what, heard_) + what.size();
    return true;
  }
  const std::string& said() const { return said_; }
  void signal(int which) const { ::kill(pid_, which); }
  /// Waits for its end; the exit code, or -1 if a signal ended it.
  int exit_code() {
    int status = 0;
    waitpid(std::exchange(pid_, -1), &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

 private:
  pid_t pid_ = -1;
  int output_ = -1;
  std::string said_;
  std::size_t heard_ = 0;  // of what it said, by `says`
};

/// `surgeline serve` with a file, on free ports.
class served : public background_program {
 public:
  explicit served(const scratch& file, std::initializer_list<std::string> more = {})
      : background_program(words(file, more)) {}

  /// Waits until it serves; then the addresses are known.
  bool is_ready() {
    if (!says("\nready\n")) return false;
    control = address_after("control    ");
    telemetry = address_after("telemetry  ");
    front = address_after("proxy      front: ");
    return true;
  }

  endpoint control, telemetry, front;

 private:
  static std::vector<std::string> words(
      const scratch& file,
      std::initializer_list<std::string> more
  ) {
    std::vector<std::string>
        all{"serve", "-c", file.path(), "--control", "127.0.0.1:0", "--telemetry", "127.0.0.1:0"};
    all.insert(all.end(), more);
    return all;
  }
  endpoint address_after(const std::string& what) const {
    const auto from = said().rfind(what) + what.size();
    return endpoint::parse(said().substr(from, said().find_first_of(" \n", from) - from))
        .value_or(endpoint{});
  }
};

}  // namespace surgeline
