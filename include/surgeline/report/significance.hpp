#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "surgeline/report/statistics.hpp"

namespace surgeline::report {

/// The difference of two means, and how far chance alone would take it.
struct mean_difference {
  double difference = 0;  ///< second − first
  double error = 0;       ///< its standard error; zero where nothing varies
  double freedom = 0;     ///< degrees of freedom of Student's law
  std::size_t count = 0;  ///< independent values it rests on, both sides together

  /// How often chance alone would make a difference as large, in either direction.
  double p() const;
  /// Its interval at that confidence.
  interval within(double confidence) const;
};

/// mean(second) − mean(first) of independent values, for unequal variances (Welch 1947, Satterthwaite's degrees of freedom). A
/// single value is held against three or more others as one more of them (Student's prediction). Empty for fewer.
std::optional<mean_difference> compare_means(
    std::span<const double> first,
    std::span<const double> second
);

/// The same of samples of which no more than this is known.
std::optional<mean_difference> compare_means(const spread& first, const spread& second);

/// The mean of values that were taken one after the other, so that neighbours are alike: of √n batches (five to twenty) the means
/// are taken as independent (Law and Kelton 1991, §9.5.3). Empty for fewer than ten values.
std::optional<mean_difference> mean_in_time(std::span<const double> values);

/// The same for what accumulates, such as queues and the time that is waited in them: neighbouring batches may be alike too, and
/// their correlation makes the error wider and the degrees of freedom fewer.
std::optional<mean_difference> level_in_time(std::span<const double> values);

/// The difference of two estimates by their 95 % intervals, as of normal laws.
mean_difference compare_estimates(
    double first,
    const interval& of_first,
    double second,
    const interval& of_second
);

/// How often chance alone would split hits as unevenly or more: Fisher's exact test, two-sided.
double fisher_exact(std::size_t hits, std::size_t of, std::size_t other_hits, std::size_t of_other);

/// One of several tests after correction.
struct corrected {
  double p = 1;           ///< adjusted: held against `1 − confidence` of the whole family
  double confidence = 1;  ///< of the interval that excludes zero if, and only if, the test rejects
  bool rejected = false;
};

/// Holm's (1979) correction: of tests whose null hypotheses all hold, any is rejected with a probability of at most `level`.
std::vector<corrected> corrected_for_many(std::span<const double> p, double level = 0.05);

}  // namespace surgeline::report
