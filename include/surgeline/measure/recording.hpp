#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "surgeline/core/time.hpp"
#include "surgeline/measure/histogram.hpp"
#include "surgeline/measure/instrument.hpp"

namespace surgeline::measure {

/// The step of every series, in file time: what windows and checks are made of.
inline constexpr duration tick = std::chrono::milliseconds{250};

/// Which tick a moment falls in; what comes before the run belongs to its first.
constexpr std::size_t tick_of(time_point moment) {
  return moment < time_point{} ? 0 : static_cast<std::size_t>(moment.time_since_epoch() / tick);
}

/// The numbers of one subject over a stretch of ticks: a column per instrument, a row per tick.
struct series {
  std::size_t first_tick = 0;
  std::map<instrument, std::vector<double>> numbers;
  std::map<instrument, std::vector<histogram>> histograms;

  /// Rows it holds; a column that is shorter lacks its last ones.
  std::size_t size() const;
  bool operator==(const series&) const = default;
};

/// All series of a run, by subject (`load.users`); the judge and the reports know nothing else, and no engine.
/// A window [from, to) means its whole ticks; those that are not recorded, or not of this subject, add nothing.
class recording {
 public:
  /// Adds rows of one subject; rows of several writers for the same subject and tick are added up.
  void add(const std::string& subject, const series& rows);
  /// Forgets the distributions and keeps the counts: what is enough for one of many seeds.
  void drop_histograms();
  /// Says that every writer has closed the ticks before `moment`.
  void complete_until(time_point moment) { complete_ = moment; }
  /// Everything before this is known.
  time_point complete() const { return complete_; }

  bool has(const std::string& subject) const { return subjects_.contains(subject); }
  const std::map<std::string, series>& subjects() const { return subjects_; }

  /// How many ticks of [from, to) are recorded of a subject.
  std::size_t ticks(const std::string& subject, time_point from, time_point to) const;
  /// Sum of a count over the ticks of [from, to).
  double sum(const std::string& subject, instrument what, time_point from, time_point to) const;
  /// Mean of a gauge over the ticks of [from, to); zero without ticks.
  double mean(const std::string& subject, instrument what, time_point from, time_point to) const;
  /// A gauge's value at the end of the last recorded tick before `at`; zero before the first.
  double last(const std::string& subject, instrument what, time_point at) const;
  /// All observations in the ticks of [from, to).
  histogram merged(const std::string& subject, instrument what, time_point from, time_point to)
      const;

  bool operator==(const recording&) const = default;

 private:
  const std::vector<double>* column(const std::string& subject, instrument what) const;

  std::map<std::string, series> subjects_;
  time_point complete_{};
};

}  // namespace surgeline::measure
