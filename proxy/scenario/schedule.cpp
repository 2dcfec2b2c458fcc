#include "surgeline/scenario/schedule.hpp"

#include <algorithm>
#include <cmath>

#include "surgeline/fault/effect.hpp"

namespace surgeline::scenario {
namespace {

using surgeline::fault::together;

/// What is drawn for a window, by its ordinal.
enum drawn : std::uint64_t { its_length, its_jitter, its_gap };

/// Puts overlapping and touching windows together, and cuts off what lies outside of [0, until).
std::vector<window> merged(std::vector<window> all, duration until) {
  std::vector<window> result;
  std::ranges::sort(all, {}, &window::from);
  for (window one : all) {
    one = {std::max(one.from, duration{}), std::min(one.to, until)};
    if (one.from >= one.to) continue;
    if (!result.empty() && one.from <= result.back().to)
      result.back().to = std::max(result.back().to, one.to);
    else
      result.push_back(one);
  }
  return result;
}

}  // namespace

void schedule::check(config::checker& in) const {
  in.exactly_one({"at", "every", "on", "poisson"});
  in.together({"on", "off"});
  const bool needs_length = at || every || poisson;
  if (needs_length && !lasting) {
    in.problem(
        "for",
        in.name() + " does not say how long a window is",
        "add `for`, such as \"5s\""
    );
  } else if (on && lasting) {
    in.problem("for", "`on` says already how long a window is", "remove `for`");
  }
  if (every) return;
  if (first != duration{}) in.problem("first", "`first` goes with `every`", "remove it");
  if (jitter != distribution{}) in.problem("jitter", "`jitter` goes with `every`", "remove it");
}

std::vector<window> schedule::windows(duration until, const chance& dice, std::uint64_t name)
    const {
  std::vector<window> all;
  const auto open = [&](duration from, std::uint64_t ordinal) {
    const double draw = dice.draw(name, ordinal, its_length);
    all.push_back({from, together(from, on ? *on : lasting->sample(draw, from))});
  };
  if (at) {
    for (std::uint64_t i = 0; i < at->size(); ++i) open((*at)[i], i);
  } else if (every) {
    std::uint64_t i = 0;
    for (duration from = first; from < until; from = together(from, *every), ++i)
      open(from + jitter.sample(dice.draw(name, i, its_jitter), from), i);
  } else if (on) {
    std::uint64_t i = 0;
    for (duration from{}; from < until; from = together(from, together(*on, *off)), ++i)
      open(from, i);
  } else {
    const double mean = 1 / poisson->per_second;
    duration from{};
    for (std::uint64_t i = 0; from < until; ++i) {
      const double gap = -std::log1p(-dice.draw(name, i, its_gap)) * mean;
      from = together(from, from_seconds(gap));
      if (from < until) open(from, i);
    }
  }
  return merged(std::move(all), until);
}

}  // namespace surgeline::scenario
