#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "surgeline/core/time.hpp"
#include "surgeline/metrics/page.hpp"
#include "surgeline/scenario/run_identity.hpp"
#include "surgeline/sidecar/run_board.hpp"

namespace surgeline::sidecar {

/// Which program this is, for `surgeline_build_info`.
struct build_label {
  std::string version;
  std::string revision;
};

/// A moment of somebody's own time as wall-clock time.
using wall_clock = std::function<std::chrono::system_clock::time_point(time_point)>;

/// Which program this is.
void add_build(metrics::page& to, const build_label& program);

/// Which run this is, with which seed, on which engine.
void add_run_identity(
    metrics::page& to,
    const scenario::run_identity& run,
    std::uint64_t seed,
    std::string_view engine
);

/// What a board says of a run at a moment: its state and verdict, phases, checks and the way back.
void add_run(metrics::page& to, const run_board& board, time_point now, const wall_clock& wall);

}  // namespace surgeline::sidecar
