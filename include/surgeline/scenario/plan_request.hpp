#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "surgeline/config/describe.hpp"
#include "surgeline/config/value.hpp"
#include "surgeline/core/problem.hpp"
#include "surgeline/scenario/file.hpp"
#include "surgeline/scenario/run_identity.hpp"

namespace surgeline::scenario {

/// Which door a fault came through: the file, a plan (its `by`), or a toxic.
enum class door : std::uint8_t { file, v1, runner, toxiproxy };

/// Whether a fault of a file is in force from the start of a sidecar, not waiting for a run that walks the phases.
inline bool is_static(const fault& of) { return of.enabled && !of.during; }

/// How long a fault that came through a door stays armed in a sidecar at most: its `ttl`, or what the sidecar's file allows.
duration longest_age(const fault& of, door by, const file& served);

/// What a sidecar is asked to put in force over its API, until whoever asked falls silent.
struct plan_request {
  std::vector<fault> faults;
  std::optional<duration> lease;
  std::optional<std::string> id;
  door by = door::v1;
  std::optional<std::uint64_t> seed;
  std::optional<run_identity> run;

  static constexpr auto schema() {
    return config::describe(
        "plan",
        "The faults of one lease; they replace those it had.",
        config::required(&plan_request::faults, "faults", "as [[fault]] tables, without `during`"),
        config::optional(
            &plan_request::lease,
            "lease",
            "they clear after this silence; the server's [safety] lease if absent",
            {.min = shortest_lease, .max = longest_lease}
        ),
        config::optional(&plan_request::id, "id", "the lease that is changed; a new one if absent"),
        config::optional(&plan_request::by, "by", "who asks"),
        config::optional(
            &plan_request::seed,
            "seed",
            "of every draw while the lease holds; the file's if absent",
            {.min = 0}
        ),
        config::optional(&plan_request::run, "run", "the run on whose behalf")
    );
  }
  bool operator==(const plan_request&) const = default;
};

/// Reads a plan for the proxies of `served`. Empty when `found` got a problem; then every problem is there, with its JSON
/// pointer.
std::optional<plan_request> read_plan_request(
    std::string_view json,
    const file& served,
    problems& found
);

/// Reads a single fault for the proxies of `served`, as a `[[fault]]` table is written; `name` gives one without an id its id.
/// The rest is as with a plan.
std::optional<fault> read_fault_request(
    std::string_view json,
    const file& served,
    const std::function<std::string(const std::string& kind)>& name,
    problems& found
);

/// A plan as JSON, which reads back as the same plan.
std::string to_json(const plan_request& asked);

/// A fault as it is written in a file or a plan; keys at their defaults are left out.
config::value as_written(const fault& shown);

}  // namespace surgeline::scenario

template <>
inline constexpr auto surgeline::config::names<surgeline::scenario::door> = std::array{
    named{surgeline::scenario::door::v1, "v1", "somebody who speaks this API"},
    named{surgeline::scenario::door::runner, "runner", "`surgeline run --target`"},
};
