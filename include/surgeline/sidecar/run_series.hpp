#pragma once

#include <chrono>
#include <functional>

#include "surgeline/core/time.hpp"
#include "surgeline/metrics/page.hpp"
#include "surgeline/sidecar/run_board.hpp"

namespace surgeline::sidecar {

/// A moment of somebody's own time as wall-clock time.
using wall_clock = std::function<std::chrono::system_clock::time_point(time_point)>;

/// What a board says of a run at a moment: its state and verdict, phases, checks and the way back.
void add_run(metrics::page& to, const run_board& board, time_point now, const wall_clock& wall);

}  // namespace surgeline::sidecar
