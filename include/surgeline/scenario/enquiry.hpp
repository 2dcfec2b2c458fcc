#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "surgeline/config/describe.hpp"
#include "surgeline/core/time.hpp"

namespace surgeline::scenario {

/// Where the number of a check comes from.
enum class source : std::uint8_t { metric, promql, http, command };

/// What a live run asks others for a number that it does not count itself. Whoever holds one has a key `metric` beside it.
struct enquiry {
  scenario::source source = source::metric;
  std::string server;
  std::string query;
  std::string url;
  std::vector<std::string> run;
  duration every = std::chrono::seconds{1};

  static constexpr auto schema() {
    return config::describe(
        "enquiry",
        "Where the number comes from.",
        config::optional(&enquiry::source, "source", "where the number comes from"),
        config::optional(
            &enquiry::server,
            "server",
            "promql: the Prometheus server, `http://127.0.0.1:9090`",
            {.not_empty = true}
        ),
        config::optional(
            &enquiry::query,
            "query",
            "promql: an expression with one value",
            {.not_empty = true}
        ),
        config::optional(
            &enquiry::url,
            "url",
            "http: what is asked with GET; the number is the status",
            {.not_empty = true}
        ),
        config::optional(
            &enquiry::run,
            "run",
            "command: a program and its arguments, without a shell; the number is its exit code",
            {.not_empty = true}
        ),
        config::optional(
            &enquiry::every,
            "every",
            "how often others are asked; each answer must hold",
            {.min = std::chrono::milliseconds{250}}
        )
    );
  }
  /// True when others are asked.
  bool is_outside() const { return source != source::metric; }
  /// What is asked, for people: promql `up`, http `http://…`, command `./probe`.
  std::string text() const;
  /// A problem for each key that the source lacks, or that another source has.
  void check(config::checker& in) const;
  bool operator==(const enquiry&) const = default;
};

}  // namespace surgeline::scenario

template <>
inline constexpr auto surgeline::config::names<surgeline::scenario::source> = std::array{
    named{surgeline::scenario::source::metric, "metric", "what the run counts itself: `metric`"},
    named{
        surgeline::scenario::source::promql,
        "promql",
        "what a Prometheus `server` says to a `query`"
    },
    named{surgeline::scenario::source::http, "http", "the status that a `url` answers with"},
    named{surgeline::scenario::source::command, "command", "the exit code of a program, `run`"},
};
