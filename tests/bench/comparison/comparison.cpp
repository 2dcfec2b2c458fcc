#include "bench/comparison/comparison.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <random>

#include "bench/comparison/progress.hpp"

namespace surgeline::bench {

std::vector<series> take_turns(
    const std::vector<subject>& all,
    int rounds,
    std::string_view what,
    unsigned seed
) {
  std::mt19937 dice(seed);
  std::vector<series> made;
  for (const subject& one : all) made.push_back({one.name, {}});
  std::vector<std::size_t> order(all.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (const std::size_t i : order) all[i].slice();  // the first is for warming up
  progress shown(what);
  for (int round = 0; round < rounds; ++round) {
    shown.show(fmt::format("round {} of {}", round + 1, rounds));
    std::shuffle(order.begin(), order.end(), dice);
    for (const std::size_t i : order) {
      check_interrupt();
      made[i].rounds.push_back(all[i].slice());
    }
  }
  return made;
}

std::vector<series> over_generations(
    schedule when,
    const std::function<std::vector<series>(unsigned generation)>& one
) {
  std::vector<series> all;
  for (int i = 0; i < when.generations; ++i) {
    const std::vector<series> found = one(static_cast<unsigned>(i + 1));
    all.resize(found.size());
    for (std::size_t of = 0; of < found.size(); ++of) {
      all[of].name = found[of].name;
      all[of].together = found[of].rounds.size();
      all[of].rounds.insert(all[of].rounds.end(), found[of].rounds.begin(), found[of].rounds.end());
    }
  }
  return all;
}

const series* find(const std::vector<series>& all, std::string_view name) {
  const auto found = std::ranges::find(all, name, &series::name);
  return found == all.end() ? nullptr : &*found;
}

void fill_in(
    result& into,
    const std::vector<series>& all,
    column unit,
    const std::vector<goal>& goals
) {
  const series* reference = find(all, haproxy);
  if (reference == nullptr) reference = find(all, bare);
  if (reference == nullptr) reference = &all.front();
  into.columns.push_back(std::move(unit));
  into.columns.push_back({fmt::format("/ {}", reference->name), 3, true});
  for (const series& one : all) {
    const figure middle{median(one.rounds), {}};
    into.rows.push_back(
        {std::string(one.name), {middle, paired_ratio(one.rounds, reference->rounds, one.together)}}
    );
  }
  for (const goal& one : goals) {
    const series *const above = find(all, one.above), *const below = find(all, one.below);
    if (above == nullptr || below == nullptr) continue;
    into.verdicts.push_back(
        {fmt::format("{} / {}", one.above, one.below),
         paired_ratio(above->rounds, below->rounds, above->together),
         one.at_most}
    );
  }
}

}  // namespace surgeline::bench
