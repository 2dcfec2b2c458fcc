#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "surgeline/lab/handover.hpp"
#include "surgeline/measure/meter.hpp"
#include "surgeline/scenario/client_breakers.hpp"
#include "surgeline/traffic/breakers.hpp"
#include "surgeline/traffic/counts.hpp"

namespace surgeline::runner {

/// Makes the rows of one proxy from the counts it reports now and then.
class proxy_rows {
 public:
  /// With a control group the exchanges of both parts have rows of their own.
  proxy_rows(const std::string& id, bool has_control_group);

  /// From now on what the breakers of this proxy's clients seem to do has rows too.
  void watches(const scenario::proxy& of) { clients_.emplace(of); }
  /// What they seem to do in the tick that ends before the one `now` is in; to be told before that is reported.
  void see(const traffic::breakers& seen, time_point now);
  /// The rows of the ticks before the one `now` is in, given what was `counted` in all by then; what is new since the last
  /// report belongs to the last of them.
  lab::rows report(const traffic::counts& counted, time_point now);

 private:
  measure::meter all_;
  std::optional<measure::meter> control_, faulted_;
  std::optional<scenario::client_breakers> clients_;
  traffic::counts before_;  // reported so far
};

}  // namespace surgeline::runner
