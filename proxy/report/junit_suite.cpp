#include "junit_suite.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "markup.hpp"
#include "surgeline/core/utc.hpp"
#include "surgeline/report/text.hpp"

namespace surgeline::report {
namespace {

std::string head_of(const std::string& text) { return text.substr(0, text.find('\n')); }

std::string time_text(double seconds) { return fmt::format("{:.3f}", seconds); }

/// `2026-11-27T08:55:51`: JUnit's times are UTC and do not say so.
std::string moment_text(std::chrono::system_clock::time_point when) {
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
std::string said_by(const test_suite& of) {
  std::string all;
  for (const test_case& each : of.cases) {
    if (each.result == case_result::passed && !each.text.empty())
      all += fmt::format("{}: {}\n", each.name, each.text);
  }
  return all;
}

void add_suite(markup& to, const test_suite& of, std::size_t id) {
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

}  // namespace

std::size_t test_suite::count(case_result what) const {
  return static_cast<std::size_t>(std::ranges::count(cases, what, &test_case::result));
}

std::string dotted(std::initializer_list<std::string_view> parts) {
  std::string all;
  for (const std::string_view each : parts) {
    if (!all.empty() && !each.empty()) all += '.';
    all += each;
  }
  return all;
}

std::string xml_of(const std::vector<test_suite>& all) {
  markup to;
  to.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n").open("testsuites").raw("\n");
  for (std::size_t i = 0; i < all.size(); ++i) add_suite(to, all[i], i);
  to.close();
  return whole_characters(to.take());
}

}  // namespace surgeline::report
