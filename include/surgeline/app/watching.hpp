#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "surgeline/app/screen.hpp"
#include "surgeline/scenario/conductor.hpp"
#include "surgeline/scenario/record.hpp"

namespace surgeline::app {

/// Shows one execution while it goes on: frames on a terminal, lines in a pipe; and passes an interrupt on.
class watching {
 public:
  /// `file` must outlive it.
  watching(
      screen& on,
      const scenario::file& file,
      std::string variant,
      scenario::engine engine,
      std::uint64_t seed
  );

  /// What the engine calls at every tick.
  scenario::observer observer();

 private:
  bool see(time_point now, const scenario::conductor& where, const measure::recording& seen);

  screen& on_;
  const scenario::file& file_;
  std::string variant_;
  scenario::engine engine_;
  std::uint64_t seed_;
  std::optional<time_point> since_;
  std::chrono::steady_clock::time_point drawn_{};
};

}  // namespace surgeline::app
