#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "surgeline/report/figures.hpp"
#include "surgeline/scenario/judge.hpp"
#include "surgeline/scenario/record.hpp"
#include "surgeline/scenario/verdict.hpp"

namespace surgeline::report {

/// A point of a margin or a sweep, by what it sets; its executions have the point's name in place of the variant's.
struct set_point {
  std::string variant;           ///< empty without
  std::vector<std::string> set;  ///< `path=value`, beside those of the command line
};

/// One execution as a report knows it: what happened, how it was judged, and what had been expected.
struct execution {
  scenario::record record;
  scenario::judgement judgement;
  scenario::verdict_kind expected = scenario::verdict_kind::pass;
  double real_seconds = 0;  ///< on the wall clock, of a live run; zero for a simulation
  std::optional<std::chrono::system_clock::time_point> began{};  ///< of a live run
  std::optional<figures> kept{};                                 ///< of a condensed execution
  std::optional<set_point> point{};

  bool as_expected() const { return judgement.verdict.kind == expected; }
};

/// All executions of one file: variants × seeds × engines, in the order in which they are shown.
using executions = std::vector<execution>;

/// Keeps the figures and forgets the recording and the decisions, which are most of an execution's memory; for every seed
/// but the first of a variant and engine, which alone is drawn.
void condense(execution& what);

/// How the executions were asked for: what a reader needs to repeat them.
struct invocation {
  std::string file = "FILE";           ///< as it was given on the command line
  std::vector<std::string> set;        ///< the `path=value` of every `--set`
  std::string version;                 ///< of the program
  std::vector<std::string> targets{};  ///< the URL of every `--target`
};

/// The command line that repeats one execution: `surgeline sim FILE --variant ID --seed N --set path=value`.
std::string command_line(const execution& of, const invocation& from);

}  // namespace surgeline::report
