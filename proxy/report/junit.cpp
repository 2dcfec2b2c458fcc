#include "surgeline/report/junit.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "junit_cases.hpp"
#include "markup.hpp"
#include "surgeline/core/utc.hpp"
#include "surgeline/report/acceptance.hpp"
#include "surgeline/report/accord.hpp"
#include "surgeline/report/summary.hpp"
#include "surgeline/report/text.hpp"
#include "words.hpp"

namespace surgeline::report {
namespace {

using std::chrono::system_clock;

/// A suite before it is written.
struct suite {
  std::string name;
  system_clock::time_point when;
  double seconds = 0;
  std::vector<std::pair<std::string, std::string>> properties{};
  std::vector<test_case> cases{};

  std::size_t count(case_result what) const {
    return static_cast<std::size_t>(std::ranges::count(cases, what, &test_case::result));
  }
};

std::string head_of(const std::string& text) { return text.substr(0, text.find('\n')); }

std::string time_text(double seconds) { return fmt::format("{:.3f}", seconds); }

/// `2026-11-27T08:55:51`: JUnit's times are UTC and do not say so.
std::string moment_text(system_clock::time_point when) {
  std::string text = utc_seconds(when);
  text.pop_back();
  return text;
}

void add_outcome(markup& to, const test_case& of) {
  const char* const tag = of.result == case_result::failed ? "failure" : "error";
  if (of.result == case_result::skipped)
    to.empty("skipped", {{"message", head_of(of.text)}});
  else
    to.leaf(tag, of.text, {{"message", head_of(of.text)}, {"type", of.code}});
}

/// What is to be said of cases that have nothing to complain of; elements of JUnit have no place for it but this.
std::string said_by(const suite& of) {
  std::string all;
  for (const test_case& each : of.cases) {
    if (each.result == case_result::passed && !each.text.empty())
      all += fmt::format("{}: {}\n", each.name, each.text);
  }
  return all;
}

void add_suite(markup& to, const suite& of, std::size_t id) {
  to.open(
      "testsuite",
      {{"name", of.name},
       {"package", "surgeline"},
       {"id", std::to_string(id)},
       {"timestamp", moment_text(of.when)},
       {"hostname", "localhost"},
       {"tests", std::to_string(of.cases.size())},
       {"failures", std::to_string(of.count(case_result::failed))},
       {"errors", std::to_string(of.count(case_result::unproven))},
       {"skipped", std::to_string(of.count(case_result::skipped))},
       {"time", time_text(of.seconds)}}
  );
  to.raw("\n").open("properties").raw("\n");
  for (const auto& [name, value] : of.properties)
    to.empty("property", {{"name", name}, {"value", value}});
  to.close();
  for (const test_case& each : of.cases) {
    // The time of a run is its verdict's: the others came of it.
    const double time = &each == &of.cases.front() ? of.seconds : 0;
    to.open("testcase", {{"name", each.name}, {"classname", of.name}, {"time", time_text(time)}});
    if (each.result != case_result::passed) add_outcome(to, each);
    to.close();
  }
  to.leaf("system-out", said_by(of)).leaf("system-err", "").close();
}

std::string name_of(const execution& of, std::size_t seeds) {
  std::string name = of.record.file.head.id;
  if (!of.record.variant.empty()) name += (name.empty() ? "" : ".") + of.record.variant;
  name += (name.empty() ? "" : ".") + std::string{name_of(of.record.engine)};
  return seeds > 1 ? fmt::format("{}.seed-{}", name, of.record.seed) : name;
}

suite suite_of(const execution& of, std::size_t seeds, system_clock::time_point now) {
  suite made{
      .name = name_of(of, seeds),
      .when = of.began.value_or(now),
      .seconds = of.real_seconds
  };
  made.properties = {
      {"scenario", of.record.file.head.id},
      {"variant", of.record.variant},
      {"engine", std::string{scenario::name_of(of.record.engine)}},
      {"seed", std::to_string(of.record.seed)},
      {"verdict", std::string{config::name_of(of.judgement.verdict.kind)}},
      {"expected", std::string{config::name_of(of.expected)}},
  };
  made.cases = cases_of(of);
  return made;
}

/// The seeds that missed what was expected, where enough others met it, or where that is not known.
void excuse(suite& seed, const std::string& why) {
  for (test_case& each : seed.cases) {
    if (each.result != case_result::failed && each.result != case_result::unproven) continue;
    each.result = case_result::skipped;
    each.text = fmt::format("{}: {}", why, each.text);
  }
}

/// Whether enough seeds are as expected, as a case.
test_case case_of(const summary& of, const scenario::accept& wanted, acceptance how) {
  test_case made{.name = "enough seeds are as expected"};
  made.text = fmt::format(
      "{} of {} seeds are {}, {} wanted",
      of.as_expected,
      of.members.size(),
      config::name_of(of.expected),
      format(wanted.pass)
  );
  if (how == acceptance::accepted) return made;
  made.code = "accept";
  made.result = how == acceptance::refused ? case_result::failed : case_result::unproven;
  if (how == acceptance::unsure) made.text = unsure_in_words(of, wanted);
  return made;
}

void add_suites(
    std::vector<suite>& to,
    std::span<const execution> all,
    const summary& of,
    system_clock::time_point now
) {
  const execution& first = all[of.members.front()];
  const scenario::accept& wanted = first.record.file.accept;
  const acceptance how = acceptance_of(of, wanted);
  const std::size_t seeds = of.members.size();
  if (seeds > 1) {
    suite together{.name = name_of(first, 1), .when = first.began.value_or(now)};
    together.cases = {case_of(of, wanted, how)};
    to.push_back(std::move(together));
  }
  for (const std::size_t member : of.members) {
    suite one = suite_of(all[member], seeds, now);
    if (seeds > 1 && how != acceptance::refused)
      excuse(
          one,
          how == acceptance::accepted ? "enough others are as expected" : "too few to tell"
      );
    to.push_back(std::move(one));
  }
}

/// Whether the engines agree as closely as the file demands.
suite suite_of(
    const std::vector<accord>& all,
    const execution& first,
    system_clock::time_point now
) {
  const std::string& id = first.record.file.head.id;
  suite made{.name = id + (id.empty() ? "agreement" : ".agreement"), .when = now};
  for (const accord& each : all) {
    test_case one{.name = each.metric + (each.variant.empty() ? "" : " of " + each.variant)};
    if (each.how != accordance::agree) {
      one.code = "agree";
      one.text = text_of(each);
      one.result = each.how == accordance::differ ? case_result::failed : case_result::unproven;
    }
    made.cases.push_back(std::move(one));
  }
  return made;
}

}  // namespace

std::string junit_report(std::span<const execution> all, system_clock::time_point now) {
  std::vector<suite> suites;
  for (const summary& each : summarise(all)) add_suites(suites, all, each, now);
  if (const auto agreed = accords(all); !agreed.empty())
    suites.push_back(suite_of(agreed, all.front(), now));
  markup to;
  to.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n").open("testsuites").raw("\n");
  for (std::size_t i = 0; i < suites.size(); ++i) add_suite(to, suites[i], i);
  to.close();
  return whole_characters(to.take());
}

}  // namespace surgeline::report
