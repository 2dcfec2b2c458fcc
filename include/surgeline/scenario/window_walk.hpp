#pragma once

#include <cstdint>
#include <optional>
#include <queue>
#include <vector>

#include "surgeline/core/chance.hpp"
#include "surgeline/core/time.hpp"
#include "surgeline/scenario/schedule.hpp"

namespace surgeline::scenario {

/// Walks the windows of a schedule as time goes on, in a stretch that need not have an end. Windows that overlap or touch
/// are one. It draws no window long before it begins, so a year takes no more memory than a minute.
class window_walk {
 public:
  /// Stands before the stretch. `name` is that of the draws: another one for each stretch.
  window_walk(schedule by, const chance& dice, std::uint64_t name);

  /// Moves on to `now`, which counts from the start of the stretch and never goes back.
  void advance(duration now);
  /// When the window it is in began; empty between windows.
  std::optional<duration> open_since() const;
  /// When it must be advanced again: where a window begins or ends; sooner where very many overlap, or last no time at
  /// all. `forever` after the last one.
  duration next_change() const;

 private:
  /// Orders by beginning, the first on top.
  struct later {
    bool operator()(const window& one, const window& other) const { return one.from > other.from; }
  };

  duration gap() const;
  void draw();
  void keep(duration from, std::uint64_t ordinal);
  void open_until(duration latest);
  void look_ahead();
  duration first_undrawn() const;
  duration edge() const;

  schedule by_;
  chance dice_;
  std::uint64_t name_;
  std::uint64_t ordinal_ = 0;  // of the next window to be drawn
  duration due_{};             // when that one begins, but for its jitter; `forever`: there is none
  std::priority_queue<window, std::vector<window>, later> drawn_;  // that have not begun
  std::optional<window> open_;
};

}  // namespace surgeline::scenario
