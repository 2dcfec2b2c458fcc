#pragma once

#include <array>
#include <chrono>
#include <cstdint>

#include "surgeline/config/describe.hpp"
#include "surgeline/core/time.hpp"

namespace surgeline::resilience {

/// Who is served next.
enum class order : std::uint8_t { fifo, lifo, codel, codel_lifo };

/// What a full queue does with who comes next.
enum class on_full : std::uint8_t { reject, reset, drop_oldest, block };

/// The waiting room in front of slots.
struct queue_terms {
  std::uint32_t limit = 1024;
  resilience::order order = order::fifo;
  resilience::on_full on_full = on_full::reject;
  duration target = std::chrono::milliseconds{5};
  duration interval = std::chrono::milliseconds{100};

  static constexpr auto schema() {
    return config::describe(
        "queue",
        "The waiting room in front of slots.",
        config::optional(&queue_terms::limit, "limit", "how many may wait"),
        config::optional(&queue_terms::order, "order", "who is served next"),
        config::optional(&queue_terms::on_full, "on_full", "what happens to who finds it full"),
        config::optional(
            &queue_terms::target,
            "target",
            "`codel`, `codel_lifo`: waits up to this are fine",
            {.above = duration{}}
        ),
        config::optional(
            &queue_terms::interval,
            "interval",
            "`codel`, `codel_lifo`: how long all waits may be over `target` before the queue "
            "counts as standing",
            {.above = duration{}}
        )
    );
  }
  bool operator==(const queue_terms&) const = default;
};

}  // namespace surgeline::resilience

template <>
inline constexpr auto surgeline::config::names<surgeline::resilience::order> = std::array{
    named{surgeline::resilience::order::fifo, "fifo", "who came first"},
    named{surgeline::resilience::order::lifo, "lifo", "who came last"},
    named{
        surgeline::resilience::order::codel,
        "codel",
        "who came first; while every wait has been over `target` for an `interval`, some are "
        "refused as by a full queue, and more and more (RFC 8289)"
    },
    named{
        surgeline::resilience::order::codel_lifo,
        "codel_lifo",
        "who came first, dropped after waiting for an `interval`; while nobody has found the queue "
        "empty for an `interval`, who came last, and who comes is dropped after `target`"
    },
};

template <>
inline constexpr auto surgeline::config::names<surgeline::resilience::on_full> = std::array{
    named{surgeline::resilience::on_full::reject, "reject", "it is refused at once"},
    named{surgeline::resilience::on_full::reset, "reset", "its connection is reset"},
    named{
        surgeline::resilience::on_full::drop_oldest,
        "drop_oldest",
        "it waits, and who has waited longest is refused"
    },
    named{
        surgeline::resilience::on_full::block,
        "block",
        "it waits before the door, behind whoever waits there, and goes in when there is room"
    },
};
