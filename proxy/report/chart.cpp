#include "chart.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "surgeline/report/figures.hpp"
#include "surgeline/report/numbers.hpp"
#include "words.hpp"

namespace surgeline::report {
namespace {

using measure::subject_kind;

double highest(const curve* of) {
  double top = 0;
  if (of == nullptr) return top;
  for (const auto& each : of->values) top = std::max(top, each.value_or(0));
  return top;
}

/// More have panels of their own in a chart that is folded.
constexpr std::size_t most_loads = 4;

/// A tick without its unit, which the title of its panel names.
std::string plain_tick(double value) { return fmt::format("{:.6g}", value); }

void draw_load(canvas& on, const subject_curves& of, bool main) {
  draw_title(on, of.id + ": requests per second");
  const double height = main ? on.shape.main_height : on.shape.main_height / 2;
  if (main) draw_marks(on, height);
  const panel in{
      .top = on.y,
      .height = height,
      .values = axis_for(on.scale.rates.at(of.id), main ? 4 : 2)
  };
  draw_bands(on, in);
  draw_axis(on, in, plain_tick);
  const curve& offered = *of.find("offered");
  const curve& goodput = *of.find("goodput");
  const height_of y = in.height_of_values();
  on.svg.empty("path", {{"class", "area goodput"}, {"d", path_of(on, y, goodput, in.y(0))}});
  on.svg.empty("path", {{"class", "curve offered"}, {"d", path_of(on, y, offered)}});
  on.svg.empty("path", {{"class", "curve goodput"}, {"d", path_of(on, y, goodput)}});
  on.y += in.height + 10;
}

/// The curve of that name of every subject of a kind, behind others.
std::vector<line> lines_of(
    const canvas& on,
    subject_kind kind,
    std::string_view name,
    std::vector<line> all = {}
) {
  for (const subject_curves& each : on.curves.subjects) {
    const curve* values = each.kind == kind ? each.find(name) : nullptr;
    if (values != nullptr) all.push_back({each.id, values, fmt::format("look-{}", all.size() % 8)});
  }
  return all;
}

void draw_time(canvas& on) {
  for (const double tick : time_axis(on.scale.end, on.shape.time_ticks).ticks) {
    on.svg.leaf(
        "text",
        time_tick(tick, on.scale.end),
        {{"class", "tick"}, {"x", at(on.x(tick))}, {"y", at(on.y + 8)}, {"text-anchor", "middle"}}
    );
  }
  on.svg.leaf(
      "text",
      "file time from the start",
      {{"class", "tick"}, {"x", at(on.plot_right())}, {"y", at(on.y + 24)}, {"text-anchor", "end"}}
  );
  on.y += 30;
}

std::string description(const execution& of) {
  const figures seen = figures_of(of);
  return fmt::format(
      "Goodput was {} before the faults and {} at last; amplification {}; {} after the last fault.",
      text_or_dash(seen.goodput_before, text_of_rate),
      text_or_dash(seen.goodput_after, text_of_rate),
      text_or_dash(seen.amplification, text_of_ratio),
      seen.recovery_seconds ? "back " + text_of_seconds(*seen.recovery_seconds) : "not back"
  );
}

/// The load that the run is about, then the others, those that ask for most first.
std::vector<const subject_curves*> loads_by_size(const canvas& on) {
  std::vector<const subject_curves*> all;
  for (const subject_curves& each : on.curves.subjects) {
    if (each.kind == subject_kind::load) all.push_back(&each);
  }
  const std::string main = figures_of(on.of).load;
  const auto asks = [](const subject_curves& of) {
    double sum = 0;
    for (const auto& each : of.find("offered")->values) sum += each.value_or(0);
    return sum;
  };
  std::ranges::stable_sort(all, std::ranges::greater{}, [&](const subject_curves* each) {
    return std::pair{each->id == main, asks(*each)};
  });
  return all;
}

/// The picture whole.
std::string finished(canvas& on, std::string words) {
  markup svg;
  svg.open(
      "svg",
      {
          {"class", "chart " + std::string{on.shape.name}},
          {"viewBox", fmt::format("0 0 {:.0f} {:.0f}", on.shape.width, on.y)},
          {"role", "img"},
          {"aria-label", std::move(words)},
      }
  );
  svg.raw(on.svg.take()).close();
  return svg.take();
}

}  // namespace

std::string at(double coordinate) { return fmt::format("{:.1f}", coordinate); }

double canvas::x(double second) const {
  return left + (plot_right() - left) * second / std::max(1e-9, scale.end);
}

void chart_scale::include(const execution& of) {
  end = std::max(end, seconds(of.record.course.end.time_since_epoch()));
  const run_curves curves = curves_of(of.record, wide_chart.points);
  for (const subject_curves& each : curves.subjects) {
    if (each.kind == subject_kind::load) {
      double& rate = rates[each.id];
      rate = std::max({rate, highest(each.find("offered")), highest(each.find("goodput"))});
      const auto edges = latency_map_of(of.record, each.id, wide_chart.cells).edges;
      if (!edges.empty()) include_latency(seconds(edges.front()), seconds(edges.back()));
    }
    amplification = std::max(amplification, highest(each.find("amplification")));
    queue = std::max({queue, highest(each.find("queue")), highest(each.find("depth"))});
  }
}

void chart_scale::include_latency(double low, double high) {
  quickest = quickest > 0 ? std::min(quickest, low) : low;
  slowest = std::max(slowest, high);
}

std::string chart_of(const execution& of, const chart_scale& scale, const chart_shape& shape) {
  canvas on{of, shape, scale, curves_of(of.record, shape.points)};
  draw_course(on);
  const double top = on.y;
  const auto loads = loads_by_size(on);
  const std::size_t shown = std::min(loads.size(), most_loads);
  for (std::size_t i = 0; i < shown; ++i) draw_load(on, *loads[i], i == 0);
  draw_strip(
      on,
      "amplification: attempts per request",
      lines_of(on, subject_kind::load, "amplification"),
      scale.amplification,
      plain_tick
  );
  draw_strip(
      on,
      "queue: jobs waiting",
      lines_of(on, subject_kind::daemon, "depth", lines_of(on, subject_kind::service, "queue")),
      scale.queue,
      text_of_number
  );
  draw_lanes(on);
  for (std::size_t i = 0; i < shown; ++i) draw_latency(on, *loads[i]);
  draw_columns(on, top);
  draw_time(on);
  return finished(
      on,
      fmt::format(
          "The course of {}, seed {}. {}",
          name_in_words(of),
          of.record.seed,
          description(of)
      )
  );
}

std::string chart_of_others(
    const execution& of,
    const chart_scale& scale,
    const chart_shape& shape
) {
  canvas on{of, shape, scale, curves_of(of.record, shape.points)};
  const auto loads = loads_by_size(on);
  if (loads.size() <= most_loads) return {};
  draw_course(on);
  const double top = on.y;
  for (std::size_t i = most_loads; i < loads.size(); ++i) {
    draw_load(on, *loads[i], false);
    draw_latency(on, *loads[i]);
  }
  draw_columns(on, top);
  draw_time(on);
  return finished(on, fmt::format("The other loads of {}", name_in_words(of)));
}

std::string miniature_of(const execution& of) {
  static constexpr chart_shape shape{
      .name = "miniature",
      .width = 240 + canvas::left + canvas::right,
      .points = 120
  };
  chart_scale scale;
  scale.include(of);
  canvas on{of, shape, scale, curves_of(of.record, shape.points)};
  const auto* load = on.curves.find(subject_kind::load, figures_of(of).load);
  if (load == nullptr) return {};
  const panel in{
      .top = 0,
      .height = 44,
      .values = {.top = scale.rates.at(load->id) * 1.05, .ticks = {}}
  };
  on.svg.open(
      "svg",
      {{"class", "miniature"},
       {"viewBox", fmt::format("{} 0 240 44", canvas::left)},
       {"preserveAspectRatio", "none"},
       {"aria-hidden", "true"}}
  );
  draw_bands(on, in);
  const height_of y = in.height_of_values();
  on.svg.empty(
      "path",
      {{"class", "area goodput"}, {"d", path_of(on, y, *load->find("goodput"), 44)}}
  );
  on.svg.empty("path", {{"class", "curve offered"}, {"d", path_of(on, y, *load->find("offered"))}});
  on.svg.empty("path", {{"class", "curve goodput"}, {"d", path_of(on, y, *load->find("goodput"))}});
  return on.svg.close().take();
}

}  // namespace surgeline::report
