#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "paint.hpp"
#include "surgeline/core/units.hpp"
#include "surgeline/report/numbers.hpp"
#include "surgeline/report/terminal.hpp"
#include "surgeline/report/text.hpp"

namespace surgeline::report {
namespace {

/// Columns of the first word of a line, of a number with its name, and where sparklines start.
constexpr std::size_t label_end = 12, number_end = 30;

/// The frame under construction.
struct frame {
  const view& of;
  std::size_t width;
  bool colour;
  std::vector<std::string> lines;

  void add(const painted_line& line) { lines.push_back(line.text(width, colour)); }
  void add_blank() { lines.emplace_back(); }
};

painted_line labelled(std::string_view label) {
  painted_line line;
  line.add(" ").add(cut(label, label_end - 2), hue::strong).move_to(label_end);
  return line;
}

std::string clock_text(duration span) {
  const auto whole = std::chrono::round<std::chrono::seconds>(span).count();
  return whole < 60 ? fmt::format("{} s", whole) : fmt::format("{}m{:02}s", whole / 60, whole % 60);
}

void add_head(frame& into) {
  const view& of = into.of;
  painted_line line;
  line.add(" surgeline ").add(name_of(of.engine)).add(" " + of.id, hue::strong);
  if (!of.variant.empty()) line.add(" · ", hue::quiet).add(of.variant, hue::strong);
  line.add(fmt::format(" · seed {}", of.seed), hue::quiet);
  const std::string clock =
      clock_text(of.now.time_since_epoch()) + " of " + clock_text(of.ends.time_since_epoch());
  if (line.columns() + columns_of(clock) + 3 <= into.width)
    line.move_to(into.width - columns_of(clock) - 1).add(clock);
  into.add(line);
  into.add(painted_line{}.add(" ").add(of.title, hue::quiet));
}

/// The phases laid out on a line: each as wide as it is long, but none narrower than its name where there is room.
class phase_line {
 public:
  phase_line(const view& of, std::size_t columns) {
    std::size_t names = 0;
    duration all{};
    for (const auto& each : of.phases) {
      names += columns_of(each.id) + 1;
      all += each.length;
    }
    const bool room = names <= columns;
    const double spare = static_cast<double>(room ? columns - names : columns);
    duration so_far{};
    std::size_t named = 0;
    for (const auto& each : of.phases) {
      so_far += each.length;
      named += room ? columns_of(each.id) + 1 : 0;
      const double part = seconds(so_far) / std::max(1e-9, seconds(all));
      ends_.push_back({named + static_cast<std::size_t>(part * spare), time_point{so_far}});
    }
  }

  std::size_t first(std::size_t phase) const { return phase == 0 ? 0 : ends_[phase - 1].column; }
  std::size_t width(std::size_t phase) const { return ends_[phase].column - first(phase); }
  /// The time at the left edge of a column of a phase, counted from its first.
  time_point at(std::size_t phase, std::size_t column) const {
    const time_point from = phase == 0 ? time_point{} : ends_[phase - 1].when;
    const double part = static_cast<double>(column) / static_cast<double>(width(phase));
    return from + from_seconds(seconds(ends_[phase].when - from) * part);
  }

