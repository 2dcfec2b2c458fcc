#pragma once

#include <string>

#include "surgeline/admin/http_client.hpp"

namespace surgeline::bench {

/// An answer, and how long it took to come: from before connecting to its last byte.
struct timed_answer {
  std::string body;
  duration took{};
};

/// Asks a sidecar on a connection of its own; throws unless it answers 200.
timed_answer ask(const endpoint& whom, const admin::question& what);

}  // namespace surgeline::bench
