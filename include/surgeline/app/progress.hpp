#pragma once

#include <chrono>
#include <cstddef>
#include <string>

#include "surgeline/app/screen.hpp"

namespace surgeline::app {

/// Says how far something is that consists of many runs, and how long it will still take: a line that is redrawn on a terminal, a
/// line every ten seconds in a pipe, nothing where the screen is quiet.
class progress {
 public:
  /// `what` goes on, in `runs` runs. The screen must outlive it.
  progress(std::string what, std::size_t runs, screen& on);

  void show(std::size_t done);

 private:
  std::string what_;
  std::size_t runs_;
  screen& on_;
  std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now(), said_ = began_;
};

}  // namespace surgeline::app
