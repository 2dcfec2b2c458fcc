#pragma once

#include <array>
#include <chrono>
#include <cstdint>

#include "surgeline/config/describe.hpp"
#include "surgeline/core/time.hpp"
#include "surgeline/resilience/rolling.hpp"

namespace surgeline::resilience {

/// How a throttle decides.
enum class throttle_kind : std::uint8_t { adaptive };

/// When a caller does not even ask, because the others were refused.
struct throttle_terms {
  throttle_kind kind = throttle_kind::adaptive;
  double factor = 2;
  duration window = std::chrono::minutes{2};

  static constexpr auto schema() {
    return config::describe(
        "throttle",
        "When a caller does not even ask, because it was refused before.",
        config::optional(&throttle_terms::kind, "kind", "how it decides"),
        config::optional(
            &throttle_terms::factor,
            "factor",
            "attempts it lets go for each that was accepted",
            {.min = 1}
        ),
        config::optional(
            &throttle_terms::window,
            "window",
            "over which both are counted",
            {.min = std::chrono::milliseconds{1}}
        )
    );
  }
  bool operator==(const throttle_terms&) const = default;
};

/// Adaptive throttling (Google's SRE book, "Handling Overload"): refuses with probability
/// max(0, (requests − factor·accepts)/(requests + 1)), where what it refused are requests too.
class throttle {
 public:
  explicit throttle(const throttle_terms& terms) : factor_(terms.factor), counted_(terms.window) {}

  /// The probability with which the next one is refused.
  double refuses(time_point now) const;
  /// An attempt asks to go; `draw` is uniform in [0, 1).
  bool admits(double draw, time_point now);
  /// One that had been let go was taken in: it was not refused, whatever it was answered.
  void accepted(time_point now) { counted_.add(now, 0, 1); }

 private:
  double factor_;
  rolling counted_;  // requests, accepts
};

}  // namespace surgeline::resilience

template <>
inline constexpr auto surgeline::config::names<surgeline::resilience::throttle_kind> = std::array{
    named{
        surgeline::resilience::throttle_kind::adaptive,
        "adaptive",
        "with probability (requests - factor·accepts)/(requests + 1)"
    },
};
