#include "surgeline/measure/recording.hpp"

#include <algorithm>

namespace surgeline::measure {
namespace {

/// The rows [first, last) of a column of `rows` rows that lie in [from, to) wholly.
struct stretch {
  std::size_t first, last;
};

stretch rows_of(time_point from, time_point to, std::size_t rows) {
  const std::size_t first = tick_of(after(from, tick - duration{1}));
  return {std::min(first, rows), std::min(std::max(tick_of(to), first), rows)};
}

template <class T, class Join>
void join_columns(std::vector<T>& into, const std::vector<T>& rows, std::size_t at, Join join) {
  if (into.size() < at + rows.size()) into.resize(at + rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) join(into[at + i], rows[i]);
}

}  // namespace

std::size_t series::size() const {
  std::size_t rows = 0;
  for (const auto& [what, column] : numbers) rows = std::max(rows, column.size());
  for (const auto& [what, column] : histograms) rows = std::max(rows, column.size());
  return rows;
}

void recording::add(const std::string& subject, const series& rows) {
  series& all = subjects_[subject];
  for (const auto& [what, column] : rows.numbers) {
    join_columns(all.numbers[what], column, rows.first_tick, [](double& a, double b) { a += b; });
  }
  for (const auto& [what, column] : rows.histograms) {
    join_columns(
        all.histograms[what],
        column,
        rows.first_tick,
        [](histogram& a, const histogram& b) { a.merge(b); }
    );
  }
}

void recording::drop_histograms() {
  for (auto& [subject, all] : subjects_) all.histograms.clear();
}

const std::vector<double>* recording::column(const std::string& subject, instrument what) const {
  const auto found = subjects_.find(subject);
  if (found == subjects_.end()) return nullptr;
  const auto numbers = found->second.numbers.find(what);
  return numbers == found->second.numbers.end() ? nullptr : &numbers->second;
}

std::size_t recording::ticks(const std::string& subject, time_point from, time_point to) const {
  const auto found = subjects_.find(subject);
  if (found == subjects_.end()) return 0;
  const auto [first, last] = rows_of(from, to, found->second.size());
  return last - first;
}

double recording::sum(const std::string& subject, instrument what, time_point from, time_point to)
    const {
  const auto* numbers = column(subject, what);
  if (numbers == nullptr) return 0;
  const auto [first, last] = rows_of(from, to, numbers->size());
  double total = 0;
  for (std::size_t row = first; row < last; ++row) total += (*numbers)[row];
  return total;
}

double recording::mean(const std::string& subject, instrument what, time_point from, time_point to)
    const {
  const auto* numbers = column(subject, what);
  if (numbers == nullptr) return 0;
  const auto [first, last] = rows_of(from, to, numbers->size());
  return first == last ? 0 : sum(subject, what, from, to) / static_cast<double>(last - first);
}

double recording::last(const std::string& subject, instrument what, time_point at) const {
  const auto* numbers = column(subject, what);
  if (numbers == nullptr || numbers->empty() || tick_of(at) == 0) return 0;
  return (*numbers)[std::min(tick_of(at), numbers->size()) - 1];
}

histogram recording::merged(
    const std::string& subject,
    instrument what,
    time_point from,
    time_point to
) const {
  histogram all;
  const auto found = subjects_.find(subject);
  if (found == subjects_.end()) return all;
  const auto histograms = found->second.histograms.find(what);
  if (histograms == found->second.histograms.end()) return all;
  const auto [first, last] = rows_of(from, to, histograms->second.size());
  for (std::size_t row = first; row < last; ++row) all.merge(histograms->second[row]);
  return all;
}

}  // namespace surgeline::measure
