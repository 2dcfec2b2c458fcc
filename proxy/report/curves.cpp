#include "surgeline/report/curves.hpp"

#include <algorithm>
#include <array>

#include "surgeline/scenario/client_breakers.hpp"

namespace surgeline::report {
namespace {

using measure::dimension;
using measure::instrument;
using measure::subject_kind;

/// Computes one value of a curve.
using computation = std::optional<double> (*)(
    const measure::recording&,
    const std::string&,
    time_point,
    time_point
);

/// Events of a count per second, over the whole ticks of the window.
template <instrument What>
std::optional<double> per_second(
    const measure::recording& run,
    const std::string& subject,
    time_point from,
    time_point to
) {
  if (!run.has(subject) || to <= from) return {};
  return run.sum(subject, What, from, to) / seconds(to - from);
}

/// What a curve shows: a declared metric, or what only curves need.
struct wanted {
  subject_kind of;
  std::string_view name;
  computation computed = nullptr;  ///< null: the metric of that name
};

constexpr std::array curve_names{
    wanted{subject_kind::load, "offered"},
    wanted{subject_kind::load, "goodput"},
    wanted{subject_kind::load, "throughput"},
    wanted{subject_kind::load, "attempts", per_second<instrument::attempts>},
    wanted{subject_kind::load, "amplification"},
    wanted{subject_kind::load, "degraded"},
    wanted{subject_kind::load, "latency.p50"},
    wanted{subject_kind::load, "latency.p90"},
    wanted{subject_kind::load, "latency.p99"},
    wanted{subject_kind::service, "queue"},
    wanted{subject_kind::service, "in_flight"},
    wanted{subject_kind::service, "served"},
    wanted{subject_kind::service, "wasted", per_second<instrument::wasted>},
    wanted{subject_kind::proxy, "held"},
    wanted{subject_kind::policy, "open_share"},
    wanted{subject_kind::policy, "budget"},
    wanted{subject_kind::policy, "retries"},
    wanted{subject_kind::daemon, "depth"},
    wanted{subject_kind::daemon, "wait.p99"},
    wanted{subject_kind::daemon, "stalled_share"},
};

const measure::metric* metric_named(subject_kind of, std::string_view name) {
  const auto found = std::ranges::find_if(measure::metrics(), [&](const measure::metric& each) {
    return each.of == of && each.name == name;
  });
  return found == measure::metrics().end() ? nullptr : &*found;
}

subject_curves curves_of_subject(
    const scenario::record& run,
    subject_kind kind,
    const std::string& id,
    duration step,
    std::size_t steps
) {
  subject_curves made{.kind = kind, .id = id};
  const std::string subject = std::string{measure::word(kind)} + "." + id;
  for (const wanted& each : curve_names) {
    if (each.of != kind) continue;
    const measure::metric* declared = metric_named(kind, each.name);
    const computation compute = each.computed != nullptr ? each.computed : declared->value;
    curve one{
        .name = each.name,
        .measures = declared != nullptr ? declared->measures : dimension::per_second
    };
    for (std::size_t i = 0; i < steps; ++i) {
      const time_point from{step * i};
      one.values.push_back(
          compute(run.recording, subject, from, std::min(from + step, run.course.end))
      );
    }
    made.curves.push_back(std::move(one));
  }
  return made;
}

/// The clients of which the wire has shown at any time what their breaker does.
void add_clients(const scenario::record& of, std::size_t steps, run_curves& to) {
  for (const scenario::proxy& through : of.file.proxies) {
    for (const std::string& client : scenario::observed_clients(through)) {
      const std::string id = scenario::id_of_client(through.id, client);
      if (!of.recording.has("policy." + id)) continue;
      subject_curves made = curves_of_subject(of, subject_kind::policy, id, to.step, steps);
      std::erase_if(made.curves, [](const curve& each) { return each.name != "open_share"; });
      made.is_observed = true;
      const auto is_known = [](const auto& value) { return value.has_value(); };
      if (std::ranges::any_of(made.curves.front().values, is_known))
        to.subjects.push_back(std::move(made));
    }
  }
}

}  // namespace

const curve* subject_curves::find(std::string_view name) const {
  const auto found = std::ranges::find(curves, name, &curve::name);
  return found == curves.end() ? nullptr : &*found;
}

const subject_curves* run_curves::find(subject_kind kind, std::string_view id) const {
  const auto found = std::ranges::find_if(subjects, [&](const subject_curves& each) {
    return each.kind == kind && each.id == id;
  });
  return found == subjects.end() ? nullptr : &*found;
}

run_curves curves_of(const scenario::record& of, std::size_t most_points) {
  const std::size_t ticks = std::max<std::size_t>(1, measure::tick_of(of.course.end));
  const std::size_t a_step = (ticks + most_points - 1) / std::max<std::size_t>(1, most_points);
  const std::size_t steps = (ticks + a_step - 1) / a_step;
  run_curves made{.step = measure::tick * a_step};
  for (const auto& each : of.file.loads)
    made.subjects.push_back(curves_of_subject(of, subject_kind::load, each.id, made.step, steps));
  for (const auto& each : of.file.services)
    made.subjects.push_back(curves_of_subject(of, subject_kind::service, each.id, made.step, steps)
    );
  for (const auto& each : of.file.proxies)
    made.subjects.push_back(curves_of_subject(of, subject_kind::proxy, each.id, made.step, steps));
  for (const auto& each : of.file.policies) {
    if (of.recording.has("policy." + each.id))
      made.subjects.push_back(curves_of_subject(of, subject_kind::policy, each.id, made.step, steps)
      );
  }
  add_clients(of, steps, made);
  for (const auto& each : of.file.daemons)
    made.subjects.push_back(curves_of_subject(of, subject_kind::daemon, each.id, made.step, steps));
  return made;
}

}  // namespace surgeline::report
