#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "surgeline/config/describe.hpp"
#include "surgeline/core/endpoint.hpp"
#include "surgeline/core/time.hpp"

namespace surgeline::scenario {

/// When a program that was started can be called.
struct readiness {
  std::optional<std::string> http;
  std::optional<endpoint> tcp;
  std::optional<std::string> log;
  duration within = std::chrono::seconds{30};

  static constexpr auto schema() {
    return config::describe(
        "ready",
        "When a program can be called: one of `http`, `tcp`, `log`. A program that is not ready in "
        "time makes the run inconclusive.",
        config::optional(
            &readiness::http,
            "http",
            "this URL (`http://host:port/path`) is answered with a status below 400",
            {.not_empty = true}
        ),
        config::optional(&readiness::tcp, "tcp", "this address takes connections"),
        config::optional(
            &readiness::log,
            "log",
            "what it has written holds something that this regular expression matches",
            {.not_empty = true}
        ),
        config::optional(
            &readiness::within,
            "within",
            "from its start, on the wall clock",
            {.above = duration{}}
        )
    );
  }
  void check(config::checker& in) const;
  bool operator==(const readiness&) const = default;
};

/// A signal that ends a program.
enum class stop_signal : std::uint8_t { term, interrupt, hangup, quit, kill };

/// How a program is stopped.
struct stopping {
  stop_signal signal = stop_signal::term;
  duration within = std::chrono::seconds{10};

  static constexpr auto schema() {
    return config::describe(
        "stop",
        "How a program is stopped, with all that it has started.",
        config::optional(&stopping::signal, "signal", "what it is sent"),
        config::optional(
            &stopping::within,
            "within",
            "how long it has for it, on the wall clock; then it is killed"
        )
    );
  }
  bool operator==(const stopping&) const = default;
};

/// A program that a run starts, and stops.
struct program {
  std::vector<std::string> run;
  std::string cwd;
  std::map<std::string, std::string> env;
  std::optional<scenario::readiness> ready;
  scenario::stopping stop{};

  static constexpr auto schema() {
    return config::describe(
        "program",
        "A program that a run starts, and stops.",
        config::optional(
            &program::run,
            "run",
            "the program and its arguments; no shell. `${proxy.<id>.address}` is where a proxy "
            "listens",
            {.not_empty = true}
        ),
        config::optional(
            &program::cwd,
            "cwd",
            "the folder it works in, from the file's; the file's own if absent"
        ),
        config::optional(
            &program::env,
            "env",
            "variables beside those that we have; `${proxy.<id>.address}` as in `run`. "
            "`SURGELINE_PROXY_<ID>` holds each proxy's address, its id in capitals and with `_` "
            "for `-`"
        ),
        config::optional(
            &program::ready,
            "ready",
            "when it can be called; `{ tcp = address }` if absent"
        ),
        config::optional(&program::stop, "stop", "how it is stopped")
    );
  }
  bool operator==(const program&) const = default;
};

}  // namespace surgeline::scenario

template <>
inline constexpr auto surgeline::config::names<surgeline::scenario::stop_signal> = std::array{
    named{surgeline::scenario::stop_signal::term, "TERM", "SIGTERM"},
    named{surgeline::scenario::stop_signal::interrupt, "INT", "SIGINT, as Ctrl-C does"},
    named{surgeline::scenario::stop_signal::hangup, "HUP", "SIGHUP"},
    named{surgeline::scenario::stop_signal::quit, "QUIT", "SIGQUIT"},
    named{surgeline::scenario::stop_signal::kill, "KILL", "SIGKILL: it is not asked"},
};
