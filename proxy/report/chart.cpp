#include "chart.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "surgeline/report/figures.hpp"
#include "surgeline/report/numbers.hpp"
#include "words.hpp"

namespace surgeline::report {
namespace {

using measure::subject_kind;

/// One line of a panel.
struct line {
  std::string label;
  const curve* values = nullptr;
  std::string look;  ///< CSS class
};

double highest(const curve* of) {
  double top = 0;
  if (of == nullptr) return top;
  for (const auto& each : of->values) top = std::max(top, each.value_or(0));
  return top;
}

/// The line as path commands; a new one begins after every gap. With `base`, closed along that height.
std::string path_of(
    const canvas& on,
    const panel& in,
    const curve& of,
    std::optional<double> base
) {
  std::string path;
  bool drawing = false;
  double last = 0;
  const auto lift = [&] {
    if (drawing && base) path += fmt::format("L{} {}Z", at(last), at(*base));
    drawing = false;
  };
  for (std::size_t i = 0; i < of.values.size(); ++i) {
    if (!of.values[i]) {
      lift();
      continue;
    }
    last = on.x(seconds(on.curves.step) * (static_cast<double>(i) + 0.5));
    if (!drawing && base)
      path += fmt::format("M{} {}L", at(last), at(*base));
    else
      path += drawing ? "L" : "M";
    path += fmt::format("{} {}", at(last), at(in.y(std::min(*of.values[i], in.values.top))));
    drawing = true;
  }
  lift();
  return path;
}

void draw_axis(canvas& on, const panel& in, number_text text) {
  for (const double tick : in.values.ticks) {
    const std::string y = at(in.y(tick));
    on.svg.empty(
        "line",
        {{"class", "grid"},
         {"x1", at(canvas::left)},
         {"x2", at(on.plot_right())},
         {"y1", y},
         {"y2", y}}
    );
    on.svg.leaf(
        "text",
        text(tick),
        {{"class", "tick"},
         {"x", at(canvas::left - 6)},
         {"y", at(in.y(tick) + 4)},
         {"text-anchor", "end"}}
    );
  }
}

/// The title of a panel; where it has several lines, their names in their looks.
void draw_title(canvas& on, std::string_view title, const std::vector<line>& lines) {
  on.svg.open(
            "text",
            {{"class", "panel"}, {"x", at(canvas::left)}, {"y", at(on.y + 12)}}
  ).text(title);
  if (lines.size() > 1) {
    for (const line& each : lines)
      on.svg.text("  ").leaf("tspan", each.label, {{"class", "name " + each.look}});
  }
  on.svg.close();
  on.y += 18;
}

/// A tick without its unit, which the title of its panel names.
std::string plain_tick(double value) { return fmt::format("{:.6g}", value); }

std::string latency_tick(double value) {
  if (value == 0) return "0";
  return value < 1 ? fmt::format("{:.6g} ms", value * 1e3) : fmt::format("{:.6g} s", value);
}

/// A panel of thin lines below the main one.
void draw_strip(
    canvas& on,
    std::string_view title,
    const std::vector<line>& lines,
    double top,
    number_text text
) {
  if (lines.empty()) return;
  draw_title(on, title, lines);
  const panel in{.top = on.y, .height = on.shape.strip_height, .values = axis_for(top, 3)};
  draw_bands(on, in);
  draw_axis(on, in, text);
  for (const line& each : lines) {
    on.svg.empty(
        "path",
        {{"class", "curve " + each.look}, {"d", path_of(on, in, *each.values, {})}}
    );
  }
  on.y += in.height + 8;
}

void draw_load(canvas& on, const subject_curves& of, bool main) {
  draw_title(on, of.id + ": requests per second", {});
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
  on.svg.empty("path", {{"class", "area goodput"}, {"d", path_of(on, in, goodput, in.y(0))}});
  on.svg.empty("path", {{"class", "curve offered"}, {"d", path_of(on, in, offered, {})}});
  on.svg.empty("path", {{"class", "curve goodput"}, {"d", path_of(on, in, goodput, {})}});
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
    if (values != nullptr) all.push_back({each.id, values, fmt::format("look-{}", all.size() % 4)});
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
    }
    amplification = std::max(amplification, highest(each.find("amplification")));
    queue = std::max({queue, highest(each.find("queue")), highest(each.find("depth"))});
    latency = std::max(latency, highest(each.find("latency.p99")));
  }
}

std::string chart_of(const execution& of, const chart_scale& scale, const chart_shape& shape) {
  canvas on{of, shape, scale, curves_of(of.record, shape.points)};
  draw_course(on);
  const double top = on.y;
  const std::string main = figures_of(of).load;
  if (const auto* first = on.curves.find(subject_kind::load, main)) draw_load(on, *first, true);
  for (const subject_curves& each : on.curves.subjects) {
    if (each.kind == subject_kind::load && each.id != main) draw_load(on, each, false);
  }
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
  draw_strip(
      on,
      "latency of answers, 99th percentile",
      lines_of(on, subject_kind::load, "latency.p99"),
      scale.latency,
      latency_tick
  );
  draw_columns(on, top);
  draw_time(on);
  markup svg;
  svg.open(
      "svg",
      {
          {"class", "chart " + std::string{shape.name}},
          {"viewBox", fmt::format("0 0 {:.0f} {:.0f}", shape.width, on.y)},
          {"role", "img"},
          {"aria-label",
           fmt::format(
               "The course of {}, seed {}. {}",
               name_in_words(of),
               of.record.seed,
               description(of)
           )},
      }
  );
  svg.raw(on.svg.take()).close();
  return svg.take();
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
  on.svg.empty(
      "path",
      {{"class", "area goodput"}, {"d", path_of(on, in, *load->find("goodput"), 44)}}
  );
  on.svg.empty(
      "path",
      {{"class", "curve offered"}, {"d", path_of(on, in, *load->find("offered"), {})}}
  );
  on.svg.empty(
      "path",
      {{"class", "curve goodput"}, {"d", path_of(on, in, *load->find("goodput"), {})}}
  );
  return on.svg.close().take();
}

}  // namespace surgeline::report
