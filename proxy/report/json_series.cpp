#include "json_series.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <iterator>
#include <utility>

#include "json_parts.hpp"
#include "json_text.hpp"
#include "surgeline/report/curves.hpp"
#include "surgeline/report/latency_map.hpp"

namespace surgeline::report {
namespace {

namespace json = boost::json;
using namespace shapes;

/// Steps of a latency map: a second each for five minutes.
constexpr std::size_t most_map_steps = 300;

/// `latency.p99` in seconds as `latency_p99_seconds`.
std::string key_of(const curve& of) {
  std::string key{of.name};
  std::ranges::replace(key, '.', '_');
  if (of.measures == measure::dimension::per_second) key += "_per_second";
  if (of.measures == measure::dimension::seconds) key += "_seconds";
  return key;
}

/// What there are curves of, and the key of its list.
constexpr std::array<std::pair<measure::subject_kind, const char*>, 5> subject_lists{
    {{measure::subject_kind::load, "loads"},
     {measure::subject_kind::service, "services"},
     {measure::subject_kind::proxy, "proxies"},
     {measure::subject_kind::policy, "policies"},
     {measure::subject_kind::daemon, "daemons"}}
};

json::object subject_json(const subject_curves& of) {
  json::object made{{"id", of.id}};
  for (const curve& each : of.curves) {
    json::array values;
    for (const auto& value : each.values) values.push_back(rounded(value));
    made.emplace(key_of(each), std::move(values));
  }
  return made;
}

/// Rows without answers are left out at both ends of a step: `from` is the first row that is listed.
json::object latency_map_json(const std::string& load, const latency_map& of) {
  json::array edges, from, counts, unanswered;
  for (const duration each : of.edges) edges.push_back(rounded(seconds(each)));
  for (const auto& step : of.counts) {
    const auto is_some = [](std::uint64_t count) { return count > 0; };
    const auto first = std::ranges::find_if(step, is_some);
    const auto last = std::find_if(step.rbegin(), std::reverse_iterator(first), is_some).base();
    from.push_back(first == step.end() ? 0 : first - step.begin());
    counts.push_back(json::array(first, last));
  }
  for (const std::uint64_t each : of.unanswered) unanswered.push_back(each);
  return {
      {"load", load},
      {"step_seconds", rounded(seconds(of.step))},
      {"edges_seconds", std::move(edges)},
      {"from", std::move(from)},
      {"counts", std::move(counts)},
      {"unanswered", std::move(unanswered)},
  };
}

}  // namespace

json::object series_json(const scenario::record& of) {
  const run_curves all = curves_of(of, most_json_points);
  json::object made{{"step_seconds", rounded(seconds(all.step))}};
  for (const auto& [kind, key] : subject_lists) {
    json::array list;
    for (const subject_curves& subject : all.subjects) {
      if (subject.kind != kind || subject.is_observed) continue;
      list.push_back(subject_json(subject));
    }
    made.emplace(key, std::move(list));
  }
  json::array clients;
  for (const subject_curves& subject : all.subjects) {
    if (subject.is_observed) clients.push_back(subject_json(subject));
  }
  if (!clients.empty()) made.emplace("clients", std::move(clients));
  return made;
}

json::array latency_maps_json(const scenario::record& of) {
  json::array all;
  for (const scenario::load& each : of.file.loads)
    all.push_back(latency_map_json(each.id, latency_map_of(of, each.id, most_map_steps)));
  return all;
}

shape latency_map_shape() {
  const shape counts = list_of(count());
  return object({
      {"load", text()},
      {"step_seconds", number()},
      {"edges_seconds", list_of(number(), "row r is of answers in [edge r, edge r + 1)")},
      {"from", list_of(count(), "the first row that is listed for a step")},
      {"counts", list_of(counts, "answers of a step in that row, the next, and so on")},
      {"unanswered", list_of(count(), "requests that ended in a step without an answer")},
  });
}

shape series_shape() {
  const shape values = list_of(maybe_number());
  return object({
      {"step_seconds", number("value i is over [i, i + 1) steps from the start")},
      {"loads",
       list_of(object({
           {"id", text()},
           {"offered_per_second", values},
           {"goodput_per_second", values},
           {"throughput_per_second", values},
           {"attempts_per_second", values},
           {"amplification", values},
           {"degraded", values},
           {"latency_p50_seconds", values},
           {"?latency_p90_seconds", values},
           {"latency_p99_seconds", values},
       }))},
      {"services",
       list_of(object({
           {"id", text()},
           {"queue", values},
           {"in_flight", values},
           {"served_per_second", values},
           {"wasted_per_second", values},
       }))},
      {"proxies", list_of(object({{"id", text()}, {"held", values}}))},
      {"?policies",
       list_of(
           object({
               {"id", text()},
               {"open_share", values},
               {"budget", values},
               {"retries_per_second", values},
           }),
           "those that somebody has called by"
       )},
      {"?clients",
       list_of(
           object({{"id", text("<proxy>/<client>")}, {"open_share", values}}),
           "of http proxies: what their breakers seem to do, seen from the wire; null while unknown"
       )},
      {"daemons",
       list_of(object({
           {"id", text()},
           {"depth", values},
           {"wait_p99_seconds", values},
           {"stalled_share", values},
       }))},
  });
}

}  // namespace surgeline::report
