#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "chart.hpp"

namespace surgeline::report {
namespace {

/// The row above the map, of requests that nobody answered, and what is between the two.
constexpr double lost_height = 11, map_gap = 3;

/// Shades of the map and of that row.
constexpr std::size_t map_shades = 5;

/// The plot of a map: time upwards, ten times as much a fixed step.
struct map_panel {
  double top = 0, height = 0, low = 1e-3, high = 1;

  double y(double seconds) const {
    const double part = std::log(std::clamp(seconds, low, high) / low) / std::log(high / low);
    return top + height * (1 - part);
  }
};

/// Refusals take next to nothing: what is so much faster than the slowest answer has one row at the bottom.
constexpr double most_orders = 1e4, bottom_row = 4;

map_panel panel_for(const canvas& on) {
  map_panel made{.top = on.y + lost_height + map_gap, .height = on.shape.map_height};
  made.low = std::max(on.scale.quickest, on.scale.slowest / most_orders);
  made.high = on.scale.slowest;
  // Less than an order of magnitude would make a picture of nothing.
  if (made.high < 10 * made.low) {
    const double middle = std::sqrt(made.low * made.high);
    made.low = middle / std::sqrt(10.0), made.high = middle * std::sqrt(10.0);
  }
  return made;
}

std::string tick_text(double value) {
  if (value < 0.9995e-3) return fmt::format("{:.6g} µs", value * 1e6);
  return value < 0.9995 ? fmt::format("{:.6g} ms", value * 1e3) : fmt::format("{:.6g} s", value);
}

std::vector<std::pair<double, std::string>> rules_of(const map_panel& in) {
  std::vector<std::pair<double, std::string>> rules;
  for (int power = -6; power <= 4; ++power) {
    const double value = std::pow(10.0, power);
    if (value >= in.low && value <= in.high) rules.emplace_back(in.y(value), tick_text(value));
  }
  return rules;
}

/// A rectangle from one step to another as path commands.
std::string block(
    const canvas& on,
    duration step,
    std::size_t from,
    std::size_t to,
    double y,
    double height
) {
  const double begin = on.x(seconds(step) * static_cast<double>(from));
  const double end = std::min(on.x(seconds(step) * static_cast<double>(to)), on.plot_right());
  return fmt::format("M{} {}H{}V{}H{}Z", at(begin), at(y), at(end), at(y + height), at(begin));
}

/// One row: neighbours of one shade are one block. `shade_at` is 0 for nothing.
template <class Shade>
void add_row(
    std::array<std::string, map_shades>& paths,
    const canvas& on,
    const latency_map& of,
    double y,
    double height,
    Shade shade_at
) {
  const std::size_t steps = of.counts.size();
  for (std::size_t from = 0; from < steps;) {
    const std::size_t shade = shade_at(from);
    std::size_t to = from + 1;
    while (to < steps && shade_at(to) == shade) ++to;
    if (shade > 0) paths[shade - 1] += block(on, of.step, from, to, y, height);
    from = to;
  }
}

void draw_paths(
    canvas& on,
    const std::array<std::string, map_shades>& paths,
    std::string_view look
) {
  for (std::size_t i = 0; i < map_shades; ++i) {
    if (paths[i].empty()) continue;
    on.svg.empty("path", {{"class", fmt::format("{} s{}", look, i + 1)}, {"d", paths[i]}});
  }
}

/// Logarithmic: a single answer is seen, and so is where most of them are.
std::size_t shade_of(std::uint64_t count, std::uint64_t most) {
  if (count == 0) return 0;
  const double part =
      std::log1p(static_cast<double>(count)) / std::log1p(static_cast<double>(most));
  return std::min(map_shades, 1 + static_cast<std::size_t>(part * (map_shades - 0.01)));
}

std::uint64_t most_in(const latency_map& of) {
  std::uint64_t most = 1;
  for (const auto& step : of.counts) {
    for (const std::uint64_t each : step) most = std::max(most, each);
  }
  return most;
}

void draw_cells(canvas& on, const latency_map& of, const map_panel& in) {
  std::array<std::string, map_shades> paths;
  const std::uint64_t most = most_in(of);
  const double floor = in.top + in.height;
  std::vector<std::uint64_t> quick(of.counts.size());
  for (std::size_t row = 0; row < of.rows(); ++row) {
    const double top = in.y(seconds(of.edges[row + 1])), bottom = in.y(seconds(of.edges[row]));
    if (floor - top < bottom_row) {
      for (std::size_t i = 0; i < quick.size(); ++i) quick[i] += of.counts[i][row];
      continue;
    }
    add_row(paths, on, of, top, bottom - top, [&](std::size_t step) {
      return shade_of(of.counts[step][row], most);
    });
  }
  add_row(paths, on, of, floor - bottom_row, bottom_row, [&](std::size_t step) {
    return shade_of(quick[step], most);
  });
  draw_paths(on, paths, "cell");
}

/// Of the requests that ended in a step, how many nobody answered: 0 to `map_shades`, in equal parts.
std::size_t shade_of_unanswered(const latency_map& of, std::size_t step) {
  std::uint64_t answered = 0;
  for (const std::uint64_t each : of.counts[step]) answered += each;
  const std::uint64_t lost = of.unanswered[step];
  return lost == 0 ? 0 : (lost * map_shades + answered + lost - 1) / (answered + lost);
}

void draw_unanswered(canvas& on, const latency_map& of) {
  std::array<std::string, map_shades> paths;
  add_row(paths, on, of, on.y, lost_height, [&](std::size_t step) {
    return shade_of_unanswered(of, step);
  });
  on.svg.empty(
      "rect",
      {{"class", "lane"},
       {"x", at(canvas::left)},
       {"y", at(on.y)},
       {"width", at(on.plot_right() - canvas::left)},
       {"height", at(lost_height)}}
  );
  draw_paths(on, paths, "share lost");
  on.svg.leaf(
      "text",
      "no reply",
      {{"class", "tick"},
       {"x", at(canvas::left - 6)},
       {"y", at(on.y + lost_height - 1.5)},
       {"text-anchor", "end"}}
  );
}

std::vector<line> percentiles_of(const subject_curves& of) {
  return {
      {"━ p50", of.find("latency.p50"), "p50"},
      {"╍ p90", of.find("latency.p90"), "p90"},
      {"┉ p99", of.find("latency.p99"), "p99"},
  };
}

/// Beyond that much of the panel a percentile has jumped from one kind of answer to another, which no line leads to.
constexpr double jump = 0.3;

/// A percentile as steps: level through its time, and led on where the next one is near.
std::string steps_of(const canvas& on, const map_panel& in, const curve& of) {
  std::string path;
  std::optional<double> before;
  const double step = seconds(on.curves.step);
  for (std::size_t i = 0; i < of.values.size(); ++i) {
    if (!of.values[i]) {
      before.reset();
      continue;
    }
    const double y = in.y(*of.values[i]);
    const bool is_near = before && std::abs(y - *before) < jump * in.height;
    path += fmt::format(
        "{}{} {}H{}",
        is_near ? "L" : "M",
        at(on.x(step * static_cast<double>(i))),
        at(y),
        at(std::min(on.x(step * static_cast<double>(i + 1)), on.plot_right()))
    );
    before = y;
  }
  return path;
}

}  // namespace

void draw_latency(canvas& on, const subject_curves& of) {
  const latency_map map = latency_map_of(on.of.record, of.id, on.shape.cells);
  if (map.rows() == 0) return;
  const std::vector<line> lines = percentiles_of(of);
  draw_title(on, of.id + ": time of answers", lines);
  const map_panel in = panel_for(on);
  draw_unanswered(on, map);
  draw_bands(on, {.top = in.top, .height = in.height, .values = {}});
  draw_cells(on, map, in);
  draw_rules(on, rules_of(in));
  for (const line& each : lines) {
    const std::string path = steps_of(on, in, *each.values);
    on.svg.empty("path", {{"class", "halo"}, {"d", path}});
    on.svg.empty("path", {{"class", "curve " + each.look}, {"d", path}});
  }
  on.y = in.top + in.height + 10;
}

}  // namespace surgeline::report
