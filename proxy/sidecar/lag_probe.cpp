#include "surgeline/sidecar/lag_probe.hpp"

namespace surgeline::sidecar {
namespace {

constexpr std::chrono::milliseconds pause{100};

}  // namespace

lag_probe::lag_probe(net::worker& on) : worker_(on), alarm_(on.delays(), *this) {
  worker_.post([this] { wait(std::chrono::steady_clock::now()); });
}

lag_probe::~lag_probe() {
  worker_.run([this] { alarm_.cancel(); });
}

void lag_probe::wait(net::real_time now) {
  due_ = now + pause;
  alarm_.set(due_);
}

void lag_probe::rang(net::alarm&, net::real_time now) {
  lags_.observe(now - due_);
  wait(now);
}

}  // namespace surgeline::sidecar
