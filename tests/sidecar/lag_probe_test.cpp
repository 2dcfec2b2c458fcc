#include "surgeline/sidecar/lag_probe.hpp"

#include <gtest/gtest.h>

#include <numeric>
#include <thread>

namespace surgeline::sidecar {
namespace {

using namespace std::chrono_literals;

TEST(LagProbe, SeesAWorkerThatIsBusy) {
  net::worker worker;
  const lag_probe probe(worker);
  worker.run([] { std::this_thread::sleep_for(300ms); });
  double longest = 0;
  for (int tries = 0; tries < 200 && longest < 0.1; ++tries) {
    std::this_thread::sleep_for(10ms);
    longest = probe.read().sum;
  }
  EXPECT_GE(longest, 0.1);
}

}  // namespace
}  // namespace surgeline::sidecar
