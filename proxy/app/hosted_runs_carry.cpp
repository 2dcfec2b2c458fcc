#include <boost/asio/post.hpp>
#include <chrono>
#include <optional>
#include <utility>
#include <variant>

#include "hosted_run.hpp"
#include "live_figures.hpp"
#include "surgeline/app/version.hpp"
#include "surgeline/config/schema_value.hpp"
#include "surgeline/report/execution.hpp"
#include "surgeline/report/json.hpp"
#include "surgeline/report/terminal.hpp"
#include "surgeline/runner/live.hpp"
#include "surgeline/scenario/judge.hpp"
#include "surgeline/scenario/read.hpp"

/// A run on its own thread, from the text of its scenario to its verdict.
namespace surgeline::app {
namespace {

using config::table;
using config::value;

std::vector<std::string> reasons_of(const report::execution& made) {
  std::vector<std::string> all;
  for (const scenario::reason& one : made.judgement.verdict.reasons) all.push_back(one.text);
  return all;
}

value verdict_event(const report::execution& made) {
  return config::object(
      {{"verdict", std::string{config::name_of(made.judgement.verdict.kind)}},
       {"expected", std::string{config::name_of(made.expected)}},
       {"as_expected", made.as_expected()},
       {"reasons", lines_of(reasons_of(made))}}
  );
}

}  // namespace

/// Looks at a run on its thread, and tells what is new.
struct hosted_runs::teller {
  hosted_runs& desk;
  const shared_run& one;
  const scenario::file& of;
  std::optional<time_point> since{};
  std::optional<std::size_t> phase{};
  time_point told = time_point::min();

  void look(time_point now, const scenario::conductor& where, const measure::recording& seen) {
    const report::view view =
        report::look_at(of, one->variant, scenario::engine::run, one->seed, where, seen, now);
    if (phase != where.phase()) {
      phase = where.phase();
      const std::string id = of.phases[*phase].id;
      desk.tell(
          one,
          "phase",
          config::object({{"phase", id}, {"at_seconds", seconds(now - time_point{})}})
      );
      boost::asio::post(desk.control_, [one = one, id] { one->phase = id; });
    }
    const auto lines = report::plain_lines(view, since);
    since = now;
    if (lines.empty() && now < told + std::chrono::seconds{1}) return;
    told = now;
    config::array faults;
    for (const std::uint32_t slot : where.in_force()) faults.emplace_back(of.faults[slot].id);
    table all;
    all.put("at_seconds", seconds(now - time_point{}));
    all.put("phase", of.phases[*phase].id);
    all.put("in_force", std::move(faults));
    all.put("lines", lines_of(lines));
    value figures = live_figures(view);
    all.put("figures", figures);
    boost::asio::post(desk.control_, [one = one, figures = std::move(figures)]() mutable {
      one->figures = std::move(figures);
    });
    desk.tell(one, "progress", std::move(all));
  }
};

/// Nothing of the machine's goes into a scenario that comes over the wire: no variable, no file.
void hosted_runs::carry_out(const shared_run& one, std::function<void(started)> answered) {
  problems found;
  const scenario::written text{
      .name = "",
      .text = one->asked.scenario,
      .set = one->asked.set,
      .variant = one->asked.variant,
      .seed = one->asked.seed
  };
  const scenario::outside nothing{
      .variables = [](std::string_view) { return std::nullopt; },
      .files = [](std::string_view) { return std::nullopt; },
      .may_ask = false
  };
  auto values = scenario::read(text, nothing, scenario::purpose::drive, found);
  if (!values) {
    found.sort();
    return boost::asio::post(control_, [this, one, found, answered = std::move(answered)] {
      now_.reset();
      door_.reset();
      answered({.found = found});
    });
  }
  one->scenario = values->head.id.empty() ? "scenario" : values->head.id;
  one->variant = one->asked.variant.value_or("");
  one->seed = values->head.seed;
  one->expected = values->head.expect;
  boost::asio::post(control_, [this, one, answered = std::move(answered)] {
    runs_.push_back(one);
    if (runs_.size() > kept) runs_.pop_front();
    answered({.id = one->id});
  });
  perform(one, *values);
}

/// On the run's own thread, to its end.
void hosted_runs::perform(const shared_run& one, const scenario::file& values) {
  teller told{*this, one, values};
  const auto watch =
      [&](time_point now, const scenario::conductor& where, const measure::recording& seen) {
        told.look(now, where, seen);
        return !one->aborted;
      };
  const auto start = std::chrono::steady_clock::now();
  auto result = runner::run_live(values, one->seed, watch, {one->door});
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  if (const auto* const found = std::get_if<problems>(&result)) {
    std::vector<std::string> sentences;
    for (const problem& each : found->list()) sentences.push_back(each.what);
    tell(one, "problem", config::object({{"problems", lines_of(sentences)}}));
    return boost::asio::post(control_, [this, one, sentences] {
      one->troubles = sentences;
      end(one);
    });
  }
  report::execution made{
      .record = std::move(std::get<scenario::record>(result)),
      .judgement = {},
      .expected = values.head.expect,
      .real_seconds = took.count()
  };
  made.record.variant = one->variant;
  made.judgement = scenario::judge(made.record);
  const report::invocation from{
      .file = one->scenario,
      .set = one->asked.set,
      .version = std::string{version}
  };
  std::string text = report::json_report({&made, 1}, from);
  tell(one, "verdict", verdict_event(made));
  boost::asio::post(
      control_,
      [this,
       one,
       kind = made.judgement.verdict.kind,
       text = std::move(text),
       reasons = reasons_of(made)] {
        one->verdict = kind;
        one->reasons = reasons;
        one->report = text;
        end(one);
      }
  );
}

}  // namespace surgeline::app
