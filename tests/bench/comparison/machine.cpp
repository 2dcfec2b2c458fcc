#include "bench/comparison/machine.hpp"

#include <pthread.h>
#include <sched.h>
#include <sys/resource.h>

#include <csignal>
#include <ctime>
#include <vector>

namespace surgeline::bench {
namespace {

volatile std::sig_atomic_t interrupt_came = 0;

void remember_interrupt(int) { interrupt_came = 1; }

}  // namespace

cpus usable_cpus() {
  cpu_set_t allowed;
  CPU_ZERO(&allowed);
  sched_getaffinity(0, sizeof allowed, &allowed);
  std::vector<int> found;
  for (int cpu = 0; cpu < CPU_SETSIZE && found.size() < 2; ++cpu) {
    if (CPU_ISSET(cpu, &allowed)) found.push_back(cpu);
  }
  return {found.front(), found.back()};
}

void pin_to(int cpu) {
  cpu_set_t one;
  CPU_ZERO(&one);
  CPU_SET(cpu, &one);
  pthread_setaffinity_np(pthread_self(), sizeof one, &one);
}

std::size_t raise_descriptor_limit() {
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
  return limit.rlim_cur;
}

duration now() {
  timespec moment{};
  clock_gettime(CLOCK_MONOTONIC, &moment);
  return std::chrono::seconds{moment.tv_sec} + duration{moment.tv_nsec};
}

void sleep_until(duration moment) {
  const auto whole = std::chrono::floor<std::chrono::seconds>(moment);
  const timespec until{.tv_sec = whole.count(), .tv_nsec = (moment - whole).count()};
  clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, nullptr);
}

void take_interrupts() {
  struct sigaction take{};
  take.sa_handler = remember_interrupt;
  sigaction(SIGINT, &take, nullptr);
  sigaction(SIGTERM, &take, nullptr);
}

void check_interrupt() {
  if (interrupt_came != 0) throw interrupted{};
}

}  // namespace surgeline::bench
