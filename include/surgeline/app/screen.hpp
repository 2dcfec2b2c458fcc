#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "surgeline/report/room.hpp"

namespace surgeline::app {

/// Standard output as people see it: a terminal is redrawn in place, a pipe gets plain lines.
class screen {
 public:
  explicit screen(bool quiet);
  ~screen();
  screen(const screen&) = delete;
  screen& operator=(const screen&) = delete;

  bool is_terminal() const { return is_terminal_; }
  bool colour() const { return colour_; }
  bool quiet() const { return quiet_; }
  /// Columns of the terminal now; 100 in a pipe.
  std::size_t width() const;
  /// The same for tables, which a pipe takes at any width.
  report::room room() const;

  /// Draws over what it drew before.
  void redraw(const std::vector<std::string>& lines);
  /// Leaves what was drawn last, and goes on below it; `erase` takes it away.
  void settle(bool erase = false);
  /// Prints lines that stay.
  void print(const std::vector<std::string>& lines);

 private:
  bool is_terminal_;
  bool colour_;
  bool quiet_;
  std::size_t drawn_ = 0;
};

}  // namespace surgeline::app
