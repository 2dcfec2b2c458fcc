#include "surgeline/lab/load_driver.hpp"

#include <utility>

#include "surgeline/lab/file_time.hpp"

namespace surgeline::lab {

using resilience::outcome;

load_driver::load_driver(
    net::worker& on,
    const net::run_clock& clock,
    const scenario::file& from,
    const scenario::route& way,
    const std::vector<endpoint>& targets,
    chance dice,
    net::failure& why
)
    : on_(on),
      clock_(clock),
      callers_(from, way, dice),
      lines_(make_lines(on, clock, from, way, targets, dice, *this, why)),
      alarm_(on.delays(), *this) {
  if (why.code) return;
  on_.post([this] { told_all(time_point{}); });
}

load_driver::~load_driver() {
  on_.run([this] {
    alarm_.cancel();
    lines_.reset();
  });
}

void load_driver::connect(std::function<void()> done) {
  on_.post([this, done = std::move(done)]() mutable { lines_->connect(std::move(done)); });
}

void load_driver::scale(double factor, time_point now) {
  on_.post([this, factor, now] {
    callers_.scale(factor, now);
    told_all(now);
  });
}

void load_driver::take(time_point now, handover to) {
  on_.post([this, now, to = std::move(to)] {
    rows closed;
    for (measure::meter* const numbers : callers_.meters()) take_closed(*numbers, now, closed);
    to(std::move(closed));
  });
}

void load_driver::rang(net::alarm&, net::real_time now) {
  const time_point file_now = file_time(clock_, now);
  callers_.advance(file_now, *lines_);
  told_all(file_now);
}

void load_driver::answered(std::uint64_t attempt, const resilience::answer& how, time_point now) {
  callers_.answered(attempt, how, now, *lines_);
}

void load_driver::lost(const model::line& which, outcome why, time_point now) {
  callers_.lost(which, why, now, *lines_);
}

void load_driver::told_all(time_point now) {
  lines_->flush(now);
  alarm_.set(clock_.real(callers_.next_due()));
}

}  // namespace surgeline::lab
