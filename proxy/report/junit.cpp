#include "surgeline/report/junit.hpp"

#include <fmt/format.h>

#include "junit_suite.hpp"
#include "surgeline/report/acceptance.hpp"
#include "surgeline/report/accord.hpp"
#include "surgeline/report/summary.hpp"
#include "words.hpp"

namespace surgeline::report {
namespace {

using std::chrono::system_clock;

std::string name_of(const execution& of, std::size_t seeds) {
  const std::string seed = seeds > 1 ? fmt::format("seed-{}", of.record.seed) : "";
  const std::string_view engine = name_of(of.record.engine);
  return dotted({of.record.file.head.id, of.record.variant, engine, seed});
}

test_suite suite_of(const execution& of, std::size_t seeds, system_clock::time_point now) {
  test_suite made{
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
void excuse(test_suite& seed, const std::string& why) {
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
    std::vector<test_suite>& to,
    std::span<const execution> all,
    const summary& of,
    system_clock::time_point now
) {
  const execution& first = all[of.members.front()];
  const scenario::accept& wanted = first.record.file.accept;
  const acceptance how = acceptance_of(of, wanted);
  const std::size_t seeds = of.members.size();
  if (seeds > 1) {
    test_suite together{.name = name_of(first, 1), .when = first.began.value_or(now)};
    together.cases = {case_of(of, wanted, how)};
    to.push_back(std::move(together));
  }
  for (const std::size_t member : of.members) {
    test_suite one = suite_of(all[member], seeds, now);
    if (seeds > 1 && how != acceptance::refused)
      excuse(
          one,
          how == acceptance::accepted ? "enough others are as expected" : "too few to tell"
      );
    to.push_back(std::move(one));
  }
}

/// Whether the engines agree as closely as the file demands.
test_suite suite_of(
    const std::vector<accord>& all,
    const execution& first,
    system_clock::time_point now
) {
  test_suite made{.name = dotted({first.record.file.head.id, "agreement"}), .when = now};
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
  std::vector<test_suite> suites;
  for (const summary& each : summarise(all)) add_suites(suites, all, each, now);
  if (const auto agreed = accords(all); !agreed.empty())
    suites.push_back(suite_of(agreed, all.front(), now));
  return xml_of(suites);
}

}  // namespace surgeline::report
