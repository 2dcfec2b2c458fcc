#pragma once

#include <string>

namespace surgeline {

/// A server for 100/s that a retry tips over, so small that a run takes a few milliseconds; a stall in front of it, and whatever is added.
inline std::string small_scenario(const std::string& more = "") {
  return R"(format = 1
[[service]]
id = "db"
slots = 10
service_time = "100ms"
queue = { limit = 600 }
[[proxy]]
id = "switch"
from = ["users"]
upstream = { service = "db" }
each = "endpoint"
[[policy]]
id = "again"
timeout = "1s"
retry = { kind = "fixed", attempts = 2, base = "0s", retry_on = ["timeout"] }
[[load]]
id = "users"
to = "db"
rate = "80/s"
deadline = "2s"
policy = "again"
[[phase]]
id = "before"
duration = "10s"
role = "baseline"
[[phase]]
id = "outage"
duration = "10s"
[[phase]]
id = "after"
duration = "60s"
role = "recover"
[[fault]]
id = "stalls"
kind = "stall"
during = ["outage"]
direction = "to_upstream"
[recovery]
metric = "load.users.goodput"
at_least = "90%"
of = "offered"
stable_for = "5s"
deadline = "45s"
probe_relief = { rate = "25%", for = "20s" }
)" + more;
}

}  // namespace surgeline
