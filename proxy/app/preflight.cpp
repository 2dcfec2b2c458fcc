#include "surgeline/app/preflight.hpp"

#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>

#include "surgeline/runner/timer_error.hpp"
#include "surgeline/scenario/blueprint.hpp"

namespace surgeline::app {
namespace {

/// What a process has open before it does anything: streams, event sets, timers.
constexpr std::uint64_t descriptors_of_our_own = 32;
/// A span of time is kept well enough if it is this many times the timers' error.
constexpr int least_precision = 20;

/// The spans of a file that timers keep, with the key each was written under.
std::vector<std::pair<std::string, duration>> kept_spans(const scenario::file& of) {
  std::vector<std::pair<std::string, duration>> all;
  for (const scenario::policy& one : of.policies) {
    if (one.timeout) all.emplace_back(fmt::format("timeout of policy `{}`", one.id), *one.timeout);
    const bool waits = one.retry && one.retry->kind != resilience::growth::none &&
                       one.retry->base.highest() > duration{};
    if (waits)
      all.emplace_back(fmt::format("retry.base of policy `{}`", one.id), one.retry->base.highest());
    if (one.breaker)
      all.emplace_back(
          fmt::format("breaker.open_for of policy `{}`", one.id),
          one.breaker->open_for
      );
    if (one.hedge && one.hedge->after.percentile == 0)
      all.emplace_back(fmt::format("hedge.after of policy `{}`", one.id), one.hedge->after.fixed);
  }
  if (of.recovery) all.emplace_back("stable_for of [recovery]", of.recovery->stable_for);
  for (const scenario::steady_state& one : of.steady_states) {
    if (one.window)
      all.emplace_back(fmt::format("window of steady state `{}`", one.id), *one.window);
  }
  return all;
}

/// True when every span of the file lasts long enough beside this error of the timers.
bool are_kept(const scenario::file& of, duration error) {
  return std::ranges::all_of(kept_spans(of), [&](const auto& kept) {
    return seconds(kept.second) / of.head.speedup >= seconds(error) * least_precision;
  });
}

/// What this machine's timers can do: a busy neighbour spoils single measurements, so only the best of some is held against it.
duration best_timer_error(const std::vector<input>& inputs) {
  duration best = forever;
  for (int tries = 0; tries < 10; ++tries) {
    best = std::min(best, runner::timer_error());
    if (std::ranges::all_of(inputs, [&](const input& one) { return are_kept(one.values, best); }))
      break;
  }
  return best;
}

void check_timers(
    const scenario::file& of,
    duration error,
    const std::string& path,
    problems& found
) {
  for (const auto& [what, span] : kept_spans(of)) {
    const double real = seconds(span) / of.head.speedup;
    const double needed = seconds(error) * least_precision;
    if (real >= needed) continue;
    found.add(
        {.file = path},
        fmt::format(
            "speedup = {:g} makes the {} last {:.2f} ms, but timers here are {:.2f} ms late",
            of.head.speedup,
            what,
            real * 1e3,
            seconds(error) * 1e3
        ),
        fmt::format(
            "a speedup of at most {:.1f} keeps it {} times longer than that",
            std::max(1.0, seconds(span) / needed),
            least_precision
        )
    );
  }
}

}  // namespace

std::uint64_t descriptor_limit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return 0;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
  return limit.rlim_cur;
}

bool ready_to_run(const std::vector<input>& inputs, const std::string& path) {
  problems found;
  const std::uint64_t allowed = descriptor_limit();
  const bool compressed =
      std::ranges::any_of(inputs, [](const input& one) { return one.values.head.speedup > 1; });
  const duration error = compressed ? best_timer_error(inputs) : duration{};
  for (const input& one : inputs) {
    const std::uint64_t needed = scenario::descriptors(one.values) + descriptors_of_our_own;
    if (needed > allowed) {
      found.add(
          {.file = path},
          fmt::format(
              "a run opens {} descriptors, but this process may have only {}",
              needed,
              allowed
          ),
          "fewer clients or connections_per_client, or a higher `ulimit -n`"
      );
    }
    if (one.values.head.speedup > 1) check_timers(one.values, error, path, found);
  }
  found.sort();
  print_problems(found, "");
  return found.empty();
}

}  // namespace surgeline::app
