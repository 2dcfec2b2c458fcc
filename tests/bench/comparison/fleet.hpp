#pragma once

#include <list>
#include <string>
#include <string_view>
#include <vector>

#include "bench/comparison/child.hpp"
#include "bench/comparison/contestants.hpp"
#include "bench/comparison/machine.hpp"
#include "support/folder.hpp"
#include "surgeline/core/endpoint.hpp"

namespace surgeline::bench {

/// A contestant that runs.
struct target {
  std::string_view name;
  endpoint where;        ///< where its clients connect
  const child* process;  ///< whose CPU and memory are its own
};

/// One upstream and the contestants before it, each a process of its own on a loopback address of its own, started in random
/// order. Whoever is not installed is left out.
class fleet {
 public:
  /// Behind everybody is this program in the role `behind`. Puts `wrapper` (a tracer) before the contestants' commands, not
  /// before the upstream's.
  fleet(
      std::string_view behind,
      const std::vector<std::string_view>& contestants,
      cpus on,
      const starter& how,
      const command& wrapper = {}
  );

  const std::vector<target>& targets() const { return targets_; }
  /// The one of that name; null when it is not here.
  const target* find(std::string_view name) const;
  /// Ends all of them, the upstream last; a tracer writes what it has counted.
  void end();

 private:
  const child& start(command what, const endpoint& where, int cpu, std::string_view name);

  folder files_;
  std::list<child> processes_;
  std::vector<target> targets_;
};

}  // namespace surgeline::bench
