#include "surgeline/runner/timer_error.hpp"

#include <algorithm>
#include <chrono>
#include <future>
#include <vector>

#include "surgeline/net/worker.hpp"

namespace surgeline::runner {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t waits = 30;
constexpr auto wait = 1ms;
constexpr auto patience = 60ms;

/// Waits again and again on a worker, and notes how late it was woken each time.
class sleeper final : net::alarm_handler {
 public:
  explicit sleeper(net::worker& on)
      : alarm_(on.delays(), *this), give_up_(std::chrono::steady_clock::now() + patience) {}

  void start() { sleep(std::chrono::steady_clock::now()); }
  /// How late it was each time; waits until that is known.
  std::vector<duration> errors() { return done_.get_future().get(); }

 private:
  void sleep(net::real_time now) {
    due_ = now + wait;
    alarm_.set(due_);
  }
  void rang(net::alarm&, net::real_time now) override {
    errors_.push_back(now - due_);
    if (errors_.size() < waits && now < give_up_)
      sleep(now);
    else
      done_.set_value(errors_);
  }

  net::alarm alarm_;
  net::real_time give_up_;
  net::real_time due_;
  std::vector<duration> errors_;
  std::promise<std::vector<duration>> done_;
};

}  // namespace

duration timer_error() {
  net::worker on;
  sleeper one(on);
  on.post([&one] { one.start(); });
  std::vector<duration> errors = one.errors();
  on.run([] {});  // by now it has said its last
  const auto p90 = errors.begin() + static_cast<std::ptrdiff_t>(errors.size() * 9 / 10);
  std::ranges::nth_element(errors, p90);
  return *p90;
}

}  // namespace surgeline::runner
