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
};

/// What a ratio should be at most.
struct goal {
  std::string_view above, below;
  double at_most = no_number;
};

/// Measures every subject once a round, in random order (with a fixed seed), and says on a terminal how far it is.
std::vector<series> take_turns(const std::vector<subject>& all, int rounds, std::string_view what);

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
