#pragma once

#include <array>
#include <chrono>
#include <cstdint>

#include "surgeline/config/describe.hpp"
#include "surgeline/core/distribution.hpp"
#include "surgeline/core/time.hpp"
#include "surgeline/core/units.hpp"

namespace surgeline::scenario {

/// When a consumer says that it need not read a batch again.
enum class commit_order : std::uint8_t { after, before };

/// Who reads a log: a consumer for each partition, which dies now and then.
struct consumer {
  commit_order commit = commit_order::after;
  std::uint32_t batch = 100;
  distribution service_time = distribution::fixed(std::chrono::milliseconds{1});
  share crash{};
  duration restart = std::chrono::seconds{1};

  static constexpr auto schema() {
    return config::describe(
        "consumer",
        "Who reads a log: a consumer for each partition, record by record, in batches. It has no "
        "slots and does not die "
        "with the log.",
        config::optional(&consumer::commit, "commit", "when it commits a batch"),
        config::optional(
            &consumer::batch,
            "batch",
            "records from commit to commit; it takes them when so many are there",
            {.min = 1, .max = 1'000'000}
        ),
        config::optional(
            &consumer::service_time,
            "service_time",
            "time that a record takes",
            {.min = duration{}}
        ),
        config::optional(
            &consumer::crash,
            "crash",
            "of the records at which it dies, by a draw: behind the record where it commits after "
            "the "
            "batch, before the record where it has committed already"
        ),
        config::optional(
            &consumer::restart,
            "restart",
            "from then until it goes on behind what is committed"
        )
    );
  }
  bool operator==(const consumer&) const = default;
};

}  // namespace surgeline::scenario

template <>
inline constexpr auto surgeline::config::names<surgeline::scenario::commit_order> = std::array{
    named{
        surgeline::scenario::commit_order::after,
        "after",
        "behind its last record: what it dies over is worked on again"
    },
    named{
        surgeline::scenario::commit_order::before,
        "before",
        "ahead of its first record: what it dies over is lost"
    },
};
