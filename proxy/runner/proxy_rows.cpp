#include "surgeline/runner/proxy_rows.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace surgeline::runner {

using measure::instrument;

measure::series proxy_rows::report(const traffic::counts& counted, time_point now) {
  const time_point begin{measure::tick * static_cast<duration::rep>(measure::tick_of(now))};
  const time_point last =
      std::max(time_point{}, begin - duration{1});  // of the tick that has ended
  const auto bytes = std::reduce(counted.bytes.begin(), counted.bytes.end());
  meter_.count(last, instrument::bytes, static_cast<double>(bytes - std::exchange(bytes_, bytes)));
  meter_.gauge(last, instrument::connections, static_cast<double>(counted.active));
  meter_.gauge(last, instrument::held, static_cast<double>(counted.buffered));
  meter_.roll(now);
  return meter_.take();
}

}  // namespace surgeline::runner
