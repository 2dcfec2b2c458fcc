#include "surgeline/scenario/proxy.hpp"

namespace surgeline::scenario {

void upstream::check(config::checker& in) const { in.exactly_one({"service", "endpoints"}); }

void proxy::check(config::checker& in) const {
  if (from.empty() && !listen) {
    in.problem(
        "listen",
        "without `from` a proxy needs `listen`, the address its clients connect to",
        "add listen = \"127.0.0.1:0\", or from = [\"<load>\"]"
    );
  }
  if (each == fan::endpoint && !upstream.service && upstream.endpoints.size() < 2) {
    in.problem(
        "each",
        "`each = \"endpoint\"` wants an upstream with several endpoints",
        "remove `each`"
    );
  }
}

}  // namespace surgeline::scenario
