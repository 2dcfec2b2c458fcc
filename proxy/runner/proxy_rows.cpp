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
  const auto count = [&](instrument what, std::uint64_t all, std::uint64_t& before) {
    meter_.count(last, what, static_cast<double>(all - std::exchange(before, all)));
  };
  count(
      instrument::bytes,
      std::reduce(counted.bytes.begin(), counted.bytes.end(), std::uint64_t{0}),
      bytes_
  );
  count(instrument::exchanges, counted.exchanges, exchanges_);
  count(instrument::failed, counted.failed, failed_);
  count(instrument::tried, counted.attempts, attempts_);
  count(instrument::logical, counted.logical, logical_);
  count(instrument::well, counted.good, good_);
  meter_.gauge(last, instrument::connections, static_cast<double>(counted.active));
  meter_.gauge(last, instrument::held, static_cast<double>(counted.buffered));
  meter_.roll(now);
  return meter_.take();
}

}  // namespace surgeline::runner
