#include "surgeline/sidecar/run_series.hpp"

#include <limits>

#include "measurements_numbers.hpp"

namespace surgeline::sidecar {
namespace {

using metrics::family;
using metrics::page;

void add_story(
    page& to,
    const run_board& board,
    const scenario::run_story& told,
    const wall_clock& wall
) {
  const bool goes_on = told.state != scenario::run_state::done;
  for (const run_board::phase_mark& one : board.phases()) {
    const bool is_now = goes_on && told.phase == one.id;
    to.add(family::phase_active, {{"phase", one.id}}, is_now ? 1 : 0);
    to.add(family::phase_start_timestamp, {{"phase", one.id}}, timestamp(wall(one.began)));
    if (one.length)
      to.add(family::phase_planned_duration, {{"phase", one.id}}, seconds(*one.length));
  }
  for (const scenario::told_check& one : told.checks) {
    to.add(family::check_ok, {{"check", one.id}}, one.ok ? 1 : 0);
    if (one.value) to.add(family::check_value, {{"check", one.id}}, *one.value);
  }
}

}  // namespace

void add_build(page& to, const build_label& program) {
  to.add(
      family::build_info,
      {{"version", program.version}, {"revision", program.revision}, {"compiler", __VERSION__}},
      1
  );
}

void add_run_identity(
    page& to,
    const scenario::run_identity& run,
    std::uint64_t seed,
    std::string_view engine
) {
  to.add(
      family::run_info,
      {{"run_id", run.id},
       {"scenario", run.scenario},
       {"seed", std::to_string(seed)},
       {"engine", engine},
       {"config", run.config}},
      1
  );
}

void add_run(page& to, const run_board& board, time_point now, const wall_clock& wall) {
  const scenario::run_story* const told = board.story(now);
  const auto state = told == nullptr ? scenario::run_state::idle : told->state;
  for (const auto& one : config::names<scenario::run_state>)
    to.add(family::experiment_state, {{"state", one.name}}, one.value == state ? 1 : 0);
  to.add(family::experiment_verdict, {{"verdict", "none"}}, board.verdict() ? 0 : 1);
  for (const auto& one : config::names<scenario::verdict_kind>)
    to.add(
        family::experiment_verdict,
        {{"verdict", one.name}},
        board.verdict() == one.value ? 1 : 0
    );
  for (const auto& [reason, times] : board.aborts())
    to.add(family::aborts, {{"reason", reason}}, number(times));
  for (const auto& [check, times] : board.checks()) {
    to.add(family::check_evaluations, {{"check", check}, {"result", "ok"}}, number(times.ok));
    to.add(
        family::check_evaluations,
        {{"check", check}, {"result", "violated"}},
        number(times.violated)
    );
  }
  if (const auto& way = board.recovery()) {
    to.add(
        family::recovery_seconds,
        {{"load", way->load}},
        way->seconds.value_or(std::numeric_limits<double>::quiet_NaN())
    );
  }
  if (told != nullptr) add_story(to, board, *told, wall);
}

}  // namespace surgeline::sidecar
