#include "surgeline/report/sweep_line.hpp"

#include <algorithm>

#include "surgeline/config/text_at.hpp"

namespace surgeline::report {
namespace {

using config::value;

std::optional<double> number_at(const value& in, std::string_view key) {
  const value* at = config::find(in, key);
  if (at == nullptr) return {};
  if (const auto* whole = at->as<std::int64_t>()) return static_cast<double>(*whole);
  const auto* number = at->as<double>();
  return number == nullptr ? std::nullopt : std::optional{*number};
}

std::optional<scenario::verdict_kind> kind_at(const value& in, std::string_view key) {
  const std::string name = config::text_at(in, key);
  for (const auto& each : config::names<scenario::verdict_kind>) {
    if (each.name == name) return each.value;
  }
  return {};
}

value whole(std::uint64_t number) { return static_cast<std::int64_t>(number); }

std::optional<scenario::trial> trial_in(const value& from) {
  const auto at = number_at(from, "at"), tipped = number_at(from, "tipped"),
             held = number_at(from, "held"), silent = number_at(from, "silent");
  if (!at || !tipped || !held || !silent) return {};
  const auto count = [](double number) { return static_cast<std::uint32_t>(number); };
  return scenario::trial{*at, count(*tipped), count(*held), count(*silent)};
}

}  // namespace

value line_of(const sweep_sample& of) {
  config::table line, numbers;
  line.put("point", whole(of.point));
  line.put("engine", std::string{name_of(of.engine)});
  line.put("seed", std::to_string(of.seed));  // a seed may be larger than a JSON number holds
  line.put("verdict", std::string{config::name_of(of.verdict)});
  for (const auto& [name, number] : of.numbers) numbers.put(name, number);
  line.put("numbers", std::move(numbers));
  if (of.meets_goal) line.put("meets_goal", *of.meets_goal);
  return line;
}

std::optional<sweep_sample> sample_in(const value& line) {
  const auto point = number_at(line, "point");
  const auto verdict = kind_at(line, "verdict");
  const std::string engine = config::text_at(line, "engine"), seed = config::text_at(line, "seed");
  const value* numbers = config::find(line, "numbers");
  const auto* table = numbers == nullptr ? nullptr : numbers->as<config::table>();
  const bool is_seed =
      !seed.empty() && std::ranges::all_of(seed, [](char c) { return c >= '0' && c <= '9'; });
  if (!point || !verdict || table == nullptr || !is_seed || (engine != "sim" && engine != "run"))
    return {};
  sweep_sample made{
      .point = static_cast<std::size_t>(*point),
      .engine = engine == "sim" ? scenario::engine::sim : scenario::engine::run,
      .seed = std::stoull(seed),
      .verdict = *verdict
  };
  for (const config::entry& each : table->entries) {
    if (const auto number = number_at(*numbers, each.key)) made.numbers.emplace(each.key, *number);
  }
  if (config::find(line, "meets_goal") != nullptr)
    made.meets_goal = config::is_true_at(line, "meets_goal");
  return made;
}

value line_of(
    std::string_view what,
    std::size_t point,
    const scenario::found_margin& of,
    bool begins
) {
  config::table line, found;
  config::array trials;
  for (const scenario::trial& each : of.trials) {
    config::table one;
    one.put("at", each.at);
    one.put("tipped", whole(each.tipped));
    one.put("held", whole(each.held));
    one.put("silent", whole(each.silent));
    trials.emplace_back(std::move(one));
  }
  found.put("outcome", whole(static_cast<std::uint64_t>(of.outcome)));
  found.put("at", of.at);
  found.put("low", of.low);
  found.put("high", of.high);
  found.put("sharp", of.is_sharp);
  found.put("begins", begins);
  found.put("trials", std::move(trials));
  line.put("point", whole(point));
  line.put(std::string{what}, std::move(found));
  return line;
}

std::optional<found_line> found_in(std::string_view what, const value& line) {
  const value* found = config::find(line, what);
  const auto point = number_at(line, "point");
  if (found == nullptr || !point) return {};
  const auto outcome = number_at(*found, "outcome"), at = number_at(*found, "at"),
             low = number_at(*found, "low"), high = number_at(*found, "high");
  const value* trials = config::find(*found, "trials");
  const auto* list = trials == nullptr ? nullptr : trials->as<config::array>();
  if (!outcome || *outcome < 0 || *outcome > 4 || !at || !low || !high || list == nullptr)
    return {};
  found_line made{
      .point = static_cast<std::size_t>(*point),
      .begins = config::is_true_at(*found, "begins")
  };
  made.found = {
      .outcome = static_cast<scenario::margin_outcome>(static_cast<int>(*outcome)),
      .at = *at,
      .low = *low,
      .high = *high,
      .is_sharp = config::is_true_at(*found, "sharp")
  };
  for (const value& each : *list) {
    if (const auto trial = trial_in(each)) made.found.trials.push_back(*trial);
  }
  return made;
}

}  // namespace surgeline::report
