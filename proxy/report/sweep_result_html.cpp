#include <fmt/format.h>

#include <algorithm>

#include "html_parts.hpp"
#include "surgeline/report/numbers.hpp"
#include "surgeline/report/sweep_result.hpp"
#include "sweep_page.hpp"
#include "words.hpp"

namespace surgeline::report {
namespace {

std::vector<std::string_view> heads_of(const sweep_page& on) {
  std::vector<std::string_view> heads;
  for (const scenario::axis* each : on.axes) heads.push_back(each->path);
  heads.insert(heads.end(), {"engine", ">seeds"});
  for (const std::string& each : on.of.asked.measure) heads.push_back(words_for(each));
  heads.push_back("verdicts");
  if (on.of.asked.goal) heads.push_back(">goal met");
  return heads;
}

void add_row(sweep_page& on, const sweep_row& row) {
  on.out.open("tr");
  for (const std::string& each : on.of.points[row.point].text)
    on.out.leaf("th", each, {{"scope", "row"}});
  add_cell(on.out, name_of(row.engine));
  add_cell(on.out, std::to_string(row.seeds), "number");
  for (const std::string& each : on.of.asked.measure) {
    std::string text = on.of.text(row, each);
    const auto within = row.range(each);
    if (within && row.seeds > 1) text += " " + text_of_interval(*within, text_for(each));
    add_cell(on.out, text, "unbroken");
  }
  add_cell(on.out, verdicts_in_words(row), "unbroken");
  if (on.of.asked.goal) add_cell(on.out, fmt::format("{} of {}", row.met, row.asked), "number");
  on.out.close();
}

void add_rows(sweep_page& on) {
  on.out.open("section").leaf("h2", "All points");
  open_table(on.out, "", heads_of(on));
  for (const sweep_row& row : on.of.rows) add_row(on, row);
  close_table(on.out);
  on.out.leaf(
      "p",
      "Shares of the seeds have their 95% interval (Wilson), other numbers their median and "
      "quartiles. The same for programs is in sweep.json and sweep.csv.",
      {{"class", "note"}}
  );
  on.out.close();
}

void add_borders(sweep_page& on) {
  if (on.of.borders.empty()) return;
  on.out.open("section").leaf("h2", "Where the goal holds");
  on.out.open("div", {{"class", "still"}}).open("table").open("tbody");
  for (const auto& [point, border] : on.of.borders) {
    std::string where = on.series_of(point);
    if (!on.of.points[point].text.empty())
      where += (where.empty() ? "" : " · ") + on.of.points[point].text.back();
    on.out.open("tr").leaf("th", where.empty() ? "" : where, {{"scope", "row"}});
    on.out.leaf("td", on.of.asked.vary.back().path + " " + border.text()).close();
  }
  on.out.close().close().close().close();
}

/// How much was carried out: `30 points, 150 runs in virtual time`.
std::string extent_of(const sweep_result& of) {
  std::size_t simulated = 0, live = 0;
  for (const sweep_row& each : of.rows)
    (each.engine == scenario::engine::sim ? simulated : live) += each.seeds;
  std::string text = fmt::format("{} points", of.points.size());
  if (simulated > 0) text += fmt::format(", {} runs in virtual time", simulated);
  if (live > 0) text += fmt::format(", {} on sockets", live);
  return text;
}

void add_measure(sweep_page& on, const std::string& measure) {
  on.out.open("section").leaf("h2", words_for(measure));
  if (on.has_curve()) add_curves(on, measure);
  if (on.axes.size() == 2) add_map(on, measure);
  on.out.close();
}

void add_repeating(sweep_page& on, const invocation& from) {
  open_repeating(on.out, from);
  on.out.close().close().close();
  on.out.open("pre").leaf("code", command_line("sweep", on.of.variant, {}, from)).close();
  on.out.close();
}

}  // namespace

std::string sweep_html(const sweep_result& of, const invocation& from) {
  sweep_page on(of);
  open_document(on.out, of.id + " · Surgeline sweep");
  on.out.open("header").leaf("p", "Surgeline sweep", {{"class", "brand"}});
  on.out.leaf("h1", of.title.empty() ? of.id : of.title);
  on.out.open("p", {{"class", "facts"}}).leaf("code", of.id);
  if (!of.variant.empty()) on.out.leaf("span", of.variant);
  on.out.leaf("span", extent_of(of));
  if (of.runs_missing > 0)
    on.out.leaf("span", fmt::format("stopped: {} runs are missing", of.runs_missing));
  on.out.close().close().open("main");
  if (!of.rows.empty() && !on.axes.empty()) {
    if (on.axes.size() == 2) add_verdict_map(on);
    for (const std::string& each : of.asked.measure) {
      if (on.has_curve() || on.axes.size() == 2) add_measure(on, each);
    }
  }
  add_borders(on);
  if (!of.rows.empty()) add_rows(on);
  add_repeating(on, from);
  on.out.close();
  close_document(on.out, from, "sweep.json and sweep.csv");
  return on.out.take();
}

}  // namespace surgeline::report
