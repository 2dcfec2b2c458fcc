#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "surgeline/admin/feed.hpp"
#include "surgeline/config/describe.hpp"
#include "surgeline/config/value.hpp"
#include "surgeline/core/problem.hpp"

namespace surgeline::admin {

/// A run that somebody asks for.
struct run_request {
  std::string scenario;
  std::optional<std::string> variant;
  std::optional<std::uint64_t> seed;
  std::vector<std::string> set;

  static constexpr auto schema() {
    return config::describe(
        "run_request",
        "A scenario to be carried out on this sidecar's proxies.",
        config::required(&run_request::scenario, "scenario", "the file's text, in TOML"),
        config::optional(&run_request::variant, "variant", "one [[variant]] of it"),
        config::optional(&run_request::seed, "seed", "of every draw; the file's if absent"),
        config::optional(&run_request::set, "set", "`path=value`: what is changed of the file")
    );
  }
};

/// Carries runs out for whoever asks over the API; everything on the control thread.
class run_desk {
 public:
  /// What came of asking: an id; or what is wrong with the scenario; or why there is no run just now.
  struct started {
    std::string id;
    problems found;
    std::string why;
  };

  virtual ~run_desk() = default;
  /// Answers once, when the scenario has been read; the run begins then.
  virtual void start(run_request asked, std::function<void(started)> answered) = 0;
  /// Ends a run as aborted; false if it is not under way.
  virtual bool abort(const std::string& id) = 0;
  /// Those that are remembered, as they came.
  virtual config::array list() const = 0;
  /// What has happened in a run and what will, as server-sent events; null if there is no such run.
  virtual std::shared_ptr<feed> watch(const std::string& id) = 0;
  /// The report of a run that is over, as JSON; empty if there is none.
  virtual std::optional<std::string> report(const std::string& id) const = 0;
};

}  // namespace surgeline::admin
