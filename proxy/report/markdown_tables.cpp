#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <map>

#include "markdown_parts.hpp"
#include "surgeline/measure/metric.hpp"
#include "surgeline/report/markdown.hpp"
#include "surgeline/report/numbers.hpp"

namespace surgeline::report {
namespace {

using rows = std::vector<std::vector<std::string>>;

/// A stretch of a run that loads are looked at in.
struct stretch {
  std::string name;
  scenario::span when;
};

/// Before the first fault, from there to the end of the last, and from there on; without faults all but the warmup.
std::vector<stretch> stretches_of(const scenario::record& of) {
  std::vector<stretch> all;
  time_point warm{};
  for (const scenario::stage& each : of.course.stages) {
    const scenario::phase& phase = of.file.phases[each.phase];
    if (phase.role == scenario::phase_role::warmup) warm = each.when.to;
    if (phase.role == scenario::phase_role::baseline) all.push_back({phase.id, each.when});
  }
  const time_point end = of.course.relief ? of.course.relief->from : of.course.end;
  const auto ended = of.course.faults_ended();
  if (!ended) {
    if (all.empty()) all.push_back({"all of it", {warm, end}});
    return all;
  }
  time_point first = of.course.end;
  for (const scenario::activation& each : of.course.activations)
    first = std::min(first, each.when.from);
  const time_point last = std::min(*ended, of.course.end);
  all.push_back({"in faults", {first, last}});
  if (last < end) all.push_back({"after them", {last, end}});
  return all;
}

std::vector<std::string> load_row(
    const scenario::record& of,
    const std::string& id,
    const stretch& in
) {
  const auto number = [&](const char* name, number_text text) {
    const auto path = measure::metric_path::parse("load." + id + "." + name);
    return text_or_dash(path->over(of.recording, in.when.from, in.when.to), text);
  };
  return {
      escape_markdown(id),
      escape_markdown(in.name),
      number("offered", text_of_rate),
      number("goodput", text_of_rate),
      number("success", text_of_share),
      number("amplification", text_of_ratio),
      number("latency.p50", text_of_seconds),
      number("latency.p99", text_of_seconds),
  };
}

/// `40 s – 50 s`; of more than one window their number.
std::string windows_of(const scenario::record& of, const std::string& fault) {
  std::vector<scenario::span> all;
  for (const scenario::activation& each : of.course.activations) {
    if (of.file.faults[each.fault].id == fault) all.push_back(each.when);
  }
  if (all.empty()) return no_number;
  const auto at = [](time_point when) { return text_of_seconds(seconds(when.time_since_epoch())); };
  const time_point until = std::min(all.back().to, of.course.end);
  const std::string text = fmt::format("{} – {}", at(all.front().from), at(until));
  return all.size() == 1 ? text : fmt::format("{}, {} windows", text, all.size());
}

}  // namespace

std::string markdown_table(const std::vector<std::string>& heads, const rows& all) {
  if (all.empty()) return {};
  std::string head = "|", rule = "|";
  for (const std::string& each : heads) {
    const bool right = each.ends_with(':');
    head += fmt::format(" {} |", right ? each.substr(0, each.size() - 1) : each);
    rule += right ? "---:|" : "---|";
  }
  std::string text = "\n" + head + "\n" + rule + "\n";
  for (const auto& row : all) text += fmt::format("| {} |\n", fmt::join(row, " | "));
  return text;
}

std::string loads_markdown(const execution& of) {
  rows all;
  if (of.kept) return {};
  for (const scenario::load& load : of.record.file.loads) {
    for (const stretch& each : stretches_of(of.record))
      all.push_back(load_row(of.record, load.id, each));
  }
  return markdown_table(
      {"load", "when", "asked:", "goodput:", "success:", "attempts each:", "p50:", "p99:"},
      all
  );
}

std::string faults_markdown(const execution& of) {
  rows all;
  for (const scenario::attestation& each : of.judgement.attestations) {
    all.push_back(
        {each.fired ? "✔" : "✘",
         escape_markdown(each.fault),
         escape_markdown(each.kind),
         windows_of(of.record, each.fault),
         escape_markdown(each.text)}
    );
  }
  return markdown_table({"", "fault", "kind", "in force", "measured"}, all);
}

std::string checks_markdown(std::span<const execution> all, const summary& of) {
  struct outcome {
    std::size_t held = 0, of = 0;
    std::string text;
  };
  std::vector<std::pair<std::string, std::string>> order;
  std::map<std::pair<std::string, std::string>, outcome> found;
  for (const std::size_t member : of.members) {
    for (const scenario::check_result& each : all[member].judgement.checks) {
      const std::pair key{each.id, each.phase};
      if (!found.contains(key)) order.push_back(key);
      outcome& one = found[key];
      // The first one that broke is worth more than one that held.
      if (one.of == 0 || (one.held == one.of && !each.held)) one.text = each.text;
      ++one.of;
      one.held += each.held ? 1 : 0;
    }
  }
  rows made;
  for (const auto& key : order) {
    const outcome& one = found[key];
    const std::string held = one.of == 1 ? "" : fmt::format(" {} of {}", one.held, one.of);
    made.push_back(
        {(one.held == one.of ? "✔" : "✘") + held,
         escape_markdown(key.first),
         escape_markdown(one.text)}
    );
  }
  return markdown_table({"held", "check", "worst"}, made);
}

}  // namespace surgeline::report
