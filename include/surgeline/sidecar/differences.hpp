#pragma once

#include <string>
#include <vector>

#include "surgeline/scenario/file.hpp"

namespace surgeline::sidecar {

/// What another file changes about a sidecar.
struct differences {
  std::vector<std::string> added, removed, changed;  ///< ids of proxies
  bool faults = false;                               ///< of the file, or how long they may stay
  std::vector<std::string> after_restart;            ///< keys of [serve] that change nothing before

  bool none() const {
    return added.empty() && removed.empty() && changed.empty() && !faults && after_restart.empty();
  }
  bool operator==(const differences&) const = default;
};

/// From the file in force to the next one.
differences between(const scenario::file& in_force, const scenario::file& next);

/// As people say it, a sentence each: "proxy `db` is new".
std::vector<std::string> sentences(const differences& all);

}  // namespace surgeline::sidecar
