#include "contrast_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace surgeline::report {
namespace {

using number = std::optional<double> figures::*;

struct compared_figure {
  const char* name;
  number which;
  number_text text;
};

constexpr std::array<compared_figure, 9> compared_figures{
    {{"recovery_seconds", &figures::recovery_seconds, text_of_seconds},
     {"goodput_before_per_second", &figures::goodput_before, text_of_rate},
     {"goodput_in_faults_per_second", &figures::goodput_in_faults, text_of_rate},
     {"goodput_after_per_second", &figures::goodput_after, text_of_rate},
     {"goodput_share", &figures::goodput_share, text_of_share},
     {"amplification", &figures::amplification, text_of_ratio},
     {"peak_amplification", &figures::peak_amplification, text_of_ratio},
     {"wasted_share", &figures::wasted_share, text_of_share},
     {"degraded_share", &figures::degraded_share, text_of_share}}
};

std::vector<double> sample(const contrast_side& of, number which) {
  std::vector<double> all;
  for (std::size_t i = 0; i < of.count(); ++i) {
    if (const auto value = (*of.member(i).kept).*which) all.push_back(*value);
  }
  return all;
}

std::size_t count_of(const contrast_side& of, scenario::verdict_kind kind) {
  const auto& all = of.seeds.verdicts;
  const auto found = std::ranges::find(all, kind, [](const auto& each) { return each.first; });
  return found == all.end() ? 0 : found->second;
}

}  // namespace

std::vector<contrast_row> rows_over_seeds(const contrast_side& first, const contrast_side& second) {
  std::vector<contrast_row> all;
  for (const auto& each : config::names<scenario::verdict_kind>) {
    const std::size_t hits = count_of(first, each.value), others = count_of(second, each.value);
    if (hits + others == 0) continue;
    all.push_back(
        share_row(fmt::format("verdict {}", each.name), hits, first.count(), others, second.count())
    );
  }
  if (first.seeds.watched > 0 && second.seeds.watched > 0) {
    all.push_back(share_row(
        "came back",
        first.seeds.recovered,
        first.seeds.watched,
        second.seeds.recovered,
        second.seeds.watched
    ));
  }
  for (const compared_figure& each : compared_figures) {
    const auto a = sample(first, each.which), b = sample(second, each.which);
    if (a.empty() && b.empty()) continue;
    contrast_row made{.name = each.name, .text = each.text};
    if (!a.empty()) made.first = spread_of(a).mean;
    if (!b.empty()) made.second = spread_of(b).mean;
    made.first_count = a.size();
    made.second_count = b.size();
    made.difference = compare_means(a, b);
    if (made.difference) made.p = made.difference->p();
    all.push_back(std::move(made));
  }
  return all;
}

contrast_row share_row(
    std::string name,
    std::size_t hits,
    std::size_t of,
    std::size_t other_hits,
    std::size_t of_other
) {
  contrast_row made{.name = std::move(name), .text = text_of_share};
  const auto share = [](std::size_t part, std::size_t whole) {
    return static_cast<double>(part) / static_cast<double>(whole);
  };
  if (of > 0) made.first = share(hits, of);
  if (of_other > 0) made.second = share(other_hits, of_other);
  made.first_count = of;
  made.second_count = of_other;
  if (of > 0 && of_other > 0) made.p = fisher_exact(hits, of, other_hits, of_other);
  return made;
}

std::size_t correct(std::span<contrast_row* const> all) {
  std::vector<contrast_row*> tested;
  std::vector<double> p;
  for (contrast_row* each : all) {
    if (!each->p) continue;
    tested.push_back(each);
    p.push_back(*each->p);
  }
  const auto made = corrected_for_many(p);
  for (std::size_t i = 0; i < tested.size(); ++i) {
    tested[i]->after = made[i];
    if (tested[i]->difference)
      tested[i]->within = tested[i]->difference->within(made[i].confidence);
  }
  return tested.size();
}

void add_keys(
    const stored_file& first,
    const stored_file& second,
    std::vector<asked_difference>& to
) {
  const std::size_t before = to.size();
  const auto at = [](const stored_file& in, const std::string& path) {
    const auto found = in.keys.find(path);
    return found == in.keys.end() ? std::string{"none"} : found->second;
  };
  const bool differs_in_seed = at(first, seed_key) != at(second, seed_key);
  for (const auto& [path, is] : first.keys) {
    if (path != seed_key) add_once(to, {path, is, at(second, path)});
  }
  for (const auto& [path, is] : second.keys) {
    if (!first.keys.contains(path)) add_once(to, {path, "none", is});
  }
  if (first.config != second.config && to.size() == before && !differs_in_seed)
    add_once(to, {"config, in what no report keeps", first.config, second.config});
}

void add_once(std::vector<asked_difference>& to, asked_difference one) {
  if (one.first != one.second && std::ranges::find(to, one) == to.end())
    to.push_back(std::move(one));
}

}  // namespace surgeline::report
