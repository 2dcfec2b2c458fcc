#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "surgeline/config/describe.hpp"
#include "surgeline/core/distribution.hpp"
#include "surgeline/core/time.hpp"
#include "surgeline/core/units.hpp"
#include "surgeline/core/varying.hpp"
#include "surgeline/scenario/arrival_trace.hpp"
#include "surgeline/scenario/mix.hpp"
#include "surgeline/scenario/program.hpp"

namespace surgeline::scenario {

/// The callers behind a load.
struct clients {
  std::uint32_t count = 1;
  std::uint32_t connections_per_client = 1;
  distribution think{};

  static constexpr auto schema() {
    return config::describe(
        "clients",
        "The callers behind a load. Open: requests are dealt to them at random. Closed: each asks, "
        "waits for the end of it, thinks, and asks again. Each keeps its connections.",
        config::optional(&clients::count, "count", "clients", {.min = 1, .max = 60'000}),
        config::optional(
            &clients::connections_per_client,
            "connections_per_client",
            "connections of each to each endpoint",
            {.min = 1, .max = 1000}
        ),
        config::optional(
            &clients::think,
            "think",
            "closed: from the end of one request to the next; they are never closer than 1ms",
            {.min = duration{}}
        )
    );
  }
  bool operator==(const clients&) const = default;
};

/// How a load's requests come.
enum class load_model : std::uint8_t { open, closed, external, command };
/// The law of the gaps between arrivals.
enum class arrival : std::uint8_t { poisson, constant, trace };

/// The rate of an open load in one phase.
struct load_stage {
  std::string phase;
  varying<surgeline::rate> rate{};

  static constexpr auto schema() {
    return config::describe(
        "stage",
        "The rate of an open load in one phase.",
        config::required(&load_stage::phase, "phase", "in which it holds", {.id = true}),
        config::required(
            &load_stage::rate,
            "rate",
            "in place of the load's; a ramp counts from the start of the phase",
            {.min = 0, .max = 10'000'000}
        )
    );
  }
  bool operator==(const load_stage&) const = default;
};

/// A population of clients that asks: an arrival process and a policy.
struct load {
  std::string id;
  std::string to;
  load_model model = load_model::open;
  scenario::arrival arrival = arrival::poisson;
  varying<surgeline::rate> rate{};
  std::optional<arrival_trace> trace;
  std::vector<load_stage> stages{};
  scenario::clients clients{};
  std::optional<duration> deadline;
  std::optional<std::string> policy;
  std::vector<mix_entry> mix;
  scenario::program program{};

  static constexpr auto schema() {
    return config::describe(
        "load",
        "A population of clients that asks. Open: arrivals do not wait for answers; closed: each "
        "client "
        "waits for his.",
        config::required(&load::id, "id", "its name in metrics and reports", {.id = true}),
        config::required(&load::to, "to", "the service or proxy it calls", {.id = true}),
        config::optional(&load::model, "model", "whether arrivals wait for answers"),
        config::optional(&load::arrival, "arrival", "the law of the gaps between requests"),
        config::optional(
            &load::rate,
            "rate",
            "open, and required then: logical requests, from all clients together",
            {.min = 0, .max = 10'000'000}
        ),
        config::optional(
            &load::trace,
            "trace",
            "arrival = \"trace\", in place of `rate`: when each request comes. A file with a "
            "number of seconds on each "
            "line, from the start of the run, none below the one above it; blank lines and what "
            "follows a `#` say nothing"
        ),
        config::optional(&load::stages, "stages", "open: other rates in some phases"),
        config::optional(&load::clients, "clients", "who asks"),
        config::optional(
            &load::deadline,
            "deadline",
            "a later answer is throughput, not goodput; from the intended start, over all attempts",
            {.above = duration{}}
        ),
        config::optional(
            &load::policy,
            "policy",
            "how they behave; one attempt without timeout if absent",
            {.id = true}
        ),
        config::optional(
            &load::mix,
            "mix",
            "what it asks for where its proxy speaks HTTP, dealt out by weight; GET / if absent"
        ),
        config::inlined(&load::program)
    );
  }
  void check(config::checker& in) const;
  /// True where we ask; else traffic comes from elsewhere, and is seen at the proxy that it goes through.
  bool is_ours() const { return model == load_model::open || model == load_model::closed; }
  bool operator==(const load&) const = default;
};

}  // namespace surgeline::scenario

template <>
inline constexpr auto surgeline::config::names<surgeline::scenario::load_model> = std::array{
    named{surgeline::scenario::load_model::open, "open", "arrivals do not wait for answers"},
    named{
        surgeline::scenario::load_model::closed,
        "closed",
        "each client waits for the end of his request, and thinks"
    },
    named{
        surgeline::scenario::load_model::external,
        "external",
        "traffic that is there already, on a proxy: what becomes of it is seen there, as "
        "`proxy.<id>.…`; `run` only"
    },
    named{
        surgeline::scenario::load_model::command,
        "command",
        "traffic that a program makes, which `run` starts with the first phase; seen as with "
        "`external`"
    },
};
template <>
inline constexpr auto surgeline::config::names<surgeline::scenario::arrival> = std::array{
    named{surgeline::scenario::arrival::poisson, "poisson", "independent of one another"},
    named{surgeline::scenario::arrival::constant, "constant", "evenly spaced"},
    named{
        surgeline::scenario::arrival::trace,
        "trace",
        "as they were once: the file `trace` says when"
    },
};
