#pragma once

#include <cstdint>

namespace surgeline::fault {

/// What is drawn under a fault's name; each has numbers of its own.
enum purpose : std::uint64_t {
  picking = 1,    // whether it picks a unit
  sizing = 2,     // how much it does to a chunk
  meeting = 3,    // how much it does to a connection that opens
  slicing = 4,    // how long a piece is
  finishing = 5,  // how much it does to an end
  editing = 6,    // which bytes it changes
  changing = 7,   // when its good and bad times change
  choosing = 8,   // which clients and connections it is for
  grouping = 9,   // whether its group picks a unit, and who of it
};

}  // namespace surgeline::fault
