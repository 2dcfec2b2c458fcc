#include <fmt/format.h>

#include "html_parts.hpp"
#include "surgeline/core/units.hpp"
#include "surgeline/report/numbers.hpp"

namespace surgeline::report {
namespace {

void add_row(page& on, std::string_view name, const std::string& value) {
  on.out.open("tr").leaf("th", name, {{"scope", "row"}}).leaf("td", value).close();
}

void open_facts(page& on, std::string_view caption) {
  on.out.open("div", {{"class", "scroll"}})
      .open("table", {{"class", "facts"}})
      .leaf("caption", caption)
      .open("tbody");
}

void close_facts(page& on) { on.out.close().close().close(); }

void add_way_back(page& on, const execution& of) {
  const scenario::recovery_result& seen = of.judgement.recovery;
  if (!seen.watched) return;
  const auto& wanted = *of.record.file.recovery;
  open_facts(on, "The way back");
  std::string back =
      seen.took ? text_of_seconds(seconds(*seen.took)) + " after the last fault" : "not back";
  add_row(on, "recovered", fmt::format("{}, {} allowed", back, format(wanted.deadline)));
  if (seen.predicted)
    add_row(
        on,
        "predicted",
        text_of_seconds(seconds(*seen.predicted)) + " by (λD − μT)/(μ − λ), if nobody retries"
    );
  add_row(
      on,
      "demand and capacity",
      fmt::format(
          "{} asked for, {} can be served",
          text_of_rate(seen.demand),
          text_of_rate(seen.capacity)
      )
  );
  add_row(
      on,
      "goodput",
      fmt::format(
          "{} of the reference, {} needed",
          text_of_share(seen.goodput_share),
          text_of_share(wanted.at_least.part)
      )
  );
  add_row(on, "amplification", text_of_ratio(seen.amplification) + " attempts per request");
  add_row(on, "wasted work", text_of_share(seen.wasted_share) + " for callers that had given up");
  add_row(
      on,
      "backlog",
      fmt::format(
          "{} jobs, changing by {}{}",
          text_of_number(seen.backlog),
          seen.backlog_trend > 0 ? "+" : "",
          text_of_rate(seen.backlog_trend)
      )
  );
  if (of.record.course.relief) {
    add_row(
        on,
        "relief",
        fmt::format(
            "load cut to {}: goodput {} of what was offered",
            text_of_share(of.record.course.relief_factor),
            text_or_dash(seen.relief_share, text_of_share)
        )
    );
    add_row(
        on,
        "back at the old load",
        text_or_dash(seen.hold_share, text_of_share) + " of the reference"
    );
  }
  close_facts(on);
}

void add_checks(page& on, const execution& of) {
  if (of.judgement.checks.empty()) return;
  open_facts(on, "Checks");
  for (const scenario::check_result& each : of.judgement.checks) {
    add_row(on, (each.held ? "✔ " : "✘ ") + each.id, each.text);
  }
  close_facts(on);
}

void add_attestations(page& on, const execution& of) {
  if (of.judgement.attestations.empty()) return;
  open_facts(on, "Faults, configured against measured");
  for (const scenario::attestation& each : of.judgement.attestations) {
    add_row(
        on,
        (each.fired ? "✔ " : "✘ ") + each.fault,
        fmt::format("{}: {}", each.kind, each.text)
    );
  }
  close_facts(on);
}

}  // namespace

void add_evidence(page& on, const execution& of) {
  add_way_back(on, of);
  add_checks(on, of);
  add_attestations(on, of);
}

}  // namespace surgeline::report
