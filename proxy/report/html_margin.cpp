#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "html_parts.hpp"
#include "surgeline/report/numbers.hpp"
#include "surgeline/report/statistics.hpp"

namespace surgeline::report {
namespace {

using scenario::margin_outcome;
using scenario::trial;

constexpr double left = 56, right = 14, top = 14, bottom = 40, height = 250;

/// Where values and shares stand in the picture.
struct margin_plot {
  const margin_finding& of;
  double width;

  double place(double value) const {
    return of.asked.scale == scenario::range_scale::log ? std::log(value) : value;
  }
  double x(double value) const {
    const double from = place(of.asked.low.number), to = place(of.asked.high.number);
    const double part = std::clamp((place(value) - from) / (to - from), 0.0, 1.0);
    return left + part * (width - left - right);
  }
  double y(double share) const { return top + (1 - share) * (height - top - bottom); }
};

std::string coordinate(double of) { return fmt::format("{:.1f}", of); }

void add_frame(page& on, const margin_plot& plot) {
  for (const double share : {0.0, 0.5, 1.0}) {
    const std::string y = coordinate(plot.y(share));
    on.out.empty(
        "line",
        {{"class", share == 0.5 ? "half" : "grid"},
         {"x1", coordinate(left)},
         {"x2", coordinate(plot.width - right)},
         {"y1", y},
         {"y2", y}}
    );
    on.out.leaf(
        "text",
        fmt::format("{:.0f}%", share * 100),
        {{"x", coordinate(left - 8)}, {"y", coordinate(plot.y(share) + 4)}, {"text-anchor", "end"}}
    );
  }
  // As many values on the axis as have room.
  double free_from = 0;
  for (const trial& each : plot.of.found.trials) {
    const std::string text = plot.of.text(each.at);
    const double x = plot.x(each.at), room = static_cast<double>(text.size()) * 7.5;
    if (x - room / 2 < free_from) continue;
    free_from = x + room / 2 + 8;
    on.out.leaf(
        "text",
        text,
        {{"x", coordinate(x)}, {"y", coordinate(height - bottom + 18)}, {"text-anchor", "middle"}}
    );
  }
}

void add_margin_band(page& on, const margin_plot& plot) {
  if (plot.of.found.outcome != margin_outcome::found) return;
  const double from = plot.x(plot.of.found.low), to = plot.x(plot.of.found.high);
  on.out.empty(
      "rect",
      {{"class", "margin-band"},
       {"x", coordinate(from)},
       {"y", coordinate(top)},
       {"width", coordinate(std::max(1.0, to - from))},
       {"height", coordinate(height - top - bottom)}}
  );
  const std::string x = coordinate(plot.x(plot.of.found.at));
  on.out.empty(
      "line",
      {{"class", "margin-line"},
       {"x1", x},
       {"x2", x},
       {"y1", coordinate(top)},
       {"y2", coordinate(height - bottom)}}
  );
}

void add_points(page& on, const margin_plot& plot) {
  for (const trial& each : plot.of.found.trials) {
    if (each.spoke() == 0) continue;
    const interval within = wilson(each.tipped, each.spoke());
    const std::string x = coordinate(plot.x(each.at));
    const std::string look = each.tips() ? "tips" : "holds";
    on.out.empty(
        "line",
        {{"class", "spread " + look},
         {"x1", x},
         {"x2", x},
         {"y1", coordinate(plot.y(within.low))},
         {"y2", coordinate(plot.y(within.high))}}
    );
    const double share = static_cast<double>(each.tipped) / each.spoke();
    on.out.open(
        "circle",
        {{"class", "point " + look}, {"cx", x}, {"cy", coordinate(plot.y(share))}, {"r", "4.5"}}
    );
    on.out.leaf("title", point_line(plot.of, each)).close();
  }
}

void add_table(page& on, const margin_finding& of) {
  on.out.open("details").leaf("summary", fmt::format("All {} points", of.found.trials.size()));
  on.out.open("div", {{"class", "scroll"}}).open("table").open("thead").open("tr");
  for (const char* head : {"value", "tipped", "of", "P(tip), 95% interval", "inconclusive"})
    on.out.leaf("th", head, {{"scope", "col"}, {"class", "number"}});
  on.out.close().close().open("tbody");
  for (const trial& each : of.found.trials) {
    on.out.open("tr");
    const auto cell = [&](const std::string& text) {
      on.out.leaf("td", text, {{"class", "number"}});
    };
    cell(of.text(each.at));
    cell(std::to_string(each.tipped));
    cell(std::to_string(each.spoke()));
    cell(text_of_interval(wilson(each.tipped, each.spoke()), text_of_share));
    cell(std::to_string(each.silent));
    on.out.close();
  }
  on.out.close().close().close().close();
}

}  // namespace

void add_margin(page& on, const margin_finding& of) {
  on.out.open("section", {{"class", "margin"}});
  on.out.leaf("h2", of.variant.empty() ? "Surge margin" : "Surge margin of " + of.variant);
  on.out.leaf("p", headline(of), {{"class", "headline"}});
  const margin_plot plot{of, 960};
  on.out.open("figure");
  on.out.open("figcaption").leaf("h3", "How often it tips");
  on.out.leaf(
      "span",
      fmt::format(
          "{} runs {}; bars are 95% intervals, the band is that of the margin",
          of.runs(),
          of.engine == scenario::engine::sim ? "in virtual time" : "on sockets"
      ),
      {{"class", "facts"}}
  );
  on.out.close();
  on.out.open(
      "svg",
      {{"class", "tipping"},
       {"viewBox", fmt::format("0 0 {:.0f} {:.0f}", plot.width, height)},
       {"role", "img"},
       {"aria-label", "Share of runs that tip over the value of " + of.asked.path}}
  );
  add_margin_band(on, plot);
  add_frame(on, plot);
  add_points(on, plot);
  on.out.leaf(
      "text",
      of.asked.path,
      {{"x", coordinate(left)}, {"y", coordinate(height - 4)}, {"class", "axis"}}
  );
  on.out.close().close();
  add_table(on, of);
  on.out.close();
}

}  // namespace surgeline::report
