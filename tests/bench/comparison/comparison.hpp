#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "bench/comparison/fleet.hpp"
#include "bench/comparison/result.hpp"

namespace surgeline::bench {

/// Something that is measured round after round.
struct subject {
  std::string_view name;
  std::function<double()> slice;  ///< measures once: what a unit costs
};

/// What each round made of it.
struct series {
  std::string_view name;
  std::vector<double> rounds;
  std::size_t together = 1;  ///< so many after each other are of the same processes
};

/// What a ratio should be at most.
struct goal {
  std::string_view above, below;
  double at_most = no_number;
};

/// Measures every subject once a round, in random order, and says on a terminal how far it is.
std::vector<series> take_turns(
    const std::vector<subject>& all,
    int rounds,
    std::string_view what,
    unsigned seed = 1
);

/// Rounds, and how many sets of processes they are spread over. The memory that a process has happened to get makes more of a
/// difference than the time of a slice, and it keeps it.
struct schedule {
  int generations, rounds;  ///< of each
};
/// What so many generations have made of it; each is told its number and starts processes of its own.
std::vector<series> over_generations(
    schedule when,
    const std::function<std::vector<series>(unsigned generation)>& one
);

/// The one of that name; null when it did not take part.
const series* find(const std::vector<series>& all, std::string_view name);

/// A row each (median in units of `unit`, ratio to HAProxy or, without it, to the bare relay), the goals whose both sides
/// took part, and ours against its second copy.
void fill_in(
    result& into,
    const std::vector<series>& all,
    column unit,
    const std::vector<goal>& goals
);

/// CPU seconds of a contestant while `work` runs, divided by what it returns.
template <class Work>
double cpu_per_unit(const target& of, Work work) {
  const duration before = of.process->cpu_time();
  const auto units = static_cast<double>(work());
  // What it does after the last answer belongs to it too; and the kernel books CPU when a thread goes to sleep.
  sleep_until(now() + std::chrono::milliseconds{2});
  return seconds(of.process->cpu_time() - before) / units;
}

}  // namespace surgeline::bench
