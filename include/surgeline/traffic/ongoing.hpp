#pragma once

#include <optional>

#include "surgeline/observe/attempt.hpp"
#include "surgeline/observe/fingerprint.hpp"
#include "surgeline/observe/identity.hpp"

namespace surgeline::traffic {

/// What is observed about an exchange while it goes on.
struct ongoing {
  observe::identity who;
  observe::attempt attempt;
  time_point began{};
  std::optional<observe::fingerprint> print;  ///< grows with the body, and then the attempt begins
};

}  // namespace surgeline::traffic
