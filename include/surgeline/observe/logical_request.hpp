#pragma once

#include <cstdint>

#include "surgeline/core/time.hpp"
#include "surgeline/observe/ending.hpp"
#include "surgeline/observe/evidence.hpp"
#include "surgeline/observe/outcome.hpp"

namespace surgeline::observe {

/// What one intent of a caller came to, over all its attempts: told once, when it is settled.
struct logical_request {
  std::uint32_t route = 0;                 ///< as it was given to `attempt_table::begin`
  observe::outcome outcome = outcome::ok;  ///< of its last attempt; `ok` once any was
  observe::ending ending = ending::first;
  observe::evidence evidence = evidence::none;  ///< of the attempt that settled it
  std::uint32_t attempts = 1;                   ///< begun until then
  duration took{};  ///< from the beginning of the first to the end of the one that settled it
  bool operator==(const logical_request&) const = default;
};

}  // namespace surgeline::observe
