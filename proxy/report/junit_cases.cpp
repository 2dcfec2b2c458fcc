#include "junit_cases.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "words.hpp"

namespace surgeline::report {
namespace {

using scenario::reason;
using scenario::verdict_kind;

/// The codes of reasons that are about the way back.
constexpr std::array<std::string_view, 7> of_recovery{
    "recovered",
    "slow_recovery",
    "capacity_lost",
    "stuck",
    "metastable",
    "relief_unjudged",
    "missing"
};

case_result result_of(const reason& because) {
  switch (because.speaks_for) {
    case verdict_kind::pass:
      return case_result::passed;
    case verdict_kind::inconclusive:
      return case_result::unproven;
    case verdict_kind::fail:
    case verdict_kind::metastable:
      return case_result::failed;
    case verdict_kind::aborted:
      break;
  }
  // Of what ends a run early, only a rule says something of the system.
  return because.code == "abort_rule" ? case_result::failed : case_result::unproven;
}

/// A case that one of the reasons may speak against.
test_case case_about(std::string name, std::string text, const reason* because) {
  test_case made{.name = std::move(name), .text = std::move(text)};
  if (because == nullptr) return made;
  made.result = result_of(*because);
  made.code = because->code;
  made.text = because->text;
  return made;
}

template <class Fits>
const reason* reason_that(const execution& of, Fits fits) {
  const auto& all = of.judgement.verdict.reasons;
  const auto found = std::ranges::find_if(all, fits);
  return found == all.end() ? nullptr : &*found;
}

test_case case_of(const execution& of, const scenario::check_result& check) {
  const std::string told = check.id + ": " + check.text;
  const reason* because =
      reason_that(of, [&](const reason& each) { return each.text == told && each.rule.empty(); });
  test_case made =
      case_about(fmt::format("check {} ({})", check.id, check.phase), check.text, because);
  if (because == nullptr && !check.held) made.result = case_result::failed;
  return made;
}

test_case case_of(const execution& of, const scenario::abort_rule& rule) {
  const reason* because = reason_that(of, [&](const reason& each) { return each.rule == rule.id; });
  return case_about("abort rule " + rule.id, rule.watched(), because);
}

test_case case_of(const execution& of, const scenario::attestation& fault) {
  const auto is_of_it = [&](const reason& each) {
    const bool is_told = each.code == "not_fired" || each.code == "hits";
    return is_told && (each.text.starts_with(fault.fault + ":") ||
                       each.text.starts_with(fault.fault + " did not fire"));
  };
  return case_about("fault " + fault.fault, fault.text, reason_that(of, is_of_it));
}

test_case case_of_recovery(const execution& of) {
  const reason* because = reason_that(of, [](const reason& each) {
    return std::ranges::find(of_recovery, each.code) != of_recovery.end();
  });
  test_case made = case_about("recovery of " + of.record.file.recovery->metric, "", because);
  if (because != nullptr) return made;
  made.result = case_result::skipped;
  made.text = of.record.course.aborted ? "the run ended before it" : "no fault has ended";
  return made;
}

test_case case_of_verdict(const execution& of) {
  const verdict_kind is = of.judgement.verdict.kind;
  test_case made{.name = "verdict"};
  made.text = fmt::format(
      "{}{}\n{}",
      config::name_of(is),
      expectation_in_words(of),
      fmt::join(reasons_in_words(of), "\n")
  );
  if (of.as_expected()) return made;
  made.code = config::name_of(is);
  made.result = case_result::failed;  // a pass where something else was expected, too
  const reason* decides = reason_that(of, [is](const reason& each) {
    return each.speaks_for == is && is != verdict_kind::pass;
  });
  if (decides != nullptr) made.result = result_of(*decides);
  return made;
}

}  // namespace

std::vector<test_case> cases_of(const execution& of) {
  std::vector<test_case> all{case_of_verdict(of)};
  for (const auto& each : of.judgement.checks) all.push_back(case_of(of, each));
  for (const auto& each : of.record.file.aborts) {
    const bool is_asked = !each.asks.is_outside() || of.record.engine == scenario::engine::run;
    if (is_asked) all.push_back(case_of(of, each));
  }
  for (const auto& each : of.judgement.attestations) all.push_back(case_of(of, each));
  if (of.record.file.recovery) all.push_back(case_of_recovery(of));
  if (!of.as_expected()) return all;
  // What was expected is no failure, whatever it was.
  for (test_case& each : all) {
    if (each.result == case_result::failed || each.result == case_result::unproven) {
      each.result = case_result::passed;
      each.text += ", as the expected verdict says";
    }
  }
  return all;
}

}  // namespace surgeline::report
