#include "supervisor.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <ctime>

namespace surgeline::lab {
namespace {

/// Where the supervisor keeps its descriptors; all others it closes.
enum kept : int { life_at = 3, news_at, complaint_at, output_at, first_other };

/// Somebody else's descriptors held open would keep ports in use, and other programs alive.
void keep_only(const supervision& what) {
  const std::array given{what.life, what.news, what.complaint, what.output};
  std::array<int, 4> high{};
  for (std::size_t i = 0; i < given.size(); ++i) high[i] = ::fcntl(given[i], F_DUPFD, 64);
  for (std::size_t i = 0; i < given.size(); ++i) ::dup2(high[i], life_at + static_cast<int>(i));
  ::close_range(first_other, ~0U, 0);
}

void sleep_a_little() {
  const timespec pause{0, 5'000'000};
  ::nanosleep(&pause, nullptr);
}

std::chrono::milliseconds now() {
  timespec is{};
  ::clock_gettime(CLOCK_MONOTONIC, &is);
  return std::chrono::seconds{is.tv_sec} + std::chrono::milliseconds{is.tv_nsec / 1'000'000};
}

[[noreturn]] void become(const supervision& what, pid_t supervisor) {
  ::setpgid(0, 0);
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != supervisor) ::_exit(127);
  for (int signal = 1; signal < NSIG; ++signal) ::signal(signal, SIG_DFL);
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  const int nothing = ::open("/dev/null", O_RDONLY);
  ::dup2(nothing, 0);
  ::dup2(output_at, 1);
  ::dup2(output_at, 2);
  ::fcntl(complaint_at, F_SETFD, FD_CLOEXEC);
  const bool there = what.folder == nullptr || ::chdir(what.folder) == 0;
  if (there) {
    for (int fd :
         {static_cast<int>(life_at), static_cast<int>(news_at), static_cast<int>(output_at)})
      ::close(fd);
    if (nothing > 2) ::close(nothing);
    ::execvpe(
        what.arguments[0],
        const_cast<char* const*>(what.arguments),
        const_cast<char* const*>(what.environment)
    );
  }
  const int why = there ? errno : -errno;  // below zero: the folder's
  [[maybe_unused]] const auto told = ::write(complaint_at, &why, sizeof why);
  ::_exit(127);
}

/// Until nobody of the group is left, or it is late.
void wait_for_group(pid_t group, std::chrono::milliseconds until) {
  while (::kill(-group, 0) == 0 && now() < until) {
    ::waitpid(-1, nullptr, WNOHANG);
    sleep_a_little();
  }
}

void end_group(pid_t group, int signal, std::chrono::milliseconds within) {
  if (signal != SIGKILL) {
    ::kill(-group, signal);
    wait_for_group(group, now() + within);
  }
  ::kill(-group, SIGKILL);
  wait_for_group(group, now() + std::chrono::seconds{5});
}

}  // namespace

void supervise(const supervision& what) {
  ::setpgid(0, 0);  // Ctrl-C is for us, not for it
  for (const int ignored : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE}) ::signal(ignored, SIG_IGN);
  ::prctl(PR_SET_CHILD_SUBREAPER, 1);
  keep_only(what);
  const pid_t supervisor = ::getpid();
  const pid_t child = ::fork();
  if (child == 0) become(what, supervisor);
  ::close(complaint_at);
  ::close(output_at);
  if (child < 0) ::_exit(1);
  ::setpgid(child, child);
  // glibc declares pidfd_open for C only.
  const int alive = static_cast<int>(::syscall(SYS_pidfd_open, child, 0));
  std::array<pollfd, 2> ends{{{life_at, POLLIN, 0}, {alive, POLLIN, 0}}};
  while (::poll(ends.data(), ends.size(), -1) < 0 && errno == EINTR) {
  }
  if (ends[1].revents != 0) {
    int how = 0;
    ::waitpid(child, &how, 0);
    [[maybe_unused]] const auto told = ::write(news_at, &how, sizeof how);
    end_group(child, SIGKILL, {});
  } else {
    end_group(child, what.signal, what.within);
  }
  ::_exit(0);
}

}  // namespace surgeline::lab
