#include <fmt/format.h>

#include <algorithm>

#include "check.hpp"
#include "surgeline/core/contains.hpp"
#include "surgeline/measure/metric.hpp"

namespace surgeline::scenario {
namespace {

using measure::metric_path;
using measure::subject_kind;

constexpr std::array subject_tables{"load", "service", "proxy", "policy", "daemon"};

/// Every metric that the file's loads, services, proxies and policies have.
known_ids metric_paths(const reading& of) {
  known_ids all;
  for (const std::string_view table : subject_tables) {
    const known_ids subjects = ids_of(of, table);
    all.complete = all.complete && subjects.complete;
    for (const std::string& id : subjects.ids) {
      for (const measure::metric& one : measure::metrics()) {
        if (measure::word(one.of) == table)
          all.ids.push_back(fmt::format("{}.{}.{}", table, id, one.name));
      }
    }
  }
  return all;
}

/// A policy's metric needs the part of it that it tells of.
void check_policy_has(const reading& of, const config::value& written, const metric_path& path) {
  if (path.what->of != subject_kind::policy || !of.is_sound({"policy"})) return;
  for (const policy& one : of.values.policies) {
    if (path.subject != "policy." + one.id) continue;
    const bool no_breaker = path.what->name == "open_share" && !one.breaker;
    const bool no_budget = path.what->name == "budget" && !one.budget;
    if (!no_breaker && !no_budget) continue;
    const char* const missing = no_breaker ? "breaker" : "budget";
    of.problem(
        written,
        fmt::format("policy `{}` has no {}", one.id, missing),
        fmt::format("give it a `{}`", missing)
    );
  }
}

}  // namespace

std::optional<metric_path> known_number(
    const reading& of,
    std::initializer_list<config::step> at,
    std::span<const std::string_view> words
) {
  const config::value* written = config::find_path(of.tree, at);
  const auto* text = written == nullptr ? nullptr : written->as<std::string>();
  if (text == nullptr) return {};
  known_ids known = metric_paths(of);
  if (known.has(*text)) {
    const auto path = metric_path::parse(*text);
    check_policy_has(of, *written, *path);
    return path;
  }
  if (std::ranges::find(words, *text) != words.end()) return {};
  known.ids.insert(known.ids.end(), words.begin(), words.end());
  if (!known.complete) return {};
  const auto close = nearest(*text, known.ids);
  of.problem(
      *written,
      fmt::format("there is no metric `{}`", *text),
      close ? fmt::format("did you mean `{}`?", *close)
            : "a metric is <load|service|proxy|policy|daemon>.<id>.<name>; `surgeline docs "
              "metrics` lists "
              "the names"
  );
  return {};
}

std::optional<metric_path> known_metric(const reading& of, std::initializer_list<config::step> at) {
  return known_number(of, at, {});
}

namespace {

/// Shares of differently many clients can be compared, their numbers cannot.
void check_control_reference(
    const reading& of,
    std::initializer_list<config::step> at,
    const metric_path& path
) {
  constexpr const char* remedy =
      "of = \"control\" goes with proxy.<id>.success and proxy.<id>.amplification";
  const auto speaks_http = [&](const proxy& one) {
    return path.subject == "proxy." + one.id && one.protocol == protocol::http;
  };
  if (!of.values.safety.control) {
    of.problem(
        at,
        "nothing to compare with: the file has no control group",
        "add control = { share = 0.1 } to [safety]"
    );
  } else if (std::ranges::none_of(of.values.proxies, speaks_http)) {
    of.problem(
        at,
        fmt::format("`{}` does not tell the control group's requests from others", path.subject),
        "only an http proxy does: " + std::string{remedy}
    );
  } else if (path.what->name != "success" && path.what->name != "amplification") {
    of.problem(
        at,
        fmt::format("`{}` cannot be compared with that of other clients", path.what->name),
        remedy
    );
  }
}

}  // namespace

void check_reference(
    const reading& of,
    std::initializer_list<config::step> at,
    reference what,
    const metric_path& path
) {
  const auto& phases = of.values.phases;
  const bool no_baseline =
      std::ranges::find(phases, phase_role::baseline, &phase::role) == phases.end();
  if (what == reference::baseline && no_baseline && !phases.empty() && of.is_sound({"phase"})) {
    of.problem(
        at,
        "nothing to compare with: the file has no phase with role = \"baseline\"",
        "add one, or set of = \"offered\""
    );
  }
  if (what == reference::control && of.is_sound({"proxy", "safety"}))
    check_control_reference(of, at, path);
  if (what != reference::offered) return;
  if (path.what->of != subject_kind::load) {
    of.problem(
        at,
        fmt::format("`{}` has no offered load to compare with", path.subject),
        "of = \"offered\" goes with the rates of a load"
    );
  } else if (path.what->measures != measure::dimension::per_second) {
    of.problem(
        at,
        fmt::format("`{}` is no rate that could be a share of what was offered", path.what->name),
        "of = \"offered\" goes with the rates of a load"
    );
  }
}

namespace {

void check_window(const reading& of, std::size_t index) {
  const steady_state& one = of.values.steady_states[index];
  if (!one.window || !of.is_sound({"phase", "steady_state"})) return;
  for (const phase& in : of.values.phases) {
    const bool watched = one.during ? contains(*one.during, in.id) : in.role != phase_role::warmup;
    if (!watched || in.length >= *one.window) continue;
    of.problem(
        {"steady_state", index, "window"},
        fmt::format(
            "phase `{}` lasts {}, so no window of {} fits",
            in.id,
            format(in.length),
            format(*one.window)
        ),
        "shorten the window"
    );
  }
}

void check_steady_states(const reading& of) {
  for (std::size_t i = 0; i < of.values.steady_states.size(); ++i) {
    if (const auto path = known_metric(of, {"steady_state", i, "metric"})) {
      const reference what = of.values.steady_states[i].expect.of;
      check_reference(of, {"steady_state", i, "expect", "of"}, what, *path);
    }
    check_window(of, i);
  }
}

void check_recovery_metric(const reading& of) {
  const auto path = known_metric(of, {"recovery", "metric"});
  if (!path) return;
  const bool is_load = path->what->of == subject_kind::load;
  const bool is_proxy = path->what->of == subject_kind::proxy;
  const std::string_view name = path->what->name;
  const bool fits = is_load ? name == "goodput" || name == "throughput" || name == "success"
                            : is_proxy && (name == "goodput" || name == "success");
  if (!fits) {
    of.problem(
        {"recovery", "metric"},
        fmt::format("`{}` does not say whether callers are served again", path->what->name),
        "recovery is watched on load.<id>.goodput, throughput or success, or on proxy.<id>.goodput "
        "or "
        "success"
    );
  } else if (of.values.recovery) {
    check_reference(of, {"recovery", "of"}, of.values.recovery->of, *path);
  }
}

}  // namespace

void check_asks_nobody(const reading& of) {
  const auto refuse = [&](std::string_view table, std::size_t index, const enquiry& one) {
    if (!one.is_outside()) return;
    of.problem(
        {table, index, "source"},
        fmt::format("a run that was sent here asks nobody, so there is no {}", one.text()),
        "use a metric of the run, or run the file with `surgeline run --target`"
    );
  };
  for (std::size_t i = 0; i < of.values.steady_states.size(); ++i)
    refuse("steady_state", i, of.values.steady_states[i].asks);
  for (std::size_t i = 0; i < of.values.aborts.size(); ++i)
    refuse("abort", i, of.values.aborts[i].asks);
  const auto refuse_program = [&](std::string_view table, std::size_t index) {
    of.problem(
        {table, index, "run"},
        "a run that was sent here starts no program",
        "run the file with `surgeline run --target`"
    );
  };
  for (std::size_t i = 0; i < of.values.services.size(); ++i)
    if (of.values.services[i].role == role::command) refuse_program("service", i);
  for (std::size_t i = 0; i < of.values.loads.size(); ++i)
    if (of.values.loads[i].model == load_model::command) refuse_program("load", i);
}

void check_judgement(const reading& of) {
  check_steady_states(of);
  for (std::size_t i = 0; i < of.values.aborts.size(); ++i)
    known_metric(of, {"abort", i, "metric"});
  check_recovery_metric(of);
}

}  // namespace surgeline::scenario
