#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "scenario/recorded.hpp"
#include "surgeline/scenario/judge.hpp"

/// What the tests of judging share.
namespace surgeline::scenario {

/// The codes of a verdict's reasons, in order.
inline std::vector<std::string> codes(const verdict& of) {
  std::vector<std::string> all;
  for (const reason& each : of.reasons) all.push_back(each.code);
  return all;
}

/// The text of the reason with a code; empty without.
inline std::string text_of(const verdict& from, std::string_view code) {
  const auto found = std::ranges::find(from.reasons, code, &reason::code);
  return found == from.reasons.end() ? "" : found->text;
}

/// A fault's tally as if so many of so many units had been hit.
inline surgeline::fault::tally hit(std::uint64_t of, std::uint64_t units) {
  return {.evaluated = units, .selected = of, .injected = of};
}

/// Baseline `before` 0..10 s, `outage` with stall `cut` 10..20 s, `after` 20..80 s, as it was run to its end; load `users` asks
/// service `shop`, which does 125 jobs a second, 100 times a second; a call may take a second.
struct finished_run {
  scenario::record record;
  recorded numbers;

  finished_run() {
    file& made = record.file;
    made = proxied_scenario();
    made.services[0] = {.id = "shop", .slots = 1, .service_time = distribution::fixed(8ms)};
    made.loads[0].rate = rate{100};
    add_policy(made, 1s);
    made.phases[0].length = 10s;
    add_phase(made, "outage", 10s, phase_role::normal);
    add_phase(made, "after", 60s, phase_role::recover);
    add_fault(made, "cut", surgeline::fault::stall{}, {"outage"});
    record.course
        .stages = {{0, {at(0s), at(10s)}}, {1, {at(10s), at(20s)}}, {2, {at(20s), at(80s)}}};
    record.course.activations = {{0, {at(10s), at(20s)}}};
    record.course.end = at(80s);
    record.ledger.of(0) = hit(10, 10);
  }

  judgement judged() {
    record.recording = numbers.until(record.course.end.time_since_epoch());
    return judge(record);
  }
};

}  // namespace surgeline::scenario
