#include "surgeline/report/sidecar_status.hpp"

#include <fmt/format.h>

#include "paint.hpp"
#include "state_table.hpp"
#include "surgeline/config/text_at.hpp"

namespace surgeline::report {
namespace {

using config::value;

row proxy_row(const value& one) {
  return {
      {at(one, "id"),
       at(one, "listen"),
       at(one, "upstream"),
       at(one, "connections", "active"),
       at(one, "connections", "opened"),
       bytes_at(one, "to_upstream"),
       bytes_at(one, "to_client")},
      hue::strong
  };
}

/// What a run tells of itself: how far it is, which checks do not hold, what came of it.
painted_line run_line(const value& run) {
  painted_line line;
  const std::string scenario = at(run, "run", "scenario");
  line.add(" run ").add(scenario == "-" ? at(run, "run", "id") : scenario, hue::strong);
  if (const std::string state = at(run, "state"); state != "-") line.add(": " + state);
  if (const std::string phase = at(run, "phase"); phase != "-") line.add(", phase " + phase);
  for (const value& one : list_in(run, "checks")) {
    if (const value* const ok = config::find(one, "ok"); ok && *ok == value(false))
      line.add(", ").add(at(one, "id") + " does not hold", hue::bad);
  }
  if (const std::string verdict = at(run, "verdict"); verdict != "-")
    line.add(", ").add(verdict, verdict == "pass" ? hue::good : hue::bad);
  return line;
}

}  // namespace

std::vector<std::string> status_lines(const value& state, room wide, bool colour) {
  std::vector<std::string> lines;
  painted_line head;
  head.add(" ").add(at(state, "status"), hue::strong);
  if (config::is_true_at(state, "frozen")) head.add(", ").add("frozen", hue::bad);
  const std::string workers = at(state, "workers");
  head.add(fmt::format(", {} worker{}", workers, workers == "1" ? "" : "s"));
  if (const value* const lease = config::find(state, "lease"); lease && lease->as<config::table>())
    head.add(fmt::format(", lease {} of {}", at(*lease, "id"), at(*lease, "by")))
        .add(fmt::format(" ends in {}", at(*lease, "expires_in")));
  lines.push_back(head.text(wide.rows, colour));
  if (const value* const run = config::find(state, "run"); run && run->as<config::table>())
    lines.push_back(run_line(*run).text(wide.rows, colour));

  std::vector<row> proxies, faults;
  for (const value& one : list_in(state, "proxies")) proxies.push_back(proxy_row(one));
  for (const value& one : list_in(state, "faults")) faults.push_back(fault_row(one));
  add_table(
      {"proxy", "listens on", "leads to", "open", "opened", "to upstream", "to client"},
      proxies,
      wide,
      colour,
      lines
  );
  if (faults.empty()) {
    lines.push_back(painted_line{}.add(" nothing is armed", hue::good).text(wide.rows, colour));
    return lines;
  }
  add_table(fault_heads, faults, wide, colour, lines);
  return lines;
}

}  // namespace surgeline::report
