#include <fmt/format.h>

#include <set>

#include "html_parts.hpp"
#include "surgeline/scenario/run_identity.hpp"

namespace surgeline::report {
namespace {

void add_fact(markup& out, std::string_view name, std::string_view value, bool is_code) {
  out.open("tr").leaf("th", name, {{"scope", "row"}}).open("td");
  if (is_code)
    out.leaf("code", value);
  else
    out.text(value);
  out.close().close();
}

/// The fingerprints of the configurations, as metrics and other reports have them.
std::string fingerprints_of(const page& on) {
  std::string text;
  std::set<std::string> seen;
  for (const summary& each : on.summaries) {
    const std::string print = scenario::fingerprint(on.first_of(each).record.file);
    if (!seen.insert(print).second) continue;
    text += fmt::format(
        "{}{}{}",
        text.empty() ? "" : ", ",
        print,
        each.variant.empty() ? "" : fmt::format(" ({})", each.variant)
    );
  }
  return text;
}

}  // namespace

void open_repeating(markup& out, const invocation& from) {
  out.open("section").leaf("h2", "To repeat this");
  out.open("div", {{"class", "still"}}).open("table", {{"class", "facts"}}).open("tbody");
  add_fact(out, "file", from.file, true);
  if (!from.sha256.empty()) add_fact(out, "its SHA-256", from.sha256, true);
  if (!from.version.empty()) add_fact(out, "version", "Surgeline " + from.version, false);
}

void add_repeating(page& on, const std::vector<margin_finding>& margins) {
  open_repeating(on.out, on.from);
  add_fact(on.out, "configuration", fingerprints_of(on), true);
  on.out.close().close().close();
  std::string lines;
  for (const margin_finding& each : margins) {
    lines += command_line("margin", each.variant, each.first_seed, on.from);
    lines += each.engine == scenario::engine::run ? " --live\n" : "\n";
  }
  for (const summary& each : on.summaries) lines += command_line(on.first_of(each), on.from) + "\n";
  on.out.open("pre").leaf("code", lines).close();
  on.out.open("p", {{"class", "note"}});
  on.out.text(
      "A simulation with the same file, seed and version gives the same report, byte for byte. A "
      "live run makes the same draws for the same connections and requests; its timing is the "
      "machine's. The configuration is the file with all that was set: the "
  );
  on.out.leaf("code", "config").text(" of ").leaf("code", "surgeline_run_info");
  on.out.text(" in Prometheus.").close();
  on.out.close();
}

}  // namespace surgeline::report
