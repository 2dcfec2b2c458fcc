#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "paint.hpp"
#include "surgeline/fault/health.hpp"
#include "surgeline/report/numbers.hpp"
#include "surgeline/report/outline.hpp"
#include "surgeline/report/text.hpp"
#include "surgeline/scenario/arming.hpp"
#include "surgeline/scenario/blueprint.hpp"
#include "surgeline/scenario/fault_windows.hpp"
#include "surgeline/scenario/judge.hpp"

/// What is fine about a scenario and should still be known.
namespace surgeline::report {
namespace {

/// Says that a fault cannot be simulated; nothing if it can, or nobody would.
std::string unsimulated(const scenario::file& of, const scenario::fault& one) {
  const std::string_view what = one.not_simulated();
  if (what.empty() || of.phases.empty()) return {};
  return fmt::format(
      "fault `{}` is for `run` only: it needs sockets, `sim` does not model {}",
      one.id,
      what
  );
}

/// Says that only a live run asks others; nothing if the check asks nobody.
std::string asked_live(const char* what, const std::string& id, const scenario::enquiry& asks) {
  if (!asks.is_outside()) return {};
  return fmt::format("{} `{}` is for `run` only: `sim` asks nobody, and leaves it out", what, id);
}

/// Says which paths a fault leaves alone on http proxies; nothing if none, or there is no such proxy.
std::string spared(const scenario::file& of, const scenario::fault& one) {
  const bool somewhere = std::ranges::any_of(of.proxies, [&](const scenario::proxy& before) {
    return before.protocol == scenario::protocol::http && scenario::is_target(one, before);
  });
  const auto paths = fault::spared_paths(one.what, one.target.who);
  if (!somewhere || paths.empty()) return {};
  return fmt::format(
      "fault `{}` leaves {} alone; `path` may name them, or spare_health = false",
      one.id,
      fmt::join(paths, ", ")
  );
}

/// Says whom no fault touches; nothing if that is nobody.
std::string control_group(const scenario::file& of) {
  const auto& control = of.safety.control;
  if (!control) return {};
  return fmt::format(
      "no fault touches the control group: {:.4g}% of the clients, by {}",
      control->share.part * 100,
      *config::codec<fault::identity>::write(control->key).as<std::string>()
  );
}

/// Says that a window does not fit into its phase.
std::string cut_short(const scenario::file& of, const scenario::cut_window& one) {
  return fmt::format(
      "a window of fault `{}` is to last {}, and ends with its phase after {}",
      of.faults[one.slot].id,
      format(one.wanted),
      format(one.left)
  );
}

/// Says that a recovery has less time than its backlog needs, where the closed form applies; nothing otherwise.
std::string late_deadline(const scenario::file& of) {
  if (!of.recovery || of.faults.size() != 1 || !of.faults.front().enabled) return {};
  const scenario::fault_windows windows(of, of.head.seed);
  if (windows.of(0).size() != 1) return {};
  const duration outage = windows.of(0).front().to - windows.of(0).front().from;
  for (const scenario::route& way : scenario::routes(of)) {
    const auto drained = scenario::drain_after(of, way, of.faults.front(), outage);
    if (!drained || *drained <= of.recovery->deadline) continue;
    return fmt::format(
        "`deadline` of [recovery] is {}, but the backlog of `{}` takes {} to drain even if nobody "
        "retries: (λD − μT)/(μ − λ)",
        format(of.recovery->deadline),
        of.services[way.service].id,
        text_of_seconds(seconds(*drained))
    );
  }
  return {};
}

}  // namespace

std::vector<std::string> notes(const scenario::file& of, std::size_t width, bool colour) {
  std::vector<std::string> texts{control_group(of), late_deadline(of)}, lines;
  for (const scenario::steady_state& one : of.steady_states)
    texts.push_back(asked_live("steady state", one.id, one.asks));
  for (const scenario::abort_rule& one : of.aborts)
    texts.push_back(asked_live("abort rule", one.id, one.asks));
  for (const scenario::fault& one : of.faults) {
    if (!one.enabled) continue;
    texts.push_back(unsimulated(of, one));
    texts.push_back(spared(of, one));
  }
  for (const scenario::cut_window& one : scenario::cut_windows(of, of.head.seed))
    texts.push_back(cut_short(of, one));
  std::erase(texts, std::string{});
  for (const std::string& text : texts) {
    std::string_view label = " note";
    for (const std::string& part : wrap(text, std::max(width, narrowest) - label_width - 1)) {
      painted_line line;
      line.add(label, hue::injected).move_to(label_width + 1).add(part);
      lines.push_back(line.text(width, colour));
      label = "";
    }
  }
  return lines;
}

}  // namespace surgeline::report
