#pragma once

#include "report/samples.hpp"
#include "surgeline/report/json.hpp"
#include "surgeline/report/stored.hpp"

/// Reports as they are read back.
namespace surgeline::report::samples {

inline stored_report stored(const executions& all) {
  problems found;
  return read_report(json_report(all, {.version = "1.2.3"}), "report.json", found).value();
}

/// So many seeds of the outage, in virtual time.
inline executions outages(std::size_t count, bool retries = false, std::uint64_t first = 1) {
  executions all;
  for (std::uint64_t seed = first; seed < first + count; ++seed)
    all.push_back(outage({.retries = retries, .seed = seed}));
  return all;
}

}  // namespace surgeline::report::samples
