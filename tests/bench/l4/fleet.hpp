#pragma once

#include <functional>
#include <list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bench/l4/child.hpp"
#include "bench/l4/contestants.hpp"
#include "bench/l4/machine.hpp"
#include "support/folder.hpp"
#include "surgeline/core/endpoint.hpp"

namespace surgeline::bench {

/// A contestant that runs.
struct target {
  std::string_view name;
  endpoint where;        ///< where its clients connect
  const child* process;  ///< whose CPU and memory are its own
};

/// Knows how to start contestants, as `command_of` does.
using starter = std::function<std::optional<command>(
    std::string_view contestant,
    const endpoint& listen,
    const endpoint& upstream,
    const folder& files
)>;

/// One upstream and the contestants before it, each a process of its own on a loopback address of its own. Whoever is not
/// installed is left out.
class fleet {
 public:
  /// Puts `wrapper` (a tracer) before the contestants' commands, not before the upstream's; `how` is asked for the commands in
  /// place of `command_of`.
  fleet(
      upstream_kind behind,
      const std::vector<std::string_view>& contestants,
      cpus on,
      const command& wrapper = {},
      const starter& how = {}
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
