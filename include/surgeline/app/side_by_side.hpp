#pragma once

#include <cstddef>
#include <functional>

namespace surgeline::app {

/// Does `count` pieces of work, numbered from 0, so many `at_once`; 0: as many as there are cores. Meanwhile the calling thread calls
/// `meanwhile` with the number that are done, ten times a second. After an interrupt no piece is begun any more.
void side_by_side(
    std::size_t count,
    std::size_t at_once,
    const std::function<void(std::size_t)>& work,
    const std::function<void(std::size_t)>& meanwhile
);

}  // namespace surgeline::app
