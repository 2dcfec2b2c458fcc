#include <fmt/format.h>

#include <exception>

#include "surgeline/app/commands.hpp"
#include "surgeline/app/options.hpp"

int main(int count, char** words) {
  using namespace surgeline::app;
  try {
    int exit_code = 0;
    const auto asked = parse_command_line(count, words, exit_code);
    if (!asked) return exit_code;
    switch (asked->command) {
      case command::serve:
        return serve(*asked);
      case command::run:
      case command::sim:
        return execute(*asked);
      case command::margin:
        return margin(*asked);
      case command::sweep:
        return sweep(*asked);
      case command::check:
        return check(*asked);
      case command::report:
        return reports(*asked);
      case command::ctl:
        return ctl(*asked);
      case command::docs:
        return docs(*asked);
      case command::none:
        return 2;
    }
  } catch (const std::exception& bug) {
    fmt::print(stderr, "surgeline: a bug: {}\n", bug.what());
  }
  return 70;
}
