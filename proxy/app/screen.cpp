#include "surgeline/app/screen.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

namespace surgeline::app {

screen::screen(bool quiet)
    : is_terminal_(isatty(STDOUT_FILENO) == 1),
      colour_(is_terminal_ && std::getenv("NO_COLOR") == nullptr),
      quiet_(quiet) {
  if (is_terminal_) fmt::print("\x1b[?25l");  // the cursor would flicker through the frame
}

screen::~screen() {
  if (is_terminal_) fmt::print("\x1b[?25h");
  std::fflush(stdout);
}

std::size_t screen::width() const {
  winsize size{};
  const bool known =
      is_terminal_ && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return known ? size.ws_col : 100;
}

report::room screen::room() const {
  return is_terminal_ ? report::room{width()} : report::room::pipe();
}

void screen::redraw(const std::vector<std::string>& lines) {
  std::string frame;
  if (drawn_ > 0) frame += fmt::format("\x1b[{}F", drawn_);
  for (const std::string& line : lines) frame += line + "\x1b[K\n";
  frame += "\x1b[J";
  drawn_ = lines.size();
  fmt::print("{}", frame);
  std::fflush(stdout);
}

void screen::settle(bool erase) {
  if (erase && drawn_ > 0) fmt::print("\x1b[{}F\x1b[J", drawn_);
  drawn_ = 0;
}

void screen::print(const std::vector<std::string>& lines) {
  for (const std::string& line : lines) fmt::print("{}\n", line);
  std::fflush(stdout);
}

}  // namespace surgeline::app
