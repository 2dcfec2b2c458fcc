#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "surgeline/config/describe.hpp"
#include "surgeline/config/value.hpp"
#include "surgeline/scenario/judgement.hpp"
#include "surgeline/scenario/margin.hpp"
#include "surgeline/scenario/safety.hpp"
#include "surgeline/scenario/serve.hpp"
#include "surgeline/scenario/sweep.hpp"
#include "surgeline/scenario/timeline.hpp"
#include "surgeline/scenario/topology.hpp"
#include "surgeline/scenario/verdict.hpp"

namespace surgeline::scenario {

/// The head of a file: what it is about, and what is expected of it.
struct about {
  std::string id;
  std::string title;
  std::string owner;
  std::string hypothesis;
  std::vector<std::string> tags;
  std::uint64_t seed = 1;
  verdict_kind expect = verdict_kind::pass;
  double speedup = 1;
  std::optional<duration> max_wall;
  std::map<std::string, std::string> links;

  static constexpr auto schema() {
    return config::describe(
        "scenario",
        "What the file is about; may be absent.",
        config::optional(
            &about::id,
            "id",
            "its name in reports; the file's name if absent",
            {.id = true}
        ),
        config::optional(&about::title, "title", "one line for people"),
        config::optional(&about::owner, "owner", "who answers for it"),
        config::optional(&about::hypothesis, "hypothesis", "what is believed to hold"),
        config::optional(&about::tags, "tags", "for finding it again"),
        config::optional(&about::seed, "seed", "of every draw; `--seed` overrides", {.min = 0}),
        config::optional(&about::expect, "expect", "this verdict exits 0"),
        config::optional(
            &about::speedup,
            "speedup",
            "`run` lets file time pass this many times faster",
            {.min = 1, .max = 1000}
        ),
        config::optional(
            &about::max_wall,
            "max_wall",
            "longest run on the wall clock; planned length × 2 + 1m if absent",
            {.above = duration{}}
        ),
        config::optional(&about::links, "links", "where to read on")
    );
  }
  bool operator==(const about&) const = default;
};

/// One of a family of scenarios in a file: what it sets, and what is expected of it.
struct variant {
  std::string id;
  std::map<std::string, config::value> set;
  std::optional<verdict_kind> expect;

  static constexpr auto schema() {
    return config::describe(
        "variant",
        "One of a family of scenarios in this file; `--variant ID` runs it, `--variant all` all of "
        "them.",
        config::required(&variant::id, "id", "its name", {.id = true}),
        config::optional(&variant::set, "set", "what it changes: path = value, as with `--set`"),
        config::optional(
            &variant::expect,
            "expect",
            "this verdict exits 0; the scenario's if absent"
        )
    );
  }
  bool operator==(const variant&) const = default;
};

/// A whole scenario file, as values.
struct file {
  std::uint32_t format = 0;
  about head{};
  scenario::serve serve{};
  std::map<std::string, config::value> vars;
  std::vector<service> services;
  std::vector<proxy> proxies;
  std::vector<policy> policies;
  std::vector<load> loads;
  std::vector<phase> phases;
  std::vector<fault> faults;
  std::vector<steady_state> steady_states;
  std::vector<abort_rule> aborts;
  std::optional<scenario::recovery> recovery;
  std::vector<scenario::expect_hits> expect_hits;
  scenario::accept accept{};
  scenario::safety safety{};
  std::optional<scenario::margin> margin;
  std::optional<scenario::sweep> sweep;
  std::vector<variant> variants;
  /// Where proxies say what they listen on, by their order; for a listener that cannot be had.
  std::vector<place> listen_places{};

  static constexpr auto schema() {
    return config::describe(
        "file",
        "A scenario file of format 1.",
        config::required(
            &file::format,
            "format",
            "the version of this format: 1",
            {.min = 1, .max = 1}
        ),
        config::optional(&file::head, "scenario", "what it is about"),
        config::optional(&file::serve, "serve", "how a sidecar listens"),
        config::optional(
            &file::vars,
            "vars",
            "names for values: `${name}` in any string; the only place where `${ENV}` and "
            "`${ENV:-default}` are expanded"
        ),
        config::optional(&file::services, "service", "who is called"),
        config::optional(&file::proxies, "proxy", "where we sit"),
        config::optional(&file::policies, "policy", "how callers behave"),
        config::optional(&file::loads, "load", "who asks"),
        config::optional(&file::phases, "phase", "when"),
        config::optional(&file::faults, "fault", "what goes wrong"),
        config::optional(&file::steady_states, "steady_state", "what must hold"),
        config::optional(&file::aborts, "abort", "what stops the run"),
        config::optional(&file::recovery, "recovery", "the way back"),
        config::optional(&file::expect_hits, "expect_hits", "how often faults must have fired"),
        config::optional(&file::accept, "accept", "several seeds together"),
        config::optional(&file::safety, "safety", "how far an experiment may go"),
        config::optional(&file::margin, "margin", "how far it is from tipping over"),
        config::optional(&file::sweep, "sweep", "what is varied"),
        config::optional(&file::variants, "variant", "a family of scenarios"),
        config::planned("daemon", "report", "cluster")
    );
  }
  bool operator==(const file&) const = default;
};

}  // namespace surgeline::scenario
