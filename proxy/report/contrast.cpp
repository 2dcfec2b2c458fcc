#include "surgeline/report/contrast.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "contrast_rows.hpp"
#include "words.hpp"

namespace surgeline::report {
namespace {

/// From so many seeds on one side they say how a number scatters.
constexpr std::size_t enough_seeds = 3;

std::string name_of_side(const summary& of) {
  return fmt::format("{}{}{}", of.variant, of.variant.empty() ? "" : " · ", name_of(of.engine));
}

std::vector<std::uint64_t> seeds_of(const contrast_side& of) {
  std::vector<std::uint64_t> all;
  for (std::size_t i = 0; i < of.count(); ++i) all.push_back(of.member(i).record.seed);
  return all;
}

/// `1`, `1 to 20`, `1, 5, 9`; of more than four that do not follow each other how many they are.
std::string text_of(const std::vector<std::uint64_t>& seeds) {
  if (seeds.size() < 2) return fmt::format("{}", fmt::join(seeds, ""));
  const auto [low, high] = std::ranges::minmax(seeds);
  if (high - low + 1 == seeds.size()) return fmt::format("{} to {}", low, high);
  if (seeds.size() <= 4) return fmt::format("{}", fmt::join(seeds, ", "));
  return fmt::format("{} between {} and {}", seeds.size(), low, high);
}

/// A variant of each side.
struct match {
  const summary *first, *second;
};

/// What belongs together; what is left of each side stays in the lists.
std::vector<match> matches(std::vector<const summary*>& ours, std::vector<const summary*>& theirs) {
  std::vector<match> made;
  const auto take = [&](auto fits) {
    for (auto mine = ours.begin(); mine != ours.end();) {
      const auto other =
          std::ranges::find_if(theirs, [&](const summary* each) { return fits(**mine, *each); });
      if (other == theirs.end()) {
        ++mine;
        continue;
      }
      made.push_back({*mine, *other});
      theirs.erase(other);
      mine = ours.erase(mine);
    }
  };
  take([](const summary& a, const summary& b) {
    return a.engine == b.engine && a.variant == b.variant;
  });
  const auto left = [](const std::vector<const summary*>& of, scenario::engine on) {
    return std::ranges::count(of, on, [](const summary* each) { return each->engine; });
  };
  take([&](const summary& a, const summary& b) {
    return a.engine == b.engine && left(ours, a.engine) == 1 && left(theirs, a.engine) == 1;
  });
  return made;
}

contrast_pair pair_of(const contrast_side& first, const contrast_side& second) {
  contrast_pair made{
      .first = first.seeds.variant,
      .second = second.seeds.variant,
      .engine = first.seeds.engine,
      .is_in_time = std::max(first.count(), second.count()) < enough_seeds,
      .first_seeds = seeds_of(first),
      .second_seeds = seeds_of(second),
      .first_verdicts = verdicts_in_words(first.seeds),
      .second_verdicts = verdicts_in_words(second.seeds)
  };
  made.rows = made.is_in_time ? rows_in_time(first, second) : rows_over_seeds(first, second);
  return made;
}

std::vector<asked_difference> asked_differences(
    const stored_report& first,
    const stored_report& second,
    const contrast& of
) {
  std::vector<asked_difference> made;
  const auto id = [](const stored_report& one) {
    return one.all.empty() ? std::string{} : one.all.front().record.file.head.id;
  };
  add_once(made, {"scenario", id(first), id(second)});
  for (const contrast_pair& each : of.pairs) {
    add_once(made, {"variant", each.first, each.second});
    add_once(made, {"seed", text_of(each.first_seeds), text_of(each.second_seeds)});
    const auto mine = first.files.find(each.first), other = second.files.find(each.second);
    if (mine != first.files.end() && other != second.files.end())
      add_keys(mine->second, other->second, made);
  }
  add_once(made, {"surgeline", first.version, second.version});
  return made;
}

/// Corrects everything that is tested for being one of many.
void correct(contrast& what) {
  std::vector<contrast_row*> all;
  for (contrast_pair& pair : what.pairs) {
    for (contrast_row& each : pair.rows) all.push_back(&each);
  }
  for (contrast_row& each : what.margins) all.push_back(&each);
  what.tests = correct(all);
}

}  // namespace

std::size_t contrast::differing() const {
  const auto count = [](const std::vector<contrast_row>& rows) {
    return static_cast<std::size_t>(std::ranges::count_if(rows, &contrast_row::differs));
  };
  std::size_t all = count(margins);
  for (const contrast_pair& each : pairs) all += count(each.rows);
  return all;
}

bool contrast::has_numbers() const {
  const auto has = [](const contrast_pair& each) { return !each.rows.empty(); };
  return !margins.empty() || std::ranges::any_of(pairs, has);
}

contrast contrast_of(const stored_report& first, const stored_report& second) {
  contrast made;
  made.margins = rows_of_margins(first, second);
  const bool is_of_margins = !first.margins.empty() && !second.margins.empty();
  const auto ours = summarise(first.all), theirs = summarise(second.all);
  std::vector<const summary*> our_rest, their_rest;
  for (const summary& each : ours) our_rest.push_back(&each);
  for (const summary& each : theirs) their_rest.push_back(&each);
  // The runs beside a margin are at its own points, which are nobody else's.
  if (!is_of_margins) {
    for (const match& each : matches(our_rest, their_rest))
      made.pairs.push_back(pair_of({first, *each.first}, {second, *each.second}));
    for (const summary* each : our_rest) made.only_first.push_back(name_of_side(*each));
    for (const summary* each : their_rest) made.only_second.push_back(name_of_side(*each));
  }
  made.asked = asked_differences(first, second, made);
  correct(made);
  return made;
}

}  // namespace surgeline::report
