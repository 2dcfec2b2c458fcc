#include "surgeline/resilience/budget.hpp"

#include <algorithm>

namespace surgeline::resilience {

budget::budget(const budget_terms& terms)
    : terms_(terms), tokens_(std::min(terms.initial.value_or(terms.capacity), terms.capacity)) {}

bool budget::withdraw() {
  // A sum of many refills of 0.1 is a hair under the whole number it stands for.
  constexpr double rounding = 1e-9;
  if (tokens_ + rounding < terms_.cost) return false;
  tokens_ = std::max(0.0, tokens_ - terms_.cost);
  return true;
}

void budget::succeeded() { tokens_ = std::min(terms_.capacity, tokens_ + terms_.refill); }

}  // namespace surgeline::resilience
