#pragma once

#include <cstdint>
#include <span>

#include "surgeline/core/chance.hpp"
#include "surgeline/fault/subject.hpp"
#include "surgeline/resilience/balancer.hpp"
#include "surgeline/scenario/proxy.hpp"

namespace surgeline::scenario {

/// Which endpoint of its upstream a proxy with one listener gives a connection: `random` by a draw that is keyed by the
/// connection, so that nobody else changes it; `round_robin` in the order of acceptance; the others by the connections
/// that are open then, and the same draw. One object serves one proxy.
class endpoint_choice {
 public:
  /// `endpoints` is how many there are, at least one.
  endpoint_choice(const proxy& of, std::uint32_t endpoints, chance dice)
      : name_(hash_of("proxy." + of.id + ".upstream")),
        dice_(dice),
        balancer_(of.upstream.balance, endpoints) {}

  /// The endpoint's index, from 0; to be asked once for each accepted connection, in their order. `open` says how many
  /// connections each endpoint has through this proxy.
  std::uint32_t operator()(
      const surgeline::fault::subject& who,
      std::span<const std::uint32_t> open
  ) {
    return balancer_.choose(dice_.draw(name_, who.key(), 0), open);
  }

 private:
  std::uint64_t name_;
  chance dice_;
  resilience::balancer balancer_;
};

}  // namespace surgeline::scenario
