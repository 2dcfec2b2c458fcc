#include <algorithm>
#include <limits>

#include "surgeline/core/letter.hpp"
#include "surgeline/core/problem.hpp"

namespace surgeline {

namespace {

/// Damerau-Levenshtein distance without a second edit inside a swap ("optimal string alignment"), blind to ASCII case.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before_last(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  const auto same = [&](std::size_t i, std::size_t j) {
    return lower(a[i - 1]) == lower(b[j - 1]);
  };
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::swap(before_last, last);
    std::swap(last, row);
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (same(i, j) ? 0 : 1)});
      if (i > 1 && j > 1 && same(i, j - 1) && same(i - 1, j))
        row[j] = std::min(row[j], before_last[j - 2] + 1);
    }
  }
  return row[b.size()];
}

}  // namespace

std::optional<std::string> nearest(
    std::string_view word,
    const std::vector<std::string>& candidates
) {
  const std::string* best = nullptr;
  std::size_t least = std::numeric_limits<std::size_t>::max();
  for (const std::string& candidate : candidates) {
    const auto [shorter, longer] = std::minmax({word.size(), candidate.size()});
    const std::size_t allowed = std::max<std::size_t>(1, longer / 3);
    if (longer - shorter > allowed) continue;  // at least so many insertions
    const std::size_t found = distance(word, candidate);
    // A word with nothing left of it is no slip: `a` for `b`.
    if (found > allowed || found >= longer || found >= least) continue;
    best = &candidate;
    least = found;
  }
  if (best == nullptr) return std::nullopt;
  return *best;
}

std::string suggestion(std::string_view word, const std::vector<std::string>& candidates) {
  if (const auto near = nearest(word, candidates)) return "did you mean `" + *near + "`?";
  std::string all;
  for (const std::string& candidate : candidates)
    all += (all.empty() ? "one of `" : ", `") + candidate + "`";
  return all;
}

}  // namespace surgeline
