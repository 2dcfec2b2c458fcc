#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "judge_parts.hpp"

namespace surgeline::scenario {
namespace {

std::string_view kind_of(const fault& of) {
  return std::visit([]<class K>(const K&) { return K::schema().name; }, of.what);
}

std::string describe(const attestation& one) {
  const auto& seen = one.seen;
  std::string text = fmt::format("{} of {} units hit", seen.injected, seen.evaluated);
  if (one.probability < 1) {
    const double share = seen.evaluated == 0 ? 0
                                             : static_cast<double>(seen.selected) /
                                                   static_cast<double>(seen.evaluated);
    text +=
        fmt::format(", {:.2f}% picked of {:.2f}% configured", share * 100, one.probability * 100);
  }
  if (seen.delayed > 0) {
    const double times = static_cast<double>(seen.delayed);
    text += fmt::format(
        "; {} chunks {:.1f} ms late on average ({:.1f} ms decided), {} at most",
        seen.delayed,
        seen.measured_seconds / times * 1e3,
        seen.planned_seconds / times * 1e3,
        format(std::chrono::round<std::chrono::milliseconds>(seen.longest))
    );
  }
  return text;
}

void judge_hits(const expect_hits& expected, const attestation& one, verdict& into) {
  const auto miss = [&](std::string what) {
    into.add({verdict_kind::inconclusive, "hits", fmt::format("{}: {}", one.fault, what)});
  };
  if (expected.at_least && one.seen.injected < *expected.at_least) {
    miss(fmt::format(
        "took effect {} times, at least {} were expected",
        one.seen.injected,
        *expected.at_least
    ));
  }
  if (expected.at_most && one.seen.injected > *expected.at_most) {
    miss(fmt::format(
        "took effect {} times, at most {} were expected",
        one.seen.injected,
        *expected.at_most
    ));
  }
  if (!expected.within_sigma) return;
  const double draws = static_cast<double>(one.seen.evaluated);
  const double mean = draws * one.probability;
  const double sigma = std::sqrt(std::max(mean * (1 - one.probability), 0.0));
  if (std::abs(static_cast<double>(one.seen.selected) - mean) >
      *expected.within_sigma * sigma + 0.5) {
    miss(fmt::format(
        "picked {} of {} units, {:.1f} ± {:.1f} were expected",
        one.seen.selected,
        one.seen.evaluated,
        mean,
        sigma
    ));
  }
}

}  // namespace

std::vector<attestation> attest(const record& of, verdict& into) {
  std::vector<attestation> all;
  for (std::uint32_t slot = 0; slot < of.file.faults.size(); ++slot) {
    const fault& what = of.file.faults[slot];
    if (!what.enabled) continue;
    attestation one{.fault = what.id, .kind = std::string{kind_of(what)}};
    duration in_force{};
    bool armed = false;
    for (const activation& ran : of.course.activations) {
      if (ran.fault != slot) continue;
      in_force += ran.when.to - ran.when.from;
      armed = true;
    }
    one.probability = what.probability.at(in_force).part;
    if (slot < of.ledger.tallies().size()) one.seen = of.ledger.tallies()[slot];
    one.fired = one.seen.injected > 0;
    one.text = armed ? describe(one) : "never armed";
    const auto expected = std::ranges::find(of.file.expect_hits, what.id, &expect_hits::fault);
    if (expected != of.file.expect_hits.end()) judge_hits(*expected, one, into);
    const bool may_be_silent =
        expected != of.file.expect_hits.end() && expected->at_least == std::uint64_t{0};
    if (!one.fired && !may_be_silent && !of.course.aborted) {
      into.add(
          {verdict_kind::inconclusive,
           "not_fired",
           fmt::format("{} did not fire: {}", one.fault, one.text)}
      );
    }
    all.push_back(std::move(one));
  }
  return all;
}

}  // namespace surgeline::scenario
