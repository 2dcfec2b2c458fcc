#include "bench/l4/ours.hpp"

#include <unistd.h>

#include <future>
#include <stdexcept>

#include "surgeline/fault/plan.hpp"
#include "surgeline/traffic/proxy.hpp"

namespace surgeline::bench {
namespace {

std::shared_ptr<const fault::plan> delaying(duration latency) {
  const fault::latency slow{.delay = distribution::fixed(latency)};
  return std::make_shared<const fault::plan>(
      chance{},
      std::vector<fault::armed>{{.id = "bench", .what = slow}}
  );
}

}  // namespace

void serve_ours(const endpoint& where, const endpoint& upstream, duration latency) {
  net::worker worker;
  net::worker* const workers[] = {&worker};
  net::failure why;
  const auto proxy = traffic::proxy::open(
      {.id = "bench", .listen = {where}, .upstream = {upstream}},
      net::run_clock{},
      workers,
      why
  );
  if (!proxy) throw std::runtime_error(why.what);
  if (latency > duration{}) proxy->arm(delaying(latency));
  for (;;) pause();
}

}  // namespace surgeline::bench
