#include <fmt/format.h>

#include <utility>

#include "surgeline/scenario/captured.hpp"
#include "surgeline/sidecar/sidecar.hpp"

/// What a sidecar says of upstreams that it cannot reach: names without an address, connections that
/// go round in a circle.
namespace surgeline::sidecar {

void sidecar::tell_of_names() {
  std::set<std::pair<std::string, endpoint>> now;
  for (const served_proxy& one : proxies_) {
    for (const traffic::unresolved_upstream& each : one.through->unresolved()) {
      const auto& [which, is_new] = now.emplace(one.written.id, each.named);
      if (unresolved_.contains(*which)) continue;
      say_(fmt::format(
          "unresolved proxy `{}` has no upstream yet: {}: {}; it is looked up every second",
          one.written.id,
          each.named.text(),
          each.why
      ));
    }
    for (const endpoint& each : one.through->upstreams()) {
      const std::pair which{one.written.id, each};
      if (unresolved_.contains(which) && !now.contains(which))
        say_(fmt::format("resolved   proxy `{}` leads to {} now", one.written.id, each.text()));
    }
  }
  unresolved_ = std::move(now);
}

/// The first time for each proxy; the series counts on.
void sidecar::tell_of_captures() {
  for (const served_proxy& one : proxies_) {
    if (one.is_guest || !scenario::is_captured(one.written.upstream)) continue;
    const auto refused = one.through->counted().not_captured;
    const std::uint64_t all = refused[0] + refused[1] + refused[2];
    if (std::exchange(told_of_[one.written.id], all) != 0 || all == 0) continue;
    const auto of = [&](traffic::not_captured why) -> std::uint64_t {
      return refused[static_cast<std::size_t>(why)];
    };
    say_(fmt::format(
        "capture    proxy `{}` refused a connection: {}",
        one.written.id,
        of(traffic::not_captured::loop) > 0
            ? "it was our own, redirected to us again; the rules have to spare our user"
        : of(traffic::not_captured::not_redirected) > 0
            ? "it was meant for this listener, and not redirected to it"
            : "[safety] allow_upstream does not name where it was meant to go"
    ));
  }
}

}  // namespace surgeline::sidecar
