#include "surgeline/report/json.hpp"

#include <fmt/format.h>

#include <array>
#include <boost/json.hpp>
#include <set>
#include <utility>

#include "json_files.hpp"
#include "json_margin.hpp"
#include "json_parts.hpp"
#include "json_text.hpp"
#include "surgeline/report/accord.hpp"
#include "surgeline/report/summary.hpp"

namespace surgeline::report {
namespace {

namespace json = boost::json;

json::value scenario_json(std::span<const execution> all) {
  if (all.empty()) return nullptr;
  const scenario::about& head = all.front().record.file.head;
  json::object links;
  for (const auto& [name, where] : head.links) links.emplace(name, where);
  return json::object{
      {"id", head.id},
      {"title", head.title},
      {"owner", head.owner},
      {"hypothesis", head.hypothesis},
      {"tags", json::value_from(head.tags)},
      {"links", links},
      {"speedup", rounded(head.speedup)},
  };
}

json::value interval_json(const std::optional<interval>& of) {
  if (!of) return nullptr;
  return json::object{{"low", rounded(of->low)}, {"high", rounded(of->high)}};
}

json::object summary_json(const summary& of) {
  json::object verdicts;
  for (const auto& each : config::names<scenario::verdict_kind>) verdicts.emplace(each.name, 0);
  for (const auto& [kind, count] : of.verdicts) verdicts[config::name_of(kind)] = count;
  return {
      {"variant", of.variant},
      {"engine", name_of(of.engine)},
      {"seeds", of.members.size()},
      {"expected", config::name_of(of.expected)},
      {"verdicts", verdicts},
      {"as_expected", of.as_expected},
      {"as_expected_share", interval_json(of.expected_share)},
      {"watched", of.watched},
      {"recovered", of.recovered},
      {"recovered_share", interval_json(of.recovered_share)},
      {"predicted_seconds", rounded(of.predicted_seconds)},
      {"deviation_from_prediction", rounded(of.deviation)},
      {"recovery_seconds", spread_json(of.recovery_seconds)},
      {"goodput_before_per_second", spread_json(of.goodput_before)},
      {"goodput_in_faults_per_second", spread_json(of.goodput_in_faults)},
      {"goodput_after_per_second", spread_json(of.goodput_after)},
      {"goodput_share", spread_json(of.goodput_share)},
      {"amplification", spread_json(of.amplification)},
      {"peak_amplification", spread_json(of.peak_amplification)},
      {"wasted_share", spread_json(of.wasted_share)},
      {"degraded_share", spread_json(of.degraded_share)},
  };
}

json::object comparison_json(const comparison& of) {
  return {
      {"variant", of.variant},
      {"name", of.name},
      {"run", spread_json(of.run)},
      {"sim", spread_json(of.sim)},
      {"difference_of_means", interval_json(of.means)},
      {"shift", rounded(of.shift)},
      {"shift_interval", interval_json(of.shifted)},
  };
}

json::object accord_json(const accord& of) {
  constexpr std::array words{"agree", "differ", "unknown"};
  return {
      {"variant", of.variant},
      {"metric", of.metric},
      {"reference", of.reference},
      {"run", spread_json(of.run)},
      {"sim", spread_json(of.sim)},
      {"difference_of_means", rounded(of.difference)},
      {"interval", interval_json(of.within)},
      {"confidence", rounded(of.confidence)},
      {"margin", rounded(of.margin)},
      {"agrees", words[static_cast<std::size_t>(of.how)]},
  };
}

template <class List, class Write>
json::array listed(const List& all, Write write) {
  json::array made;
  for (const auto& each : all) made.push_back(write(each));
  return made;
}

}  // namespace

std::string json_report(
    std::span<const execution> all,
    const invocation& from,
    const std::vector<margin_finding>& margins
) {
  std::set<std::pair<std::string, scenario::engine>> drawn;
  json::array runs;
  for (const execution& each : all) {
    const bool first = drawn.emplace(each.record.variant, each.record.engine).second;
    runs.push_back(execution_json(each, first));
  }
  json::object made{
      {"format", json_format},
      {"version", from.version},
      {"scenario", scenario_json(all)},
  };
  if (auto files = files_json(all); !files.empty()) made.emplace("files", std::move(files));
  if (!margins.empty()) made.emplace("margins", listed(margins, margin_json));
  made.emplace("summaries", listed(summarise(all), summary_json));
  made.emplace("engines", listed(compare_engines(all), comparison_json));
  if (const auto agreed = accords(all); !agreed.empty())
    made.emplace("agreements", listed(agreed, accord_json));
  made.emplace("executions", std::move(runs));
  return to_text(made);
}

std::string decisions_jsonl(const scenario::record& of) {
  std::string lines;
  for (const surgeline::fault::decision& each : of.ledger.decisions()) {
    const bool known = each.slot < of.file.faults.size();
    lines += fmt::format(
        "{{\"fault\": {}, \"key\": {}, \"index\": {}, \"draw\": {}, \"threshold\": {}, "
        "\"outcome\": \"{}\"}}\n",
        json::serialize(
            json::string(known ? of.file.faults[each.slot].id : std::to_string(each.slot))
        ),
        json::serialize(json::string(each.key)),
        each.index,
        each.draw,
        each.threshold,
        each.selected ? "picked" : "spared"
    );
  }
  return lines;
}

}  // namespace surgeline::report
