#include "surgeline/scenario/sweep_grid.hpp"

#include <cmath>

#include "surgeline/config/toml.hpp"

namespace surgeline::scenario {
namespace {

/// As a file says it, but texts without their quotes.
std::string plain_text(const config::value& of) {
  const auto* text = of.as<std::string>();
  return text == nullptr ? config::to_toml(of) : *text;
}

}  // namespace

std::vector<config::value> values_of(const axis& of) {
  if (of.values) return *of.values;
  std::vector<config::value> all;
  if (!of.from || !of.to || !of.steps) return all;
  const bool log = of.scale == range_scale::log;
  const auto place = [&](double number) { return log ? std::log(number) : number; };
  const double from = place(of.from->number), to = place(of.to->number);
  const bool is_mixed = of.from->unit == unit_family::whole && of.to->unit != of.from->unit;
  for (std::uint32_t i = 0; i < *of.steps; ++i) {
    const double at = from + (to - from) * i / (*of.steps - 1);
    setting one{log ? std::exp(at) : at, is_mixed ? of.to->unit : of.from->unit};
    if (i == 0) one.number = of.from->number;
    if (i + 1 == *of.steps) one.number = of.to->number;
    config::value written = value_of(one);
    if (all.empty() || all.back() != written) all.push_back(std::move(written));
  }
  return all;
}

std::string text_of(const sweep& of, const grid_point& at) {
  std::string all;
  for (std::size_t i = 0; i < at.text.size(); ++i)
    all += (i == 0 ? "" : ", ") + of.vary[i].path + "=" + at.text[i];
  return all;
}

std::vector<grid_point> grid_of(const sweep& of) {
  std::vector<grid_point> all(1);
  for (const axis& each : of.vary) {
    if (is_searched(each)) continue;
    const std::vector<config::value> values = values_of(each);
    std::vector<grid_point> further;
    for (const grid_point& before : all) {
      for (std::size_t i = 0; i < values.size(); ++i) {
        grid_point point = before;
        point.at.push_back(i);
        point.text.push_back(plain_text(values[i]));
        point.sets.push_back({each.path, values[i]});
        for (const companion& along : each.with)
          point.sets.push_back({along.path, along.values[i]});
        further.push_back(std::move(point));
      }
    }
    all = std::move(further);
  }
  return all;
}

}  // namespace surgeline::scenario
