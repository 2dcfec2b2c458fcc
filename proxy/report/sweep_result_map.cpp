#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <limits>

#include "html_parts.hpp"
#include "surgeline/report/numbers.hpp"
#include "surgeline/scenario/figure_word.hpp"
#include "sweep_page.hpp"
#include "words.hpp"

namespace surgeline::report {
namespace {

constexpr std::size_t shades = 5;

/// The values of the two axes, in order.
struct two_axes {
  std::vector<std::string> down, across;

  explicit two_axes(const sweep_page& on) {
    const auto add = [](std::vector<std::string>& to, const std::string& value) {
      if (std::ranges::find(to, value) == to.end()) to.push_back(value);
    };
    for (const scenario::grid_point& each : on.of.points)
      add(down, each.text[0]), add(across, each.text[1]);
  }
};

/// The row of two values on the engine that all points are on; null where it has not been carried out.
const sweep_row* row_at(const sweep_page& on, const std::string& down, const std::string& across) {
  const auto here = std::ranges::find_if(on.of.rows, [&](const sweep_row& each) {
    const auto& text = on.of.points[each.point].text;
    return each.engine == on.of.rows.front().engine && text[0] == down && text[1] == across;
  });
  return here == on.of.rows.end() ? nullptr : &*here;
}

void add_heads(sweep_page& on, const two_axes& of) {
  on.out.open("thead").open("tr");
  on.out.leaf("th", on.axes[0]->path, {{"scope", "col"}, {"rowspan", "2"}, {"class", "corner"}});
  on.out.leaf(
      "th",
      on.axes[1]->path,
      {{"scope", "colgroup"}, {"colspan", std::to_string(of.across.size())}, {"class", "over"}}
  );
  on.out.close().open("tr");
  for (const std::string& each : of.across)
    on.out.leaf("th", each, {{"scope", "col"}, {"class", "number"}});
  on.out.close().close();
}

/// A map with a cell for each pair of values, made by `cell`.
void add_cells(
    sweep_page& on,
    const std::string& caption,
    const std::function<void(const sweep_row*)>& cell
) {
  const two_axes of(on);
  open_scroll(on.out, caption);
  on.out.open("table", {{"class", "heat"}}).leaf("caption", caption);
  add_heads(on, of);
  on.out.open("tbody");
  for (const std::string& down : of.down) {
    on.out.open("tr").leaf("th", down, {{"scope", "row"}});
    for (const std::string& across : of.across) cell(row_at(on, down, across));
    on.out.close();
  }
  on.out.close().close().close();
}

/// The ends of the shades: of shares all there can be, of others what there is.
interval ends_of(const sweep_page& on, const std::string& measure) {
  if (scenario::dimension_of(measure) == std::optional{measure::dimension::share}) return {0, 1};
  interval ends{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
  for (const sweep_row& each : on.of.rows) {
    const auto value = on.of.value(each, measure);
    if (!value) continue;
    ends.low = std::min(ends.low, *value), ends.high = std::max(ends.high, *value);
  }
  return ends;
}

std::size_t shade_of(double value, const interval& ends) {
  if (!(ends.high > ends.low)) return 1;
  const double part = std::clamp((value - ends.low) / (ends.high - ends.low), 0.0, 1.0);
  return std::min(shades, 1 + static_cast<std::size_t>(part * shades));
}

}  // namespace

void add_map(sweep_page& on, const std::string& measure) {
  const interval ends = ends_of(on, measure);
  const std::string caption = fmt::format("{}: stronger is more", words_for(measure));
  add_cells(on, caption, [&](const sweep_row* row) {
    const auto value = row != nullptr ? on.of.value(*row, measure) : std::nullopt;
    const std::string look =
        value ? fmt::format("number shade-{}", shade_of(*value, ends)) : "number nothing";
    add_cell(on.out, row != nullptr ? on.of.text(*row, measure) : "", look);
  });
}

void add_verdict_map(sweep_page& on) {
  on.out.open("section").leaf("h2", "Verdicts");
  add_cells(on, "What most seeds came to", [&](const sweep_row* row) {
    if (row == nullptr || row->verdicts.empty()) return add_cell(on.out, "", "nothing");
    const auto most =
        std::ranges::max_element(row->verdicts, {}, [](const auto& each) { return each.second; });
    const std::string kind{config::name_of(most->first)};
    on.out.open("td", {{"class", "verdict " + kind}}).text(kind);
    if (most->second < row->seeds)
      on.out.leaf("small", fmt::format("{} of {}", most->second, row->seeds));
    on.out.close();
  });
  on.out.close();
}

}  // namespace surgeline::report
