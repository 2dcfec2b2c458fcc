#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "surgeline/report/execution.hpp"
#include "surgeline/report/statistics.hpp"

namespace surgeline::report {

/// Whether the engines agree on a number.
enum class accordance : std::uint8_t {
  agree,    ///< the interval of the difference lies within the margin
  differ,   ///< it does not
  unknown,  ///< there are too few seeds for an interval, or nobody has the number
};

/// One number of one variant on both engines, held against the margin that the file declares (`[accept] agree`): two one-sided tests
/// (Schuirmann 1987), as the interval of sim − run lies within ±margin or does not.
struct accord {
  std::string variant, metric;
  spread run{}, sim{};
  double difference = 0;           ///< of the means, sim − run
  std::optional<interval> within;  ///< its interval, at the file's confidence
  double margin = 0;  ///< the wider of the absolute one and the relative one times what `run` has
  double confidence = 0.95;
  std::string reference{};  ///< what the file says it should be, as it was written
  accordance how = accordance::unknown;
};

/// The accords of every variant that both engines carried out, in the order of the file.
std::vector<accord> accords(std::span<const execution> all);

/// As a sentence, for one that is no agreement: `the engines differ in load.users.success: …`.
std::string text_of(const accord& of);

}  // namespace surgeline::report
