#include "surgeline/report/sidecar_status.hpp"

#include <fmt/format.h>

#include "paint.hpp"
#include "state_table.hpp"

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

}  // namespace

std::vector<std::string> status_lines(const value& state, std::size_t width, bool colour) {
  std::vector<std::string> lines;
  painted_line head;
  head.add(" ").add(at(state, "status"), hue::strong);
  if (const value* const frozen = config::find(state, "frozen"); frozen && *frozen == value(true))
    head.add(", ").add("frozen", hue::bad);
  const std::string workers = at(state, "workers");
  head.add(fmt::format(", {} worker{}", workers, workers == "1" ? "" : "s"));
  if (const value* const lease = config::find(state, "lease"); lease && lease->as<config::table>())
    head.add(fmt::format(", lease {} of {}", at(*lease, "id"), at(*lease, "by")))
        .add(fmt::format(" ends in {}", at(*lease, "expires_in")));
  lines.push_back(head.text(width, colour));

  std::vector<row> proxies, faults;
  for (const value& one : list_in(state, "proxies")) proxies.push_back(proxy_row(one));
  for (const value& one : list_in(state, "faults")) faults.push_back(fault_row(one));
  add_table(
      {"proxy", "listens on", "leads to", "open", "opened", "to upstream", "to client"},
      proxies,
      width,
      colour,
      lines
  );
  if (faults.empty()) {
    lines.push_back(painted_line{}.add(" nothing is armed", hue::good).text(width, colour));
    return lines;
  }
  add_table(fault_heads, faults, width, colour, lines);
  return lines;
}

}  // namespace surgeline::report
