#include "bench/exact/observation.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "bench/comparison/sleepers.hpp"
#include "bench/comparison/statistics.hpp"
#include "surgeline/net/delay_heap.hpp"

namespace surgeline::bench {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t plain_requests = 400, bare_timers = 16;
constexpr duration plain_period = 5ms;  // at least, so that everybody has gone to sleep in between

}  // namespace

double milliseconds(duration span) { return seconds(span) * 1e3; }

double lateness::at(double share) const {
  return quantile(sleeper, share) + quantile(plain, share) + milliseconds(net::delay_heap::slack);
}

std::string lateness::text(double share) const {
  return fmt::format(
      "bare timer +{:.3f}, plain request {:.3f}",
      quantile(sleeper, share),
      quantile(plain, share)
  );
}

observation observe(
    place& here,
    std::span<line> lines,
    rhythm how,
    duration span,
    std::string_view what,
    const std::function<void()>& arm
) {
  observation made;
  here.clear();
  const std::size_t each = (plain_requests + lines.size() - 1) / lines.size();
  round_trips asking(lines);
  for (const auto& one : asking.run({each, std::max(how.period, plain_period)}, what))
    for (const duration took : one) made.allowed.plain.push_back(milliseconds(took));
  arm();
  sleepers beside(bare_timers, span);
  made.took = asking.run(how, what);
  made.allowed.sleeper = beside.late();
  return made;
}

}  // namespace surgeline::bench
