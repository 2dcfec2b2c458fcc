#pragma once

#include <string>

#include "surgeline/config/describe.hpp"

namespace surgeline::scenario {

struct file;

/// Which run it is, for whoever looks at a sidecar that it has armed.
struct run_identity {
  /// The longest that its texts may be: they become labels.
  static constexpr std::size_t longest = 63;

  std::string id;
  std::string scenario;
  std::string config;

  static constexpr auto schema() {
    return config::describe(
        "run",
        "Which run asks, as `surgeline_run_info` shows it.",
        config::required(&run_identity::id, "id", "its name, unlike that of any other run"),
        config::optional(&run_identity::scenario, "scenario", "the id of its file"),
        config::optional(&run_identity::config, "config", "a short hash of what the file says")
    );
  }
  void check(config::checker& in) const;

  bool operator==(const run_identity&) const = default;
};

/// A short hash of everything that a file says, its variables and overrides carried out: eight hexadecimal digits.
std::string fingerprint(const file& of);

}  // namespace surgeline::scenario
