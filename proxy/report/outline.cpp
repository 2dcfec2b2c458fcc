#include "surgeline/report/outline.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "outline_cost.hpp"
#include "outline_places.hpp"
#include "outline_policy.hpp"
#include "paint.hpp"
#include "surgeline/config/describe.hpp"
#include "surgeline/report/text.hpp"
#include "surgeline/scenario/blueprint.hpp"
#include "surgeline/scenario/fault_windows.hpp"
#include "surgeline/scenario/judge.hpp"

namespace surgeline::report {
namespace {

/// A line behind a label, which is cut to its column.
std::string labelled(std::string_view label, std::string_view text) {
  const bool fits = label.size() < label_width;
  const std::string cut =
      fits ? std::string(label) : fmt::format("{:.{}}…", label, label_width - 2);
  return fmt::format(" {:<{}}{}", cut, label_width, text);
}

duration length_of(const scenario::file& of) {
  duration total{};
  for (const scenario::phase& one : of.phases) total += one.length;
  return total;
}

/// Columns that each phase takes on a line of `width`, none less than its name.
std::vector<std::size_t> phase_columns(const scenario::file& of, std::size_t width) {
  std::vector<std::size_t> columns;
  std::size_t names = 0;
  for (const scenario::phase& one : of.phases) names += one.id.size() + 2;
  const std::size_t spare = width > names ? width - names : 0;
  for (const scenario::phase& one : of.phases) {
    const double part = seconds(one.length) / seconds(length_of(of));
    columns.push_back(
        one.id.size() + 2 + static_cast<std::size_t>(part * static_cast<double>(spare))
    );
  }
  return columns;
}

std::string repeated(std::string_view what, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += what;
  return all;
}

/// A bar of the time line: full where some of a column lies in a window.
std::string row_of(
    const scenario::file& of,
    const std::vector<std::size_t>& columns,
    const std::vector<scenario::span>& windows
) {
  std::string row;
  time_point begin{};
  for (std::size_t i = 0; i < of.phases.size(); ++i) {
    const double wide = seconds(of.phases[i].length) / static_cast<double>(columns[i]);
    for (std::size_t column = 0; column < columns[i]; ++column) {
      const time_point from = begin + from_seconds(wide * static_cast<double>(column)),
                       to = begin + from_seconds(wide * static_cast<double>(column + 1));
      row += std::ranges::any_of(
                 windows,
                 [&](const scenario::span& one) { return one.from < to && one.to > from; }
             )
                 ? "█"
                 : " ";
    }
    begin += of.phases[i].length;
  }
  return row;
}

void draw_time_line(const scenario::file& of, std::size_t width, std::vector<std::string>& lines) {
  const auto columns = phase_columns(of, width > label_width + 10 ? width - label_width - 10 : 20);
  std::string names, bar;
  for (std::size_t i = 0; i < of.phases.size(); ++i) {
    const std::string length = format(of.phases[i].length);
    const std::size_t dashes = columns[i] > length.size() + 1 ? columns[i] - length.size() - 1 : 0;
    names += fmt::format("{:<{}}", of.phases[i].id, columns[i]);
    bar += (i == 0 ? "├" : "┼") + repeated("─", dashes / 2) + length +
           repeated("─", dashes - dashes / 2);
  }
  lines.push_back(labelled("phases", names));
  lines.push_back(labelled("", bar + "┤ " + format(length_of(of))));
  const scenario::fault_windows windows(of, of.head.seed);
  for (std::uint32_t slot = 0; slot < of.faults.size(); ++slot) {
    const scenario::fault& one = of.faults[slot];
    std::string row = row_of(of, columns, windows.of(slot));
    row.erase(row.find_last_not_of(' ') + 1);
    const double p = one.probability.at({}).part;
    lines.push_back(labelled(
        one.id,
        row + fmt::format(
                  "  {}{}{}",
                  name_of(one.what),
                  p < 1 ? fmt::format(", p {:g}", p) : "",
                  one.enabled ? "" : " (disabled)"
              )
    ));
  }
}

/// The calls that a service makes for its jobs.
void describe_calls(
    const scenario::file& of,
    const scenario::route& way,
    std::vector<std::string>& lines
) {
  const scenario::service& caller = of.services[way.by->service];
  const scenario::service_call& made = caller.calls[way.by->entry];
  lines.push_back(labelled(
      caller.id,
      fmt::format(
          "{} {} a job{} → {}{}",
          made.times,
          made.times == 1 ? "call" : "calls",
          made.share.part < 1 ? fmt::format(", of {}", format(made.share)) : "",
          way.proxy ? of.proxies[*way.proxy].id + " → " : "",
          place_text(of.services[way.service])
      )
  ));
  lines.push_back(labelled("", policy_text(scenario::policy_of(of, way))));
}

void describe_route(
    const scenario::file& of,
    const scenario::route& way,
    std::vector<std::string>& lines
) {
  const scenario::load& from = of.loads[way.load];
  const scenario::service& to = of.services[way.service];
  lines.push_back(labelled(
      from.id,
      fmt::format(
          "{} → {}{}",
          demand_text(from),
          way.proxy ? of.proxies[*way.proxy].id + " → " : "",
          place_text(to)
      )
  ));
  lines.push_back(labelled("", policy_text(scenario::policy_of(of, from))));
  const std::string sizing = sizing_text(of, way);
  if (!sizing.empty()) lines.push_back(labelled("  sizing", sizing));
}

/// The closed form for a stall in front of one service, if that is what the file is about.
void predict(
    const scenario::file& of,
    const scenario::route& way,
    std::vector<std::string>& lines
) {
  if (of.faults.size() != 1) return;
  const scenario::fault_windows windows(of, of.head.seed);
  if (windows.of(0).size() != 1) return;
  const duration outage = windows.of(0).front().to - windows.of(0).front().from;
  const auto drained = scenario::drain_after(of, way, of.faults.front(), outage);
  if (!drained) return;
  const double demand = of.loads[way.load].rate.at({}).per_second,
               capacity = of.services[way.service].capacity();
  const duration timeout = *scenario::policy_of(of, of.loads[way.load])->timeout;
  lines.push_back(labelled(
      "  prediction",
      fmt::format(
          "without retries back after {:.0f} s: ({:.4g}·{:.4g} − {:.4g}·{:.4g})/({:.4g} − {:.4g})",
          seconds(*drained),
          demand,
          seconds(outage),
          capacity,
          seconds(timeout),
          capacity,
          demand
      )
  ));
}

/// Lines that fit: what stands behind a label goes on below itself.
std::vector<std::string> fitted(const std::vector<std::string>& lines, std::size_t width) {
  constexpr std::size_t indent = label_width + 1;
  std::vector<std::string> all;
  for (const std::string& line : lines) {
    if (columns_of(line) <= width || width <= indent + 10) {
      all.push_back(line);
      continue;
    }
    std::string label = line.substr(0, indent);
    for (const std::string& part : wrap(line.substr(indent), width - indent)) {
      all.push_back(label + part);
      label = std::string(indent, ' ');
    }
  }
  return all;
}

}  // namespace

std::vector<std::string> outline(const scenario::file& of, std::size_t width) {
  std::vector<std::string> lines;
  if (!of.head.title.empty()) lines.push_back(labelled("title", of.head.title));
  std::string head =
      fmt::format("seed {}, expects {}", of.head.seed, config::name_of(of.head.expect));
  if (of.head.speedup > 1 && !of.phases.empty()) {
    head += fmt::format(
        ", {} of file time in {:.0f} s (speedup {:g})",
        format(length_of(of)),
        seconds(length_of(of)) / of.head.speedup,
        of.head.speedup
    );
  }
  lines.push_back(labelled(of.head.id, head));
  if (!of.phases.empty()) draw_time_line(of, width, lines);
  for (const scenario::route& way : scenario::routes(of)) {
    if (way.by) {
      describe_calls(of, way, lines);
      continue;
    }
    describe_route(of, way, lines);
    predict(of, way, lines);
  }
  for (const scenario::daemon& one : of.daemons) lines.push_back(labelled(one.id, place_text(one)));
  for (const std::string& cost : naive_costs(of)) lines.push_back(labelled("naive cost", cost));
  if (of.recovery) {
    lines.push_back(labelled(
        "recovery",
        fmt::format(
            "{} at {} of {} for {}, within {}",
            of.recovery->metric,
            format(of.recovery->at_least),
            config::name_of(of.recovery->of),
            format(of.recovery->stable_for),
            format(of.recovery->deadline)
        )
    ));
  }
  lines.push_back(
      labelled("costs", fmt::format("{} descriptors in a live run", scenario::descriptors(of)))
  );
  return fitted(lines, width);
}

}  // namespace surgeline::report
