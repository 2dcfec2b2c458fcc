#pragma once

#include <cstdint>
#include <vector>

#include "surgeline/model/server.hpp"
#include "surgeline/scenario/daemon_layout.hpp"

namespace surgeline::model {

/// How the jobs of a service come to a daemon; a `step::which` is an index in the list of these.
struct daemon_way {
  std::uint32_t daemon = 0;  ///< index in the file
  std::uint32_t door = 0;
  scenario::daemon_stage at = scenario::daemon_stage::before;
  bool operator==(const daemon_way&) const = default;
};

/// Those of a service, in file order.
std::vector<daemon_way> daemon_ways(const scenario::file& from, const scenario::service& of);

/// The steps of a job with what it waits for before and after them.
std::vector<step> with_daemons(std::vector<step> steps, const std::vector<daemon_way>& ways);

}  // namespace surgeline::model
