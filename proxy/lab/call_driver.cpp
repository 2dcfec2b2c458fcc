#include "surgeline/lab/call_driver.hpp"

#include "surgeline/lab/file_time.hpp"

namespace surgeline::lab {

using resilience::outcome;

call_driver::call_driver(
    net::worker& on,
    const net::run_clock& clock,
    const scenario::file& from,
    const scenario::route& way,
    const std::vector<endpoint>& targets,
    chance dice,
    std::function<void(time_point now)> settled,
    net::failure& why
)
    : clock_(clock),
      calls_(from, way, dice),
      settled_(std::move(settled)),
      lines_(make_lines(on, clock, from, way, targets, dice, *this, why)),
      alarm_(on.delays(), *this) {}

void call_driver::settle(time_point now) {
  lines_->flush(now);
  alarm_.set(clock_.real(calls_.next_due()));
}

void call_driver::answered(std::uint64_t attempt, const resilience::answer& how, time_point now) {
  calls_.answered(attempt, how, now, *lines_);
}

void call_driver::lost(const model::line& which, outcome why, time_point now) {
  calls_.lost(which, why, now, *lines_);
}

void call_driver::rang(net::alarm&, net::real_time now) {
  const time_point file_now = file_time(clock_, now);
  calls_.advance(file_now, *lines_);
  settled_(file_now);
}

}  // namespace surgeline::lab
