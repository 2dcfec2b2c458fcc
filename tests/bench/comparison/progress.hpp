#pragma once

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <string_view>

namespace surgeline::bench {

/// One line on a terminal that says how far a measure is, and vanishes with this; nothing when nobody looks.
class progress {
 public:
  explicit progress(std::string_view what) : what_(what), seen_(isatty(STDERR_FILENO) == 1) {}
  progress(const progress&) = delete;
  progress& operator=(const progress&) = delete;
  ~progress() {
    if (seen_) fmt::print(stderr, "\r\033[K");
  }

  void show(std::string_view how_far) {
    if (seen_) fmt::print(stderr, "\r\033[K{}: {}", what_, how_far);
  }

 private:
  std::string_view what_;
  bool seen_;
};

}  // namespace surgeline::bench
