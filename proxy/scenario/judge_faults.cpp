#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "judge_parts.hpp"

namespace surgeline::scenario {
namespace {

/// How many units a fault's draws should have picked.
struct expected_picks {
  double mean = 0;
  double variance = 0;
};

/// From the probability itself if it is constant, else from the thresholds of the decisions that were kept.
expected_picks expected(const record& of, std::uint32_t slot, const attestation& one) {
  const double draws = static_cast<double>(one.seen.evaluated);
  const fault& what = of.file.faults[slot];
  if (what.probability.is_constant() && !what.correlation)
    return {draws * one.probability, draws * one.probability * (1 - one.probability)};
  expected_picks kept;
  double noted = 0;
  for (const auto& decision : of.ledger.decisions()) {
    if (decision.slot != slot) continue;
    noted += 1;
    kept.mean += decision.threshold;
    kept.variance += decision.threshold * (1 - decision.threshold);
  }
  const bool all_kept = of.ledger.decisions().size() < surgeline::fault::ledger::kept_decisions;
  if (all_kept || noted == 0)  // a draw that could not miss is not noted
    return {kept.mean + draws - noted, kept.variance};
  return {kept.mean * draws / noted, kept.variance * draws / noted};
}

std::string describe(const attestation& one, const expected_picks& wanted) {
  const auto& seen = one.seen;
  std::string text = fmt::format("{} of {} units hit", seen.injected, seen.evaluated);
  if (wanted.variance > 0) {
    const double draws = static_cast<double>(seen.evaluated);
    text += fmt::format(
        ", {:.2f}% picked of {:.2f}% configured",
        static_cast<double>(seen.selected) / draws * 100,
        wanted.mean / draws * 100
    );
  }
  if (seen.capped > 0) text += fmt::format(", {} spared by a cap", seen.capped);
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

/// What a fault of a daemon or of hosts came to: its windows, as they were walked and as they were.
std::string describe_windows(const fault& what, const attestation& one, duration planned) {
  const auto& seen = one.seen;
  std::string text = fmt::format(
      "{} {}, {:.1f} s of {:.1f} s planned",
      seen.injected,
      seen.injected == 1 ? "window" : "windows",
      seen.measured_seconds,
      seconds(planned)
  );
  if (seen.delayed > 0) text += fmt::format("; {} waited when they ended", seen.delayed);
  if (std::holds_alternative<surgeline::fault::host_crash>(what.what))
    text += fmt::format("; {} jobs lost", seen.lost);
  if (std::holds_alternative<surgeline::fault::cache_flush>(what.what))
    text += fmt::format("; {} keys forgotten", seen.lost);
  return text;
}

/// How long a fault was to be in force, by the run's own clock.
duration planned_for(const record& of, std::uint32_t slot) {
  duration all{};
  for (const activation& ran : of.course.activations) {
    if (ran.fault == slot) all += ran.when.to - ran.when.from;
  }
  return all;
}

void judge_hits(
    const expect_hits& limits,
    const attestation& one,
    const expected_picks& wanted,
    verdict& into
) {
  const auto miss = [&](std::string what) {
    into.add({verdict_kind::inconclusive, "hits", fmt::format("{}: {}", one.fault, what)});
  };
  if (limits.at_least && one.seen.injected < *limits.at_least) {
    miss(fmt::format(
        "took effect {} times, at least {} were expected",
        one.seen.injected,
        *limits.at_least
    ));
  }
  if (limits.at_most && one.seen.injected > *limits.at_most) {
    miss(fmt::format(
        "took effect {} times, at most {} were expected",
        one.seen.injected,
        *limits.at_most
    ));
  }
  if (!limits.within_sigma) return;
  const double sigma = std::sqrt(wanted.variance);
  const double off = std::abs(static_cast<double>(one.seen.selected) - wanted.mean);
  if (off <= *limits.within_sigma * sigma + 0.5) return;  // counts are whole
  miss(fmt::format(
      "picked {} of {} units, {:.1f} ± {:.1f} were expected",
      one.seen.selected,
      one.seen.evaluated,
      wanted.mean,
      sigma
  ));
}

/// A fault's tally, and its probability when it was last in force; empty if it never was.
attestation measured(const record& of, std::uint32_t slot) {
  const fault& what = of.file.faults[slot];
  attestation one{.fault = what.id, .kind = std::string{name_of(what.what)}, .text = ""};
  const auto is_mine = [slot](const activation& ran) { return ran.fault == slot; };
  const auto& all = of.course.activations;
  const auto first = std::ranges::find_if(all, is_mine);
  const auto last = std::ranges::find_if(all.rbegin(), all.rend(), is_mine);
  if (first == all.end()) {
    one.text = "never armed";
    one.probability = what.probability.at({}).part;
    return one;
  }
  // The clock of a ramp starts with the first activation, or again in each.
  const activation& clock = what.restarts() ? *last : *first;
  one.probability = what.correlation ? what.correlation->mean_probability()
                                     : what.probability.at(last->when.to - clock.when.from).part;
  if (slot < of.ledger.tallies().size()) one.seen = of.ledger.tallies()[slot];
  one.fired = one.seen.injected > 0;
  return one;
}

}  // namespace

std::vector<attestation> attest(const record& of, verdict& into) {
  std::vector<attestation> all;
  for (std::uint32_t slot = 0; slot < of.file.faults.size(); ++slot) {
    if (!of.file.faults[slot].enabled) continue;
    attestation one = measured(of, slot);
    const expected_picks wanted = expected(of, slot, one);
    const fault& what = of.file.faults[slot];
    const bool on_proxies = surgeline::fault::acts_on_proxies(what.what);
    if (one.text.empty())
      one.text =
          on_proxies ? describe(one, wanted) : describe_windows(what, one, planned_for(of, slot));
    bool may_be_silent = false;
    for (const expect_hits& limits : of.file.expect_hits) {
      if (limits.fault != one.fault) continue;
      judge_hits(limits, one, wanted, into);
      may_be_silent = may_be_silent || limits.at_least == 0U || limits.at_most == 0U;
    }
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
