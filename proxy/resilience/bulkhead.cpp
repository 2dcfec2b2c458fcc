#include "surgeline/resilience/bulkhead.hpp"

namespace surgeline::resilience {

bulkhead::answer bulkhead::ask(std::uint64_t attempt, time_point now) {
  if (taken_ < slots_) {
    ++taken_;
    return {.goes = true};
  }
  const auto [waits, dropped] = queue_.offer(attempt, now);
  return {.waits = waits, .dropped = dropped};
}

}  // namespace surgeline::resilience
