#include "surgeline/app/say.hpp"

#include <fmt/format.h>

#include <cstdio>

namespace surgeline::app {

void say(const std::string& sentence) {
  fmt::print("{}\n", sentence);
  std::fflush(stdout);
}

}  // namespace surgeline::app
