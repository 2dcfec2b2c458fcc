#include "surgeline/lab/machines.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "surgeline/lab/file_time.hpp"

namespace surgeline::lab {

machines::machines(
    net::worker& home,
    const net::run_clock& clock,
    const scenario::file& from,
    chance dice,
    std::vector<service_host*> services
)
    : home_(home),
      clock_(clock),
      services_(std::move(services)),
      weather_(from, dice),
      alarm_(home.delays(), *this) {}

machines::~machines() {
  home_.run([this] { alarm_.cancel(); });
}

void machines::arm(std::vector<scenario::placed_fault> faults) {
  home_.run([&] {
    now_ = std::max(now_, file_time(clock_, std::chrono::steady_clock::now()));
    weather_.arm(std::move(faults), now_, *this);
    alarm_.set(clock_.real(weather_.next_change()));
  });
}

fault::ledger machines::book() {
  fault::ledger all;
  home_.run([&] { all = weather_.book(); });
  return all;
}

void machines::rang(net::alarm&, net::real_time now) {
  now_ = std::max(now_, file_time(clock_, now));
  weather_.advance(now_, *this);
  alarm_.set(clock_.real(weather_.next_change()));
}

void machines::stall(const scenario::resident& whom, time_point) {
  of(whom).stall(whom.replica, now_);
}

void machines::resume(const scenario::resident& whom, time_point) {
  of(whom).resume(whom.replica, now_);
}

std::size_t machines::crash(const scenario::resident& whom, time_point) {
  return of(whom).crash(whom.replica, now_);
}

void machines::start(const scenario::resident& whom, duration cold, time_point) {
  of(whom).start(whom.replica, cold, now_);
}

void machines::slow(const scenario::resident& whom, double factor, time_point) {
  of(whom).slow(whom.replica, factor);
}

std::size_t machines::flush(const scenario::resident& whom, double share, std::uint64_t which) {
  return of(whom).flush(whom.replica, share, which);
}

}  // namespace surgeline::lab
