#pragma once

#include <cstddef>
#include <cstdint>

#include "surgeline/core/time.hpp"

namespace surgeline::resilience {

/// Controlled delay (RFC 8289): lets bursts wait, and drops from a queue that stands. Once every wait of an interval has
/// been over the target, one is dropped, and then one after interval/√n, until a wait is under the target.
class codel {
 public:
  codel(duration target, duration interval) : target_(target), interval_(interval) {}

  /// Who was taken out at `now` had waited `waited`, and `behind` others still wait: is it to be dropped? Asked about each
  /// in turn, until one is not.
  bool drops(time_point now, duration waited, std::size_t behind);
  /// Nobody waits any more.
  void found_empty();

 private:
  bool stands(time_point now, duration waited, std::size_t behind);
  time_point law(time_point since) const;
  bool begin(time_point now);
  bool go_on(time_point now);

  duration target_, interval_;
  time_point over_since_ =
      never;           ///< every wait has been over the target for an interval from here on
  time_point next_{};  ///< drop, while dropping
  bool dropping_ = false;
  bool owes_next_ = false;  ///< it has dropped, and not said when the next one is
  std::uint32_t count_ = 0;
  std::uint32_t last_count_ = 0;  ///< where it began, the last time
};

}  // namespace surgeline::resilience
