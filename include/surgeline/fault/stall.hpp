#pragma once

#include <array>
#include <optional>

#include "surgeline/config/describe.hpp"
#include "surgeline/core/units.hpp"
#include "surgeline/fault/context.hpp"
#include "surgeline/fault/names.hpp"

namespace surgeline::fault {

/// How what a stall held travels on when it ends.
enum class release_mode : std::uint8_t { burst, paced };

/// Says how held bytes are let go.
struct release {
  release_mode mode = release_mode::burst;
  std::optional<surgeline::bandwidth> rate;

  static constexpr auto schema() {
    return config::describe(
        "release",
        "How held bytes travel on when the stall ends.",
        config::optional(&release::mode, "mode", "all at once, or at a rate"),
        config::optional(&release::rate, "rate", "for each connection, with `paced`", {.above = 0})
    );
  }
  void check(config::checker& in) const {
    if (mode == release_mode::paced && !rate) {
      in.problem("mode", "a paced release needs a rate", "add `rate`, such as \"1MiB/s\"");
    } else if (mode == release_mode::burst && rate) {
      in.problem("rate", "a burst has no rate", "add `mode = \"paced\"`, or remove `rate`");
    }
  }

  bool operator==(const release&) const = default;
};

/// Every byte is held until the stall ends, and then released: as a burst, or at a rate.
struct stall {
  direction towards = direction::both;
  fault::release release{};

  static constexpr auto schema() {
    return config::describe(
        "stall",
        "Bytes are held until the stall ends; then they are released.",
        config::optional(&stall::towards, "direction", "which way the bytes travel"),
        config::optional(&stall::release, "release", "how they are let go")
    );
  }

  effect on_chunk(const chunk_context&) const {
    return {.hold = forever, .release = release.rate ? release.rate->bytes_per_second : 0};
  }

  bool operator==(const stall&) const = default;
};

}  // namespace surgeline::fault

template <>
inline constexpr auto surgeline::config::names<surgeline::fault::release_mode> = std::array{
    named{surgeline::fault::release_mode::burst, "burst", "everything at once"},
    named{surgeline::fault::release_mode::paced, "paced", "at `rate`"},
};
