#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "chart.hpp"

namespace surgeline::report {
namespace {

using measure::subject_kind;

constexpr double lane_height = 8, name_height = 13, lane_gap = 3;
constexpr std::size_t lane_shades = 5;

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
  bool is_observed = false;  ///< of clients, from the wire

  bool is_empty() const {
    for (std::size_t i = 0; i < values->values.size(); ++i) {
      if (shade(i) > 0) return false;
    }
    return true;
  }
  /// 0 for nothing, else which fifth it is in.
  std::size_t shade(std::size_t step) const {
    if (!values->values[step]) return 0;
    const double value = kind->is_left_over ? 1 - *values->values[step] : *values->values[step];
    if (value < 0.005) return 0;
    return std::clamp<std::size_t>(
        static_cast<std::size_t>(std::ceil(value * lane_shades)),
        1,
        lane_shades
    );
  }
};

/// `careful: breakers not closed`; of clients as they are seen, `web → shop: breaker not closed, as the wire shows`.
std::string name_of_lane(const subject_curves& of, const lane_kind& kind) {
  if (!of.is_observed) return fmt::format("{}: {}", of.id, kind.words);
  const auto slash = of.id.find('/');
  return fmt::format(
      "{} → {}: breaker not closed, as the wire shows",
      of.id.substr(slash + 1),
      of.id.substr(0, slash)
  );
}

/// Those with something in them first: where there are too many, they are what is looked for. Clients that were quiet have no
/// lane: they are counted.
std::vector<lane> lanes_of(const canvas& on, std::size_t& quiet) {
  std::vector<lane> all;
  for (const subject_curves& each : on.curves.subjects) {
    for (const lane_kind& kind : lane_kinds) {
      const curve* values = each.kind == kind.of ? each.find(kind.curve) : nullptr;
      const bool is = values != nullptr && std::ranges::any_of(values->values, [](const auto& v) {
                        return v.has_value();
                      });
      if (is) all.push_back({name_of_lane(each, kind), &kind, values, each.is_observed});
    }
  }
  quiet = std::erase_if(all, [](const lane& each) { return each.is_observed && each.is_empty(); });
  if (all.size() > most_lanes)
    std::ranges::stable_partition(all, [](const lane& each) { return !each.is_empty(); });
  return all;
}

void draw_name(canvas& on, const std::string& name) {
  on.svg.leaf(
      "text",
      name,
      {{"class", "lane-name"}, {"x", at(canvas::left)}, {"y", at(on.y + name_height - 3)}}
  );
  on.y += name_height;
}

void draw_lane(canvas& on, const lane& of) {
  draw_name(on, of.name);
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
  on.y += lane_height + lane_gap;
}

/// `policies, clients and daemons`, as far as there are any.
std::string title_of_lanes(const std::vector<lane>& all) {
  std::vector<std::string_view> kinds;
  const auto add = [&](subject_kind kind, bool is_observed, std::string_view words) {
    const auto is_one = [&](const lane& each) {
      return each.kind->of == kind && each.is_observed == is_observed;
    };
    if (std::ranges::any_of(all, is_one)) kinds.push_back(words);
  };
  add(subject_kind::policy, false, "policies");
  add(subject_kind::policy, true, "clients");
  add(subject_kind::daemon, false, "daemons");
  std::string title;
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    if (i > 0) title += i + 1 == kinds.size() ? " and " : ", ";
    title += kinds[i];
  }
  return title;
}

}  // namespace

void draw_lanes(canvas& on) {
  std::size_t quiet = 0;
  const std::vector<lane> all = lanes_of(on, quiet);
  if (all.empty()) return;
  const std::size_t shown = std::min(all.size(), most_lanes);
  std::string title = title_of_lanes(all);
  if (shown < all.size()) title += fmt::format(", {} of {} lanes", shown, all.size());
  draw_title(on, title + ": stronger is more");
  for (std::size_t i = 0; i < shown; ++i) draw_lane(on, all[i]);
  if (quiet > 0)
    draw_name(on, fmt::format("{} more client{}, all quiet", quiet, quiet == 1 ? "" : "s"));
  on.y += 8;
}

}  // namespace surgeline::report
