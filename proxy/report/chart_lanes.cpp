#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "chart.hpp"

namespace surgeline::report {
namespace {

using measure::subject_kind;

constexpr double lane_height = 8, name_height = 13, gap = 3;
constexpr std::size_t shades = 5;

/// More would be a wall; the rest is in `report.json`.
constexpr std::size_t most_lanes = 12;

/// What a lane shows of whom.
struct lane_kind {
  subject_kind of;
  std::string_view curve, words, look;
  bool is_left_over = false;  ///< the curve says what is left
};

constexpr std::array lane_kinds{
    lane_kind{subject_kind::policy, "open_share", "breakers not closed", "open"},
    lane_kind{subject_kind::policy, "budget", "budget spent", "spent", true},
    lane_kind{subject_kind::daemon, "stalled_share", "stalled", "stalled"},
};

/// One of them.
struct lane {
  std::string name;
  const lane_kind* kind = nullptr;
  const curve* values = nullptr;

  /// 0 for nothing, else which fifth it is in.
  std::size_t shade(std::size_t step) const {
    if (!values->values[step]) return 0;
    const double value = kind->is_left_over ? 1 - *values->values[step] : *values->values[step];
    if (value < 0.005) return 0;
    return std::clamp<std::size_t>(static_cast<std::size_t>(std::ceil(value * shades)), 1, shades);
  }
};

std::vector<lane> lanes_of(const canvas& on) {
  std::vector<lane> all;
  for (const subject_curves& each : on.curves.subjects) {
    for (const lane_kind& kind : lane_kinds) {
      const curve* values = each.kind == kind.of ? each.find(kind.curve) : nullptr;
      const bool is = values != nullptr && std::ranges::any_of(values->values, [](const auto& v) {
                        return v.has_value();
                      });
      if (is) all.push_back({fmt::format("{}: {}", each.id, kind.words), &kind, values});
    }
  }
  return all;
}

void draw_lane(canvas& on, const lane& of) {
  on.svg.leaf(
      "text",
      of.name,
      {{"class", "lane-name"}, {"x", at(canvas::left)}, {"y", at(on.y + name_height - 3)}}
  );
  on.y += name_height;
  const auto rectangle = [&](std::string look, double from, double to) {
    on.svg.empty(
        "rect",
        {{"class", std::move(look)},
         {"x", at(from)},
         {"y", at(on.y)},
         {"width", at(to - from)},
         {"height", at(lane_height)}}
    );
  };
  rectangle("lane", canvas::left, on.plot_right());
  const std::size_t steps = of.values->values.size();
  const double step = seconds(on.curves.step);
  for (std::size_t from = 0; from < steps;) {
    const std::size_t shade = of.shade(from);
    std::size_t to = from + 1;
    while (to < steps && of.shade(to) == shade) ++to;
    const double end = std::min(on.x(step * static_cast<double>(to)), on.plot_right());
    if (shade > 0)
      rectangle(
          fmt::format("share {} s{}", of.kind->look, shade),
          on.x(step * static_cast<double>(from)),
          end
      );
    from = to;
  }
  on.y += lane_height + gap;
}

}  // namespace

void draw_lanes(canvas& on) {
  const std::vector<lane> all = lanes_of(on);
  if (all.empty()) return;
  const std::size_t shown = std::min(all.size(), most_lanes);
  const auto is_there = [&](subject_kind kind) {
    return std::ranges::any_of(all, [&](const lane& each) { return each.kind->of == kind; });
  };
  std::string title = is_there(subject_kind::policy) ? "policies" : "";
  if (is_there(subject_kind::daemon)) title += title.empty() ? "daemons" : " and daemons";
  if (shown < all.size()) title += fmt::format(", {} of {} lanes", shown, all.size());
  draw_title(on, title + ": stronger is more");
  for (std::size_t i = 0; i < shown; ++i) draw_lane(on, all[i]);
  on.y += 8;
}

}  // namespace surgeline::report
