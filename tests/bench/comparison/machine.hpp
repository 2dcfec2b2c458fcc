#pragma once

#include <cstddef>

#include "surgeline/core/time.hpp"

namespace surgeline::bench {

/// Which of this process's CPUs run what.
struct cpus {
  int proxies = 0;  ///< whatever is measured
  int load = 0;     ///< clients and upstream; the same one where there is only one
};

/// The first two CPUs that this process may run on.
cpus usable_cpus();
/// Keeps the calling thread, and what it starts later, on one CPU.
void pin_to(int cpu);

/// Allows as many descriptors as the machine lets us have, here and in what is started later; that number.
std::size_t raise_descriptor_limit();

/// Since some moment, steadily.
duration now();
/// Returns at that moment or later; at once when it has passed.
void sleep_until(duration moment);

/// From here on SIGINT and SIGTERM are remembered and end nothing by themselves.
void take_interrupts();
/// Throws `interrupted` if such a signal has come.
void check_interrupt();

/// Somebody wants the bench to end.
struct interrupted {};

}  // namespace surgeline::bench
