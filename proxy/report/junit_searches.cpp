#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "junit_suite.hpp"
#include "surgeline/report/junit.hpp"
#include "words.hpp"

/// What was looked for over several points, for CI servers.
namespace surgeline::report {
namespace {

using scenario::margin_outcome;
using scenario::verdict_kind;
using std::chrono::system_clock;

test_case case_of(const margin_finding& of) {
  test_case made{.name = "surge margin of " + of.asked.path, .text = headline(of)};
  if (!of.variant.empty()) made.name = of.variant + ": " + made.name;
  const bool is_silent = of.found.outcome == margin_outcome::says_nothing;
  if (!is_silent && of.found.outcome != margin_outcome::searching) return made;
  made.result = case_result::unproven;
  made.code = is_silent ? "inconclusive" : "unfinished";
  return made;
}

/// What a point sets: `load.users.policy=naive, service.db.replicas=2`.
std::string name_of_point(const sweep_result& of, std::size_t point) {
  std::string name;
  std::size_t i = 0;
  for (const scenario::axis& each : of.asked.vary) {
    if (scenario::is_searched(each)) continue;
    name += fmt::format("{}{}={}", i == 0 ? "" : ", ", each.path, of.points[point].text[i]);
    ++i;
  }
  return name.empty() ? "everywhere" : name;
}

/// What was measured at a point, in a line.
std::string text_of_row(const sweep_result& of, const sweep_row& row) {
  std::string text;
  for (const auto& [kind, count] : row.verdicts)
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", config::name_of(kind), count);
  for (const std::string& each : of.asked.measure)
    text += fmt::format("; {} {}", words_for(each), of.text(row, each));
  if (of.asked.goal) text += fmt::format("; {} of {} seeds meet the goal", row.met, row.asked);
  return text;
}

bool says_nothing(const sweep_row& of) {
  return of.count(verdict_kind::inconclusive) + of.count(verdict_kind::aborted) == of.seeds;
}

test_case case_of(const sweep_result& of, const sweep_row& row) {
  test_case made{.name = name_of_point(of, row.point), .text = text_of_row(of, row)};
  if (says_nothing(row)) {
    made.result = case_result::unproven;
    made.code = "inconclusive";
  } else if (of.asked.goal && 2 * row.met < row.asked) {
    made.result = case_result::failed;
    made.code = "goal";
  } else if (of.asked.goal && row.asked == 0) {
    made.result = case_result::unproven;
    made.code = "missing";
  }
  return made;
}

/// Where the goal of a sweep ceases to hold.
test_case case_of(const sweep_result& of, std::size_t point, const sweep_border& border) {
  test_case made{.name = name_of_point(of, point)};
  made.text = fmt::format("the goal holds with {} {}", of.asked.vary.back().path, border.text());
  const margin_outcome outcome = border.finding.found.outcome;
  if (outcome == margin_outcome::says_nothing || outcome == margin_outcome::searching) {
    made.result = case_result::unproven;
    made.code = "inconclusive";
    made.text = "where the goal holds is not known";
  } else if (border.text() == "nowhere") {
    made.result = case_result::failed;
    made.code = "goal";
  }
  return made;
}

test_case missing_case(const sweep_result& of, std::size_t point) {
  return {
      .name = name_of_point(of, point),
      .result = case_result::unproven,
      .code = "unfinished",
      .text = "it was not carried out"
  };
}

test_suite suite_of(const sweep_result& of, scenario::engine on, system_clock::time_point now) {
  const std::string engine{name_of(on)};
  return {
      .name = dotted({of.id, of.variant, "sweep", engine}),
      .when = now,
      .properties = {{"scenario", of.id}, {"variant", of.variant}, {"engine", engine}}
  };
}

/// A file may name a value twice; readers want each case to have its own name.
void number_namesakes(test_suite& in) {
  std::set<std::string> seen;
  for (test_case& each : in.cases) {
    const std::string name = each.name;
    for (int i = 2; !seen.insert(each.name).second; ++i)
      each.name = fmt::format("{} ({})", name, i);
  }
}

/// The points on one engine; those that are missing only where all of them were wanted.
test_suite points_on(const sweep_result& of, scenario::engine on, system_clock::time_point now) {
  test_suite made = suite_of(of, on, now);
  for (std::size_t point = 0; point < of.points.size(); ++point) {
    const auto row = std::ranges::find_if(of.rows, [&](const sweep_row& each) {
      return each.point == point && each.engine == on;
    });
    const auto border = of.borders.find(point);
    if (row != of.rows.end())
      made.cases.push_back(case_of(of, *row));
    else if (border != of.borders.end() && on == of.asked.engine)
      made.cases.push_back(case_of(of, point, border->second));
    else if (on == of.asked.engine)
      made.cases.push_back(missing_case(of, point));
  }
  if (of.runs_missing > 0 && on == of.asked.engine)
    made.cases.push_back(
        {.name = "every run was carried out",
         .result = case_result::unproven,
         .code = "unfinished",
         .text = fmt::format("stopped: {} runs are missing", of.runs_missing)}
    );
  number_namesakes(made);
  return made;
}

}  // namespace

std::string junit_of_margins(
    const std::vector<margin_finding>& all,
    const std::string& scenario,
    system_clock::time_point now
) {
  std::vector<test_suite> suites;
  for (const margin_finding& each : all) {
    const std::string engine{name_of(each.engine)};
    const std::string name = dotted({scenario, "margin", engine});
    if (suites.empty())
      suites.push_back(
          {.name = name, .when = now, .properties = {{"scenario", scenario}, {"engine", engine}}}
      );
    suites.front().cases.push_back(case_of(each));
  }
  return xml_of(suites);
}

std::string junit_of_sweep(const sweep_result& of, system_clock::time_point now) {
  std::vector<test_suite> suites{points_on(of, of.asked.engine, now)};
  const auto other =
      of.asked.engine == scenario::engine::sim ? scenario::engine::run : scenario::engine::sim;
  const bool has_others = std::ranges::count(of.rows, other, &sweep_row::engine) > 0;
  if (has_others) suites.push_back(points_on(of, other, now));
  return xml_of(suites);
}

}  // namespace surgeline::report
