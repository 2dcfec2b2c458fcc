#include "surgeline/scenario/daemon.hpp"

namespace surgeline::scenario {

void daemon_release::check(config::checker& in) const {
  if (mode == daemon_release_mode::paced && !rate)
    in.problem("mode", "a paced release needs a rate", "add `rate`, such as \"100/s\"");
  else if (mode != daemon_release_mode::paced && rate)
    in.problem("rate", "only a paced release has a rate", "add `mode = \"paced\"`, or remove it");
}

void attachment::check(config::checker& in) const {
  in.exactly_one({"service", "proxy"});
  if (on_timeout && !timeout)
    in.problem("on_timeout", "nobody ever waits for too long", "add `timeout`");
  if (service && at == daemon_stage::accept) {
    in.problem(
        "at",
        "a lab service waits with each job, not with each connection",
        "use `before` or `after`"
    );
  }
}

}  // namespace surgeline::scenario
