#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "surgeline/config/describe.hpp"
#include "surgeline/core/distribution.hpp"
#include "surgeline/core/time.hpp"
#include "surgeline/resilience/queue.hpp"
#include "surgeline/scenario/failure.hpp"

namespace surgeline::scenario {

/// What stands for a real service in `sim`.
struct service_model {
  std::uint32_t slots = 16;
  resilience::queue_terms queue{};
  distribution service_time = distribution::fixed(std::chrono::milliseconds{1});
  std::optional<scenario::failure> failure;

  static constexpr auto schema() {
    return config::describe(
        "model",
        "What stands for a real service, or for a program, in `sim`.",
        config::optional(
            &service_model::slots,
            "slots",
            "jobs an endpoint works on at once",
            {.min = 1, .max = 1'000'000}
        ),
        config::optional(&service_model::queue, "queue", "the waiting room in front of the slots"),
        config::optional(
            &service_model::service_time,
            "service_time",
            "time a slot is held by a job",
            {.min = duration{}}
        ),
        config::optional(&service_model::failure, "failure", "jobs that fail by themselves")
    );
  }
  bool operator==(const service_model&) const = default;
};

}  // namespace surgeline::scenario
