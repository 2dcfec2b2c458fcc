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

/// A share of the seeds of each side.
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

std::vector<contrast_row> rows_of_margins(const stored_report& first, const stored_report& second) {
  std::vector<contrast_row> all;
  for (const stored_margin& a : first.margins) {
    for (const stored_margin& b : second.margins) {
      if (a.path != b.path || a.variant != b.variant || !a.value || !b.value) continue;
      contrast_row made{
          .name = fmt::format(
              "surge margin of {}{}{}",
              a.variant,
              a.variant.empty() ? "" : ": ",
              a.path
          ),
          .first = a.value,
          .second = b.value
      };
      made.difference = compare_estimates(*a.value, a.within, *b.value, b.within);
      made.p = made.difference->p();
      all.push_back(std::move(made));
    }
  }
  return all;
}

}  // namespace surgeline::report
