#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "check.hpp"
#include "surgeline/core/contains.hpp"
#include "surgeline/scenario/figure_word.hpp"

namespace surgeline::scenario {
namespace {

std::vector<std::string_view> words_of_executions() {
  std::vector<std::string_view> words;
  for (const figure_word& each : figure_words) words.push_back(each.name);
  return words;
}

std::vector<std::string_view> words_of_points() {
  std::vector<std::string_view> words = words_of_executions();
  for (const figure_word& each : point_words) words.push_back(each.name);
  return words;
}

/// What tips must be something that can happen here.
void check_tips(const reading& of) {
  const margin& wanted = *of.values.margin;
  const bool only_metastable =
      std::ranges::all_of(wanted.tips, [](auto kind) { return kind == verdict_kind::metastable; });
  if (!only_metastable || !of.is_sound({"recovery", "margin"})) return;
  if (of.values.recovery && of.values.recovery->probe_relief) return;
  of.problem(
      {"margin"},
      "nothing tips: without [recovery] and its `probe_relief` no run is ever metastable",
      "add them, or say what tips: tips = [\"metastable\", \"fail\"]"
  );
}

void check_measured(const reading& of, const config::value& written) {
  const std::vector<std::string_view> words = words_of_points();
  if (written.as<config::array>() == nullptr) {
    known_number(of, {"sweep", "measure"}, words);
    return;
  }
  for (std::size_t i = 0; i < of.values.sweep->measure.size(); ++i)
    known_number(of, {"sweep", "measure", i}, words);
}

void check_goal_metric(const reading& of) {
  const goal& wanted = *of.values.sweep->goal;
  const auto path = known_number(of, {"sweep", "goal", "metric"}, words_of_executions());
  if (path) {
    check_reference(of, {"sweep", "goal", "of"}, wanted.limits.of, *path);
  } else if (dimension_of(wanted.metric) && wanted.limits.of != reference::absolute) {
    of.problem(
        {"sweep", "goal", "of"},
        fmt::format("`{}` is a number of its own, and relative to nothing", wanted.metric),
        "leave `of` out"
    );
  }
}

}  // namespace

void check_margin(const reading& of) {
  if (of.values.margin) check_tips(of);
}

void check_sweep(const reading& of) {
  for (std::size_t i = 0; i < of.values.accept.agree.size(); ++i)
    known_number(of, {"accept", "agree", i, "metric"}, words_of_executions());
  if (!of.values.sweep) return;
  if (const config::value* measure = config::find(of.tree, "sweep", "measure")) {
    check_measured(of, *measure);
    if (contains(of.values.sweep->measure, "margin") && !of.values.margin &&
        config::find(of.tree, "margin") == nullptr) {
      of.problem(
          {"sweep", "measure"},
          "the file has no [margin] to measure",
          "add one: path, low and high"
      );
    }
  }
  if (of.values.sweep->goal) check_goal_metric(of);
}

}  // namespace surgeline::scenario
