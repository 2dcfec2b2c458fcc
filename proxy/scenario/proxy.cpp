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
  if (protocol == protocol::tcp) check_tcp(in);
}

/// What only means something where heads are read.
void proxy::check_tcp(config::checker& in) const {
  const scenario::limits usual;
  const auto refuse = [&in](bool given, std::string_view key) {
    if (!given) return;
    in.problem(key, "a tcp proxy reads no HTTP", "add protocol = \"http\"");
  };
  refuse(!routes.empty(), "routes");
  refuse(!clients.empty(), "clients");
  refuse(!identify_attempts.empty(), "identify_attempts");
  refuse(observe != observing{}, "observe");
  refuse(allow_connect, "allow_connect");
  scenario::limits mine = usual;
  mine.connections = limits.connections;
  mine.buffer = limits.buffer;
  refuse(limits != mine, "limits");
}

}  // namespace surgeline::scenario
