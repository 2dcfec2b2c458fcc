#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "surgeline/report/numbers.hpp"
#include "surgeline/report/room.hpp"
#include "surgeline/report/significance.hpp"
#include "surgeline/report/stored.hpp"

namespace surgeline::report {

/// One number on both sides, and whether its difference is more than noise.
struct contrast_row {
  std::string name;   ///< `recovery_seconds`, `load.users.goodput_per_second`, `verdict metastable`
  std::string phase;  ///< of a number over time; empty otherwise
  number_text text = text_of_number;
  std::optional<double> first, second;                  ///< means; shares of the seeds for verdicts
  std::optional<interval> first_within, second_within;  ///< of margins
  std::string first_bound,
      second_bound;  ///< `> ` or `≤ ` before a margin of which an end is all that is known
  std::size_t first_count = 0,
              second_count =
                  0;  ///< seeds with that number; steps of a second or more, for one over time
  std::size_t batches = 0;  ///< of a number over time: means taken as independent
  std::optional<double>
      p;  ///< before correction; empty with too little to test, or where both are the same
  std::optional<mean_difference> difference;  ///< empty for shares, which have no law of Student's
  corrected after{};
  std::optional<interval> within{};  ///< of the difference, at the level it is tested at

  bool differs() const { return p && after.rejected; }
};

/// A variant of each side, on the same engine.
struct contrast_pair {
  std::string first, second;  ///< the variants
  scenario::engine engine = scenario::engine::sim;
  bool is_in_time = false;  ///< too few seeds: one run of each is compared, second by second
  std::vector<std::uint64_t> first_seeds, second_seeds;
  std::string first_verdicts, second_verdicts;  ///< `pass 4, metastable 1`
  std::vector<contrast_row> rows;
};

/// Something in which what was carried out differs.
struct asked_difference {
  std::string what;  ///< `seed`, `surgeline`, `policy.callers.retry.attempts`
  std::string first, second;
  bool operator==(const asked_difference&) const = default;
};

/// Two reports side by side.
struct contrast {
  std::vector<asked_difference> asked;
  std::vector<contrast_pair> pairs;
  std::vector<contrast_row> margins;
  std::vector<std::string> only_first, only_second;  ///< variants that the other lacks
  std::size_t tests = 0;                             ///< comparisons that correction is over

  std::size_t differing() const;
  /// Whether there is any number that both have.
  bool has_numbers() const;
};

/// Holds two reports against each other: variants of the same name on the same engine, and where each side has just one left,
/// these two. Seeds are compared by their means (Welch's test) and verdicts (Fisher's); where there are too few of them, one run
/// of each second by second within each phase, by batch means; margins by their intervals. Holm's correction is over all of it.
contrast contrast_of(const stored_report& first, const stored_report& second);

/// A margin of both sides, by their intervals; where an end of the range is all that one knows, by that.
contrast_row row_of_margins(
    std::string name,
    const margin_finding& first,
    const margin_finding& second
);

/// As lines for a terminal; the names are what the two are called.
std::vector<std::string> contrast_lines(
    const contrast& of,
    const std::string& first_name,
    const std::string& second_name,
    room wide,
    bool colour
);

/// For programs, every comparison.
std::string contrast_json(
    const contrast& of,
    const std::string& first_name,
    const std::string& second_name
);

}  // namespace surgeline::report
