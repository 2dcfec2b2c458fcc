#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "surgeline/config/describe.hpp"
#include "surgeline/core/units.hpp"
#include "surgeline/fault/plan.hpp"
#include "surgeline/scenario/daemon_target.hpp"
#include "surgeline/scenario/schedule.hpp"

namespace surgeline::scenario {

/// What a phase is for.
enum class phase_role : std::uint8_t { warmup, baseline, normal, recover };

/// A named stretch of the scenario.
struct phase {
  std::string id;
  duration length{};
  phase_role role = phase_role::normal;

  static constexpr auto schema() {
    return config::describe(
        "phase",
        "A named stretch of the scenario; phases run in file order.",
        config::required(&phase::id, "id", "its name", {.id = true}),
        config::required(&phase::length, "duration", "how long it lasts", {.above = duration{}}),
        config::optional(&phase::role, "role", "what it is for")
    );
  }
  bool operator==(const phase&) const = default;
};

/// Whom a fault may touch.
struct target {
  config::one_or_more<std::string> proxy;
  config::one_or_more<std::string> service;
  surgeline::fault::target who{};
  daemon_target daemons{};

  static constexpr auto schema() {
    return config::describe(
        "target",
        "Whom a fault may touch; everything if absent.",
        config::optional(
            &target::proxy,
            "proxy",
            "proxy id or ids",
            {.id = true, .not_empty = true}
        ),
        config::inlined(&target::who),
        config::optional(
            &target::service,
            "service",
            "service id or ids, for the `host_…` kinds and `cache_flush`: only their replicas",
            {.id = true, .not_empty = true}
        ),
        config::inlined(&target::daemons)
    );
  }
  bool operator==(const target&) const = default;
};

/// Describes the keys that say which units a fault hits, behind some others.
template <class Self, class... First>
constexpr auto describe_fault(std::string_view help, First... first) {
  return config::describe(
      "fault",
      help,
      first...,
      config::optional(
          &Self::probability,
          "probability",
          "share of units it picks",
          {.min = 0, .max = 1}
      ),
      config::optional(
          &Self::per,
          "per",
          "the unit of the draw; `connection` if absent, or on an http proxy `request`"
      ),
      config::optional(
          &Self::draw,
          "draw",
          "faults with the same name here hit the same units; its id if absent",
          {.id = true}
      ),
      config::optional(
          &Self::group,
          "group",
          "of the faults with the same name here a draw picks one at most: their probabilities "
          "add up, to 1 at most",
          {.id = true}
      ),
      config::optional(
          &Self::by_header,
          "by_header",
          "only requests are drawn that call it by its id in this header, `<id>` or "
          "`<id>;probability=0.1`, which may lower `probability` and never raise it; http",
          {.not_empty = true}
      ),
      config::optional(&Self::correlation, "correlation", "hits that come in bursts"),
      config::optional(&Self::count, "count", "which units it is meant for, by their ordinal"),
      config::optional(
          &Self::max_active,
          "max_active",
          "units that are hit at the same time; more are spared and counted as capped",
          {.min = 1}
      )
  );
}

/// A configured misbehaviour: its kind, when it is in force, for whom, and how often.
struct fault {
  std::string id;
  surgeline::fault::kind what;
  std::optional<std::vector<std::string>> during;
  bool enabled = true;
  varying<share> probability{share{1}};
  std::optional<surgeline::fault::unit> per;  ///< by the proxy if absent: `unit_on`
  std::optional<scenario::schedule> schedule;
  std::optional<surgeline::fault::correlation> correlation;
  std::optional<surgeline::fault::count> count;
  std::optional<std::uint32_t> max_active;
  std::optional<duration> ttl;
  scenario::target target{};
  std::optional<std::string> draw;
  std::optional<std::string> group;
  std::optional<std::string> by_header;

  static constexpr auto schema() {
    return describe_fault<fault>(
        "A configured misbehaviour.",
        config::optional(
            &fault::id,
            "id",
            "its name in reports; `<kind>-<n>` if absent",
            {.id = true}
        ),
        config::one_of(&fault::what, "kind", "what it does"),
        config::optional(
            &fault::during,
            "during",
            "phases it is in force in; every phase of role normal if absent",
            {.id = true, .not_empty = true}
        ),
        config::optional(&fault::enabled, "enabled", "false: it is never armed by a run"),
        config::optional(
            &fault::schedule,
            "schedule",
            "windows in which it is in force, from the start of each unbroken stretch of `during`; "
            "in a sidecar, from when it is armed"
        ),
        config::optional(
            &fault::ttl,
            "ttl",
            "it clears itself so long after it was armed; a run arms it at the start of each "
            "unbroken stretch of `during`",
            {.above = duration{}}
        ),
        config::optional(&fault::target, "target", "whom it may touch"),
        config::planned("on_end", "apply_to")
    );
  }
  void check(config::checker& in) const;
  /// True when its ramps start again each time it comes in force (`hold = false`).
  bool restarts() const;
  /// What it acts on that no model has, so that only sockets can carry it out; empty if `sim` can too.
  std::string_view not_simulated() const;
  /// True when a run arms it in a phase.
  bool is_in_force(const phase& when) const {
    if (!enabled) return false;
    if (!during) return when.role == phase_role::normal;
    return std::ranges::find(*during, when.id) != during->end();
  }
  bool operator==(const fault&) const = default;
};

/// True when it means nothing on a tcp proxy: by its kind, its target or its count.
bool needs_http(const fault& one);

}  // namespace surgeline::scenario

template <>
inline constexpr auto surgeline::config::names<surgeline::scenario::phase_role> = std::array{
    named{surgeline::scenario::phase_role::warmup, "warmup", "left out of every statistic"},
    named{
        surgeline::scenario::phase_role::baseline,
        "baseline",
        "what is measured here is the reference"
    },
    named{surgeline::scenario::phase_role::normal, "normal", "where faults happen"},
    named{
        surgeline::scenario::phase_role::recover,
        "recover",
        "no fault is in force; recovery counts from its start"
    },
};
template <>
inline constexpr auto surgeline::config::names<surgeline::fault::unit> = std::array{
    named{surgeline::fault::unit::connection, "connection", "one draw for a whole connection"},
    named{
        surgeline::fault::unit::request,
        "request",
        "one draw for each request; on a tcp proxy for each turn: the client's bytes and the "
        "answer to "
        "them"
    },
    named{surgeline::fault::unit::client, "client", "one draw for all connections of a client"},
};
