#pragma once

#include <string_view>

#include "surgeline/config/describe.hpp"
#include "surgeline/core/distribution.hpp"
#include "surgeline/fault/context.hpp"
#include "surgeline/fault/names.hpp"

namespace surgeline::fault {

/// An orderly end (a FIN) is passed on late; bytes are not.
struct slow_close {
  distribution delay{};
  direction towards = direction::both;

  static constexpr auto schema() {
    return config::describe(
        "slow_close",
        "A FIN is passed on late; bytes are not.",
        config::required(&slow_close::delay, "delay", "added to each FIN", {.min = duration{}}),
        config::optional(&slow_close::towards, "direction", "which way the FIN travels")
    );
  }

  bool touches(direction) const { return false; }
  effect on_finish(const chunk_context& at) const {
    if (!covers(towards, at.towards)) return {};
    return {.delay = delay.sample(at.draw, at.elapsed)};
  }

  /// What of it no model has, so that only sockets carry it out.
  std::string_view not_simulated() const { return "the ends of connections"; }

  bool operator==(const slow_close&) const = default;
};

}  // namespace surgeline::fault
