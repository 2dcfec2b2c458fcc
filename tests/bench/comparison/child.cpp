#include "bench/comparison/child.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <utility>

#include "bench/comparison/machine.hpp"

namespace surgeline::bench {
namespace {

using namespace std::chrono_literals;

constexpr auto patience = 20s;  // a tracer has much to write

/// The rest of the new process's life: nothing here may allocate.
[[noreturn]] void become(char* const* command, int cpu, int log, pid_t parent) {
  // SIGTERM, not SIGKILL: a tracer that is killed leaves what it traces behind.
  prctl(PR_SET_PDEATHSIG, SIGTERM);
  if (getppid() != parent) _exit(1);  // it died before we could hear of it
  signal(SIGINT, SIG_IGN);            // a terminal tells everybody; the parent decides
  signal(SIGTERM, SIG_DFL);
  pin_to(cpu);
  dup2(log, STDOUT_FILENO);
  dup2(log, STDERR_FILENO);
  execvp(command[0], command);
  _exit(127);
}

}  // namespace

child::child(std::vector<std::string> command, int cpu, const std::string& log) {
  std::vector<char*> arguments;
  for (auto& one : command) arguments.push_back(one.data());
  arguments.push_back(nullptr);
  const int output = open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  const pid_t parent = getpid();
  id_ = fork();
  if (id_ == 0) become(arguments.data(), cpu, output, parent);
  close(output);
  if (id_ < 0) throw std::system_error(errno, std::generic_category(), "fork");
}

child::child(child&& other) noexcept : id_(std::exchange(other.id_, -1)) {}

void child::end() {
  if (id_ < 0) return;
  kill(id_, SIGTERM);
  const duration until = now() + patience;
  while (waitpid(id_, nullptr, WNOHANG) == 0) {
    if (now() > until) kill(id_, SIGKILL);
    sleep_until(now() + 1ms);
  }
  id_ = -1;
}

bool child::is_running() const {
  siginfo_t about{};
  const bool asked =
      waitid(P_PID, static_cast<id_t>(id_), &about, WEXITED | WNOHANG | WNOWAIT) == 0;
  return asked && about.si_pid == 0;
}

duration child::cpu_time() const {
  duration sum{};
  for (const auto& thread :
       std::filesystem::directory_iterator(fmt::format("/proc/{}/task", id_))) {
    duration::rep nanoseconds = 0;
    std::ifstream(thread.path() / "schedstat") >> nanoseconds;
    sum += duration{nanoseconds};
  }
  return sum;
}

std::size_t child::private_memory() const {
  std::ifstream in(fmt::format("/proc/{}/smaps_rollup", id_));
  std::size_t sum = 0;
  for (std::string line; std::getline(in, line);) {
    if (!line.starts_with("Private_Clean:") && !line.starts_with("Private_Dirty:")) continue;
    sum += std::stoul(line.substr(line.find(':') + 1)) * 1024;
  }
  return sum;
}

}  // namespace surgeline::bench
