#include "bench/comparison/ours.hpp"

#include <unistd.h>

#include <future>
#include <stdexcept>

#include "surgeline/traffic/proxy.hpp"

namespace surgeline::bench {

void serve_ours(traffic::proxy_options options, std::shared_ptr<const fault::plan> armed) {
  net::worker worker;
  net::worker* const workers[] = {&worker};
  net::failure why;
  options.id = "bench";
  const auto proxy = traffic::proxy::open(std::move(options), net::run_clock{}, workers, why);
  if (!proxy) throw std::runtime_error(why.what);
  if (armed) proxy->arm(std::move(armed));
  for (;;) pause();
}

}  // namespace surgeline::bench
