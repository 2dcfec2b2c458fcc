#pragma once

#include <cstdint>
#include <string>

#include "surgeline/measure/meter.hpp"
#include "surgeline/traffic/counts.hpp"

namespace surgeline::runner {

/// Makes the rows of one proxy from the counts it reports now and then.
class proxy_rows {
 public:
  explicit proxy_rows(const std::string& id) : meter_(measure::subject_kind::proxy, id) {}

  const std::string& subject() const { return meter_.subject(); }
  /// The rows of the ticks before the one `now` is in, given what was `counted` in all by then; what is new since the last
  /// report belongs to the last of them.
  measure::series report(const traffic::counts& counted, time_point now);

 private:
  measure::meter meter_;
  // Reported so far.
  std::uint64_t bytes_ = 0, exchanges_ = 0, failed_ = 0, attempts_ = 0, logical_ = 0, good_ = 0;
};

}  // namespace surgeline::runner
