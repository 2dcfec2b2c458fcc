#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "surgeline/core/units.hpp"
#include "surgeline/report/numbers.hpp"
#include "surgeline/report/terminal.hpp"
#include "surgeline/report/text.hpp"

namespace surgeline::report {
namespace {

/// File time between two lines of numbers.
constexpr duration status_every = std::chrono::seconds{10};

/// Something that happened, and when.
using happening = std::pair<time_point, std::string>;

/// Everything that has happened up to now; what happened at the same moment in the order in which people tell it.
std::vector<happening> happenings(const view& of) {
  std::vector<happening> all;
  for (const auto& each : of.course.activations) {
    if (each.when.to == never) continue;
    all.emplace_back(
        each.when.to,
        fmt::format(
            "fault {} cleared after {}",
            of.faults[each.fault],
            format(each.when.to - each.when.from)
        )
    );
  }
  for (const auto& each : of.course.stages) {
    all.emplace_back(
        each.when.from,
        fmt::format("phase {}, {}", of.phases[each.phase].id, format(of.phases[each.phase].length))
    );
  }
  for (const auto& each : of.course.activations) {
    all.emplace_back(
        each.when.from,
        fmt::format("fault {} in force ({})", of.faults[each.fault], of.kinds[each.fault])
    );
  }
  for (const auto& each : of.course.losses)
    all.emplace_back(each.when, "a sidecar is lost: " + each.why);
  if (of.course.relief) {
    const duration length = of.course.relief->to - of.course.relief->from;
    all.emplace_back(
        of.course.relief->from,
        fmt::format(
            "relief: load cut to {} for {}",
            text_of_share(of.course.relief_factor),
            text_of_seconds(seconds(length))
        )
    );
    all.emplace_back(of.course.relief->to, "relief over: the load is back");
  }
  const auto ended = of.course.faults_ended();
  if (of.recovery && of.recovery->after && ended) {
    all.emplace_back(
        *ended + *of.recovery->after + of.recovery->stable_for,
        fmt::format("back {} after the last fault", text_of_seconds(seconds(*of.recovery->after)))
    );
  }
  if (of.finished)
    all.emplace_back(
        of.course.end,
        of.course.aborted ? "ended early: " + of.course.aborted->text : "over"
    );
  std::ranges::stable_sort(all, {}, &happening::first);
  return all;
}

std::string status(const view& of) {
  std::string text;
  for (const auto& load : of.loads) {
    text += fmt::format(
        "{}{}: offered {}, goodput {}, amplification {}, p99 {}",
        text.empty() ? "" : "; ",
        load.id,
        text_of_rate(load.offered),
        text_of_rate(load.goodput),
        text_or_dash(load.amplification, text_of_ratio),
        text_or_dash(load.p99_seconds, text_of_seconds)
    );
  }
  for (const auto& service : of.services) {
    text += fmt::format(
        "{}{}: queue {}",
        text.empty() ? "" : "; ",
        service.id,
        text_of_number(service.queue)
    );
  }
  for (const auto& daemon : of.daemons) {
    text += fmt::format(
        "{}{}: {}{} wait",
        text.empty() ? "" : "; ",
        daemon.id,
        daemon.stalled ? "stalled, " : "",
        text_of_number(daemon.depth)
    );
  }
  for (const auto& policy : of.policies) {
    if (policy.open_share)
      text += fmt::format("; {}: {} open", policy.id, text_of_share(*policy.open_share));
    if (policy.budget)
      text += fmt::format("; {}: budget {}", policy.id, text_of_share(*policy.budget));
  }
  return text;
}

std::string stamped(time_point at, const std::string& text) {
  return fmt::format("{:>7.1f} s  {}", seconds(at.time_since_epoch()), printable(text));
}

}  // namespace

std::vector<std::string> plain_lines(const view& of, std::optional<time_point> since) {
  std::vector<std::string> lines;
  if (!since) {
    const std::string variant = of.variant.empty() ? "" : ", " + of.variant;
    lines.push_back(printable(
        fmt::format("{} {}{}, seed {}: {}", name_of(of.engine), of.id, variant, of.seed, of.title)
    ));
  }
  const auto is_news = [&](time_point at) { return at <= of.now && (!since || at > *since); };
  const time_point round{status_every * (of.now.time_since_epoch() / status_every)};
  bool status_due = is_news(round) && round > time_point{} && !of.finished;
  for (const auto& [at, text] : happenings(of)) {
    if (!is_news(at)) continue;
    if (status_due && at >= round) {
      lines.push_back(stamped(of.now, status(of)));
      status_due = false;
    }
    lines.push_back(stamped(at, text));
  }
  if (status_due) lines.push_back(stamped(of.now, status(of)));
  return lines;
}

}  // namespace surgeline::report
