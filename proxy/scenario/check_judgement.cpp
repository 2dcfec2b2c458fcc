#include <fmt/format.h>

#include <algorithm>

#include "check.hpp"
#include "surgeline/measure/metric.hpp"

namespace surgeline::scenario {
namespace {

using measure::metric_path;
using measure::subject_kind;

/// The subjects of a file: `load.users`, `service.database`, `proxy.switch`.
std::vector<std::string> subjects(const file& of) {
  std::vector<std::string> all;
  for (const load& one : of.loads) all.push_back("load." + one.id);
  for (const service& one : of.services) all.push_back("service." + one.id);
  for (const proxy& one : of.proxies) all.push_back("proxy." + one.id);
  return all;
}

std::vector<std::string> metric_paths(const file& of) {
  std::vector<std::string> all;
  for (const std::string& subject : subjects(of)) {
    for (const measure::metric& one : measure::metrics()) {
      if (subject.starts_with(measure::word(one.of)))
        all.push_back(fmt::format("{}.{}", subject, one.name));
    }
  }
  return all;
}

/// A metric that the file's subjects have; null with a problem otherwise.
std::optional<metric_path> known_metric(
    const reading& of,
    std::initializer_list<config::step> at,
    const std::string& text
) {
  const auto known = metric_paths(of.values);
  if (text.empty()) return {};
  if (std::ranges::find(known, text) != known.end()) return metric_path::parse(text);
  const auto close = nearest(text, known);
  of.problem(
      at,
      fmt::format("there is no metric `{}`", text),
      close
          ? fmt::format("did you mean `{}`?", *close)
          : "a metric is <load|service|proxy>.<id>.<name>; `surgeline docs metrics` lists the names"
  );
  return {};
}

bool has_baseline(const file& of) {
  return std::ranges::find(of.phases, phase_role::baseline, &phase::role) != of.phases.end();
}

void check_reference(
    const reading& of,
    std::initializer_list<config::step> at,
    reference what,
    const metric_path& path
) {
  if (of.clean && what == reference::baseline && !of.values.phases.empty() &&
      !has_baseline(of.values)) {
    of.problem(
        at,
        "nothing to compare with: the file has no phase with role = \"baseline\"",
        "add one, or set of = \"offered\""
    );
  }
  if (what == reference::offered && path.what->of != subject_kind::load) {
    of.problem(
        at,
        fmt::format("`{}` has no offered load to compare with", path.subject),
        "of = \"offered\" goes with the metrics of a load"
    );
  }
}

void check_during(
    const reading& of,
    std::string_view table,
    std::size_t index,
    const std::optional<std::vector<std::string>>& during
) {
  if (!during) return;
  std::vector<std::string> known;
  for (const phase& one : of.values.phases) known.push_back(one.id);
  for (std::size_t i = 0; i < during->size(); ++i) {
    if (std::ranges::find(known, (*during)[i]) != known.end()) continue;
    of.problem(
        {table, index, "during", i},
        fmt::format("there is no phase `{}`", (*during)[i]),
        suggestion((*during)[i], known)
    );
  }
}

void check_window(const reading& of, std::size_t index, const steady_state& check) {
  if (!check.window || !of.clean) return;
  for (const phase& one : of.values.phases) {
    const bool watched = check.during
                             ? std::ranges::find(*check.during, one.id) != check.during->end()
                             : one.role != phase_role::warmup;
    if (watched && one.length < *check.window) {
      of.problem(
          {"steady_state", index, "window"},
          fmt::format(
              "phase `{}` lasts {}, so no window of {} fits",
              one.id,
              format(one.length),
              format(*check.window)
          ),
          "shorten the window"
      );
    }
  }
}

}  // namespace

void check_judgement(const reading& of) {
  const file& all = of.values;
  for (std::size_t i = 0; i < all.steady_states.size(); ++i) {
    const steady_state& one = all.steady_states[i];
    if (const auto path = known_metric(of, {"steady_state", i, "metric"}, one.metric)) {
      check_reference(of, {"steady_state", i, "expect", "of"}, one.expect.of, *path);
    }
    check_during(of, "steady_state", i, one.during);
    check_window(of, i, one);
  }
  for (std::size_t i = 0; i < all.aborts.size(); ++i) {
    known_metric(of, {"abort", i, "metric"}, all.aborts[i].metric);
    check_during(of, "abort", i, all.aborts[i].during);
  }
  if (!all.recovery) return;
  if (const auto path = known_metric(of, {"recovery", "metric"}, all.recovery->metric)) {
    check_reference(of, {"recovery", "of"}, all.recovery->of, *path);
    if (path->what->of != subject_kind::load) {
      of.problem({"recovery", "metric"}, "recovery is watched on a load", "use load.<id>.goodput");
    }
  }
}

}  // namespace surgeline::scenario
