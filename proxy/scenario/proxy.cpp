#include "surgeline/scenario/proxy.hpp"

#include <set>

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
  check_ids(in);
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

void proxy::check_ids(config::checker& in) const {
  const auto twice = [&in](const auto& listed, std::string_view key) {
    std::set<std::string_view> seen;
    for (const auto& one : listed) {
      if (seen.insert(one.id).second) continue;
      in.problem(key, "there are two called `" + one.id + "`", "give each a name of its own");
    }
  };
  twice(routes, "routes");
  twice(clients, "clients");
}

}  // namespace surgeline::scenario
