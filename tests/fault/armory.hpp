#pragma once

#include <chrono>
#include <cmath>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "support/at.hpp"
#include "support/flow.hpp"
#include "surgeline/fault/plan.hpp"

/// Faults, plans and connections as the tests of plans and delay lines need them.
namespace surgeline::fault {

using namespace std::chrono_literals;

inline kind late(distribution by, direction towards = direction::to_client) {
  return latency{.delay = std::move(by), .towards = towards};
}
inline kind late(duration by, direction towards = direction::to_client) {
  return late(distribution::fixed(by), towards);
}

/// Fault number `slot`, always, in force from the start.
inline armed always(std::uint32_t slot, kind what) {
  return {.id = "fault-" + std::to_string(slot), .slot = slot, .what = std::move(what)};
}
/// As `always`, for a share of the units.
inline armed sometimes(
    std::uint32_t slot,
    kind what,
    varying<double> probability,
    unit per = unit::connection
) {
  armed one = always(slot, std::move(what));
  one.probability = std::move(probability);
  one.per = per;
  return one;
}
/// As `always`, in force from `since` on.
inline armed from(duration since, std::uint32_t slot, kind what) {
  armed one = always(slot, std::move(what));
  one.since = one.first = at(since);
  return one;
}

/// Faults in force under a pinned seed.
template <class... Faults>
plan in_force(Faults... faults) {
  return plan{chance{7}, std::vector<armed>{std::move(faults)...}};
}

/// One connection before a plan, with a book of its own.
struct connection {
  subject who{"127.0.0.7", 1};
  flow bytes{};
  ledger book{};

  effect opens(const plan& under, time_point now = {}) { return under.on_connect(who, now, book); }
  effect asks(const plan& under, time_point now = {}, std::size_t size = 100) {
    return under.on_chunk(who, bytes.asks(now, size), book);
  }
  effect answers(const plan& under, time_point now = {}, std::size_t size = 100) {
    return under.on_chunk(who, bytes.answers(now, size), book);
  }
  tally counted(std::uint32_t slot = 0) { return book.of(slot); }
};

/// The `ordinal`th connection of a client.
inline connection number(std::uint64_t ordinal) { return {.who = {"127.0.0.7", ordinal}}; }

/// Expects so many hits of `draws` with a probability, within four standard deviations: p > 0.9999 for true chance, and
/// the same draws in every run.
inline void expect_share(double hits, double draws, double probability) {
  const double sigma = std::sqrt(draws * probability * (1 - probability));
  EXPECT_NEAR(hits, draws * probability, 4 * sigma) << "of " << draws << " at " << probability;
}

}  // namespace surgeline::fault
