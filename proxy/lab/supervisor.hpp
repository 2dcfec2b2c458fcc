#pragma once

#include <chrono>

namespace surgeline::lab {

/// What a supervisor needs, all of it made before it is forked: from then on it may allocate nothing.
struct supervision {
  const char* const* arguments;
  const char* const* environment;
  const char* folder;  ///< null: ours
  int signal;
  std::chrono::milliseconds within;
  int life;       ///< its end: stop
  int news;       ///< where it says how the program ended
  int complaint;  ///< where the program's process says why it cannot start
  int output;
};

/// Starts a program, waits for its end or for the end of `life`, and leaves nothing of its group. To be called in a process
/// that was forked for it: calls only what is safe there, and never returns.
[[noreturn]] void supervise(const supervision& what);

}  // namespace surgeline::lab
