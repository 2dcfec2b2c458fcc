#include <fmt/format.h>

#include "html_parts.hpp"
#include "sidecars.hpp"
#include "surgeline/core/units.hpp"
#include "surgeline/report/numbers.hpp"

namespace surgeline::report {
namespace {

template <class... Values>
void add_row(
    page& on,
    std::string_view name,
    fmt::format_string<Values...> words,
    Values&&... values
) {
  on.out.open("tr").leaf("th", name, {{"scope", "row"}});
  on.out.leaf("td", fmt::format(words, std::forward<Values>(values)...)).close();
}

void open_facts(page& on, std::string_view caption) {
  on.out.open("div", {{"class", "still"}})
      .open("table", {{"class", "facts"}})
      .leaf("caption", caption)
      .open("tbody");
}

void close_facts(page& on) { on.out.close().close().close(); }

void add_way_back(page& on, const execution& of) {
  const scenario::recovery_result& seen = of.judgement.recovery;
  if (!seen.watched) return;
  const auto& wanted = *of.record.file.recovery;
  const std::string back =
      seen.took ? text_of_seconds(seconds(*seen.took)) + " after the last fault" : "not back";
  const std::string_view sign = seen.backlog_trend > 0 ? "+" : "";
  const auto rate = text_of_rate;
  const auto share = text_of_share;
  open_facts(on, "The way back");
  add_row(on, "recovered", "{}, {} allowed", back, format(wanted.deadline));
  if (seen.predicted) {
    add_row(
        on,
        "predicted",
        "{} by (λD − μT)/(μ − λ), if nobody retries",
        text_of_seconds(seconds(*seen.predicted))
    );
  }
  add_row(
      on,
      "demand and capacity",
      "{} asked for, {} can be served",
      rate(seen.demand),
      rate(seen.capacity)
  );
  add_row(
      on,
      "goodput",
      "{} of the reference, {} needed",
      share(seen.goodput_share),
      share(wanted.at_least.part)
  );
  add_row(on, "amplification", "{} attempts per request", text_of_ratio(seen.amplification));
  add_row(on, "wasted work", "{} for callers that had given up", share(seen.wasted_share));
  add_row(
      on,
      "backlog",
      "{} jobs, changing by {}{}",
      text_of_number(seen.backlog),
      sign,
      rate(seen.backlog_trend)
  );
  if (of.record.course.relief) {
    add_row(
        on,
        "relief",
        "load cut to {}: goodput {} of what was offered",
        share(of.record.course.relief_factor),
        text_or_dash(seen.relief_share, share)
    );
    add_row(
        on,
        "back at the old load",
        "{} of the reference",
        text_or_dash(seen.hold_share, share)
    );
  }
  close_facts(on);
}

void add_checks(page& on, const execution& of) {
  if (of.judgement.checks.empty()) return;
  open_facts(on, "Checks");
  for (const scenario::check_result& each : of.judgement.checks) {
    add_row(on, (each.held ? "✔ " : "✘ ") + each.id, "{}", each.text);
  }
  close_facts(on);
}

void add_attestations(page& on, const execution& of) {
  if (of.judgement.attestations.empty()) return;
  open_facts(on, "Faults, configured against measured");
  for (const scenario::attestation& each : of.judgement.attestations) {
    add_row(on, (each.fired ? "✔ " : "✘ ") + each.fault, "{}: {}", each.kind, each.text);
  }
  close_facts(on);
}

void add_sidecars(page& on, const execution& of) {
  if (of.record.sidecars.empty()) return;
  open_facts(on, "Sidecars");
  for (const auto& [who, words] : sidecars_in_words(of.record)) add_row(on, who, "{}", words);
  close_facts(on);
}

}  // namespace

void add_evidence(page& on, const execution& of) {
  add_way_back(on, of);
  add_predictions(on, of);
  add_checks(on, of);
  add_attestations(on, of);
  add_sidecars(on, of);
}

}  // namespace surgeline::report
