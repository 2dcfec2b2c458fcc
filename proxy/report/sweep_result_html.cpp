#include <fmt/format.h>

#include <algorithm>

#include "html_parts.hpp"
#include "surgeline/report/numbers.hpp"
#include "surgeline/report/sweep_result.hpp"
#include "sweep_page.hpp"
#include "words.hpp"

namespace surgeline::report {
namespace {

/// Two keys: one down, one across, the cells shaded by the value.
void add_heat_map(sweep_page& on, const std::string& measure) {
  const double most = std::max(highest(on.of, measure), 1e-9);
  std::vector<std::string> down, across;
  for (const scenario::grid_point& each : on.of.points) {
    if (std::ranges::find(down, each.text[0]) == down.end()) down.push_back(each.text[0]);
    if (std::ranges::find(across, each.text[1]) == across.end()) across.push_back(each.text[1]);
  }
  on.out.open("div", {{"class", "scroll"}}).open("table", {{"class", "heat"}});
  on.out.leaf(
      "caption",
      fmt::format("{}: {} down, {} across", words_for(measure), on.axes[0]->path, on.axes[1]->path)
  );
  on.out.open("thead").open("tr").leaf("th", "");
  for (const std::string& each : across)
    on.out.leaf("th", each, {{"scope", "col"}, {"class", "number"}});
  on.out.close().close().open("tbody");
  for (const std::string& y : down) {
    on.out.open("tr").leaf("th", y, {{"scope", "row"}});
    for (const std::string& x : across) {
      const auto here = std::ranges::find_if(on.of.rows, [&](const sweep_row& each) {
        const auto& text = on.of.points[each.point].text;
        return each.engine == on.of.rows.front().engine && text[0] == y && text[1] == x;
      });
      const bool is = here != on.of.rows.end();
      const double part =
          is ? std::clamp(on.of.value(*here, measure).value_or(0) / most, 0.0, 1.0) : 0;
      const std::string shade = fmt::format(
          "background: color-mix(in srgb, var(--goodput) {:.0f}%, var(--sheet))",
          part * 55
      );
      on.out.leaf(
          "td",
          is ? on.of.text(*here, measure) : "",
          {{"class", "number"}, {"style", shade}}
      );
    }
    on.out.close();
  }
  on.out.close().close().close();
}

std::string verdicts_of(const sweep_row& of) {
  std::string text;
  for (const auto& [kind, count] : of.verdicts)
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", config::name_of(kind), count);
  return text;
}

void add_rows(sweep_page& on) {
  on.out.leaf("h2", "All points");
  on.out.open("div", {{"class", "scroll"}}).open("table").open("thead").open("tr");
  for (const scenario::axis* each : on.axes) on.out.leaf("th", each->path, {{"scope", "col"}});
  for (const char* each : {"engine", "seeds"}) on.out.leaf("th", each, {{"scope", "col"}});
  for (const std::string& each : on.of.asked.measure)
    on.out.leaf("th", words_for(each), {{"scope", "col"}, {"class", "number"}});
  on.out.leaf("th", "verdicts", {{"scope", "col"}});
  if (on.of.asked.goal) on.out.leaf("th", "goal met", {{"scope", "col"}, {"class", "number"}});
  on.out.close().close().open("tbody");
  for (const sweep_row& row : on.of.rows) {
    on.out.open("tr");
    for (const std::string& each : on.of.points[row.point].text) on.out.leaf("td", each);
    on.out.leaf("td", name_of(row.engine)).leaf("td", std::to_string(row.seeds));
    for (const std::string& each : on.of.asked.measure) {
      std::string text = on.of.text(row, each);
      const auto within = row.range(each);
      if (within && row.seeds > 1) text += " " + text_of_interval(*within, text_for(each));
      on.out.leaf("td", text, {{"class", "number"}});
    }
    on.out.leaf("td", verdicts_of(row));
    if (on.of.asked.goal)
      on.out.leaf("td", fmt::format("{} of {}", row.met, row.asked), {{"class", "number"}});
    on.out.close();
  }
  on.out.close().close().close();
  on.out.leaf(
      "p",
      "Shares of the seeds have their 95% interval (Wilson), other numbers their median and "
      "quartiles. The same for programs is in sweep.json and sweep.csv.",
      {{"class", "note"}}
  );
}

void add_borders(sweep_page& on) {
  if (on.of.borders.empty()) return;
  on.out.leaf("h2", "Where the goal holds");
  on.out.open("div", {{"class", "scroll"}}).open("table").open("tbody");
  for (const auto& [point, border] : on.of.borders) {
    std::string where = on.series_of(point);
    if (!on.of.points[point].text.empty())
      where += (where.empty() ? "" : " · ") + on.of.points[point].text.back();
    on.out.open("tr").leaf("th", where.empty() ? "" : where, {{"scope", "row"}});
    on.out.leaf("td", on.of.asked.vary.back().path + " " + border.text()).close();
  }
  on.out.close().close().close();
}

}  // namespace

std::string sweep_html(const sweep_result& of, const invocation& from) {
  sweep_page on(of);
  on.out.raw("<!doctype html>\n").open("html", {{"lang", "en"}}).open("head");
  on.out.raw(
      "<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, "
      "initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n"
  );
  on.out.leaf("title", of.id + " · Surgeline sweep");
  on.out.open("style").raw(page_style()).close().close().open("body").open("main");
  on.out.open("header").leaf("p", "Surgeline sweep", {{"class", "brand"}});
  on.out.leaf("h1", of.title.empty() ? of.id : of.title);
  on.out.open("p", {{"class", "facts"}}).leaf("code", of.id);
  if (!of.variant.empty()) on.out.leaf("span", of.variant);
  if (of.runs_missing > 0)
    on.out.leaf("span", fmt::format("stopped: {} runs are missing", of.runs_missing));
  on.out.close().close();
  if (!of.rows.empty() && !on.axes.empty()) {
    for (const std::string& each : of.asked.measure) {
      if (on.has_curve()) add_curves(on, each);
      if (on.axes.size() == 2) add_heat_map(on, each);
    }
    add_rows(on);
  }
  add_borders(on);
  const std::string made_by = from.version.empty() ? "Surgeline" : "Surgeline " + from.version;
  on.out.leaf("footer", made_by + ".").close().close().close();
  return on.out.take();
}

}  // namespace surgeline::report
