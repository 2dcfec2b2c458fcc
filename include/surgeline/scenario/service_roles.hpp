#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>

#include "surgeline/config/describe.hpp"
#include "surgeline/core/time.hpp"
#include "surgeline/core/units.hpp"
#include "surgeline/scenario/consumer.hpp"

namespace surgeline::scenario {

/// Who puts into a cache what it did not have.
enum class cache_kind : std::uint8_t { look_aside, read_through };

/// What a service with `role = "cache"` has beside slots and a queue.
struct cache_terms {
  cache_kind kind = cache_kind::look_aside;
  std::uint32_t keys = 10'000;
  std::optional<std::uint32_t> size;
  double zipf = 1;
  std::optional<duration> ttl;
  share warm{1};

  static constexpr auto schema() {
    return config::describe(
        "cache",
        "What a cache has beside slots and a queue.",
        config::optional(&cache_terms::kind, "kind", "cache: who puts in what it did not have"),
        config::optional(
            &cache_terms::keys,
            "keys",
            "cache: how many things may be asked for; a logical request asks for one of them",
            {.min = 1, .max = 10'000'000}
        ),
        config::optional(
            &cache_terms::size,
            "size",
            "cache: how many a replica holds, the least recently asked for gives way; all `keys` "
            "if "
            "absent",
            {.min = 1, .max = 10'000'000}
        ),
        config::optional(
            &cache_terms::zipf,
            "zipf",
            "cache: skew: the nth most wanted key is asked for in proportion to n^-zipf",
            {.min = 0, .max = 10}
        ),
        config::optional(
            &cache_terms::ttl,
            "ttl",
            "cache: how long an entry lives; for ever if absent",
            {.above = duration{}}
        ),
        config::optional(
            &cache_terms::warm,
            "warm",
            "cache: the share of `size` that is there at the start, the most wanted keys"
        )
    );
  }
  bool operator==(const cache_terms&) const = default;
};

/// What a service with `role = "queue"` has beside slots and a queue.
struct lease_terms {
  duration lease = std::chrono::seconds{30};
  std::optional<duration> heartbeat;
  bool fencing = false;

  static constexpr auto schema() {
    return config::describe(
        "lease",
        "What a job queue has beside slots and a queue.",
        config::optional(
            &lease_terms::lease,
            "lease",
            "queue: a job that is not done within it is handed out again",
            {.above = duration{}}
        ),
        config::optional(
            &lease_terms::heartbeat,
            "heartbeat",
            "queue: how often a worker that is not stuck renews its lease; never if absent",
            {.above = duration{}}
        ),
        config::optional(
            &lease_terms::fencing,
            "fencing",
            "queue: what a worker does under an outdated lease is refused"
        )
    );
  }
  bool operator==(const lease_terms&) const = default;
};

/// What a service with `role = "log"` has beside slots and a queue.
struct log_terms {
  std::uint32_t partitions = 1;
  bool idempotent = false;
  std::optional<scenario::consumer> consumer;

  static constexpr auto schema() {
    return config::describe(
        "log",
        "What a log has beside slots and a queue.",
        config::optional(
            &log_terms::partitions,
            "partitions",
            "log: each with offsets of its own; a logical request belongs to one",
            {.min = 1, .max = 100'000}
        ),
        config::optional(
            &log_terms::idempotent,
            "idempotent",
            "server, log: what comes again under a known request key (a producer's sequence "
            "number, an idempotency key) is answered well, and not done or appended again"
        ),
        config::optional(&log_terms::consumer, "consumer", "log: who reads it; nobody if absent")
    );
  }
  bool operator==(const log_terms&) const = default;
};

}  // namespace surgeline::scenario

template <>
inline constexpr auto surgeline::config::names<surgeline::scenario::cache_kind> = std::array{
    named{
        surgeline::scenario::cache_kind::look_aside,
        "look_aside",
        "the caller: nobody does when he has given up by then"
    },
    named{
        surgeline::scenario::cache_kind::read_through,
        "read_through",
        "the cache, as soon as its call is answered"
    },
};
