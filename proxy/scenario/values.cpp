#include <fmt/format.h>
#include <limits>

#include "surgeline/scenario/file.hpp"

namespace surgeline::scenario {

double service::capacity() const {
  const duration mean = service_time.mean();
  if (mean == forever) return 0;
  if (mean == duration{}) return std::numeric_limits<double>::infinity();
  return static_cast<double>(replicas) * slots / seconds(mean);
}

void service::check(config::checker& in) const {
  if (cancel_on_disconnect) {
    in.problem("cancel_on_disconnect", "`cancel_on_disconnect = true` is planned, not in this version",
               "servers keep working on abandoned requests: remove it");
  }
}

void upstream::check(config::checker& in) const {
  in.exactly_one({"service", "endpoints"});
}

void proxy::check(config::checker& in) const {
  if (from.empty() && !listen) {
    in.problem("listen", "without `from` a proxy needs `listen`, the address its clients connect to",
               "add listen = \"127.0.0.1:0\", or from = [\"<load>\"]");
  }
  if (each == fan::endpoint && !upstream.service && upstream.endpoints.size() < 2) {
    in.problem("each", "`each = \"endpoint\"` wants an upstream with several endpoints", "remove `each`");
  }
}

void expectation::check(config::checker& in) const {
  if (!at_least && !at_most) in.problem("expect", "`expect` has no limit", "add at_least or at_most");
}

void abort_rule::check(config::checker& in) const {
  if (verdict != verdict_kind::aborted && verdict != verdict_kind::inconclusive) {
    in.problem("verdict", fmt::format("an abort cannot end in `{}`", config::name_of(verdict)), "one of `aborted`, `inconclusive`");
  }
}

void recovery::check(config::checker& in) const {
  if (of == reference::absolute) {
    in.problem("of", "`at_least` of a recovery is a share of something", "one of `baseline`, `offered`");
  }
}

}  // namespace surgeline::scenario
