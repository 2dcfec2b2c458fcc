#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <variant>
#include <vector>

#include "surgeline/app/commands.hpp"
#include "surgeline/app/controlling.hpp"
#include "surgeline/app/inputs.hpp"
#include "surgeline/app/interrupt.hpp"
#include "surgeline/app/outputs.hpp"
#include "surgeline/app/preflight.hpp"
#include "surgeline/app/progress.hpp"
#include "surgeline/app/run_telemetry.hpp"
#include "surgeline/app/side_by_side.hpp"
#include "surgeline/app/watching.hpp"
#include "surgeline/report/execution.hpp"
#include "surgeline/runner/live.hpp"
#include "surgeline/sim/simulate.hpp"

namespace surgeline::app {
namespace {

using scenario::engine;

/// One execution to come.
struct task {
  const input* of = nullptr;
  engine on = engine::sim;
  std::uint64_t seed = 1;
  bool keep_all =
      true;  ///< the first seed of a variant keeps what charts need, the others their numbers
};

std::vector<task> tasks_for(const std::vector<input>& inputs, const options& asked) {
  std::vector<task> all;
  const engine main = asked.command == command::run ? engine::run : engine::sim;
  const auto add = [&](const input& of, engine on, std::uint32_t seeds) {
    for (std::uint32_t i = 0; i < seeds; ++i)
      all.push_back({&of, on, of.values.head.seed + i, i == 0 || (on == main && asked.openmetrics)}
      );
  };
  for (const input& of : inputs) {
    add(of, main, asked.seeds);
    add(of, engine::sim, asked.beside);
  }
  return all;
}

report::execution judged(
    scenario::record record,
    const task& from,
    double real_seconds,
    run_telemetry* telemetry = nullptr
) {
  record.variant = from.of->variant;
  report::execution made{
      .record = std::move(record),
      .judgement = {},
      .expected = from.of->values.head.expect,
      .real_seconds = real_seconds
  };
  made.judgement = scenario::judge(made.record);
  if (telemetry != nullptr) telemetry->end(made.record, made.judgement);
  if (!from.keep_all) report::condense(made);
  return made;
}

/// Whom a run on sockets has to do with.
struct outside {
  std::vector<admin::control_address> targets;  ///< sidecars
  run_telemetry* telemetry = nullptr;           ///< where it is watched, if anywhere
  std::size_t threads = 0;                      ///< simulations at once; 0: one a core
};

/// Empty, with the problems printed, when it could not start.
std::optional<report::execution> run_live(const task& what, const outside& with, screen& on) {
  const auto start = std::chrono::steady_clock::now();
  const auto began = std::chrono::system_clock::now();
  watching shown(on, what.of->values, what.of->variant, engine::run, what.seed);
  scenario::observer watch = shown.observer();
  if (with.telemetry != nullptr) {
    with.telemetry->begin(what.of->values, what.of->variant, what.seed);
    watch = [telemetry = with.telemetry,
             first = std::move(watch
             )](time_point now, const scenario::conductor& where, const measure::recording& seen) {
      telemetry->see(now, where, seen);
      return first(now, where, seen);
    };
  }
  auto result = runner::run_live(what.of->values, what.seed, watch, with.targets);
  on.settle(true);
  if (const auto* found = std::get_if<problems>(&result)) {
    print_problems(*found, what.of->source);
    return {};
  }
  const double took =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  report::execution made =
      judged(std::move(std::get<scenario::record>(result)), what, took, with.telemetry);
  made.began = began;
  return made;
}

report::execution run_sim(const task& what, const scenario::observer& watch) {
  return judged(sim::simulate(what.of->values, what.seed, watch), what, 0);
}

/// Simulates side by side, and says how far it is.
void simulate_all(
    const std::vector<task>& tasks,
    const std::vector<std::size_t>& which,
    std::size_t threads,
    report::executions& into,
    screen& on
) {
  progress far("simulating", which.size(), on);
  side_by_side(
      which.size(),
      threads,
      [&](std::size_t i) {
        into[which[i]] = run_sim(tasks[which[i]], [](auto&&...) { return !interrupted(); });
      },
      [&](std::size_t done) { far.show(done); }
  );
  on.settle(true);
}

/// Everything that was carried out, in order; empty when something could not start.
report::executions execute_all(const std::vector<task>& tasks, const outside& with, screen& on) {
  report::executions all(tasks.size());
  std::vector<std::size_t> in_virtual_time;
  for (std::size_t i = 0; i < tasks.size() && !interrupted(); ++i) {
    if (tasks[i].on == engine::run) {
      if (!on.quiet() && tasks.size() > 1 && !on.is_terminal())
        on.print({fmt::format("run {} of {}", i + 1, tasks.size())});
      auto made = run_live(tasks[i], with, on);
      if (!made) return {};
      all[i] = std::move(*made);
    } else {
      in_virtual_time.push_back(i);
    }
  }
  if (in_virtual_time.size() == 1) {
    const task& only = tasks[in_virtual_time.front()];
    watching shown(on, only.of->values, only.of->variant, engine::sim, only.seed);
    all[in_virtual_time.front()] = run_sim(only, shown.observer());
    on.settle(true);
  } else if (!in_virtual_time.empty()) {
    simulate_all(tasks, in_virtual_time, with.threads, all, on);
  }
  std::erase_if(all, [](const report::execution& one) { return one.record.course.stages.empty(); });
  return all;
}

}  // namespace

int execute(const options& asked) {
  const auto begun = std::chrono::system_clock::now();
  const bool live = asked.command == command::run;
  const auto live_purpose =
      asked.targets.empty() ? scenario::purpose::run : scenario::purpose::drive;
  const auto inputs =
      read_inputs(asked.files.front(), asked, live ? live_purpose : scenario::purpose::sim);
  if (inputs.empty()) return 2;
  if (live && !ready_to_run(inputs, asked.files.front())) return 2;
  outside with{.threads = asked.threads};
  for (const admin::control_address& one : asked.targets) {
    const auto ready = with_credentials(one, asked);
    if (!ready) return 2;
    with.targets.push_back(*ready);
  }
  if (!can_write_report(asked) || !can_write_junit(asked) || !can_write_samples(asked)) return 2;
  std::unique_ptr<run_telemetry> telemetry;
  if (asked.telemetry) {
    telemetry = run_telemetry::open(*asked.telemetry);
    if (!telemetry) return 2;
    fmt::print(stderr, "telemetry  {}\n", telemetry->local().text());
    with.telemetry = telemetry.get();
  }
  watch_for_interrupts();
  report::executions all;
  {
    screen on(asked.quiet || asked.json);
    all = execute_all(tasks_for(inputs, asked), with, on);
    if (all.empty())
      return interrupted() ? scenario::exit_code(
                                 scenario::verdict_kind::aborted,
                                 scenario::verdict_kind::pass
                             )
                           : 2;
    show_results(all, asked, on);
  }
  if (asked.report && !write_report(all, asked)) return 2;
  if (!write_junit(all, asked)) return 2;
  if (asked.openmetrics && !write_samples(all, asked, begun)) return 2;
  return exit_code_of(all, inputs);
}

}  // namespace surgeline::app