 private:
  struct end {
    std::size_t column;
    time_point when;
  };
  std::vector<end> ends_;
};

bool is_faulty(const view& of, time_point from, time_point to) {
  return std::ranges::any_of(of.course.activations, [&](const scenario::activation& each) {
    return each.when.from < to && from < each.when.to;
  });
}

/// The names of the phases over a line that fills up, thick where faults were in force.
void add_phases(frame& into) {
  const view& of = into.of;
  const phase_line layout(of, into.width - 2);
  painted_line names, line;
  names.add(" ");
  line.add(" ");
  for (std::size_t phase = 0; phase < of.phases.size(); ++phase) {
    const std::size_t width = layout.width(phase);
    const std::string name = cut(of.phases[phase].id, width > 0 ? width - 1 : 0);
    names.add(pad_right(name, width), phase == of.phase ? hue::strong : hue::quiet);
    for (std::size_t column = 0; column < width; ++column) {
      const time_point from = layout.at(phase, column), to = layout.at(phase, column + 1);
      const bool done = to <= of.now || of.finished, faulty = is_faulty(of, from, to);
      line.add(
          done ? (faulty ? "█" : "━") : "─",
          done ? (faulty ? hue::injected : hue::goodput) : hue::quiet
      );
    }
  }
  into.add(names);
  into.add(line);
}

void add_phase_and_faults(frame& into) {
  const view& of = into.of;
  time_point end{};
  for (std::size_t i = 0; i <= of.phase && i < of.phases.size(); ++i) end += of.phases[i].length;
  painted_line phase = labelled("phase");
  if (of.finished)
    phase.add("over");
  else if (of.phase < of.phases.size())
    phase.add(of.phases[of.phase].id)
        .add(" · " + clock_text(std::max(duration{}, end - of.now)) + " left", hue::quiet);
  if (of.load_factor < 1 && !of.finished)
    phase.add(" · ").add(
        fmt::format("relief: load cut to {}", text_of_share(of.load_factor)),
        hue::strange
    );
  into.add(phase);
  painted_line faults = labelled("faults");
  bool any = false;
  for (const auto& each : of.course.activations) {
    if (each.when.to != never || each.fault >= of.faults.size()) continue;
    faults.add(any ? ", " : "")
        .add("● " + of.faults[each.fault], hue::injected)
        .add(" " + of.kinds[each.fault], hue::quiet);
    any = true;
  }
  if (!any) faults.add("none in force", hue::quiet);
  const auto ended = of.course.faults_ended();
  if (!any && ended)
    faults.add(fmt::format(", the last ended {} ago", clock_text(of.now - *ended)), hue::quiet);
  into.add(faults);
}

void add_sparkline(
    painted_line& line,
    const std::vector<double>& values,
    double top,
    hue how,
    std::size_t width
) {
  line.move_to(number_end);
  const std::size_t room = width > number_end + 1 ? width - number_end - 1 : 0;
  line.add(sparkline(values, top, std::min<std::size_t>(room, 60)), how);
}

painted_line number_line(
    std::string_view label,
    std::string_view name,
    const std::string& number,
    hue how
) {
  painted_line line = labelled(label);
  line.add(pad_right(name, 8), how).add(pad_left(number, 9), hue::strong);
  return line;
}

void add_load(frame& into, const view::load_view& load) {
  double top = 1;
  for (const double each : load.offered_lately) top = std::max(top, each);
  for (const double each : load.goodput_lately) top = std::max(top, each);
  painted_line offered = number_line(load.id, "offered", text_of_rate(load.offered), hue::offered);
  add_sparkline(offered, load.offered_lately, top, hue::offered, into.width);
  painted_line goodput = number_line("", "goodput", text_of_rate(load.goodput), hue::goodput);
  add_sparkline(goodput, load.goodput_lately, top, hue::goodput, into.width);
  const bool amplified = load.amplification.value_or(1) >= 1.1;
  painted_line rest = labelled("");
  rest.add("amplification ")
      .add(text_or_dash(load.amplification, text_of_ratio), amplified ? hue::bad : hue::strong);
  rest.add(" · p99 ", hue::quiet).add(text_or_dash(load.p99_seconds, text_of_seconds), hue::strong);
  into.add(offered);
  into.add(goodput);
  into.add(rest);
}

void add_service(frame& into, const view::service_view& service) {
  double top = 1;
  for (const double each : service.queue_lately) top = std::max(top, each);
  painted_line line = number_line(service.id, "queue", text_of_number(service.queue), hue::plain);
  add_sparkline(line, service.queue_lately, top, hue::offered, into.width);
  into.add(line);
}

void add_daemon(frame& into, const view::daemon_view& daemon) {
  double top = 1;
  for (const double each : daemon.depth_lately) top = std::max(top, each);
  const hue how = daemon.stalled ? hue::injected : hue::plain;
  painted_line line = number_line(
      daemon.id,
      daemon.stalled ? "stalled" : "waiting",
      text_of_number(daemon.depth),
      how
  );
  add_sparkline(line, daemon.depth_lately, top, how == hue::plain ? hue::offered : how, into.width);
  into.add(line);
}

void add_policy(frame& into, const view::policy_view& policy) {
  if (policy.has_breaker) {
    const std::string open = text_or_dash(policy.open_share, text_of_share);
    painted_line line = number_line(policy.id, "breakers", open, hue::plain);
    add_sparkline(line, policy.open_lately, 1, hue::bad, into.width);
    into.add(line);
  }
  if (!policy.has_budget) return;
  const bool is_spent = policy.budget.value_or(1) <= 0;
  const std::string left = text_or_dash(policy.budget, text_of_share);
  into.add(number_line(
      policy.has_breaker ? "" : policy.id,
      "budget",
      left,
      is_spent ? hue::bad : hue::plain
  ));
}

void add_recovery(frame& into, const view::recovery_view& recovery) {
  const view& of = into.of;
  painted_line line = labelled("recovery");
  const auto ended = of.course.faults_ended();
  if (recovery.after) {
    const bool late = *recovery.after > recovery.deadline;
    line.add(late ? "✘ " : "✔ ", late ? hue::bad : hue::good);
    line.add(
        fmt::format("back {} after the last fault", text_of_seconds(seconds(*recovery.after))),
        late ? hue::bad : hue::good
    );
  } else if (!ended || *ended == never) {
    line.add(ended ? "waits for the faults to end" : "no fault yet", hue::quiet);
  } else {
    const duration waited = of.now - *ended;
    const bool late = waited > recovery.deadline + recovery.stable_for;
    line.add("goodput at ").add(text_or_dash(recovery.share, text_of_share), hue::strong);
    line.add(fmt::format(", needs {}", text_of_share(recovery.needed)));
    if (late)
      line.add(
          fmt::format(" · deadline passed {} ago", clock_text(waited - recovery.deadline)),
          hue::bad
      );
    else
      line.add(
          fmt::format(" · {} of {}", clock_text(waited), clock_text(recovery.deadline)),
          hue::quiet
      );
  }
  into.add(line);
}

}  // namespace

std::vector<std::string> live_frame(const view& of, std::size_t width, bool colour) {
  frame made{of, std::clamp(width, narrowest, widest), colour, {}};
  add_head(made);
  made.add_blank();
  add_phases(made);
  made.add_blank();
  add_phase_and_faults(made);
  made.add_blank();
  for (const auto& each : of.loads) add_load(made, each);
  for (const auto& each : of.services) add_service(made, each);
  for (const auto& each : of.daemons) add_daemon(made, each);
  for (const auto& each : of.policies) add_policy(made, each);
  if (of.recovery) {
    made.add_blank();
    add_recovery(made, *of.recovery);
  }
  return std::move(made.lines);
}

}  // namespace surgeline::report
