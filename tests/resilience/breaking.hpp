#pragma once

#include <chrono>

#include "support/at.hpp"
#include "surgeline/resilience/breaker.hpp"

/// What the tests of breakers share: calls that end at once.
namespace surgeline::resilience {

using namespace std::chrono_literals;

/// So many calls, of those that the breaker lets go, end so.
inline void tell(breaker& to, outcome how, int times, time_point now, duration took = 1ms) {
  for (int i = 0; i < times; ++i) {
    const auto as = to.admit(now);
    if (as.granted) to.ended(as, how, took, now);
  }
}

/// A breaker that failures have just opened.
inline breaker opened(
    time_point when,
    const breaker_terms& terms = {.kind = consecutive{.open_at = 1}},
    int failures = 1
) {
  breaker one{terms};
  tell(one, outcome::failed, failures, when);
  return one;
}

}  // namespace surgeline::resilience
